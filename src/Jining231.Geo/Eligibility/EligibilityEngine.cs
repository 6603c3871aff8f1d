using Jining231.Geo.Eligibility.Arrangement;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility;

/// <summary>
/// Eligible land and the order-free ledger of one area. The area is noded into faces along all zone boundaries; a face that any
/// rule covers is removed, else unknown if any unknown zone covers it, else eligible. All areas are sums over the faces.
/// </summary>
public static class EligibilityEngine
{
    /// <summary>Step to which areas are rounded, m².</summary>
    public const double StepM2 = 0.01;

    /// <summary>Runs the engine on an area (valid, polygonal, EPSG:4548) and its zones.</summary>
    public static EligibilityResult Run(Geometry areaPlane, ZoneSet zones)
    {
        ArgumentNullException.ThrowIfNull(zones);
        return Run(areaPlane, zones.Removals, zones.Unknowns);
    }

    /// <summary>Runs the engine on an area (valid, polygonal, EPSG:4548), removing zones and unknown zones in any order.</summary>
    public static EligibilityResult Run(
        Geometry areaPlane, IReadOnlyList<RemovalZone> removals, IReadOnlyList<UnknownZone> unknowns)
    {
        ArgumentNullException.ThrowIfNull(areaPlane);
        ArgumentNullException.ThrowIfNull(removals);
        ArgumentNullException.ThrowIfNull(unknowns);
        var zones = new ZoneSet(
            [.. removals.OrderBy(z => z.Rule, StringComparer.Ordinal)], [.. unknowns.OrderBy(z => z.Key, StringComparer.Ordinal)]);
        try
        {
            return FaceLedger.Sum(areaPlane.Area, zones, ArrangedFaces.Of(areaPlane, zones));
        }
        catch (ArrangementException)
        {
            return FaceLedger.Sum(areaPlane.Area, zones, NodedFaces.Of(areaPlane, zones));
        }
    }
}
