using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>Land as cells: which may hold the middle of a disc of land, and what such discs may cover. Not safe for concurrent use.</summary>
internal sealed class LandCells
{
    private const double HalfStep = 0.5;

    /// <summary>Places of a line that are looked at are at most so many cells apart.</summary>
    private const double LineStep = 5;

    private readonly double _cellM, _west, _south;
    private readonly CellMap _blocked, _land, _wide, _near, _side, _some, _grown;
    private int? _within;
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
        GridRaster.Touch(touched, rings, _west, _south, cellM, columns, rows, PlotGrid.ThickeningM);
        (_blocked, _land, _wide, _near, _side, _some, _grown) = (New(), New(), New(), New(), New(), New(), New());
        for (int row = 0, i = 0; row < rows; row++)
            for (var column = 0; column < columns; column++, i++)
            {
                if (outside[i] | touched[i])
                    _blocked.Mark(row, column);
                if (!outside[i] | touched[i])
                    _land.Mark(row, column);
            }

        CellMap New() => new(columns, rows);
    }

    /// <summary>
    /// False if no straight line of a length (cells) in the direction of an angle (radians from east) has all its points in cells farther than
    /// <paramref name="inside"/> (cells, centre to centre) from all that do not lie in the land wholly.
    /// </summary>
    public bool MayHoldLine(double inside, double length, double angleRad)
    {
        Measure(Within(inside));
        var (sin, cos) = Math.SinCos(angleRad);
        var steps = 1 << (int)Math.Max(0, Math.Ceiling(Math.Log2(length / LineStep)));
        _some.Set(_wide);
        // A point of the line lies in the cell as far from that of its start as itself, or beside it. The far end first, then halves, then quarters.
        for (var stride = steps; stride > 0; stride /= 2)
            for (var i = stride; i <= steps; i += 2 * stride)
                if (!_some.Keep(_near, (int)Math.Round(length * i / steps * cos), (int)Math.Round(length * i / steps * sin)))
                    return false;
        return true;
    }

    /// <summary>
    /// True if some piece of cells farther than <paramref name="inside"/> (cells, centre to centre) from all that do not lie in the land wholly,
    /// side by side or corner to corner, has that many cells of land within <paramref name="reach"/>. Where a side is given the cells of a piece must
    /// have their middle at u ≤ t, and those that it grows to at u ≤ <c>Most</c>.
    /// </summary>
    public bool AnyPieceGrowsTo(int cells, double inside, double reach, (RotatedFrame Frame, double T, double Most)? side)
    {
        var (within, square) = (Within(inside), (int)(reach * reach));
        if (_large is not { } large || (large.Inside, large.Reach, large.Cells) != (within, square, cells))
        {
            Measure(within);
            var map = new CellMap(_wide.Columns, _wide.Rows);
            foreach (var piece in _wide.Pieces().Where(p => GrowsTo(p, square, cells, null)))
                map.Mark(piece);
            _large = large = (within, square, cells, map);
        }

        if (side is not { } s)
            return large.Map.Count > 0;
        // What a piece covers holds what any part of it covers: a side of small pieces is small.
        MarkSide(s.Frame, s.T);
        _some.Set(large.Map);
        _some.Keep(_side);
        return _some.Pieces().Any(p => GrowsTo(p, square, cells, s));
    }

    /// <summary>The largest square of a distance that is not kept.</summary>
    private static int Within(double inside) => (int)Math.Ceiling(inside * inside) - 1;

    /// <summary>Marks the cells farther than the root of a number from all that do not lie in the land wholly, and these with those beside them.</summary>
    private void Measure(int within)
    {
        if (_within == within)
            return;
        _wide.SetGrown(_blocked, within);
        _wide.Invert();
        _near.SetGrown(_wide, 2);
        _within = within;
    }

    /// <summary>Marks the cells whose middle has u ≤ t.</summary>
    private void MarkSide(RotatedFrame frame, double t)
    {
        _side.Clear();
        var step = frame.Turn(_cellM, 0).U;
        for (var row = 0; row < _side.Rows; row++)
        {
            var first = frame.Turn(_west + HalfStep * _cellM, _south + (row + HalfStep) * _cellM).U;
            // first + column · step ≤ t
            var (from, to) = step == 0 ? (0.0, first <= t ? _side.Columns : 0.0)
                : step > 0 ? (0, Math.Floor((t - first) / step) + 1) : (Math.Ceiling((t - first) / step), _side.Columns);
            var (start, end) = ((int)Math.Clamp(from, 0, _side.Columns), (int)Math.Clamp(to, 0, _side.Columns));
            if (start < end)
                _side.Mark(new CellRun(row, start, end));
        }
    }

    private bool GrowsTo(List<CellRun> piece, int square, int cells, (RotatedFrame Frame, double T, double Most)? side)
    {
        var margin = (int)Math.Sqrt(square);
        var (wide, tall) = (piece.Max(r => r.End) - piece.Min(r => r.Start) + 2 * margin, piece[^1].Row - piece[0].Row + 1 + 2 * margin);
        if ((long)wide * tall < cells)
            return false;
        _some.Clear();
        _some.Mark(piece);
        _grown.SetGrown(_some, square);
        _grown.Keep(_land);
        if (_grown.Count < cells)
            return false;
        if (side is not { } s)
            return true;
        MarkSide(s.Frame, s.Most);
        _grown.Keep(_side);
        return _grown.Count >= cells;
    }
}
