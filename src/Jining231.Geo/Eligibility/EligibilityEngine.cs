using Jining231.Geo.Spatial;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

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
        RemovalZone[] rules = [.. removals.OrderBy(z => z.Rule, StringComparer.Ordinal)];
        UnknownZone[] gaps = [.. unknowns.OrderBy(z => z.Key, StringComparer.Ordinal)];
        var faces = FaceNoder.Faces(areaPlane, rules.Select(z => z.Geometry).Concat(gaps.Select(z => z.Geometry)));
        return new FaceLedger(rules, gaps).Sum(areaPlane.Area, faces);
    }
}

/// <summary>Labels faces and adds them up.</summary>
internal sealed class FaceLedger(RemovalZone[] rules, UnknownZone[] gaps)
{
    private readonly IndexedPointInAreaLocator[] _rules = [.. rules.Select(z => new IndexedPointInAreaLocator(z.Geometry))];
    private readonly IndexedPointInAreaLocator[] _gaps = [.. gaps.Select(z => new IndexedPointInAreaLocator(z.Geometry))];
    private readonly double[] _alone = new double[rules.Length];
    private readonly double[] _shared = new double[rules.Length];
    private readonly double[] _split = new double[rules.Length];
    private readonly double[] _gapAreas = new double[gaps.Length];
    private readonly List<Geometry> _eligible = [];
    private readonly List<Geometry> _unknown = [];

    public EligibilityResult Sum(double gross, List<Polygon> faces)
    {
        double eligible = 0, unknown = 0;
        var labelled = new List<LandFace>(faces.Count);
        foreach (var face in faces)
        {
            var point = face.InteriorPoint.Coordinate;
            var area = face.Area;
            var by = Holding(_rules, point);
            if (by.Count > 0)
            {
                Remove(by, area);
                labelled.Add(new LandFace(
                    face, area, [.. by.Select(i => rules[i].Rule)], by.Count <= LandFace.MostRules && Holding(_gaps, point).Count > 0));
                continue;
            }

            var why = Holding(_gaps, point);
            foreach (var i in why)
                _gapAreas[i] += area;
            labelled.Add(new LandFace(face, area, [], why.Count > 0));
            (why.Count > 0 ? _unknown : _eligible).Add(face);
            if (why.Count > 0)
                unknown += area;
            else
                eligible += area;
        }

        var parts = ExactSum.Round([.. _split, unknown, eligible], gross, EligibilityEngine.StepM2);
        return new EligibilityResult(
            Units.RoundM2(gross), parts[^1], parts[^2],
            [.. rules.Select((r, i) => new RuleLedger(r.Rule, Units.RoundM2(_alone[i]), Units.RoundM2(_shared[i]), parts[i]))
                .Where(r => r.AloneM2 > 0 || r.SharedM2 > 0 || r.SplitM2 > 0)],
            [.. gaps.Select((g, i) => new UnknownLedger(g.Key, Units.RoundM2(_gapAreas[i]))).Where(g => g.AreaM2 > 0)],
            Join(_eligible), Join(_unknown))
        {
            Faces = labelled,
        };
    }

    private void Remove(List<int> by, double area)
    {
        foreach (var i in by)
        {
            (by.Count == 1 ? _alone : _shared)[i] += area;
            _split[i] += area / by.Count;
        }
    }

    private static List<int> Holding(IndexedPointInAreaLocator[] zones, Coordinate point)
    {
        var holding = new List<int>();
        for (var i = 0; i < zones.Length; i++)
            if (zones[i].Locate(point) == Location.Interior)
                holding.Add(i);
        return holding;
    }

    /// <summary>The union of faces of one noding; empty where there are none.</summary>
    internal static Geometry Join(IReadOnlyList<Geometry> faces)
    {
        if (faces.Count == 0)
            return GeoFactory.Plane.CreatePolygon();
        try
        {
            return CoverageUnion.Union(GeoFactory.Plane.BuildGeometry([.. faces]));
        }
        catch (TopologyException)
        {
            return Overlay.Union(faces);
        }
    }
}
