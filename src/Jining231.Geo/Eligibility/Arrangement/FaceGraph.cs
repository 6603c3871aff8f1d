namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>
/// The faces of noded edges: how often each lies in each kind of land, and which walks bound it. If the edges do not fit together (a face would
/// have two counts), <see cref="ArrangementException"/> says so.
/// </summary>
internal sealed class FaceGraph
{
    /// <summary>Marks walks that bound a face from outside.</summary>
    private const int NotOutside = -1;

    /// <summary>Marks walks around everything.</summary>
    private const int Nowhere = -2;

    private readonly EdgeSet _edges;
    private readonly CountLabels _labels;
    private readonly HalfEdges _halves;
    private readonly int[] _ofWalk;
    private readonly int[] _outside;

    /// <summary>Counts from the west: a connected piece lies in the face that is next to it there.</summary>
    /// <param name="edges">Edges that have at most vertices in common.</param>
    /// <param name="strips">The same by strips.</param>
    /// <param name="everywhere">Label of the land outside all edges.</param>
    public FaceGraph(EdgeSet edges, EdgeStrips strips, int everywhere)
    {
        (_edges, _labels) = (edges, edges.Labels);
        _halves = new HalfEdges(edges);
        _ofWalk = new int[_halves.WalkStarts.Count];
        _outside = new int[_ofWalk.Length];
        Array.Fill(_outside, NotOutside);
        var seen = new bool[_ofWalk.Length];
        var piece = new List<int>();
        for (var walk = 0; walk < seen.Length; walk++)
        {
            if (seen[walk])
                continue;
            var west = Spread(walk, seen, piece);
            Settle(piece, west, strips, everywhere);
        }

        _halves.Close();
    }

    /// <summary>The half-edges.</summary>
    public HalfEdges Halves => _halves;

    /// <summary>Number of walks.</summary>
    public int Walks => _ofWalk.Length;

    /// <summary>Label of the face to the left of a walk.</summary>
    public int Label(int walk) => _ofWalk[walk];

    /// <summary>A walk around the face in which the piece lies that the walk goes around from outside; negative where there is none.</summary>
    public int Beside(int walk) => _outside[walk];

    /// <summary>Area of all faces of each label, m²; that of the label of everything outside means nothing.</summary>
    public double[] Areas()
    {
        var areas = new double[_labels.Count];
        var v = _edges.Vertices;
        if (_edges.Count == 0)
            return areas;
        double x = v.X(_edges.From(0)), y = v.Y(_edges.From(0));
        for (var e = 0; e < _edges.Count; e++)
        {
            int a = _edges.From(e), b = _edges.To(e);
            var part = (v.X(a) - v.X(b)) * (v.Y(a) - y + (v.Y(b) - y)) / 2;
            areas[_ofWalk[_halves.Walk[2 * e]]] += part;
            areas[_ofWalk[_halves.Walk[2 * e + 1]]] -= part;
        }

        return Array.ConvertAll(areas, a => Math.Max(0, a));
    }

    /// <summary>Labels of a connected piece as they follow from each other, beginning with no counts; its westernmost vertex.</summary>
    private int Spread(int first, bool[] seen, List<int> piece)
    {
        piece.Clear();
        piece.Add(first);
        seen[first] = true;
        var v = _edges.Vertices;
        var west = _halves.Origin(_halves.WalkStarts[first]);
        for (var i = 0; i < piece.Count; i++)
        {
            var label = _ofWalk[piece[i]];
            var start = _halves.WalkStarts[piece[i]];
            int h = start, lastStep = 0, across = label;
            do
            {
                var at = _halves.Origin(h);
                if (v.X(at) < v.X(west) || v.X(at) == v.X(west) && v.Y(at) < v.Y(west))
                    west = at;
                var step = (h & 1) == 0 ? _labels.Negative(_edges.Label(h >> 1)) : _edges.Label(h >> 1);
                if (step != lastStep)
                    (lastStep, across) = (step, _labels.Plus(label, step));
                var other = _halves.Walk[h ^ 1];
                if (!seen[other])
                {
                    seen[other] = true;
                    _ofWalk[other] = across;
                    piece.Add(other);
                }
                else if (_ofWalk[other] != across)
                {
                    throw new ArrangementException("A face has two counts.");
                }

                h = _halves.Next(h);
            }
            while (h != start);
        }

        return west;
    }

    /// <summary>Labels of a connected piece as they are: the face west of its westernmost vertex is known.</summary>
    private void Settle(List<int> piece, int west, EdgeStrips strips, int everywhere)
    {
        var outside = _halves.Walk[_halves.WestOf(west)];
        var (label, beside) = West(west, strips, everywhere);
        var shift = _labels.Plus(label, _labels.Negative(_ofWalk[outside]));
        foreach (var walk in piece)
            _ofWalk[walk] = _labels.Plus(_ofWalk[walk], shift);
        _outside[outside] = beside;
    }

    /// <summary>Label of the face west of a vertex, and the walk on the side of the next edge there that looks east.</summary>
    private (int Label, int Walk) West(int vertex, EdgeStrips strips, int everywhere)
    {
        var v = _edges.Vertices;
        var (x, y) = (v.X(vertex), v.Y(vertex));
        int label = everywhere, nearest = -1;
        foreach (ref readonly var box in strips.Over(y))
        {
            if (box.MinX >= x)
                break;
            var e = box.Edge;
            if (box.MinY > y || box.MaxY <= y || box.MaxX >= x && Turn.Of(v, Low(e), High(e), vertex) >= 0)
                continue;
            label = _labels.Plus(label, Low(e) == _edges.From(e) ? _labels.Negative(_edges.Label(e)) : _edges.Label(e));
            if (nearest < 0 || IsEastOf(e, nearest))
                nearest = e;
        }

        return nearest < 0 ? (everywhere, Nowhere) : (label, _halves.Walk[Low(nearest) == _edges.From(nearest) ? 2 * nearest + 1 : 2 * nearest]);
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
