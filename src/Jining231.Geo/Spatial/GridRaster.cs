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
        var crossings = new List<double>[rows];
        foreach (var ring in rings)
            for (var i = 1; i < ring.Length; i++)
                Crossings((ring[i - 1].U - minU, ring[i - 1].V - minV), (ring[i].U - minU, ring[i].V - minV), cell, crossings);
        for (var row = 0; row < rows; row++)
            FillOutside(outside, row * columns, columns, cell, crossings[row]);
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

    private static void Crossings((double U, double V) a, (double U, double V) b, double cell, List<double>?[] crossings)
    {
        if (a.V > b.V)
            (a, b) = (b, a);
        var first = Math.Max(0, (int)Math.Ceiling(a.V / cell - 0.5));
        for (var row = first; row < crossings.Length; row++)
        {
            var v = (row + 0.5) * cell;
            if (v >= b.V)
                break;
            if (v >= a.V)
                (crossings[row] ??= []).Add(a.U + (b.U - a.U) * (v - a.V) / (b.V - a.V));
        }
    }

    private static void FillOutside(bool[] outside, int start, int columns, double cell, List<double>? crossings)
    {
        crossings?.Sort();
        var passed = 0;
        for (var c = 0; c < columns; c++)
        {
            var centre = (c + 0.5) * cell;
            while (crossings is not null && passed < crossings.Count && crossings[passed] <= centre)
                passed++;
            outside[start + c] = passed % 2 == 0;
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
