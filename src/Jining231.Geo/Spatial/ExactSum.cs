namespace Jining231.Geo.Spatial;

/// <summary>Rounding by largest remainder, so that shown parts add up to the shown whole.</summary>
public static class ExactSum
{
    /// <summary>
    /// Rounds <paramref name="parts"/> to multiples of <paramref name="step"/> that add up to the rounded
    /// <paramref name="total"/>; ties go to the earlier part. A part moves by less than a step if the parts add up to the total.
    /// </summary>
    /// <param name="parts">The parts, any unit, finite.</param>
    /// <param name="total">The whole, same unit; rounded half away from zero.</param>
    /// <param name="step">Rounding step, same unit, e.g. 0.01.</param>
    /// <returns>The rounded parts in the order given.</returns>
    /// <exception cref="ArgumentException">The parts miss the total by more than rounding can explain (a step per part, or 1e-6 of the total).</exception>
    public static double[] Round(IReadOnlyList<double> parts, double total, double step)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        var sum = 0.0;
        foreach (var part in parts)
            sum += part;
        if (!(Math.Abs(sum - total) <= Math.Max(step * Math.Max(1, parts.Count), 1e-6 * Math.Abs(total))))
            throw new ArgumentException(GeometryProblems.Format($"The parts add up to {sum:R}, not to {total:R}."), nameof(parts));
        if (parts.Count == 0)
            return [];

        var units = new double[parts.Count];
        var fractions = new double[parts.Count];
        var open = Math.Round(Units(total, step), MidpointRounding.AwayFromZero);
        for (var i = 0; i < units.Length; i++)
        {
            var exact = Units(parts[i], step);
            units[i] = Math.Floor(exact);
            fractions[i] = exact - units[i];
            open -= units[i];
        }

        Spread(units, fractions, open);
        return Array.ConvertAll(units, u => FromUnits(u, step));
    }

    /// <summary>Hands out the open units, one each, largest fraction first (or takes them back, smallest fraction first).</summary>
    private static void Spread(double[] units, double[] fractions, double open)
    {
        var order = Enumerable.Range(0, units.Length);
        var sorted = (open >= 0 ? order.OrderByDescending(i => fractions[i]) : order.OrderBy(i => fractions[i])).ThenBy(i => i).ToArray();
        var sign = Math.Sign(open);
        for (long k = 0, n = (long)Math.Abs(open); k < n; k++)
            units[sorted[k % sorted.Length]] += sign;
    }

    /// <summary>Value in steps; a value that is a multiple up to the noise of doubles counts as one.</summary>
    private static double Units(double value, double step)
    {
        var inverse = Math.Round(1 / step);
        var units = IsFraction(step, inverse) ? value * inverse : value / step;
        var nearest = Math.Round(units);
        return Math.Abs(units - nearest) <= 1e-12 * Math.Max(1, Math.Abs(units)) ? nearest : units;
    }

    private static double FromUnits(double units, double step)
    {
        var inverse = Math.Round(1 / step);
        return IsFraction(step, inverse) ? units / inverse : units * step;
    }

    private static bool IsFraction(double step, double inverse) => step < 1 && Math.Abs(step * inverse - 1) < 1e-12;
}
