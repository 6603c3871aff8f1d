namespace Jining231.Geo.Siting;

/// <summary>
/// How far a ranking hangs on its weights. Scores are linear in the weights but for a common factor, so the bounds are exact for every
/// pair of sites, without a sample: a pair's difference over the box of weights is largest at a corner that is known beforehand.
/// </summary>
internal static class Robustness
{
    /// <summary>Every weight may move by this part of itself, up or down.</summary>
    public const double Range = 0.3;

    /// <summary>Scores that differ by less are taken for equal: they may be printed alike, and the park's id decides.</summary>
    private const double StepPoints = 0.01;

    private const double MaxWeight = 1000;
    private const int Decimals = 3;

    /// <summary>True for each site that no other one equals or beats in all criteria while beating it in one.</summary>
    public static bool[] Pareto(IReadOnlyList<IReadOnlyList<Contribution>> sites)
    {
        return [.. sites.Select(s => !sites.Any(o => Dominates(o, s)))];

        static bool Dominates(IReadOnlyList<Contribution> a, IReadOnlyList<Contribution> b) =>
            Pairs(a, b).All(p => p.A.Utility >= p.B.Utility) && Pairs(a, b).Any(p => p.A.Utility > p.B.Utility);
    }

    /// <summary>
    /// Best and worst place of each site among these, whatever the weights inside the range: one place behind each site that is always
    /// ahead, and one place ahead of each that never can be. No weights inside the range give a place outside.
    /// </summary>
    public static IReadOnlyList<RankRange> Ranks(IReadOnlyList<IReadOnlyList<Contribution>> sites) =>
    [
        .. Enumerable.Range(0, sites.Count).Select(i => new RankRange(
            1 + Enumerable.Range(0, sites.Count).Count(j => j != i && !MayLead(sites[i], sites[j])),
            1 + Enumerable.Range(0, sites.Count).Count(j => j != i && MayLead(sites[j], sites[i])))),
    ];

    /// <summary>
    /// The weight that changes least, as a part of itself, to put the second site before the first, and by how much all weights must be
    /// free to move for that; a weight of 0 comes last. Null where there is no second site.
    /// </summary>
    public static Runner? Second(IReadOnlyList<IReadOnlyList<Contribution>> sites)
    {
        if (sites.Count < 2)
            return null;
        (string Criterion, double Weight, double Gain)[] gains =
            [.. Pairs(sites[1], sites[0]).Select(p => (p.A.Criterion, p.A.Weight, 100 * (p.A.Utility - p.B.Utility) - StepPoints))];
        var missing = -gains.Sum(g => g.Weight * g.Gain);
        var single = gains.Where(g => g.Gain != 0)
            .Select(g => (g.Criterion, g.Weight, New: Round(g.Weight + missing / g.Gain, up: g.Gain > 0)))
            .Where(g => g.New is >= 0 and <= MaxWeight)
            .OrderBy(g => g.Weight > 0 ? 0 : 1).ThenBy(g => Math.Abs(g.New - g.Weight) / (g.Weight > 0 ? g.Weight : 1))
            .ThenBy(g => g.Criterion, StringComparer.Ordinal)
            .Select(g => new WeightChange(
                g.Criterion, g.Weight, g.New, g.Weight > 0 ? Math.Round(100 * (g.New - g.Weight) / g.Weight, 2) : null))
            .FirstOrDefault();
        var freedom = gains.Sum(g => g.Weight * Math.Abs(g.Gain));
        var all = Math.Ceiling(missing / freedom * 10_000) / 100;
        // Where nothing speaks for the second site only weights of 0 throughout would do, and these rank nothing.
        return new Runner(single, all <= 100 && gains.Any(g => g is { Weight: > 0, Gain: > 0 }) ? all : null);
    }

    /// <summary>True if some weights inside the range may put <paramref name="a"/> before <paramref name="b"/>.</summary>
    private static bool MayLead(IReadOnlyList<Contribution> a, IReadOnlyList<Contribution> b) => Pairs(a, b).Sum(p =>
    {
        var gain = 100 * (p.A.Utility - p.B.Utility) + StepPoints;
        return p.A.Weight * (gain > 0 ? 1 + Range : 1 - Range) * gain;
    }) >= 0;

    private static IEnumerable<(Contribution A, Contribution B)> Pairs(IReadOnlyList<Contribution> a, IReadOnlyList<Contribution> b) => a.Zip(b);

    private static double Round(double weight, bool up)
    {
        var scale = Math.Pow(10, Decimals);
        return (up ? Math.Ceiling(weight * scale) : Math.Floor(weight * scale)) / scale;
    }
}
