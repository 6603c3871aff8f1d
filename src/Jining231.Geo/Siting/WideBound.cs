using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>
/// Land known to be wide, from cells and distances between them: where this says that there is enough, <see cref="WideLand.Largest"/> need not
/// be asked. It says nothing where it finds too little.
/// </summary>
/// <remarks>
/// A cell is free if it lies in the land wholly; its distance to the nearest other cell (centre to centre), less half a diagonal, is one that
/// its centre keeps from the land's edge. Free cells far enough inside, side by side, lie in one core; every cell within the reach of them
/// lies in that core grown back. Room is left for what BufferOp simplifies and for its inscribed arcs, a hundredth of the reach each.
/// </remarks>
internal sealed class WideBound
{
    private const double CellsPerReach = 12;
    private const double MostCells = 160_000;
    private const double HalfDiagonal = 0.7072;
    private const double HalfStep = 0.5;
    private const double ShrunkM = 0.1;
    private const double ArcsAndSimplification = 0.02;

    private readonly Geometry _land;
    private readonly Lock _measuring = new();
    private double _cellM = double.PositiveInfinity;
    private int _columns;
    private CellDistances? _edge;

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
            var edge = Measure(reach);
            var (piece, count) = Pieces(edge, (reach * (1 + ArcsAndSimplification) + ShrunkM) / _cellM + HalfStep + HalfDiagonal);
            var most = reach * (1 - ArcsAndSimplification) / _cellM - HalfDiagonal;
            if (count == 0 || most < 0)
                return false;
            var near = CellDistances.To(_columns, edge.Count / _columns, i => piece[i] >= 0);
            var grown = new int[count];
            for (var i = 0; i < piece.Length; i++)
                if (near.Square(i) <= most * most)
                    grown[piece[near.Nearest(i)]]++;
            return grown.Max() * _cellM * _cellM >= areaM2;
        }
    }

    /// <summary>Distances to the edge, on cells fine enough for the reach; one row and column around the land belong to it.</summary>
    private CellDistances Measure(double reach)
    {
        var box = _land.EnvelopeInternal;
        var cell = Math.Max(reach / CellsPerReach, Math.Sqrt(box.Width * box.Height / MostCells));
        if (_edge is not null && _cellM <= cell)
            return _edge;
        _cellM = cell;
        var grid = PlotGrid.Build(_land, 0, cell);
        var columns = _columns = grid.Columns + 2;
        return _edge = CellDistances.To(columns, grid.Rows + 2, i => grid.Blocked(i % columns - 1, i / columns - 1, 1, 1) > 0);
    }

    /// <summary>Cells that keep at least that many cells from the edge, numbered by connected piece, −1 elsewhere; and the number of pieces.</summary>
    private (int[] Piece, int Count) Pieces(CellDistances edge, double cells)
    {
        var piece = new int[edge.Count];
        Array.Fill(piece, -1);
        var open = new Stack<int>();
        var count = 0;
        for (var i = 0; i < piece.Length; i++)
        {
            if (!IsNew(i))
                continue;
            Take(i);
            while (open.TryPop(out var at))
            {
                // The outermost cells are never taken, so that every cell taken has four neighbours.
                if (IsNew(at - 1))
                    Take(at - 1);
                if (IsNew(at + 1))
                    Take(at + 1);
                if (IsNew(at - _columns))
                    Take(at - _columns);
                if (IsNew(at + _columns))
                    Take(at + _columns);
            }

            count++;
        }

        return (piece, count);

        bool IsNew(int i) => piece[i] < 0 && edge.Square(i) >= cells * cells;

        void Take(int i)
        {
            piece[i] = count;
            open.Push(i);
        }
    }
}
