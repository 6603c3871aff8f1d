using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>The main axis of a shape: the long side of its smallest rotated rectangle.</summary>
internal static class MainAxis
{
    /// <summary>Angle of the long side against east, radians in [0, π/2) (a rectangle's grid repeats there); 0 for a degenerate shape.</summary>
    public static double Angle(Geometry plane)
    {
        var (a, b) = Edges(plane);
        var edge = a.Length >= b.Length ? a : b;
        return edge is { Length: > 0 } ? Quarter(edge.Angle) : 0;
    }

    /// <summary>Short and long side of the smallest rotated rectangle, m.</summary>
    public static (double WidthM, double LengthM) Sides(Geometry plane)
    {
        var (a, b) = Edges(plane);
        return (Math.Min(a.Length, b.Length), Math.Max(a.Length, b.Length));
    }

    /// <summary>An angle taken into [0, π/2) and rounded to 1e-6 rad.</summary>
    public static double Quarter(double angle)
    {
        var turned = Math.Round(angle - Math.Floor(angle / (Math.PI / 2)) * (Math.PI / 2), 6);
        return turned >= Math.Round(Math.PI / 2, 6) ? 0 : turned;
    }

    private static (LineSegment A, LineSegment B) Edges(Geometry plane)
    {
        if (MinimumAreaRectangle.GetMinimumRectangle(plane) is not Polygon box || box.IsEmpty)
            return (new LineSegment(), new LineSegment());
        var c = box.ExteriorRing.Coordinates;
        return (new LineSegment(c[0], c[1]), new LineSegment(c[1], c[2]));
    }
}
