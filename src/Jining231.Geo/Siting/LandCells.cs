using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>Land as cells, and how far (in cells, centre to centre) each is from those that do not lie in it wholly. Not safe for concurrent use.</summary>
internal sealed class LandCells
{
    private const double HalfStep = 0.5;

    private readonly PlotGrid _grid;
    private readonly CellDistances _edge;
    private readonly int _columns;
    private readonly int[] _piece;
    private (int Least, List<int> Cells)? _wide;

    /// <summary>Lays cells of that size (m) over land (polygonal, EPSG:4548); one row and column around it are not free.</summary>
    public LandCells(Geometry land, double cellM)
    {
        _grid = PlotGrid.Build(land, 0, cellM);
        _columns = _grid.Columns + 2;
        _edge = CellDistances.To(_columns, _grid.Rows + 2, i => _grid.Blocked(i % _columns - 1, i / _columns - 1, 1, 1) > 0);
        _piece = new int[_edge.Count];
    }

    /// <summary>Most cells within <paramref name="reach"/> of one piece of cells, side by side, that keep <paramref name="inside"/>; each counts for the nearest piece.</summary>
    public int MostWithin(double inside, double reach)
    {
        var pieces = Pieces(inside, 1, null);
        if (pieces.Count == 0 || reach < 0)
            return 0;
        var near = CellDistances.To(_columns, _edge.Count / _columns, i => _piece[i] > 0);
        var (grown, most) = (new int[pieces.Count], reach * reach);
        for (var i = 0; i < near.Count; i++)
            if (near.Square(i) <= most)
                grown[_piece[near.Nearest(i)] - 1]++;
        return grown.Max();
    }

    /// <summary>
    /// True if some piece of cells that keep <paramref name="inside"/>, side by side or corner to corner, has that many cells within
    /// <paramref name="reach"/>, also beyond the grid. Where a side is given only cells count whose middle has u ≤ t.
    /// </summary>
    public bool AnyPieceGrowsTo(int cells, double inside, double reach, (RotatedFrame Frame, double T)? side) =>
        Pieces(inside, 2, side).Any(piece => Grown(piece, reach, cells) >= cells);

    /// <summary>Pieces of cells that keep a distance, held together by sides (1) or also by corners (2); each cell knows the number of its own from 1 on.</summary>
    private List<List<int>> Pieces(double inside, int steps, (RotatedFrame Frame, double T)? side)
    {
        var least = (int)Math.Ceiling(inside * inside);
        if (_wide is not { } wide || wide.Least != least)
            _wide = wide = (least, [.. Enumerable.Range(0, _edge.Count).Where(i => _edge.Square(i) >= least)]);
        Array.Clear(_piece);
        var pieces = new List<List<int>>();
        foreach (var start in wide.Cells)
        {
            if (!IsNew(start))
                continue;
            var piece = new List<int>();
            pieces.Add(piece);
            Take(piece, start);
            for (var next = 0; next < piece.Count; next++)
                for (var row = -1; row <= 1; row++)
                    for (var column = -1; column <= 1; column++)
                        // The outermost cells are never taken, so that every cell taken has eight neighbours.
                        if (Math.Abs(row) + Math.Abs(column) <= steps && IsNew(piece[next] + row * _columns + column))
                            Take(piece, piece[next] + row * _columns + column);
        }

        return pieces;

        bool IsNew(int i) => _piece[i] == 0 && _edge.Square(i) >= least && (side is not { } s || U(s.Frame, i) <= s.T);

        void Take(List<int> piece, int i)
        {
            _piece[i] = pieces.Count;
            piece.Add(i);
        }
    }

    /// <summary>u of the middle of a cell.</summary>
    private double U(RotatedFrame frame, int cell) => frame.Turn(
        _grid.MinU + (cell % _columns - HalfStep) * _grid.CellM, _grid.MinV + (cell / _columns - HalfStep) * _grid.CellM).U;

    /// <summary>Number of cells within the reach of a piece; where the box around them has fewer than enough, those of the box.</summary>
    private int Grown(List<int> piece, double reach, int enough)
    {
        var margin = (int)reach + 1;
        int left = _columns, right = 0, low = int.MaxValue, high = 0;
        foreach (var i in piece)
        {
            (left, right) = (Math.Min(left, i % _columns), Math.Max(right, i % _columns));
            (low, high) = (Math.Min(low, i / _columns), Math.Max(high, i / _columns));
        }

        int wide = right - left + 1 + 2 * margin, tall = high - low + 1 + 2 * margin;
        if (wide * tall < enough)
            return wide * tall;
        var marked = new bool[wide * tall];
        foreach (var i in piece)
            marked[(i / _columns - low + margin) * wide + i % _columns - left + margin] = true;
        var near = CellDistances.To(wide, tall, i => marked[i]);
        var (count, most) = (0, reach * reach);
        for (var i = 0; i < near.Count; i++)
            if (near.Square(i) <= most)
                count++;
        return count;
    }
}
