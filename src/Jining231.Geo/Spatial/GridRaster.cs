using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Jining231.Geo.Spatial;

/// <summary>Rasterises closed rings on a grid, conservatively.</summary>
internal static class GridRaster
{
    /// <summary>The rings of an area (polygonal, EPSG:4548), each vertex where <paramref name="at"/> puts it.</summary>
    public static (double U, double V)[][] Rings(Geometry area, Func<Coordinate, (double U, double V)> at) =>
        [.. LinearComponentExtracter.GetLines(area).Select(l => Array.ConvertAll(l.Coordinates, c => at(c)))];

    /// <summary>
    /// Row-major flags of the cells that do not lie wholly inside the rings (even-odd): a cell is blocked if a segment comes
    /// within <paramref name="thicken"/> of it, or if its centre lies outside.
    /// </summary>
    public static bool[] Blocked(
        IReadOnlyList<(double U, double V)[]> rings, double minU, double minV, double cell, int columns, int rows, double thicken)
    {
        var blocked = Outside(rings, minU, minV, cell, columns, rows);
        Touch(blocked, rings, minU, minV, cell, columns, rows, thicken);
        return blocked;
    }

    /// <summary>Row-major flags of the cells whose centre lies outside the rings (even-odd).</summary>
    public static bool[] Outside(IReadOnlyList<(double U, double V)[]> rings, double minU, double minV, double cell, int columns, int rows)
    {
        var outside = new bool[columns * rows];
        foreach (var ring in rings)
            for (var i = 1; i < ring.Length; i++)
                Cross(outside, (ring[i - 1].U - minU, ring[i - 1].V - minV), (ring[i].U - minU, ring[i].V - minV), cell, columns, rows);
        for (int row = 0, at = 0; row < rows; row++)
        {
            var isOutside = true;
            for (var column = 0; column < columns; column++, at++)
                outside[at] = isOutside ^= outside[at];
        }

        return outside;
    }

    /// <summary>Sets the flags of the cells that a segment comes within <paramref name="thicken"/> of.</summary>
    public static void Touch(
        bool[] touched, IReadOnlyList<(double U, double V)[]> rings, double minU, double minV, double cell, int columns, int rows, double thicken)
    {
        foreach (var ring in rings)
            for (var i = 1; i < ring.Length; i++)
                Supercover(touched, columns, rows, cell, thicken,
                    (ring[i - 1].U - minU, ring[i - 1].V - minV), (ring[i].U - minU, ring[i].V - minV));
    }

    /// <summary>Turns the flag, in each row whose middle the segment crosses, of the first cell whose centre does not lie before the crossing.</summary>
    private static void Cross(bool[] turns, (double U, double V) a, (double U, double V) b, double cell, int columns, int rows)
    {
        if (a.V > b.V)
            (a, b) = (b, a);
        for (var row = Math.Max(0, (int)Math.Ceiling(a.V / cell - 0.5)); row < rows; row++)
        {
            var v = (row + 0.5) * cell;
            if (v >= b.V)
                break;
            if (v < a.V)
                continue;
            var crossing = a.U + (b.U - a.U) * (v - a.V) / (b.V - a.V);
            var column = Math.Max(0, (int)Math.Ceiling(crossing / cell - 0.5));
            if (column < columns && crossing > (column + 0.5) * cell)
                column++;
            if (column < columns)
                turns[row * columns + column] ^= true;
        }
    }

    private static void Supercover(
        bool[] touched, int columns, int rows, double cell, double thicken, (double U, double V) a, (double U, double V) b)
    {
        if (a.U > b.U)
            (a, b) = (b, a);
        var first = Math.Max(0, (int)Math.Floor((a.U - thicken) / cell));
        var last = Math.Min(columns - 1, (int)Math.Floor((b.U + thicken) / cell));
        for (var c = first; c <= last; c++)
        {
            double v0 = At(Math.Max(a.U, c * cell - thicken)), v1 = At(Math.Min(b.U, (c + 1) * cell + thicken));
            if (a.U == b.U)
                (v0, v1) = (a.V, b.V);
            var low = Math.Max(0, (int)Math.Floor((Math.Min(v0, v1) - thicken) / cell));
            var high = Math.Min(rows - 1, (int)Math.Floor((Math.Max(v0, v1) + thicken) / cell));
            for (var r = low; r <= high; r++)
                touched[r * columns + c] = true;
        }

        double At(double u) => a.U == b.U ? a.V : a.V + (b.V - a.V) * Math.Clamp((u - a.U) / (b.U - a.U), 0, 1);
    }
}
