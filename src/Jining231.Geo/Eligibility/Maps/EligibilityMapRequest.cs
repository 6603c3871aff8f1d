namespace Jining231.Geo.Eligibility.Maps;

/// <summary>Which land of a park is free for a use, and as if which distances were other than the rules say.</summary>
/// <param name="ParkId">The park.</param>
/// <param name="AsOf">Record time (UTC), or null: now.</param>
/// <param name="Use"><c>build</c> or <c>pv</c>.</param>
/// <param name="Hazard">Hazard class, or null: that of the park's rule profile.</param>
/// <param name="Setbacks">Distances to try instead of those of the rules, m, by rule key; empty: the rules as they are.</param>
public sealed record EligibilityMapRequest(
    string ParkId, DateTimeOffset? AsOf, string Use, string? Hazard, IReadOnlyDictionary<string, double> Setbacks)
{
    /// <summary>Largest distance that can be tried, m.</summary>
    public const double MostM = 5000;
}
