using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility;

/// <summary>What one rule removes from an area, m² in EPSG:4548 (平面面积), rounded to 0.01.</summary>
/// <param name="Rule">Rule key.</param>
/// <param name="AloneM2">Removed by this rule and no other.</param>
/// <param name="SharedM2">Removed by this rule and at least one other.</param>
/// <param name="SplitM2">Alone plus an equal share of every shared face; the split column adds up.</param>
public sealed record RuleLedger(string Rule, double AloneM2, double SharedM2, double SplitM2);

/// <summary>Land that nothing removes but where a kind has no coverage, m² in EPSG:4548, rounded to 0.01; kinds may overlap.</summary>
/// <param name="Key">Layer and kind.</param>
/// <param name="AreaM2">The area.</param>
public sealed record UnknownLedger(string Key, double AreaM2);

/// <summary>All pieces of the area that the same zones cover.</summary>
/// <param name="AreaM2">Their area, m² in EPSG:4548, not rounded.</param>
/// <param name="Rules">Keys of all rules that remove them.</param>
/// <param name="Unknown">True if some relevant kind does not cover them; not asked where more than three rules remove them.</param>
/// <param name="Source">The faces that they are of.</param>
/// <param name="Kind">Their number there.</param>
internal sealed record LandFace(double AreaM2, IReadOnlyList<string> Rules, bool Unknown, LandFaces Source, int Kind)
{
    /// <summary>Rules up to which it is worth knowing whether the land is surveyed.</summary>
    public const int MostRules = 3;

    /// <summary>The land of faces of one account as one valid polygonal geometry (EPSG:4548), empty for none.</summary>
    public static Geometry Join(IEnumerable<LandFace> faces)
    {
        LandFace[] all = [.. faces];
        return all.Length == 0 ? Spatial.GeoFactory.Plane.CreatePolygon() : all[0].Source.Join([.. all.Select(f => f.Kind)]);
    }
}

/// <summary>
/// The order-free account of an area in EPSG:4548. As rounded numbers, the split column plus <see cref="UnknownM2"/> plus
/// <see cref="EligibleM2"/> is <see cref="GrossM2"/> exactly.
/// </summary>
/// <param name="GrossM2">The whole area, m² (平面面积).</param>
/// <param name="EligibleM2">Land that no rule removes and every relevant kind covers, m².</param>
/// <param name="UnknownM2">Land that no rule removes but some relevant kind does not cover, m².</param>
/// <param name="Rules">Rules that remove something, ordered by key.</param>
/// <param name="Unknowns">Why land is unknown, ordered by key.</param>
/// <param name="Eligible">The eligible land, EPSG:4548.</param>
/// <param name="Unknown">The unknown land, EPSG:4548.</param>
public sealed record EligibilityResult(
    double GrossM2, double EligibleM2, double UnknownM2, IReadOnlyList<RuleLedger> Rules, IReadOnlyList<UnknownLedger> Unknowns,
    Geometry Eligible, Geometry Unknown)
{
    /// <summary>The pieces that the account is a sum of, those that the same zones cover together.</summary>
    internal IReadOnlyList<LandFace> Faces { get; init; } = [];

    /// <summary>Area taken by all rules together, m²: gross less unknown less eligible, rounded to 0.01.</summary>
    public double RemovedM2 => Spatial.Units.RoundM2(GrossM2 - UnknownM2 - EligibleM2);
}
