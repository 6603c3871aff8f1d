using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>
/// The account by plain overlay: whole features, whole zones, and the area split in two by one zone after the other. Nothing is clipped,
/// indexed or noded together.
/// </summary>
internal sealed class PlainLedger
{
    private readonly List<(Geometry Land, string[] Rules)> _pieces;
    private readonly IReadOnlyDictionary<string, Geometry> _gaps;

    public PlainLedger(Geometry area, IReadOnlyDictionary<string, Geometry> removals, IReadOnlyDictionary<string, Geometry> gaps)
    {
        _pieces = [(area, [])];
        _gaps = gaps;
        foreach (var (rule, zone) in removals)
            _pieces = [.. _pieces.SelectMany(p => Split(p, rule, zone))];
    }

    public double Alone(string rule) => _pieces.Where(p => p.Rules.Length == 1 && p.Rules[0] == rule).Sum(p => p.Land.Area);

    public double Shared(string rule) => _pieces.Where(p => p.Rules.Length > 1 && p.Rules.Contains(rule)).Sum(p => p.Land.Area);

    public double Split(string rule) => _pieces.Where(p => p.Rules.Contains(rule)).Sum(p => p.Land.Area / p.Rules.Length);

    public double UnknownBy(string key) => Free.Sum(p => Overlay(p, _gaps[key], SpatialFunction.Intersection).Area);

    public double Unknown => Free.Sum(p => p.Area) - Eligible;

    public double Eligible
    {
        get
        {
            var gap = Union(_gaps.Values);
            return Free.Sum(p => Overlay(p, gap, SpatialFunction.Difference).Area);
        }
    }

    public static Geometry Union(IEnumerable<Geometry> shapes) => shapes.Aggregate(
        (Geometry)GeoFactory.Plane.CreatePolygon(), (all, shape) => Overlay(all, shape, SpatialFunction.Union));

    public static Geometry Overlay(Geometry a, Geometry b, SpatialFunction function) => OverlayNGRobust.Overlay(a, b, function);

    private IEnumerable<Geometry> Free => _pieces.Where(p => p.Rules.Length == 0).Select(p => p.Land);

    private static IEnumerable<(Geometry, string[])> Split((Geometry Land, string[] Rules) piece, string rule, Geometry zone)
    {
        var inside = Overlay(piece.Land, zone, SpatialFunction.Intersection);
        if (inside.Area > 0)
            yield return (Areal(inside), [.. piece.Rules, rule]);
        var outside = Overlay(piece.Land, zone, SpatialFunction.Difference);
        if (outside.Area > 0)
            yield return (Areal(outside), piece.Rules);
    }

    private static Geometry Areal(Geometry geometry) => GeoFactory.Plane.BuildGeometry(
        [.. Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).Where(g => g.Dimension == Dimension.Surface)]);
}
