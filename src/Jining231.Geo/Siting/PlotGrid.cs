using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>
/// A conservative grid over polygonal land, turned by an angle: a cell is free only if it lies in the land wholly. Cells that
/// a boundary segment touches are blocked (supercover); the others are decided by their centre. A summed-area table answers
/// for any rectangle of cells whether it is free, in four look-ups.
/// </summary>
internal sealed class PlotGrid
{
    /// <summary>Segments are taken this much thicker, metres: far above the rounding error of the frame.</summary>
    public const double ThickeningM = 1e-5;

    private readonly CellSums _blocked;

    private PlotGrid(RotatedFrame frame, double cellM, double minU, double minV, int columns, int rows, bool[] blocked)
    {
        Frame = frame;
        CellM = cellM;
        MinU = minU;
        MinV = minV;
        Columns = columns;
        Rows = rows;
        _blocked = new CellSums(blocked, columns, rows);
        LargestSquare = SideOfLargestSquare(blocked, columns);
    }

    public RotatedFrame Frame { get; }

    /// <summary>Edge of a cell, metres.</summary>
    public double CellM { get; }

    /// <summary>Frame coordinates of the lower left corner of cell (0, 0), metres; a hair inside the land's outermost edge.</summary>
    public double MinU { get; }

    public double MinV { get; }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>
    /// Grid over <paramref name="land"/> (EPSG:4548, polygonal), turned by the angle; it spans the land, or <paramref name="extent"/>
    /// so that grids over parts of one area have the same cells.
    /// </summary>
    public static PlotGrid Build(Geometry land, double angleRad, double cellM, Geometry? extent = null)
    {
        var frame = new RotatedFrame(angleRad);
        var rings = GridRaster.Rings(land, c => frame.Turn(c.X, c.Y));
        double minU = double.MaxValue, minV = double.MaxValue, maxU = double.MinValue, maxV = double.MinValue;
        foreach (var ring in extent is null ? rings : GridRaster.Rings(extent, c => frame.Turn(c.X, c.Y)))
            foreach (var (u, v) in ring)
            {
                minU = Math.Min(minU, u);
                maxU = Math.Max(maxU, u);
                minV = Math.Min(minV, v);
                maxV = Math.Max(maxV, v);
            }

        if (rings.Length == 0)
            return new PlotGrid(frame, cellM, 0, 0, 0, 0, []);
        minU += 2 * ThickeningM;
        minV += 2 * ThickeningM;
        var columns = (int)Math.Ceiling((maxU - minU) / cellM) + 1;
        var rows = (int)Math.Ceiling((maxV - minV) / cellM) + 1;
        var blocked = GridRaster.Blocked(rings, minU, minV, cellM, columns, rows, ThickeningM);
        return new PlotGrid(frame, cellM, minU, minV, columns, rows, blocked);
    }

    /// <summary>Number of blocked cells in a rectangle of cells; cells beyond the grid count as blocked.</summary>
    public int Blocked(int column, int row, int width, int height)
    {
        int c0 = Math.Clamp(column, 0, Columns), c1 = Math.Clamp(column + width, 0, Columns);
        int r0 = Math.Clamp(row, 0, Rows), r1 = Math.Clamp(row + height, 0, Rows);
        return _blocked.Count(c0, r0, c1 - c0, r1 - r0) + width * height - (c1 - c0) * (r1 - r0);
    }

    /// <summary>Side, in cells, of the largest square of free cells.</summary>
    public int LargestSquare { get; }

    /// <summary>True if every cell of the rectangle is free; it must lie in the grid.</summary>
    public bool IsFree(int column, int row, int width, int height) => _blocked.Count(column, row, width, height) == 0;

    /// <summary>A square ends in a cell with a side one longer than those that end below, left and below left of it.</summary>
    private static int SideOfLargestSquare(bool[] blocked, int columns)
    {
        var sides = new int[columns + 1];
        var largest = 0;
        for (int start = 0, corner = 0; start < blocked.Length; start += columns, corner = 0)
            for (var c = 0; c < columns; c++)
            {
                var below = sides[c + 1];
                sides[c + 1] = blocked[start + c] ? 0 : 1 + Math.Min(corner, Math.Min(below, sides[c]));
                largest = Math.Max(largest, sides[c + 1]);
                corner = below;
            }

        return largest;
    }
}
