using Jining231.Geo.Exchange;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tiles;

/// <summary>What became of a feature in a tile.</summary>
internal enum ShapeFate
{
    /// <summary>It does not reach into the tile.</summary>
    Outside,

    /// <summary>It is drawn as its own shape.</summary>
    Drawn,

    /// <summary>A polygon too small to draw; its area counts.</summary>
    Tiny,

    /// <summary>A line that fell together to nothing.</summary>
    Lost,
}

/// <summary>
/// One feature on its way from WKB to drawing commands: projected to tile units, cut at the bounds, rounded, thinned, and proved to be
/// valid. Works in buffers of its own; geometry objects are made only for the few polygons that need <see cref="ShapeRepair"/>.
/// </summary>
/// <param name="space">The tile.</param>
/// <param name="tolerance">By how much an outline may be simplified, units.</param>
/// <param name="tinyBelow">Polygons smaller than this in both directions are <see cref="ShapeFate.Tiny"/>, units; 0: none.</param>
internal sealed class TileShape(TileSpace space, double tolerance, int tinyBelow) : IDisposable
{
    private readonly RingBuffer<double> _ring = new();
    private readonly BoxClip _clip = new();
    private readonly Thinning _thinning = new();
    private readonly RingSet _rings = new();
    private readonly List<(int Start, int Count, bool IsShell)> _parts = [];
    private double _minX, _minY, _maxX, _maxY;

    /// <summary>Geometry commands of a drawn feature.</summary>
    public MvtCommands Commands { get; } = new();

    /// <summary>MVT geometry type of the last feature: 1 point, 2 line, 3 polygon.</summary>
    public int Type { get; private set; }

    /// <summary>Area of a tiny polygon inside the bounds, square units.</summary>
    public double Area { get; private set; }

    /// <summary>Middle of a tiny polygon's box inside the bounds.</summary>
    public (double X, double Y) Middle =>
        ((Math.Max(_minX, TileSpace.Low) + Math.Min(_maxX, TileSpace.High)) / 2, (Math.Max(_minY, TileSpace.Low) + Math.Min(_maxY, TileSpace.High)) / 2);

    /// <summary>Number of features that needed repair so far.</summary>
    public int Repaired { get; private set; }

    public void Dispose() => Commands.Dispose();

    public ShapeFate Run(ReadOnlySpan<byte> wkb)
    {
        Commands.Clear();
        var cursor = new WkbCursor(wkb);
        var type = cursor.ReadHeader();
        Type = type switch { WkbCursor.Point or WkbCursor.MultiPoint => 1, WkbCursor.LineString or WkbCursor.MultiLineString => 2, _ => 3 };
        var parts = 1;
        var isMulti = type >= WkbCursor.MultiPoint;
        if (isMulti)
            parts = cursor.ReadCount(9);
        return Type switch
        {
            1 => Points(ref cursor, parts, isMulti),
            2 => Lines(ref cursor, parts, isMulti),
            _ => Polygons(ref cursor, parts, isMulti),
        };
    }

    private ShapeFate Points(ref WkbCursor cursor, int parts, bool isMulti)
    {
        _rings.Clear();
        for (var i = 0; i < parts; i++)
        {
            if (isMulti)
                cursor.ReadHeader();
            cursor.ReadPosition(out var lon, out var lat);
            if (double.IsNaN(lon))
                continue;
            space.Project(lon, lat, out var x, out var y);
            if (x >= TileSpace.Low && x <= TileSpace.High && y >= TileSpace.Low && y <= TileSpace.High)
                _rings.Positions.Add(Round(x), Round(y));
        }

        if (_rings.Positions.Count == 0)
            return ShapeFate.Outside;
        Commands.Points(_rings.Positions.X, _rings.Positions.Y);
        return ShapeFate.Drawn;
    }

    private ShapeFate Lines(ref WkbCursor cursor, int parts, bool isMulti)
    {
        var inside = false;
        for (var part = 0; part < parts; part++)
        {
            if (isMulti)
                cursor.ReadHeader();
            _ring.Clear();
            ReadPositions(ref cursor);
            inside |= LinePieces();
        }

        return Commands.IsEmpty ? inside ? ShapeFate.Lost : ShapeFate.Outside : ShapeFate.Drawn;
    }

    /// <summary>Draws the pieces of a line inside the bounds; true if there is any, even one that is too short to draw.</summary>
    private bool LinePieces()
    {
        var x = _ring.X;
        var y = _ring.Y;
        var inside = false;
        _rings.Clear();
        for (var i = 1; i < x.Length; i++)
        {
            if (!BoxClip.Segment(x[i - 1], y[i - 1], x[i], y[i], out var from, out var to))
                continue;
            inside = true;
            var (dx, dy) = (x[i] - x[i - 1], y[i] - y[i - 1]);
            if (from > 0 || _rings.Positions.Count == 0)
            {
                EndPiece();
                Put(0, x[i - 1] + from * dx, y[i - 1] + from * dy);
            }

            Put(0, x[i - 1] + to * dx, y[i - 1] + to * dy);
            if (to < 1)
                EndPiece();
        }

        EndPiece();
        return inside;
    }

    private void EndPiece()
    {
        _thinning.Run(_rings.Positions, 0, closed: false, tolerance);
        if (_rings.Positions.Count > 1)
            Commands.Line(_rings.Positions.X, _rings.Positions.Y);
        _rings.Clear();
    }

