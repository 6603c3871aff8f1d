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
    private const double ThickeningM = 1e-5;

    private readonly CellSums _blocked;

    private PlotGrid(RotatedFrame frame, double cellM, double minU, double minV, int columns, int rows, CellSums blocked)
    {
        Frame = frame;
        CellM = cellM;
        MinU = minU;
        MinV = minV;
        Columns = columns;
        Rows = rows;
        _blocked = blocked;
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
        var rings = Rings(land, frame);
        double minU = double.MaxValue, minV = double.MaxValue, maxU = double.MinValue, maxV = double.MinValue;
        foreach (var ring in extent is null ? rings : Rings(extent, frame))
            foreach (var (u, v) in ring)
            {
                minU = Math.Min(minU, u);
                maxU = Math.Max(maxU, u);
                minV = Math.Min(minV, v);
                maxV = Math.Max(maxV, v);
            }

        if (rings.Count == 0)
            return new PlotGrid(frame, cellM, 0, 0, 0, 0, new CellSums([], 0, 0));
        minU += 2 * ThickeningM;
        minV += 2 * ThickeningM;
        var columns = (int)Math.Ceiling((maxU - minU) / cellM) + 1;
        var rows = (int)Math.Ceiling((maxV - minV) / cellM) + 1;
        var blocked = GridRaster.Blocked(rings, minU, minV, cellM, columns, rows, ThickeningM);
        return new PlotGrid(frame, cellM, minU, minV, columns, rows, new CellSums(blocked, columns, rows));
    }

    /// <summary>Number of blocked cells in a rectangle of cells; cells beyond the grid count as blocked.</summary>
    public int Blocked(int column, int row, int width, int height)
    {
        int c0 = Math.Clamp(column, 0, Columns), c1 = Math.Clamp(column + width, 0, Columns);
        int r0 = Math.Clamp(row, 0, Rows), r1 = Math.Clamp(row + height, 0, Rows);
        return _blocked.Count(c0, r0, c1 - c0, r1 - r0) + width * height - (c1 - c0) * (r1 - r0);
    }

    /// <summary>True if every cell of the rectangle is free; it must lie in the grid.</summary>
    public bool IsFree(int column, int row, int width, int height) => _blocked.Count(column, row, width, height) == 0;

    private static List<(double U, double V)[]> Rings(Geometry land, RotatedFrame frame)
    {
        var rings = new List<(double, double)[]>();
        for (var i = 0; i < land.NumGeometries; i++)
        {
            if (land.GetGeometryN(i) is not Polygon polygon || polygon.IsEmpty)
                continue;
            rings.Add(Turn(polygon.ExteriorRing));
            for (var h = 0; h < polygon.NumInteriorRings; h++)
                rings.Add(Turn(polygon.GetInteriorRingN(h)));
        }

        return rings;

        (double, double)[] Turn(LineString ring) => [.. ring.Coordinates.Select(c => frame.Turn(c.X, c.Y))];
    }
}
