using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>Ring order of RFC 7946 §3.1.6: shells counter-clockwise, holes clockwise (x to the right, y up).</summary>
public static class RingOrder
{
    /// <summary>The geometry with its rings in order; the same object if nothing had to be turned. Vertices stay as they are.</summary>
    public static Geometry Rfc7946(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return geometry switch
        {
            Polygon p => Turn(p),
            MultiPolygon m => Turn(m),
            _ => geometry,
        };
    }

    private static MultiPolygon Turn(MultiPolygon multi)
    {
        var parts = new Polygon[multi.NumGeometries];
        var changed = false;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = (Polygon)multi.GetGeometryN(i);
            parts[i] = Turn(part);
            changed |= !ReferenceEquals(parts[i], part);
        }

        return changed ? multi.Factory.CreateMultiPolygon(parts) : multi;
    }

    private static Polygon Turn(Polygon polygon)
    {
        if (polygon.IsEmpty)
            return polygon;
        var shell = Turn(polygon.Shell, true);
        var changed = !ReferenceEquals(shell, polygon.Shell);
        var holes = new LinearRing[polygon.NumInteriorRings];
        for (var i = 0; i < holes.Length; i++)
        {
            holes[i] = Turn(polygon.Holes[i], false);
            changed |= !ReferenceEquals(holes[i], polygon.Holes[i]);
        }

        return changed ? polygon.Factory.CreatePolygon(shell, holes) : polygon;
    }

    private static LinearRing Turn(LinearRing ring, bool counterClockwise) =>
        Orientation.IsCCW(ring.CoordinateSequence) == counterClockwise ? ring : (LinearRing)ring.Reverse();
}
