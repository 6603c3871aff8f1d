using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Noding;
using NetTopologySuite.Noding.Snap;
using NetTopologySuite.Operation.Distance;

namespace Jining231.Geo.Siting.Networks;

/// <summary>
/// Lines of one kind as a graph (EPSG:4548): its nodes are their vertices, shared ends and crossings. Every crossing is a junction: the
/// record does not say which are not. Immutable and safe for concurrent use; the same lines in the same order give the same graph.
/// </summary>
internal sealed class LineNetwork
{
    /// <summary>Ends and crossings nearer to each other than this are one node, m.</summary>
    public const double ToleranceM = 1;

    private readonly List<(int From, int To, double LengthM)> _edges = [];
    private readonly List<Coordinate> _nodes = [];
    private readonly List<List<(int Node, double LengthM)>> _ways = [];
    private readonly STRtree<int> _tree = new();
    private readonly IndexedFacetDistance _near;

    private LineNetwork(IReadOnlyList<Geometry> lines)
    {
        var byPlace = new Dictionary<(double X, double Y), int>();
        var known = new HashSet<(int, int)>();
        foreach (var line in Noded(lines))
            for (var i = 1; i < line.Length; i++)
            {
                var (a, b) = (Node(line[i - 1]), Node(line[i]));
                if (a == b || !known.Add((Math.Min(a, b), Math.Max(a, b))))
                    continue;
                var length = _nodes[a].Distance(_nodes[b]);
                _tree.Insert(new Envelope(_nodes[a], _nodes[b]), _edges.Count);
                _edges.Add((a, b, length));
                _ways[a].Add((b, length));
                _ways[b].Add((a, length));
            }

        _tree.Build();
        _near = new IndexedFacetDistance(GeoFactory.Plane.CreateMultiLineString(
            [.. _edges.Select(e => GeoFactory.Plane.CreateLineString([_nodes[e.From], _nodes[e.To]]))]));

        int Node(Coordinate at)
        {
            if (byPlace.TryGetValue((at.X, at.Y), out var node))
                return node;
            byPlace[(at.X, at.Y)] = _nodes.Count;
            _nodes.Add(at);
            _ways.Add([]);
            return _nodes.Count - 1;
        }
    }

    /// <summary>The network of some lines, or null where there are none.</summary>
    public static LineNetwork? Of(IReadOnlyList<Geometry> lines)
    {
        var network = new LineNetwork([.. lines.Where(l => l.Dimension == Dimension.Curve && !l.IsEmpty)]);
        return network._edges.Count == 0 ? null : network;
    }

    /// <summary>Where a geometry (EPSG:4548) comes nearest to the network.</summary>
    public NetworkAccess Nearest(Geometry from)
    {
        var pair = _near.NearestPoints(from);
        var at = pair[0];
        var box = new Envelope(at);
        box.ExpandBy(0.001);
        var edge = _tree.Query(box).Order().MinBy(e => DistanceComputer(e, at));
        var (a, length) = (_nodes[_edges[edge].From], _edges[edge].LengthM);
        return new NetworkAccess(edge, Math.Min(a.Distance(at), length), pair[0].Distance(pair[1]));
    }

    /// <summary>Shortest way along the network from every node to an access point, m; infinite where there is none.</summary>
    public double[] WaysTo(NetworkAccess target)
    {
        var ways = new double[_nodes.Count];
        Array.Fill(ways, double.PositiveInfinity);
        var queue = new PriorityQueue<int, double>();
        var edge = _edges[target.Edge];
        Reach(edge.From, target.OffsetM);
        Reach(edge.To, edge.LengthM - target.OffsetM);
        while (queue.TryDequeue(out var node, out var metres))
            if (metres <= ways[node])
                foreach (var (next, length) in _ways[node])
                    Reach(next, metres + length);
        return ways;

        void Reach(int node, double metres)
        {
            if (metres >= ways[node])
                return;
            ways[node] = metres;
            queue.Enqueue(node, metres);
        }
    }

    /// <summary>Shortest way along the network between two access points, m, by the ways to the second; infinite where there is none.</summary>
    public double Along(NetworkAccess from, NetworkAccess target, double[] waysToTarget)
    {
        var edge = _edges[from.Edge];
        var along = Math.Min(from.OffsetM + waysToTarget[edge.From], edge.LengthM - from.OffsetM + waysToTarget[edge.To]);
        return from.Edge == target.Edge ? Math.Min(along, Math.Abs(from.OffsetM - target.OffsetM)) : along;
    }

    private double DistanceComputer(int edge, Coordinate at) =>
        NetTopologySuite.Algorithm.DistanceComputer.PointToSegment(at, _nodes[_edges[edge].From], _nodes[_edges[edge].To]);

    private static IEnumerable<Coordinate[]> Noded(IReadOnlyList<Geometry> lines)
    {
        var strings = new List<ISegmentString>();
        foreach (var part in lines.SelectMany(l => Enumerable.Range(0, l.NumGeometries).Select(l.GetGeometryN)))
            strings.Add(new NodedSegmentString(part.Coordinates, null));
        if (strings.Count == 0)
            return [];
        var noder = new SnappingNoder(ToleranceM);
        noder.ComputeNodes(strings);
        return noder.GetNodedSubstrings().Select(s => s.Coordinates);
    }
}

/// <summary>A point of a network and how far away something lies from it.</summary>
/// <param name="Edge">Index of the edge.</param>
/// <param name="OffsetM">Metres from the first node of the edge.</param>
/// <param name="DistanceM">Straight-line distance to it, m.</param>
internal readonly record struct NetworkAccess(int Edge, double OffsetM, double DistanceM);
