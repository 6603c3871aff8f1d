namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>
/// The faces of noded edges: how often each is land and how often it is taken, and which walks bound it. If the edges do not fit together
/// (a face would have two counts), <see cref="ArrangementException"/> says so.
/// </summary>
internal sealed class FaceGraph
{
    private readonly EdgeSet _edges;
    private readonly HalfEdges _halves;
    private readonly EdgeStrips _strips;
    private readonly (int Land, int Taken)[] _depths;
    private readonly int[] _outside;

    /// <summary>Counts from the west: a connected piece lies in the face that is next to it there.</summary>
    public FaceGraph(EdgeSet edges)
    {
        _edges = edges;
        _halves = new HalfEdges(edges);
        _strips = new EdgeStrips(edges);
        _depths = new (int, int)[_halves.WalkStarts.Count];
        _outside = new int[_depths.Length];
        Array.Fill(_outside, NotOutside);
        var seen = new bool[_depths.Length];
        var piece = new List<int>();
        for (var walk = 0; walk < seen.Length; walk++)
        {
            if (seen[walk])
                continue;
            Spread(walk, seen, piece);
            Settle(piece);
        }
    }

    /// <summary>Marks walks that bound a face from outside.</summary>
    private const int NotOutside = -1;

    /// <summary>Marks the walk around everything.</summary>
    private const int Nowhere = -2;

    /// <summary>The half-edges.</summary>
    public HalfEdges Halves => _halves;

    /// <summary>Number of walks.</summary>
    public int Walks => _depths.Length;

    /// <summary>True if the face to the left of the walk is land and nothing takes it.</summary>
    public bool IsFree(int walk) => _depths[walk] is { Land: > 0, Taken: <= 0 };

    /// <summary>The walk that bounds the same face from outside.</summary>
    public int Outer(int walk)
    {
        while (_outside[walk] != NotOutside)
            walk = _outside[walk] >= 0 ? _outside[walk] : throw new ArrangementException("A face has no end.");
        return walk;
    }

    /// <summary>Counts of a connected piece as they follow from each other, beginning with 0.</summary>
    private void Spread(int first, bool[] seen, List<int> piece)
    {
        piece.Clear();
        piece.Add(first);
        seen[first] = true;
        for (var i = 0; i < piece.Count; i++)
        {
            var (land, taken) = _depths[piece[i]];
            var start = _halves.WalkStarts[piece[i]];
            var h = start;
            do
            {
                var sign = (h & 1) == 0 ? 1 : -1;
                var across = (land - sign * _edges.Land(h >> 1), taken - sign * _edges.Taken(h >> 1));
                var other = _halves.Walk[h ^ 1];
                if (!seen[other])
                {
                    seen[other] = true;
                    _depths[other] = across;
                    piece.Add(other);
                }
                else if (_depths[other] != across)
                {
                    throw new ArrangementException("A face has two counts.");
                }

                h = _halves.Next(h);
            }
            while (h != start);
        }
    }

    /// <summary>Counts of a connected piece as they are: the face west of its westernmost vertex is known.</summary>
    private void Settle(List<int> piece)
    {
        var west = Westernmost(piece);
        var outside = _halves.Walk[_halves.WestOf(west)];
        var (land, taken, beside) = West(west);
        var (fromLand, fromTaken) = _depths[outside];
        foreach (var walk in piece)
            _depths[walk] = (_depths[walk].Land - fromLand + land, _depths[walk].Taken - fromTaken + taken);
        _outside[outside] = beside;
    }

    private int Westernmost(List<int> piece)
    {
        var v = _edges.Vertices;
        var west = -1;
        foreach (var walk in piece)
        {
            var h = _halves.WalkStarts[walk];
            do
            {
                var at = _halves.Origin(h);
                if (west < 0 || v.X(at) < v.X(west) || v.X(at) == v.X(west) && v.Y(at) < v.Y(west))
                    west = at;
                h = _halves.Next(h);
            }
            while (h != _halves.WalkStarts[walk]);
        }

        return west;
    }

    /// <summary>Counts in the face west of a vertex, and the walk on the side of the next edge there that looks east.</summary>
    private (int Land, int Taken, int Walk) West(int vertex)
    {
        var v = _edges.Vertices;
        var (x, y) = (v.X(vertex), v.Y(vertex));
        int land = 0, taken = 0, nearest = -1;
        foreach (var e in _strips.Over(y))
        {
            ref readonly var box = ref _strips.Box(e);
            if (box.MinX >= x)
                break;
            if (box.MinY > y || box.MaxY <= y || Turn.Of(v, Low(e), High(e), vertex) >= 0)
                continue;
            var sign = Low(e) == _edges.From(e) ? -1 : 1;
            land += sign * _edges.Land(e);
            taken += sign * _edges.Taken(e);
            if (nearest < 0 || IsEastOf(e, nearest))
                nearest = e;
        }

        return nearest < 0 ? (0, 0, Nowhere) : (land, taken, _halves.Walk[Low(nearest) == _edges.From(nearest) ? 2 * nearest + 1 : 2 * nearest]);
    }

    /// <summary>Of two edges over one northing that do not cross, whether the first is the eastern one there.</summary>
    private bool IsEastOf(int e, int f)
    {
        var v = _edges.Vertices;
        var low = v.Y(Low(e)) >= v.Y(Low(f)) ? -Turn.Of(v, Low(f), High(f), Low(e)) : Turn.Of(v, Low(e), High(e), Low(f));
        if (low != 0)
            return low > 0;
        return (v.Y(High(e)) <= v.Y(High(f)) ? -Turn.Of(v, Low(f), High(f), High(e)) : Turn.Of(v, Low(e), High(e), High(f))) > 0;
    }

    private int Low(int e) => _edges.Vertices.Y(_edges.From(e)) <= _edges.Vertices.Y(_edges.To(e)) ? _edges.From(e) : _edges.To(e);

    private int High(int e) => Low(e) == _edges.From(e) ? _edges.To(e) : _edges.From(e);
}
