using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>Exact answers about three vertices.</summary>
internal static class Turn
{
    /// <summary>Bound on the relative rounding error of the determinant (Shewchuk's first filter).</summary>
    private const double SafeShare = 3.3306690738754716e-16;

    /// <summary>+1 if c lies to the left of the line from a to b, −1 to the right, 0 on it.</summary>
    public static int Of(VertexSet v, int a, int b, int c)
    {
        double left = (v.X(a) - v.X(c)) * (v.Y(b) - v.Y(c)), right = (v.Y(a) - v.Y(c)) * (v.X(b) - v.X(c));
        var turn = left - right;
        if (Math.Abs(turn) > SafeShare * (Math.Abs(left) + Math.Abs(right)))
            return turn > 0 ? 1 : -1;
        return (int)Orientation.Index(Point(v, a), Point(v, b), Point(v, c));
    }

    /// <summary>The vertex as a coordinate.</summary>
    public static Coordinate Point(VertexSet v, int vertex) => new(v.X(vertex), v.Y(vertex));
}
