namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>
/// Every noded edge in both directions (2e forward, 2e + 1 backward), sorted around its vertices, and the walks that keep one face on their
/// left: one walk around each connected piece of a face's boundary.
/// </summary>
internal sealed class HalfEdges
{
    private readonly EdgeSet _edges;
    private readonly int[] _starts;
    private readonly int[] _around;
    private readonly int _vertices;
    private readonly int[] _next;

    /// <summary>Sorts and walks.</summary>
    public HalfEdges(EdgeSet edges)
    {
        _edges = edges;
        _vertices = edges.Vertices.Count;
        _starts = Scratch.LendZeros<int>(_vertices + 1);
        for (var e = 0; e < edges.Count; e++)
        {
            _starts[edges.From(e) + 1]++;
            _starts[edges.To(e) + 1]++;
        }

        for (var v = 1; v <= _vertices; v++)
            _starts[v] += _starts[v - 1];
        Count = 2 * edges.Count;
        _around = Scratch.Lend<int>(Count);
        var free = Scratch.Lend<int>(_vertices);
        Array.Copy(_starts, free, _vertices);
        for (var h = 0; h < Count; h++)
            _around[free[Origin(h)]++] = h;
        Scratch.GiveBack(free);
        _next = new int[Count];
        for (var v = 0; v < _vertices; v++)
            Link(v);
        Walk = new int[Count];
        WalkStarts = Walks();
    }

    /// <summary>Number of half-edges.</summary>
    public int Count { get; }

    /// <summary>The walk of every half-edge.</summary>
    public int[] Walk { get; }

    /// <summary>A half-edge of every walk.</summary>
    public List<int> WalkStarts { get; }

    /// <summary>Vertex at which a half-edge starts.</summary>
    public int Origin(int half) => _edges.Origin(half);

    /// <summary>The half-edge that comes next with the same face on the left.</summary>
    public int Next(int half) => _next[half];

    /// <summary>Gives up what is needed for <see cref="WestOf"/> only.</summary>
    public void Close()
    {
        Scratch.GiveBack(_starts);
        Scratch.GiveBack(_around);
    }

    /// <summary>Of the half-edges that start at a vertex with nothing west of it, the one with the west on its left.</summary>
    public int WestOf(int vertex)
    {
        var around = _around.AsSpan(_starts[vertex], _starts[vertex + 1] - _starts[vertex]);
        Sort(around); // two edges are in cyclic order as they are
        for (var i = around.Length - 1; i >= 0; i--)
            if (IsNorth(around[i]))
                return around[i];
        return around[^1];
    }

    private void Link(int vertex)
    {
        var around = _around.AsSpan(_starts[vertex], _starts[vertex + 1] - _starts[vertex]);
        if (around.Length == 1)
            throw new ArrangementException("An edge leads nowhere.");
        if (around.Length > 2)
            Sort(around);
        for (var i = 0; i < around.Length; i++)
            _next[around[i] ^ 1] = around[i == 0 ? around.Length - 1 : i - 1];
    }

    /// <summary>Counter-clockwise from east; few edges meet in a vertex.</summary>
    private void Sort(Span<int> around)
    {
        for (var i = 1; i < around.Length; i++)
        {
            var half = around[i];
            var k = i;
            for (; k > 0 && Before(half, around[k - 1]); k--)
                around[k] = around[k - 1];
            around[k] = half;
        }
    }

    private bool Before(int half, int other)
    {
        bool north = IsNorth(half), otherNorth = IsNorth(other);
        if (north != otherNorth)
            return north;
        var turn = Turn.Of(_edges.Vertices, Origin(half), Origin(half ^ 1), Origin(other ^ 1));
        return turn == 0 ? throw new ArrangementException("Edges run over each other.") : turn > 0;
    }

    /// <summary>True for directions from east to before west, by way of north.</summary>
    private bool IsNorth(int half)
    {
        var v = _edges.Vertices;
        int from = Origin(half), to = Origin(half ^ 1);
        return v.Y(to) > v.Y(from) || v.Y(to) == v.Y(from) && v.X(to) > v.X(from);
    }

    private List<int> Walks()
    {
        var starts = new List<int>();
        Array.Fill(Walk, -1);
        for (var h = 0; h < Walk.Length; h++)
        {
            if (Walk[h] >= 0)
                continue;
            for (var k = h; Walk[k] < 0; k = _next[k])
                Walk[k] = starts.Count;
            starts.Add(h);
        }

        return starts;
    }
}
