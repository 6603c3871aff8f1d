using Jining231.Geo.Eligibility;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Balance;

/// <summary>The seven things land of a park can be, in the order in which a square metre is counted: the first that applies.</summary>
public static class BalanceParts
{
    /// <summary>Built parcels.</summary>
    public const string Built = "built";

    /// <summary>Supplied parcels not yet built, and activated blocks of the account.</summary>
    public const string Approved = "approved";

    /// <summary>Live holds and reserves.</summary>
    public const string Reserved = "reserved";

    /// <summary>Land that a rule takes away.</summary>
    public const string Blocked = "blocked";

    /// <summary>Land about which a control layer says nothing.</summary>
    public const string Unknown = "unknown";

    /// <summary>Land that is left.</summary>
    public const string Free = "free";

    /// <summary>In counting order.</summary>
    public static IReadOnlyList<string> All { get; } = [Built, Approved, Reserved, Blocked, Unknown, Free];
}

/// <summary>One part of a park, m² in EPSG:4548 (平面面积) to 0.01.</summary>
/// <param name="Part">One of <see cref="BalanceParts"/>.</param>
/// <param name="M2">Its area.</param>
/// <param name="OfWhich">Land counted here that is also something later in the order, by its name; not rounded to a sum.</param>
/// <param name="Land">The land, EPSG:4548.</param>
public sealed record BalancePart(string Part, double M2, IReadOnlyList<KeyValuePair<string, double>> OfWhich, Geometry Land);

/// <summary>Live holds or reserves of one tier and state.</summary>
/// <param name="Tier">Code of the tier.</param>
/// <param name="State">held or reserved.</param>
/// <param name="Blocks">How many blocks.</param>
/// <param name="M2">Their land that is neither built nor approved, m² in EPSG:4548 to 0.01.</param>
public sealed record ReservedLand(string Tier, string State, int Blocks, double M2);

/// <summary>The land account of one park at one instant. Parts add up to <see cref="GrossM2"/> to 0.01 m²; so do their details to them.</summary>
/// <param name="ParkId">The park.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Level">zone, park or subpark.</param>
/// <param name="Adcode">County, or null.</param>
/// <param name="Hazard">Hazard class for which blocked and free land is judged: that of the park's rule profile, or the one asked for.</param>
/// <param name="GrossM2">The whole park.</param>
/// <param name="Parts">One line per part, in counting order.</param>
/// <param name="Reserved">Detail of the reserved land, by tier and state.</param>
/// <param name="Blocked">What each rule takes of the land that is neither built, approved nor reserved; the split column adds up to the blocked land.</param>
/// <param name="Unknown">Why land is unknown: layer and kind, m²; kinds may overlap.</param>
/// <param name="Quality">Worst quality among the park and what bears on it.</param>
public sealed record ParkBalance(
    string ParkId, string Name, string Kind, string Level, string? Adcode, string Hazard, double GrossM2, IReadOnlyList<BalancePart> Parts,
    IReadOnlyList<ReservedLand> Reserved, IReadOnlyList<RuleLedger> Blocked, IReadOnlyList<KeyValuePair<string, double>> Unknown, string Quality)
{
    /// <summary>Area of a part, m².</summary>
    public double this[string part] => Parts.First(p => p.Part == part).M2;
}
