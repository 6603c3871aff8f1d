using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>What cells and distances between them say about wide land: that no plot of a width and area can lie in it, or nothing.</summary>
/// <remarks>
/// A cell is free if it lies in the land wholly. Its distance to the nearest other cell (centre to centre), with a whole diagonal added, is more
/// than any of its points keeps from the land's edge. Cells that may keep half the width, side by side or corner to corner, hold the middles of
/// all discs of a connected core, and the cells within half the width of them what these discs cover. Room is left for what BufferOp simplifies
/// and for its inscribed arcs, a hundredth of the reach each.
/// </remarks>
internal sealed class WideBound
{
    private const double CellsPerReach = 9;
    private const double MostCells = 160_000;
    private const double HalfDiagonal = 0.7072;
    private const double ShrunkM = 0.1;
    private const double ArcsAndSimplification = 0.02;

    private readonly Geometry _land;
    private readonly Lock _measuring = new();
    private double _cellM = double.PositiveInfinity;
    private LandCells? _cells;

    /// <summary>For this land (polygonal, EPSG:4548); nothing is measured before it is asked for.</summary>
    public WideBound(Geometry land) => _land = land;

    /// <summary>
    /// True only if no rectangle with these sides (m, the shorter first), one of them in the direction of the angle (radians from east), lies in the
    /// land: the middles of its discs are a straight line.
    /// </summary>
    public bool ExcludesRectangle(double widthM, double lengthM, double angleRad)
    {
        if (widthM <= 0 || _land.IsEmpty)
            return false;
        lock (_measuring)
        {
            var (cells, _, inside, _) = Measure(widthM / 2);
            var length = (lengthM - widthM) / _cellM;
            return inside > 1 && !cells.MayHoldLine(inside, length, angleRad) && !cells.MayHoldLine(inside, length, angleRad + Math.PI / 2);
        }
    }

    /// <summary>
    /// True only if no block of at least that area (m²) with <see cref="BlockSearch.HasWidth"/> lies in the land, or in its part with u ≤ t.
    /// </summary>
    public bool ExcludesBlocks(double widthM, double areaM2, (RotatedFrame Frame, double T)? side = null) =>
        NoCoreGrowsTo(BlockSearch.LeastCovered(areaM2, widthM), widthM / 2, side);

    private bool NoCoreGrowsTo(double leastM2, double reach, (RotatedFrame Frame, double T)? side)
    {
        if (reach <= 0 || leastM2 <= 0 || _land.IsEmpty)
            return false;
        lock (_measuring)
        {
            var (cells, kept, inside, grown) = Measure(reach);
            return inside > 1 && !cells.AnyPieceGrowsTo(
                (int)Math.Ceiling(leastM2 / (_cellM * _cellM)), inside, grown, side is { } s ? (s.Frame, s.T - kept + HalfDiagonal * _cellM, s.T + HalfDiagonal * _cellM) : null);
        }
    }

    /// <summary>Cells fine enough for the reach; what the middle of a disc keeps from the edge at least, m and cells; how far it reaches at most, cells.</summary>
    private (LandCells Cells, double KeptM, double Inside, double Grown) Measure(double reach)
    {
        var box = _land.EnvelopeInternal;
        var cell = Math.Max(reach / CellsPerReach, Math.Sqrt(box.Width * box.Height / MostCells));
        if (_cells is null || _cellM > cell)
            (_cellM, _cells) = (cell, new LandCells(_land, cell));
        var kept = reach * (1 - ArcsAndSimplification) - ShrunkM;
        return (_cells, kept, kept / _cellM - 2 * HalfDiagonal, (reach * (1 + ArcsAndSimplification) + ShrunkM) / _cellM + 2 * HalfDiagonal);
    }
}