    private ShapeFate Polygons(ref WkbCursor cursor, int parts, bool isMulti)
    {
        ReadRings(ref cursor, parts, isMulti);
        if (!(_minX <= TileSpace.High && _maxX >= TileSpace.Low && _minY <= TileSpace.High && _maxY >= TileSpace.Low))
            return ShapeFate.Outside;
        if (_maxX - _minX < tinyBelow && _maxY - _minY < tinyBelow)
            return ShapeFate.Tiny;
        if (!Settle(tolerance) && !(tolerance > 0 && Settle(0)))
        {
            Repaired++;
            ShapeRepair.Run(Copies(), _rings);
        }

        if (_rings.Count == 0)
            return Area > 0 ? ShapeFate.Tiny : ShapeFate.Outside;
        Commands.Polygons(_rings);
        return ShapeFate.Drawn;
    }

    /// <summary>Reads and projects all rings, with their box and area.</summary>
    private void ReadRings(ref WkbCursor cursor, int parts, bool isMulti)
    {
        _ring.Clear();
        _parts.Clear();
        (_minX, _minY, _maxX, _maxY, Area) = (double.PositiveInfinity, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity, 0);
        for (var part = 0; part < parts; part++)
        {
            if (isMulti)
                cursor.ReadHeader();
            var rings = cursor.ReadCount(4);
            for (var ring = 0; ring < rings; ring++)
            {
                var start = _ring.Count;
                ReadPositions(ref cursor);
                if (_ring.Count - start < 4)
                {
                    _ring.Cut(start);
                    continue;
                }

                _ring.Cut(_ring.Count - 1);
                _parts.Add((start, _ring.Count - start, ring == 0));
                var x = _ring.X[start..];
                var y = _ring.Y[start..];
                for (var i = 0; ring == 0 && i < x.Length; i++)
                {
                    _minX = Math.Min(_minX, x[i]);
                    _maxX = Math.Max(_maxX, x[i]);
                    _minY = Math.Min(_minY, y[i]);
                    _maxY = Math.Max(_maxY, y[i]);
                }

                Area += (ring == 0 ? 1 : -1) * AreaOf(x, y);
            }
        }
    }

    /// <summary>Cuts, rounds and thins all rings; false if the result is not clean. <see cref="Area"/> is then that of the part inside.</summary>
    private bool Settle(double within)
    {
        var crosses = _minX < TileSpace.Low || _maxX > TileSpace.High || _minY < TileSpace.Low || _maxY > TileSpace.High;
        if (crosses)
            Area = 0;
        _rings.Clear();
        var hasShell = false;
        foreach (var (at, count, isShell) in _parts)
        {
            var x = _ring.X.Slice(at, count);
            var y = _ring.Y.Slice(at, count);
            if (crosses)
            {
                (x, y) = _clip.Ring(x, y);
                Area += (isShell ? 1 : -1) * AreaOf(x, y);
            }

            if (!isShell && !hasShell)
                continue;
            var start = _rings.Positions.Count;
            for (var i = 0; i < x.Length; i++)
                Put(start, x[i], y[i]);
            if (DropRepeatedEnd(start))
                _thinning.Run(_rings.Positions, start, closed: true, within);
            if (_rings.Positions.Count - start < 3 || _rings.TwiceArea(start, _rings.Positions.Count - start) == 0)
                _rings.Positions.Cut(start);
            else
                _rings.Close(start, isShell);
            if (isShell)
                hasShell = _rings.Positions.Count > start;
        }

        return _rings.Count == 0 || _rings.IsClean();
    }

    private List<(Coordinate[] Ring, bool IsShell)> Copies()
    {
        var all = new List<(Coordinate[], bool)>();
        foreach (var (start, count, isShell) in _parts)
        {
            var positions = new Coordinate[count + 1];
            for (var i = 0; i < count; i++)
                positions[i] = new Coordinate(_ring.X[start + i], _ring.Y[start + i]);
            positions[^1] = positions[0].Copy();
            all.Add((positions, isShell));
        }

        return all;
    }

    private static double AreaOf(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double twice = 0;
        for (int i = 0, before = x.Length - 1; i < x.Length; before = i++)
            twice += (x[before] - x[0]) * (y[i] - y[0]) - (x[i] - x[0]) * (y[before] - y[0]);
        return Math.Abs(twice) / 2;
    }

    /// <summary>Reads and projects the positions of a line or ring.</summary>
    private void ReadPositions(ref WkbCursor cursor)
    {
        var count = cursor.ReadPositionCount();
        for (var i = 0; i < count; i++)
        {
            cursor.ReadPosition(out var lon, out var lat);
            space.Project(lon, lat, out var x, out var y);
            _ring.Add(x, y);
        }
    }

    /// <summary>Adds a rounded position unless it repeats the one before.</summary>
    private void Put(int start, double x, double y)
    {
        var (ix, iy) = (Round(x), Round(y));
        var at = _rings.Positions.Count;
        if (at == start || _rings.Positions.X[at - 1] != ix || _rings.Positions.Y[at - 1] != iy)
            _rings.Positions.Add(ix, iy);
    }

    /// <summary>Takes off last positions that equal the first; false if fewer than three remain.</summary>
    private bool DropRepeatedEnd(int start)
    {
        var p = _rings.Positions;
        while (p.Count - start > 1 && p.X[^1] == p.X[start] && p.Y[^1] == p.Y[start])
            p.Cut(p.Count - 1);
        return p.Count - start >= 3;
    }

    /// <summary>To the nearest unit, halves upwards, alike for all features that share a position.</summary>
    private static int Round(double value) => (int)Math.Floor(value + 0.5);
}
