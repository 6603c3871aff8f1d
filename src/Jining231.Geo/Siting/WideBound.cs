using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>
/// What cells and distances between them say about wide land, from both sides: that there is enough of it, so that <see cref="WideLand.Largest"/> need
/// not be asked, or that no plot of a width and area can lie in it. In between they say nothing.
/// </summary>
/// <remarks>
/// A cell is free if it lies in the land wholly. Its distance to the nearest other cell (centre to centre), less half a diagonal, is one that its
/// centre keeps from the land's edge; with a whole diagonal added, none of its points keeps more. Free cells far enough inside, side by side, lie in
/// one core, and every cell within the reach of them lies in that core grown back; what grows out of a core by more than a reach cannot lie farther
/// from its cells. Room is left for what BufferOp simplifies and for its inscribed arcs, a hundredth of the reach each.
/// </remarks>
internal sealed class WideBound
{
    private const double CellsPerReach = 12;
    private const double MostCells = 160_000;
    private const double HalfDiagonal = 0.7072;
    private const double HalfStep = 0.5;
    private const double ShrunkM = 0.1;
    private const double ArcsAndSimplification = 0.02;

    /// <summary>A rectangle lacks its corners where a disc as wide as itself cannot go: at most this part of the width squared.</summary>
    private const double Corners = 1 - Math.PI / 4;

    /// <summary>A core that is grown by a reach, its corners mitred up to twice that and cut off beyond, stays within √5 times the reach.</summary>
    private const double MitredReach = 2.24;

    private readonly Geometry _land;
    private readonly Lock _measuring = new();
    private double _cellM = double.PositiveInfinity;
    private LandCells? _cells;

    /// <summary>For this land (polygonal, EPSG:4548); nothing is measured before it is asked for.</summary>
    public WideBound(Geometry land) => _land = land;

    /// <summary>
    /// True only if <see cref="WideLand.Largest"/> of the land, or of the land made smaller by some centimetres, is at least that area, m².
    /// </summary>
    public bool Holds(double widthM, double areaM2)
    {
        var reach = widthM / 2;
        if (reach <= 0 || _land.IsEmpty)
            return false;
        lock (_measuring)
        {
            var cells = Measure(reach);
            return cells.MostWithin(
                (reach * (1 + ArcsAndSimplification) + ShrunkM) / _cellM + HalfStep + HalfDiagonal,
                reach * (1 - ArcsAndSimplification) / _cellM - HalfDiagonal) * _cellM * _cellM >= areaM2;
        }
    }

    /// <summary>True only if no rectangle with sides of at least that width and of at least that area (m²) lies in the land.</summary>
    public bool ExcludesRectangles(double widthM, double areaM2) => NoCoreGrowsTo(areaM2 - Corners * widthM * widthM, widthM / 2, 1, null);

    /// <summary>
    /// True only if no block of at least that area (m²) with <see cref="BlockSearch.HasWidth"/> lies in the land, or in its part with u ≤ t.
    /// </summary>
    public bool ExcludesBlocks(double widthM, double areaM2, (RotatedFrame Frame, double T)? side = null) =>
        NoCoreGrowsTo(BlockSearch.CoreShare * areaM2, widthM / 2, MitredReach, side);

    private bool NoCoreGrowsTo(double leastM2, double reach, double times, (RotatedFrame Frame, double T)? side)
    {
        if (reach <= 0 || leastM2 <= 0 || _land.IsEmpty)
            return false;
        lock (_measuring)
        {
            var cells = Measure(reach);
            var kept = reach * (1 - ArcsAndSimplification) - ShrunkM;
            var inside = kept / _cellM - 2 * HalfDiagonal;
            var grown = times * (reach * (1 + ArcsAndSimplification) + ShrunkM) / _cellM + 2 * HalfDiagonal;
            return inside > 1 && !cells.AnyPieceGrowsTo(
                (int)Math.Ceiling(leastM2 / (_cellM * _cellM)), inside, grown, side is { } s ? (s.Frame, s.T - kept + HalfDiagonal * _cellM) : null);
        }
    }

    /// <summary>Cells fine enough for the reach.</summary>
    private LandCells Measure(double reach)
    {
        var box = _land.EnvelopeInternal;
        var cell = Math.Max(reach / CellsPerReach, Math.Sqrt(box.Width * box.Height / MostCells));
        if (_cells is not null && _cellM <= cell)
            return _cells;
        _cellM = cell;
        return _cells = new LandCells(_land, cell);
    }
}
