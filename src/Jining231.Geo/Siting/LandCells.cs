using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>Land as cells: which may hold the middle of a disc of land, and what such discs may cover. Not safe for concurrent use.</summary>
internal sealed class LandCells
{
    private const double HalfStep = 0.5;

    /// <summary>Segments are taken this much thicker, metres.</summary>
    private const double ThickeningM = 1e-5;

    private readonly double _cellM, _west, _south;
    private readonly CellMap _blocked, _land;
    private (int Inside, int Reach, int Cells, CellMap Map)? _large;

    /// <summary>Lays cells of that size (m) over land (polygonal, EPSG:4548, not empty); those around it are not free.</summary>
    public LandCells(Geometry land, double cellM)
    {
        var box = land.EnvelopeInternal;
        // One cell around the land, so that its outermost cells know of the edge.
        (_cellM, _west, _south) = (cellM, box.MinX - cellM, box.MinY - cellM);
        var (columns, rows) = ((int)Math.Ceiling(box.Width / cellM) + 3, (int)Math.Ceiling(box.Height / cellM) + 3);
        var rings = GridRaster.Rings(land, c => (c.X, c.Y));
        var outside = GridRaster.Outside(rings, _west, _south, cellM, columns, rows);
        var touched = new bool[outside.Length];
        GridRaster.Touch(touched, rings, _west, _south, cellM, columns, rows, ThickeningM);
        (_blocked, _land) = (new CellMap(columns, rows), new CellMap(columns, rows));
        for (int row = 0, i = 0; row < rows; row++)
            for (var column = 0; column < columns; column++, i++)
            {
                if (outside[i] | touched[i])
                    _blocked.Mark(row, column);
                if (!outside[i] | touched[i])
                    _land.Mark(row, column);
            }
    }

    /// <summary>
    /// True if two cells of some piece as below may be that far apart (cells, centre to centre).
    /// </summary>
    public bool AnyPieceSpans(double inside, double length) => _blocked.Grown((int)Math.Ceiling(inside * inside) - 1).Inverted().Pieces().Any(p =>
    {
        double wide = p.Max(r => r.End) - p.Min(r => r.Start) - 1, tall = p[^1].Row - p[0].Row;
        return wide * wide + tall * tall >= length * length;
    });

    /// <summary>
    /// True if some piece of cells farther than <paramref name="inside"/> (cells, centre to centre) from all that do not lie in the land wholly,
    /// side by side or corner to corner, has that many cells of land within <paramref name="reach"/>. Where a side is given the cells of a piece must
    /// have their middle at u ≤ t, and those that it grows to at u ≤ <c>Most</c>.
    /// </summary>
    public bool AnyPieceGrowsTo(int cells, double inside, double reach, (RotatedFrame Frame, double T, double Most)? side)
    {
        var (within, square) = ((int)Math.Ceiling(inside * inside) - 1, (int)(reach * reach));
        if (_large is not { } large || (large.Inside, large.Reach, large.Cells) != (within, square, cells))
        {
            var wide = _blocked.Grown(within).Inverted();
            var map = new CellMap(wide.Columns, wide.Rows);
            foreach (var piece in wide.Pieces().Where(p => GrowsTo(p, square, cells, null)))
                foreach (var run in piece)
                    map.Mark(run.Row, run.Start, run.End - run.Start);
            _large = large = (within, square, cells, map);
        }

        // What a piece covers holds what any part of it covers: a side of small pieces is small.
        return side is { } s ? large.Map.And(Side(s.Frame, s.T)).Pieces().Any(p => GrowsTo(p, square, cells, s)) : large.Map.Count > 0;
    }

    /// <summary>The cells whose middle has u ≤ t.</summary>
    private CellMap Side(RotatedFrame frame, double t)
    {
        var map = new CellMap(_blocked.Columns, _blocked.Rows);
        var step = frame.Turn(_cellM, 0).U;
        for (var row = 0; row < map.Rows; row++)
        {
            var first = frame.Turn(_west + HalfStep * _cellM, _south + (row + HalfStep) * _cellM).U;
            // first + column · step ≤ t
            var (from, to) = step == 0 ? (0.0, first <= t ? map.Columns : 0.0)
                : step > 0 ? (0, Math.Floor((t - first) / step) + 1) : (Math.Ceiling((t - first) / step), map.Columns);
            var (start, end) = ((int)Math.Clamp(from, 0, map.Columns), (int)Math.Clamp(to, 0, map.Columns));
            if (start < end)
                map.Mark(row, start, end - start);
        }

        return map;
    }

    private bool GrowsTo(List<CellRun> piece, int square, int cells, (RotatedFrame Frame, double T, double Most)? side)
    {
        var margin = (int)Math.Sqrt(square);
        var (wide, tall) = (piece.Max(r => r.End) - piece.Min(r => r.Start) + 2 * margin, piece[^1].Row - piece[0].Row + 1 + 2 * margin);
        if ((long)wide * tall < cells)
            return false;
        var map = new CellMap(_blocked.Columns, _blocked.Rows);
        foreach (var run in piece)
            map.Mark(run.Row, run.Start, run.End - run.Start);
        var covered = map.Grown(square).And(_land);
        return covered.Count >= cells && (side is not { } s || covered.And(Side(s.Frame, s.Most)).Count >= cells);
    }
}
