namespace Jining231.Geo.Tiles;

/// <summary>Finds out whether any two edges of a set of rings meet where they should not; exact, in whole numbers.</summary>
internal sealed class EdgeSweep
{
    private const int FewEdges = 28;

    private readonly List<int> _active = [];
    private Edge[] _edges = new Edge[64];
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>Adds the edges of a ring whose first position is not repeated.</summary>
    public void Add(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        var n = x.Length;
        if (_count + n > _edges.Length)
            Array.Resize(ref _edges, Math.Max(_count + n, _edges.Length * 2));
        var first = _count;
        for (var i = 0; i < n; i++)
        {
            var next = i + 1 < n ? i + 1 : 0;
            _edges[_count++] = new Edge(x[i], y[i], x[next], y[next], first + i, first + next);
        }
    }

    /// <summary>True if edges meet only as neighbours at their common end.</summary>
    public bool IsClean() => _count <= FewEdges ? EachPair() : Sweep();

    private bool EachPair()
    {
        var edges = _edges.AsSpan(0, _count);
        for (var i = 0; i < edges.Length; i++)
            for (var k = i + 1; k < edges.Length; k++)
                if (Clash(in edges[i], in edges[k]))
                    return false;
        return true;
    }

    private bool Sweep()
    {
        var edges = _edges.AsSpan(0, _count);
        edges.Sort(static (a, b) => a.MinX.CompareTo(b.MinX));
        _active.Clear();
        for (var i = 0; i < edges.Length; i++)
        {
            var left = 0;
            for (var k = 0; k < _active.Count; k++)
            {
                ref var other = ref edges[_active[k]];
                if (other.MaxX < edges[i].MinX)
                    continue;
                if (Clash(in other, in edges[i]))
                    return false;
                _active[left++] = _active[k];
            }

            _active.RemoveRange(left, _active.Count - left);
            _active.Add(i);
        }

        return true;
    }

    private static bool Clash(in Edge a, in Edge b)
    {
        if (a.MinX > b.MaxX || b.MinX > a.MaxX || a.MinY > b.MaxY || b.MinY > a.MaxY)
            return false;
        if (a.Next == b.Id)
            return Folds(in a, in b) || (b.Next == a.Id && Folds(in b, in a));
        if (b.Next == a.Id)
            return Folds(in b, in a);
        var c = Side(in a, b.X1, b.Y1);
        var d = Side(in a, b.X2, b.Y2);
        if ((c > 0 && d > 0) || (c < 0 && d < 0))
            return false;
        c = Side(in b, a.X1, a.Y1);
        d = Side(in b, a.X2, a.Y2);
        return !((c > 0 && d > 0) || (c < 0 && d < 0));
    }

    /// <summary>True if the second of two successive edges runs back over the first.</summary>
    private static bool Folds(in Edge first, in Edge second)
    {
        if (Side(in first, second.X2, second.Y2) != 0)
            return false;
        return (long)(first.X2 - first.X1) * (second.X2 - second.X1) + (long)(first.Y2 - first.Y1) * (second.Y2 - second.Y1) <= 0;
    }

    private static long Side(in Edge e, int x, int y) =>
        (long)(e.X2 - e.X1) * (y - e.Y1) - (long)(e.Y2 - e.Y1) * (x - e.X1);

    private readonly struct Edge(int x1, int y1, int x2, int y2, int id, int next)
    {
        public readonly int X1 = x1, Y1 = y1, X2 = x2, Y2 = y2, Id = id, Next = next;

        public readonly int MinX = Math.Min(x1, x2), MaxX = Math.Max(x1, x2), MinY = Math.Min(y1, y2), MaxY = Math.Max(y1, y2);
    }
}
