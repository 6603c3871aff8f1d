using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>Divides a border into rings: where it comes back to a vertex, a ring is complete.</summary>
internal sealed class WalkRings
{
    private readonly HalfEdges _halves;
    private readonly VertexSet _vertices;
    private readonly int[] _places;
    private readonly List<int> _path = [];

    /// <summary>For borders along these half-edges.</summary>
    public WalkRings(HalfEdges halves, VertexSet vertices)
    {
        (_halves, _vertices) = (halves, vertices);
        _places = Scratch.LendZeros<int>(vertices.Count);
    }

    /// <summary>Nothing is divided any more.</summary>
    public void Close() => Scratch.GiveBack(_places);

    /// <summary>The rings of a closed border: a shell runs counter-clockwise around the land, holes clockwise.</summary>
    public List<(LinearRing Ring, bool IsShell)> Of(IEnumerable<int> border)
    {
        var rings = new List<(LinearRing, bool)>();
        foreach (var h in border)
            Visit(_halves.Origin(h), rings);
        Visit(_path[0], rings);
        foreach (var vertex in _path)
            _places[vertex] = 0;
        _path.Clear();
        return rings;
    }

    private void Visit(int vertex, List<(LinearRing, bool)> rings)
    {
        var place = _places[vertex] - 1;
        if (place < 0)
        {
            _path.Add(vertex);
            _places[vertex] = _path.Count;
            return;
        }

        var ring = new Coordinate[_path.Count - place + 1];
        double twice = 0, x0 = _vertices.X(vertex), y0 = _vertices.Y(vertex);
        for (var i = place; i < _path.Count; i++)
        {
            int a = _path[i], b = i + 1 < _path.Count ? _path[i + 1] : vertex;
            ring[i - place] = Turn.Point(_vertices, a);
            twice += (_vertices.X(a) - x0) * (_vertices.Y(b) - y0) - (_vertices.X(b) - x0) * (_vertices.Y(a) - y0);
            if (i > place)
                _places[a] = 0;
        }

        ring[^1] = ring[0].Copy();
        _path.RemoveRange(place + 1, _path.Count - place - 1);
        if (ring.Length < 4)
            throw new ArrangementException("A ring has no area.");
        rings.Add((GeoFactory.Plane.CreateLinearRing(ring), twice > 0));
    }
}
