namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>
/// Edges between vertices, each pair of vertices once. An edge carries by how much two counts are larger on its left than on its right: how
/// often the land lies there, and how often it is taken. Edges that coincide add up; a boundary that two parcels share adds up to nothing.
/// </summary>
internal sealed class EdgeSet
{
    private int[] _from;
    private int[] _to;
    private int[] _land;
    private int[] _taken;
    private int[] _slots;

    /// <summary>An empty set with room for about so many edges.</summary>
    public EdgeSet(VertexSet vertices, int capacity)
    {
        Vertices = vertices;
        _from = new int[capacity];
        _to = new int[capacity];
        _land = new int[capacity];
        _taken = new int[capacity];
        _slots = new int[HashSlots.For(capacity)];
    }

    /// <summary>The points.</summary>
    public VertexSet Vertices { get; }

    /// <summary>Number of edges.</summary>
    public int Count { get; private set; }

    /// <summary>Vertex at which an edge starts.</summary>
    public int From(int edge) => _from[edge];

    /// <summary>Vertex at which an edge ends.</summary>
    public int To(int edge) => _to[edge];

    /// <summary>Left less right: how often it is land.</summary>
    public int Land(int edge) => _land[edge];

    /// <summary>Left less right: how often it is taken.</summary>
    public int Taken(int edge) => _taken[edge];

    /// <summary>Adds an edge; one of no length does not count.</summary>
    public void Add(int from, int to, int land, int taken)
    {
        if (from == to)
            return;
        if (from > to)
            (from, to, land, taken) = (to, from, -land, -taken);
        if (2 * Count >= _slots.Length)
            Grow();
        var slot = HashSlots.Of((ulong)from, (ulong)to, _slots.Length);
        for (; _slots[slot] is > 0 and var used; slot = (slot + 1) & (_slots.Length - 1))
            if (_from[used - 1] == from && _to[used - 1] == to)
            {
                _land[used - 1] += land;
                _taken[used - 1] += taken;
                return;
            }

        if (Count == _from.Length)
            Lengthen();
        (_from[Count], _to[Count], _land[Count], _taken[Count]) = (from, to, land, taken);
        _slots[slot] = ++Count;
    }

    /// <summary>Leaves out the edges that nothing changes at. Nothing is added afterwards.</summary>
    public void DropIdle()
    {
        var kept = 0;
        for (var e = 0; e < Count; e++)
            if (_land[e] != 0 || _taken[e] != 0)
                (_from[kept], _to[kept], _land[kept], _taken[kept++]) = (_from[e], _to[e], _land[e], _taken[e]);
        Count = kept;
        _slots = [];
    }

    private void Lengthen()
    {
        var length = 2 * Count + 16;
        Array.Resize(ref _from, length);
        Array.Resize(ref _to, length);
        Array.Resize(ref _land, length);
        Array.Resize(ref _taken, length);
    }

    private void Grow()
    {
        _slots = new int[2 * _slots.Length];
        for (var e = 0; e < Count; e++)
        {
            var slot = HashSlots.Of((ulong)_from[e], (ulong)_to[e], _slots.Length);
            while (_slots[slot] > 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = e + 1;
        }
    }
}
