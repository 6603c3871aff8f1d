using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>The side u ≤ t of a straight line across the plane.</summary>
internal static class HalfPlane
{
    /// <summary>Range of u over a geometry, metres.</summary>
    public static (double Min, double Max) Range(Geometry plane, RotatedFrame frame)
    {
        double min = double.MaxValue, max = double.MinValue;
        foreach (var c in plane.Coordinates)
        {
            var u = frame.Turn(c.X, c.Y).U;
            min = Math.Min(min, u);
            max = Math.Max(max, u);
        }

        return (min, max);
    }

    /// <summary>Area of a polygon's part with u ≤ t, m²; exact to rounding, connected or not.</summary>
    public static double AreaUpTo(Polygon polygon, RotatedFrame frame, double t)
    {
        var area = RingAreaUpTo(polygon.ExteriorRing, frame, t);
        for (var h = 0; h < polygon.NumInteriorRings; h++)
            area -= RingAreaUpTo(polygon.GetInteriorRingN(h), frame, t);
        return area;
    }

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
        return Polygons.Largest(Overlay.Intersection(polygon, side));
    }

    /// <summary>Shoelace sum of the ring pressed against the line: what lies beyond collapses onto it and counts nothing.</summary>
    private static double RingAreaUpTo(LineString ring, RotatedFrame frame, double t)
    {
        var points = ring.Coordinates;
        var origin = frame.Turn(points[0].X, points[0].Y).V;
        double sum = 0;
        var (u0, v0) = frame.Turn(points[0].X, points[0].Y);
        for (var i = 1; i < points.Length; i++)
        {
            var (u1, v1) = frame.Turn(points[i].X, points[i].Y);
            sum += Strip(u0 - t, v0 - origin, u1 - t, v1 - origin);
            (u0, v0) = (u1, v1);
        }

        return Math.Abs(sum);
    }

    /// <summary>∫ min(u, 0) dv along one edge.</summary>
    private static double Strip(double u0, double v0, double u1, double v1)
    {
        if (u0 >= 0 && u1 >= 0)
            return 0;
        if (u0 <= 0 && u1 <= 0)
            return (u0 + u1) / 2 * (v1 - v0);
        var crossing = v0 + (v1 - v0) * u0 / (u0 - u1);
        return u0 < 0 ? u0 / 2 * (crossing - v0) : u1 / 2 * (v1 - crossing);
    }
}
