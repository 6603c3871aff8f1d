namespace Jining231.Geo.Rules;

/// <summary>How plots are scored.</summary>
/// <param name="Criteria">The criteria; weights are relative and need not add up to 1.</param>
public sealed record ScoringRules(IReadOnlyList<Criterion> Criteria)
{
    /// <summary>The criterion of that key, or null.</summary>
    public Criterion? Find(string key) => Criteria.FirstOrDefault(c => c.Key == key);
}

/// <summary>One criterion of the score.</summary>
/// <param name="Key">Unique key.</param>
/// <param name="Zh">Chinese title.</param>
/// <param name="En">English title.</param>
/// <param name="Unit">Unit of the raw value; "1" for a share.</param>
/// <param name="Weight">Relative weight, 0 or more.</param>
/// <param name="Utility">From raw value to utility in [0, 1].</param>
/// <param name="Evidence">Where it comes from.</param>
public sealed record Criterion(string Key, string Zh, string En, string Unit, double Weight, UtilityFunction Utility, Evidence Evidence);

/// <summary>A utility function over one raw value.</summary>
/// <param name="Type">
/// <c>linear</c> and <c>trapezoid</c>: straight between the points, flat outside them;
/// <c>decay</c>: two points (x₀, u₀) and (x₁, u₁), falling from u₀ by the factor u₁/u₀ every x₁ − x₀, flat before x₀.
/// </param>
/// <param name="Points">Points in rising x; u in [0, 1].</param>
public sealed record UtilityFunction(string Type, IReadOnlyList<UtilityPoint> Points)
{
    /// <summary>The names of <see cref="Type"/>.</summary>
    public static IReadOnlyList<string> Types { get; } = ["linear", "trapezoid", "decay"];

    /// <summary>What is wrong with points of a type, in both languages, or null: too few or many, x not rising, u outside [0, 1], a decay that does not fall.</summary>
    public static (string Zh, string En)? Flaw(string type, IReadOnlyList<UtilityPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var wanted = type == "trapezoid" ? 4 : 2;
        if (points.Count != wanted)
            return ($"{type} 需要 {wanted} 个点。", $"{type} takes {wanted} points.");
        if (points.Any(p => p.U is not (>= 0 and <= 1)))
            return ("效用必须在 0 到 1 之间。", "utilities lie between 0 and 1.");
        if (points.Zip(points.Skip(1)).Any(p => p.Second.X <= p.First.X))
            return ("x 必须递增。", "x must rise.");
        return type == "decay" && (points[1].U <= 0 || points[1].U >= points[0].U)
            ? ("decay 的效用必须为正且下降。", "decay utilities must be positive and fall.")
            : null;
    }

    /// <summary>Utility of a raw value, in [0, 1].</summary>
    public double At(double raw)
    {
        var first = Points[0];
        if (raw <= first.X)
            return first.U;
        if (Type == "decay")
            return first.U * Math.Pow(Points[1].U / first.U, (raw - first.X) / (Points[1].X - first.X));
        for (var i = 1; i < Points.Count; i++)
        {
            if (raw > Points[i].X)
                continue;
            var (a, b) = (Points[i - 1], Points[i]);
            return a.U + (b.U - a.U) * (raw - a.X) / (b.X - a.X);
        }

        return Points[^1].U;
    }
}

/// <summary>A point of a utility function.</summary>
/// <param name="X">Raw value.</param>
/// <param name="U">Utility, 0 to 1.</param>
public sealed record UtilityPoint(double X, double U);

/// <summary>Something a project can ask to be near to.</summary>
/// <param name="Key">Unique key.</param>
/// <param name="Zh">Chinese title.</param>
/// <param name="En">English title.</param>
/// <param name="Layer"><c>transport</c> or <c>ports</c>.</param>
/// <param name="Kinds">Values of the layer's <c>kind</c> that satisfy the need.</param>
/// <param name="MaxKm">Largest distance that can be asked for, km.</param>
/// <param name="Evidence">Where it comes from.</param>
public sealed record NeedKind(string Key, string Zh, string En, string Layer, IReadOnlyList<string> Kinds, double MaxKm, Evidence Evidence)
{
    /// <summary>Networks along which it can be reached; none: in a straight line only.</summary>
    public IReadOnlyList<NetworkRule> Networks { get; init; } = [];
}

/// <summary>Lines that make a network.</summary>
/// <param name="Kind">Value of <c>kind</c> of the layer <c>transport</c>.</param>
/// <param name="ExceptClasses">Values of <c>class</c> whose lines do not belong to it, such as passenger railways.</param>
public sealed record NetworkRule(string Kind, IReadOnlyList<string> ExceptClasses);
