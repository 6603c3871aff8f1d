using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>Divides edges where they meet, so that they have at most vertices in common.</summary>
/// <remarks>
/// Points of crossing are rounded to what numbers can hold (about 1 nm), which moves the edges that are divided there. What was moved is looked at
/// again until nothing meets any more: the result is noded for certain.
/// </remarks>
internal sealed class EdgeNoder
{
    private const int MostRounds = 6;

    private readonly EdgeSet _edges;
    private readonly VertexSet _vertices;
    private readonly bool[]? _moved;
    private readonly bool[] _crossed;
    private readonly List<Division> _divisions = [];

    private EdgeNoder(EdgeSet edges, bool[]? moved)
    {
        (_edges, _vertices, _moved) = (edges, edges.Vertices, moved);
        _crossed = Scratch.LendZeros<bool>(edges.Count);
    }

    /// <summary>The edges divided, by strips; those that nothing changes at are left out before and after.</summary>
    public static (EdgeSet Edges, EdgeStrips Strips) Node(EdgeSet edges)
    {
        edges.Close();
        bool[]? moved = null;
        for (var round = 0; round < MostRounds; round++)
        {
            var strips = new EdgeStrips(edges);
            var noder = new EdgeNoder(edges, moved);
            noder.Meet(strips);
            if (noder._divisions.Count == 0)
            {
                Scratch.GiveBack(noder._crossed);
                return (edges, strips);
            }

            strips.Drop();
            (edges, moved) = noder.Divided();
            if (!moved.AsSpan(0, edges.Count).Contains(true))
                return (edges, new EdgeStrips(edges));
        }

        throw new ArrangementException("Edges cross again wherever they are divided.");
    }

    /// <summary>Edges are looked at strip by strip, from west to east: only those whose envelopes meet are compared, each pair once.</summary>
    private void Meet(EdgeStrips strips)
    {
        for (var s = 0; s < strips.Count; s++)
        {
            var strip = strips[s];
            for (var i = 0; i < strip.Length; i++)
            {
                ref readonly var box = ref strip[i];
                var moved = _moved is null || _moved[box.Edge];
                for (var j = i + 1; j < strip.Length; j++)
                {
                    ref readonly var other = ref strip[j];
                    if (other.MinX > box.MaxX)
                        break;
                    if (other.MinY <= box.MaxY && other.MaxY >= box.MinY && Math.Max(box.Strip, other.Strip) == s && (moved || _moved![other.Edge]))
                        Meet(box.Edge, other.Edge);
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
            Cross(e, f);
            return;
        }

        DivideIfOn(e, atC, c);
        DivideIfOn(e, atD, d);
        DivideIfOn(f, atA, a);
        DivideIfOn(f, atB, b);
    }

    private void Cross(int e, int f)
    {
        Coordinate a = Turn.Point(_vertices, _edges.From(e)), b = Turn.Point(_vertices, _edges.To(e));
        Coordinate c = Turn.Point(_vertices, _edges.From(f)), d = Turn.Point(_vertices, _edges.To(f));
        var (box, other) = (new Envelope(a, b), new Envelope(c, d));
        var point = IntersectionComputer.Intersection(a, b, c, d);
        if (point is null || !box.Contains(point) || !other.Contains(point))
            point = CGAlgorithmsDD.Intersection(a, b, c, d);
        if (point is null || !box.Contains(point) || !other.Contains(point))
            throw new ArrangementException("Edges that cross have no point in common.");
        var crossing = _vertices.Add(point.X, point.Y);
        Divide(e, crossing);
        Divide(f, crossing);
        _crossed[e] = _crossed[f] = true;
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
            Divide(e, ofF);
        else
            Divide(f, ofE);
    }

    private void DivideIfOn(int edge, int side, int vertex)
    {
        if (side == 0 && Between(_vertices.X(_edges.From(edge)), _vertices.X(_edges.To(edge)), _vertices.X(vertex))
            && Between(_vertices.Y(_edges.From(edge)), _vertices.Y(_edges.To(edge)), _vertices.Y(vertex)))
            Divide(edge, vertex);
    }

    private static bool Between(double a, double b, double c) => a <= b ? a <= c && c <= b : b <= c && c <= a;

    private void Divide(int edge, int vertex)
    {
        int from = _edges.From(edge), to = _edges.To(edge);
        if (vertex == from || vertex == to)
            return;
        double dx = _vertices.X(to) - _vertices.X(from), dy = _vertices.Y(to) - _vertices.Y(from);
        _divisions.Add(new Division(edge, (_vertices.X(vertex) - _vertices.X(from)) * dx + (_vertices.Y(vertex) - _vertices.Y(from)) * dy, vertex));
    }

    private (EdgeSet Edges, bool[] Moved) Divided()
    {
        _divisions.Sort();
        var divided = new EdgeSet(_vertices, _edges.Labels, _edges.Count + _divisions.Count);
        var next = 0;
        for (var e = 0; e < _edges.Count; e++)
        {
            var from = _edges.From(e);
            for (; next < _divisions.Count && _divisions[next].Edge == e; next++)
            {
                divided.Add(from, _divisions[next].Vertex, _edges.Label(e), _crossed[e]);
                from = _divisions[next].Vertex;
            }

            divided.Add(from, _edges.To(e), _edges.Label(e), _crossed[e]);
        }

        _edges.Drop();
        Scratch.GiveBack(_crossed);
        return (divided, divided.Close());
    }

    /// <summary>Where an edge is divided: at a vertex, so far along it.</summary>
    private readonly record struct Division(int Edge, double Along, int Vertex) : IComparable<Division>
    {
        public int CompareTo(Division other) => Edge != other.Edge ? Edge.CompareTo(other.Edge)
            : Along != other.Along ? Along.CompareTo(other.Along) : Vertex.CompareTo(other.Vertex);
    }
}

/// <summary>Edges do not fit together: floating noding was not enough.</summary>
internal sealed class ArrangementException(string message) : Exception(message);
