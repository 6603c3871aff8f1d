using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>Joins faces to polygons: edges between two of them are left out.</summary>
internal sealed class DissolvedLand
{
    private readonly FaceGraph _graph;
    private readonly HalfEdges _halves;
    private readonly bool[] _chosen;
    private readonly int[] _regions;

    private DissolvedLand(FaceGraph graph, bool[] labels)
    {
        (_graph, _halves) = (graph, graph.Halves);
        _chosen = new bool[graph.Walks];
        _regions = new int[graph.Walks];
        for (var walk = 0; walk < _chosen.Length; walk++)
            (_chosen[walk], _regions[walk]) = (labels[graph.Label(walk)], walk);
    }

    /// <summary>
    /// The faces of some labels as valid polygons in a canonical order (EPSG:4548), an empty one where there are none; what is outside everything
    /// has none of the labels.
    /// </summary>
    public static Geometry Of(FaceGraph graph, VertexSet vertices, bool[] labels) => new DissolvedLand(graph, labels).Polygons(vertices);

    private Geometry Polygons(VertexSet vertices)
    {
        Connect();
        var parts = new SortedDictionary<int, (LinearRing? Shell, List<LinearRing> Holes)>();
        var rings = new WalkRings(_halves, vertices);
        var done = Scratch.LendZeros<bool>(_halves.Count);
        for (var h = 0; h < _halves.Count; h++)
        {
            if (done[h] || !IsBorder(h))
                continue;
            var region = Region(_halves.Walk[h]);
            if (!parts.TryGetValue(region, out var part))
                part = (null, []);
            foreach (var (ring, isShell) in rings.Of(Border(h, done)))
                if (!isShell)
                    part.Holes.Add(ring);
                else if (part.Shell is null)
                    part.Shell = ring;
                else
                    throw new ArrangementException("A part of the land has two shells.");
            parts[region] = part;
        }

        Scratch.GiveBack(done);
        rings.Close();
        var land = GeoFactory.Plane.BuildGeometry(
            [.. parts.Values.Select(p => GeoFactory.Plane.CreatePolygon(p.Shell ?? throw new ArrangementException("A part of the land has no shell."), [.. p.Holes]))]);
        if (land.IsEmpty)
            return GeoFactory.Plane.CreatePolygon();
        land.Normalize();
        return land;
    }

    /// <summary>Walks of faces that hang together get one number: across edges that are left out, and around pieces within a face.</summary>
    private void Connect()
    {
        for (var h = 0; h < _halves.Count; h += 2)
            if (_chosen[_halves.Walk[h]] && _chosen[_halves.Walk[h + 1]])
                Join(_halves.Walk[h], _halves.Walk[h + 1]);
        for (var walk = 0; walk < _chosen.Length; walk++)
            if (_chosen[walk] && _graph.Beside(walk) is >= 0 and var beside)
                Join(walk, beside);
    }

    private bool IsBorder(int half) => _chosen[_halves.Walk[half]] && !_chosen[_halves.Walk[half ^ 1]];

    /// <summary>The half-edges of the border from one on, with the land on their left.</summary>
    private IEnumerable<int> Border(int start, bool[] done)
    {
        var h = start;
        do
        {
            done[h] = true;
            yield return h;
            h = _halves.Next(h);
            while (!IsBorder(h))
                h = _halves.Next(h ^ 1);
        }
        while (h != start);
    }

    private int Region(int walk)
    {
        while (_regions[walk] != walk)
            walk = _regions[walk] = _regions[_regions[walk]];
        return walk;
    }

    private void Join(int a, int b)
    {
        (a, b) = (Region(a), Region(b));
        _regions[Math.Max(a, b)] = Math.Min(a, b);
    }
}
