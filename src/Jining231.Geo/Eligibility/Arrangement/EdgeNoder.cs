using NetTopologySuite.Algorithm;

namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>Divides edges where they meet, so that they have at most vertices in common.</summary>
/// <remarks>
/// Points of crossing are rounded to what numbers can hold (about 1 nm), as in any floating noding; whether all fits together afterwards is
/// seen by <see cref="FaceGraph"/>.
/// </remarks>
internal sealed class EdgeNoder
{
    private readonly EdgeSet _edges;
    private readonly VertexSet _vertices;
    private readonly List<(int Edge, double Along, int Vertex)> _splits = [];

    private EdgeNoder(EdgeSet edges)
    {
        _edges = edges;
        _vertices = edges.Vertices;
    }

    /// <summary>The edges divided; those that nothing changes at are left out before and after.</summary>
    public static EdgeSet Node(EdgeSet edges)
    {
        edges.DropIdle();
        var noder = new EdgeNoder(edges);
        noder.Meet();
        return noder.Divided();
    }

    /// <summary>Edges are looked at strip by strip, from west to east: only those whose envelopes meet are compared, each pair once.</summary>
    private void Meet()
    {
        var strips = new EdgeStrips(_edges);
        for (var s = 0; s < strips.Count; s++)
        {
            var strip = strips[s];
            for (var i = 0; i < strip.Length; i++)
            {
                ref readonly var box = ref strips.Box(strip[i]);
                for (var j = i + 1; j < strip.Length; j++)
                {
                    ref readonly var other = ref strips.Box(strip[j]);
                    if (other.MinX > box.MaxX)
                        break;
                    if (other.MinY <= box.MaxY && other.MaxY >= box.MinY && Math.Max(box.Strip, other.Strip) == s)
                        Meet(strip[i], strip[j]);
                }
            }
        }
    }

    private void Meet(int e, int f)
    {
        int a = _edges.From(e), b = _edges.To(e), c = _edges.From(f), d = _edges.To(f);
        if (a == c || a == d || b == c || b == d)
        {
            var common = a == c || a == d ? a : b;
            Overlap(e, f, common, a == common ? b : a, c == common ? d : c);
            return;
        }

        int atC = Turn.Of(_vertices, a, b, c), atD = Turn.Of(_vertices, a, b, d);
        if (atC * atD > 0)
            return;
        int atA = Turn.Of(_vertices, c, d, a), atB = Turn.Of(_vertices, c, d, b);
        if (atA * atB > 0)
            return;
        if (atC * atD < 0 && atA * atB < 0)
        {
            var point = IntersectionComputer.Intersection(
                Turn.Point(_vertices, a), Turn.Point(_vertices, b), Turn.Point(_vertices, c), Turn.Point(_vertices, d))
                ?? throw new ArrangementException("Edges that cross have no point in common.");
            var crossing = _vertices.Add(point.X, point.Y);
            Split(e, crossing);
            Split(f, crossing);
            return;
        }

        SplitIfOn(e, atC, c);
        SplitIfOn(e, atD, d);
        SplitIfOn(f, atA, a);
        SplitIfOn(f, atB, b);
    }

    /// <summary>Edges from one vertex meet elsewhere only where one lies on the other.</summary>
    private void Overlap(int e, int f, int common, int ofE, int ofF)
    {
        if (Turn.Of(_vertices, common, ofE, ofF) != 0)
            return;
        double ex = _vertices.X(ofE) - _vertices.X(common), ey = _vertices.Y(ofE) - _vertices.Y(common);
        double fx = _vertices.X(ofF) - _vertices.X(common), fy = _vertices.Y(ofF) - _vertices.Y(common);
        if (ex * fx + ey * fy <= 0)
            return;
        if (ex * ex + ey * ey > fx * fx + fy * fy)
            Split(e, ofF);
        else
            Split(f, ofE);
    }

    private void SplitIfOn(int edge, int side, int vertex)
    {
        if (side == 0 && Between(_vertices.X(_edges.From(edge)), _vertices.X(_edges.To(edge)), _vertices.X(vertex))
            && Between(_vertices.Y(_edges.From(edge)), _vertices.Y(_edges.To(edge)), _vertices.Y(vertex)))
            Split(edge, vertex);
    }

    private static bool Between(double a, double b, double c) => a <= b ? a <= c && c <= b : b <= c && c <= a;

    private void Split(int edge, int vertex)
    {
        int from = _edges.From(edge), to = _edges.To(edge);
        if (vertex == from || vertex == to)
            return;
        double dx = _vertices.X(to) - _vertices.X(from), dy = _vertices.Y(to) - _vertices.Y(from);
        _splits.Add((edge, (_vertices.X(vertex) - _vertices.X(from)) * dx + (_vertices.Y(vertex) - _vertices.Y(from)) * dy, vertex));
    }

    private EdgeSet Divided()
    {
        if (_splits.Count == 0)
            return _edges;
        _splits.Sort();
        var divided = new EdgeSet(_vertices, _edges.Count + _splits.Count);
        var next = 0;
        for (var e = 0; e < _edges.Count; e++)
        {
            var from = _edges.From(e);
            for (; next < _splits.Count && _splits[next].Edge == e; next++)
            {
                divided.Add(from, _splits[next].Vertex, _edges.Land(e), _edges.Taken(e));
                from = _splits[next].Vertex;
            }

            divided.Add(from, _edges.To(e), _edges.Land(e), _edges.Taken(e));
        }

        divided.DropIdle();
        return divided;
    }
}

/// <summary>Edges do not fit together: floating noding was not enough.</summary>
internal sealed class ArrangementException(string message) : Exception(message);
