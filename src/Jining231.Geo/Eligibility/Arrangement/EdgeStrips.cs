namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>Edges by strips from south to north, in each from west to east.</summary>
internal sealed class EdgeStrips
{
    private readonly EdgeBox[] _boxes;
    private readonly int[] _starts;
    private readonly int[] _entries;
    private readonly double _south;
    private readonly double _height;

    /// <summary>Sorts the edges; a strip is twice as high as an edge is on average, so that an edge lies in few strips and a strip holds few edges.</summary>
    public EdgeStrips(EdgeSet edges)
    {
        var v = edges.Vertices;
        _boxes = new EdgeBox[edges.Count];
        var west = new double[edges.Count];
        var order = new int[edges.Count];
        double sum = 0, south = double.PositiveInfinity, north = double.NegativeInfinity;
        for (var e = 0; e < order.Length; e++)
        {
            double x0 = v.X(edges.From(e)), y0 = v.Y(edges.From(e)), x1 = v.X(edges.To(e)), y1 = v.Y(edges.To(e));
            var box = _boxes[e] = new EdgeBox(Math.Min(x0, x1), Math.Min(y0, y1), Math.Max(x0, x1), Math.Max(y0, y1), 0);
            (west[e], order[e]) = (box.MinX, e);
            sum += box.MaxY - box.MinY;
            (south, north) = (Math.Min(south, box.MinY), Math.Max(north, box.MaxY));
        }

        Array.Sort(west, order);
        _south = south;
        _height = Math.Max(2 * sum / Math.Max(1, order.Length), (north - south) / (order.Length + 1));
        Count = order.Length == 0 ? 0 : _height > 0 ? (int)((north - south) / _height) + 1 : 1;
        _starts = new int[Count + 1];
        for (var e = 0; e < order.Length; e++)
        {
            _boxes[e] = _boxes[e] with { Strip = At(_boxes[e].MinY) };
            for (var s = _boxes[e].Strip; s <= At(_boxes[e].MaxY); s++)
                _starts[s + 1]++;
        }

        for (var s = 0; s < Count; s++)
            _starts[s + 1] += _starts[s];
        _entries = new int[_starts[Count]];
        var next = _starts.AsSpan(0, Count).ToArray();
        foreach (var e in order)
            for (var s = _boxes[e].Strip; s <= At(_boxes[e].MaxY); s++)
                _entries[next[s]++] = e;
    }

    /// <summary>Number of strips.</summary>
    public int Count { get; }

    /// <summary>The edges of a strip, by western end.</summary>
    public ReadOnlySpan<int> this[int strip] => _entries.AsSpan(_starts[strip], _starts[strip + 1] - _starts[strip]);

    /// <summary>The edges that a northing may meet.</summary>
    public ReadOnlySpan<int> Over(double y) => this[At(y)];

    /// <summary>Envelope of an edge.</summary>
    public ref readonly EdgeBox Box(int edge) => ref _boxes[edge];

    private int At(double y) => _height > 0 ? Math.Clamp((int)((y - _south) / _height), 0, Count - 1) : 0;
}

/// <summary>Envelope of an edge and the southernmost strip it lies in.</summary>
internal readonly record struct EdgeBox(double MinX, double MinY, double MaxX, double MaxY, int Strip);
