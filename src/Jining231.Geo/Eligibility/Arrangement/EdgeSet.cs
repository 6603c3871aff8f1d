namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>
/// Edges between vertices, each pair of vertices once. An edge carries by how much the counts of each kind of land are larger on its left than
/// on its right. Edges that coincide add up; a boundary that two parcels of one kind share adds up to nothing.
/// </summary>
internal sealed class EdgeSet
{
    private int[] _ends;
    private int[] _labels;
    private int[] _heads;
    private int[] _others;
    private bool[] _moved;

    /// <summary>An empty set with room for about so many edges.</summary>
    public EdgeSet(VertexSet vertices, CountLabels labels, int capacity)
    {
        Vertices = vertices;
        Labels = labels;
        _ends = Scratch.Lend<int>(2 * capacity);
        _labels = Scratch.Lend<int>(capacity);
        _heads = Scratch.LendZeros<int>(capacity);
        _others = Scratch.Lend<int>(capacity);
        _moved = Scratch.Lend<bool>(capacity);
    }

    /// <summary>The points.</summary>
    public VertexSet Vertices { get; }

    /// <summary>What the labels stand for.</summary>
    public CountLabels Labels { get; }

    /// <summary>Number of edges.</summary>
    public int Count { get; private set; }

    /// <summary>Vertex at which an edge starts.</summary>
    public int From(int edge) => _ends[2 * edge];

    /// <summary>Vertex at which an edge ends.</summary>
    public int To(int edge) => _ends[2 * edge + 1];

    /// <summary>Vertex at which an edge starts that is taken forward (twice its number) or backward (one more).</summary>
    public int Origin(int half) => _ends[half];

    /// <summary>Counts on the left less counts on the right.</summary>
    public int Label(int edge) => _labels[edge];

    /// <summary>Adds an edge; one of no length does not count.</summary>
    /// <param name="from">Vertex at which it starts.</param>
    /// <param name="to">Vertex at which it ends.</param>
    /// <param name="label">Counts on its left less counts on its right.</param>
    /// <param name="moved">True for a part of an edge that was divided at a rounded point.</param>
    public void Add(int from, int to, int label, bool moved = false)
    {
        if (from == to)
            return;
        if (from > to)
            (from, to, label) = (to, from, Labels.Negative(label));
        if (from >= _heads.Length)
            _heads = Scratch.Lengthen(_heads, Math.Max(2 * _heads.Length, from + 16));
        for (var e = _heads[from] - 1; e >= 0; e = _others[e] - 1)
            if (_ends[2 * e + 1] == to)
            {
                _labels[e] = Labels.Plus(_labels[e], label);
                _moved[e] |= moved;
                return;
            }

        if (Count >= Math.Min(Math.Min(_labels.Length, _ends.Length / 2), Math.Min(_others.Length, _moved.Length)))
            Lengthen();
        (_ends[2 * Count], _ends[2 * Count + 1], _labels[Count], _others[Count], _moved[Count]) = (from, to, label, _heads[from], moved);
        _heads[from] = ++Count;
    }

    /// <summary>Leaves out the edges that nothing changes at; nothing is added afterwards. Which of the others were moved.</summary>
    public bool[] Close()
    {
        var kept = 0;
        for (var e = 0; e < Count; e++)
            if (_labels[e] != 0)
                (_ends[2 * kept], _ends[2 * kept + 1], _labels[kept], _moved[kept++]) = (_ends[2 * e], _ends[2 * e + 1], _labels[e], _moved[e]);
        Count = kept;
        Scratch.GiveBack(_heads);
        Scratch.GiveBack(_others);
        _heads = _others = [];
        return _moved;
    }

    /// <summary>Gives up everything; the edges are not asked for any more.</summary>
    public void Drop()
    {
        Scratch.GiveBack(_ends);
        Scratch.GiveBack(_labels);
        Scratch.GiveBack(_moved);
        _ends = _labels = [];
        _moved = [];
    }

    /// <summary>Gives up what is needed to make edges only.</summary>
    public void Keep()
    {
        (_ends, _labels) = (Scratch.Keep(_ends, 2 * Count), Scratch.Keep(_labels, Count));
        Scratch.GiveBack(_moved);
        _moved = [];
    }

    private void Lengthen()
    {
        var length = 2 * Count + 16;
        _ends = Scratch.Lengthen(_ends, 2 * length);
        _labels = Scratch.Lengthen(_labels, length);
        _others = Scratch.Lengthen(_others, length);
        _moved = Scratch.Lengthen(_moved, length);
    }
}
