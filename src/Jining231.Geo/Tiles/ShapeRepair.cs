using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Tiles;

/// <summary>
/// The slow way for the few polygons whose cut and rounded rings are not clean: overlay with the bounds on the whole-unit grid, which
/// snap-rounds and always gives valid polygons.
/// </summary>
internal static class ShapeRepair
{
    private static readonly PrecisionModel WholeUnits = new(1);

    private static readonly Polygon Bounds = GeoFactory.Drawing.CreatePolygon(
    [
        new(TileSpace.Low, TileSpace.Low), new(TileSpace.High, TileSpace.Low), new(TileSpace.High, TileSpace.High),
        new(TileSpace.Low, TileSpace.High), new(TileSpace.Low, TileSpace.Low),
    ]);

    /// <summary>Polygons inside the bounds with whole coordinates; shells and holes without area are gone.</summary>
    public static void Run(IReadOnlyList<(Coordinate[] Ring, bool IsShell)> rings, RingSet target)
    {
        target.Clear();
        var shape = Shape(rings);
        if (!shape.IsValid)
            shape = GeometryFixer.Fix(shape);
        var result = OverlayNG.Overlay(shape, Bounds, SpatialFunction.Intersection, WholeUnits);
        for (var i = 0; i < result.NumGeometries; i++)
            if (result.GetGeometryN(i) is Polygon { IsEmpty: false } polygon)
            {
                Add(target, polygon.ExteriorRing, true);
                foreach (var hole in polygon.InteriorRings)
                    Add(target, hole, false);
            }
    }

    private static Geometry Shape(IReadOnlyList<(Coordinate[] Ring, bool IsShell)> rings)
    {
        var polygons = new List<Polygon>();
        for (var i = 0; i < rings.Count;)
        {
            var shell = GeoFactory.Drawing.CreateLinearRing(rings[i++].Ring);
            var holes = new List<LinearRing>();
            for (; i < rings.Count && !rings[i].IsShell; i++)
                holes.Add(GeoFactory.Drawing.CreateLinearRing(rings[i].Ring));
            polygons.Add(GeoFactory.Drawing.CreatePolygon(shell, [.. holes]));
        }

        return polygons is [var one] ? one : GeoFactory.Drawing.CreateMultiPolygon([.. polygons]);
    }

    private static void Add(RingSet target, LineString ring, bool isShell)
    {
        var start = target.Positions.Count;
        for (var i = 0; i + 1 < ring.NumPoints; i++)
        {
            var at = ring.GetCoordinateN(i);
            target.Positions.Add((int)at.X, (int)at.Y);
        }

        target.Close(start, isShell);
    }
}
