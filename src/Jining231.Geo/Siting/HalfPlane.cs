using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>The side u ≤ t of a straight line across the plane.</summary>
internal static class HalfPlane
{
    private const double MarginM = 1;

    /// <summary>The polygon's largest connected part with u ≤ t; null if nothing is left.</summary>
    public static Polygon? LargestPartUpTo(Polygon polygon, RotatedFrame frame, double t)
    {
        var box = polygon.EnvelopeInternal;
        var centre = frame.Turn(box.Centre.X, box.Centre.Y);
        var reach = box.Diameter + 1;
        double low = centre.U - reach, down = centre.V - reach, up = centre.V + reach;
        if (t <= low)
            return null;
        var side = GeoFactory.Plane.CreatePolygon(
            [frame.Back(low, down), frame.Back(t, down), frame.Back(t, up), frame.Back(low, up), frame.Back(low, down)]);
        return Polygons.Largest(Overlay.Intersection(WithoutHolesBeyond(polygon, frame, t), side));
    }

    /// <summary>Holes wholly on the other side do not take part, and the result is the same to the last digit.</summary>
    private static Polygon WithoutHolesBeyond(Polygon polygon, RotatedFrame frame, double t)
    {
        LinearRing[] near = [.. polygon.Holes.Where(h => h.Coordinates.Any(c => frame.Turn(c.X, c.Y).U <= t + MarginM))];
        return near.Length == polygon.NumInteriorRings ? polygon : GeoFactory.Plane.CreatePolygon(polygon.Shell, near);
    }
}
