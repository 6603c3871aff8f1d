namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>Edges by strips from south to north, in each from west to east.</summary>
internal sealed class EdgeStrips
{
    private readonly EdgeBox[] _boxes;
    private readonly int[] _starts;
    private readonly double _south;
    private readonly double _height;

    /// <summary>Sorts the edges; a strip is twice as high as an edge is on average, so that an edge lies in few strips and a strip holds few edges.</summary>
    public EdgeStrips(EdgeSet edges)
    {
        var v = edges.Vertices;
        double sum = 0, south = double.PositiveInfinity, north = double.NegativeInfinity;
        for (var e = 0; e < edges.Count; e++)
        {
            double y0 = v.Y(edges.From(e)), y1 = v.Y(edges.To(e));
            sum += Math.Abs(y1 - y0);
            (south, north) = (Math.Min(south, Math.Min(y0, y1)), Math.Max(north, Math.Max(y0, y1)));
        }

        _south = south;
        _height = Math.Max(2 * sum / Math.Max(1, edges.Count), (north - south) / (edges.Count + 1));
        Count = edges.Count == 0 ? 0 : _height > 0 ? (int)((north - south) / _height) + 1 : 1;
        _starts = new int[Count + 2];
        for (var e = 0; e < edges.Count; e++)
        {
            var (first, last) = Strips(v.Y(edges.From(e)), v.Y(edges.To(e)));
            for (var s = first; s <= last; s++)
                _starts[s + 2]++;
        }

        for (var s = 2; s < _starts.Length; s++)
            _starts[s] += _starts[s - 1];
        var entries = _starts[^1];
        var (west, order) = (Scratch.Lend<double>(entries), Scratch.Lend<int>(entries));
        for (var e = 0; e < edges.Count; e++)
        {
            var (first, last) = Strips(v.Y(edges.From(e)), v.Y(edges.To(e)));
            for (var s = first; s <= last; s++)
            {
                var place = _starts[s + 1]++;
                (west[place], order[place]) = (Math.Min(v.X(edges.From(e)), v.X(edges.To(e))), e);
            }
        }

        _boxes = Scratch.Lend<EdgeBox>(entries);
        for (var s = 0; s < Count; s++)
        {
            Array.Sort(west, order, _starts[s], _starts[s + 1] - _starts[s]);
            for (var i = _starts[s]; i < _starts[s + 1]; i++)
                _boxes[i] = Box(edges, order[i], west[i]);
        }

        Scratch.GiveBack(west);
        Scratch.GiveBack(order);
    }

    /// <summary>Number of strips.</summary>
    public int Count { get; }

    /// <summary>The edges of a strip, by western end.</summary>
    public ReadOnlySpan<EdgeBox> this[int strip] => _boxes.AsSpan(_starts[strip], _starts[strip + 1] - _starts[strip]);

    /// <summary>Gives up the strips; they are not asked for any more.</summary>
    public void Drop() => Scratch.GiveBack(_boxes);

    /// <summary>The edges that a northing may meet.</summary>
    public ReadOnlySpan<EdgeBox> Over(double y) => this[At(y)];

    private EdgeBox Box(EdgeSet edges, int edge, double west)
    {
        int a = edges.From(edge), b = edges.To(edge);
        double x0 = edges.Vertices.X(a), y0 = edges.Vertices.Y(a), x1 = edges.Vertices.X(b), y1 = edges.Vertices.Y(b);
        return new EdgeBox(west, Math.Min(y0, y1), Math.Max(x0, x1), Math.Max(y0, y1), edge, At(Math.Min(y0, y1)));
    }

    private (int First, int Last) Strips(double y0, double y1)
    {
        int a = At(y0), b = At(y1);
        return a <= b ? (a, b) : (b, a);
    }

    private int At(double y) => _height > 0 ? Math.Clamp((int)((y - _south) / _height), 0, Count - 1) : 0;
}

/// <summary>Envelope of an edge and the southernmost strip it lies in.</summary>
internal readonly record struct EdgeBox(double MinX, double MinY, double MaxX, double MaxY, int Edge, int Strip);
