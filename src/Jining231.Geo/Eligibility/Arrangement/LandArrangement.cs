using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>
/// Land and any number of kinds of polygons, which may touch, overlap, repeat and contain each other: all boundaries are noded together once,
/// and each face knows how often it lies in each kind. No union is needed before.
/// </summary>
internal sealed class LandArrangement
{
    private const int LongRing = 64;
    private const int Land = 0;

    private readonly CountLabels _labels;
    private readonly VertexSet _vertices;
    private readonly FaceGraph _graph;

    private LandArrangement(EdgeSet edges, int everywhere)
    {
        (_labels, _vertices) = (edges.Labels, edges.Vertices);
        var (noded, strips) = EdgeNoder.Node(edges);
        _vertices.Close();
        noded.Keep();
        _graph = new FaceGraph(noded, strips, everywhere);
        strips.Drop();
        AreasM2 = _graph.Areas();
    }

    /// <summary>Area of the faces of each label within the land, m²; labels outside the land mean nothing.</summary>
    public double[] AreasM2 { get; }

    /// <summary>
    /// The arrangement of land (valid, polygonal, EPSG:4548) and polygons by kind; what does not reach the envelope of the land does not count.
    /// <see cref="ArrangementException"/> where floating noding is not enough.
    /// </summary>
    public static LandArrangement Of(Geometry land, IReadOnlyList<IEnumerable<(Geometry Plane, int Times)>> kinds)
    {
        var box = land.EnvelopeInternal;
        var clip = box.Copy();
        clip.ExpandBy(1);
        var pieces = new List<(Polygon Polygon, int Kind, int Times)>();
        foreach (var part in PolygonExtracter.GetPolygons(land))
            pieces.Add(((Polygon)part, Land, 1));
        for (var kind = 0; kind < kinds.Count; kind++)
            foreach (var (plane, times) in kinds[kind])
                foreach (var polygon in Polygons(plane))
                    if (polygon.EnvelopeInternal.Intersects(box))
                        pieces.Add((polygon, kind + 1, times));
        var points = pieces.Sum(p => p.Polygon.NumPoints);
        var labels = new CountLabels(kinds.Count + 1);
        var edges = new EdgeSet(new VertexSet(points), labels, points);
        var everywhere = 0;
        int[] ofKind = [.. Enumerable.Range(0, kinds.Count + 1).Select(labels.Of)];
        foreach (var (polygon, kind, times) in pieces)
        {
            var label = times < 0 ? labels.Negative(ofKind[kind]) : ofKind[kind];
            if (polygon.EnvelopeInternal.Covers(clip) && polygon.IsRectangle)
                everywhere = labels.Plus(everywhere, label);
            else
                Add(edges, polygon, label, clip.Covers(polygon.EnvelopeInternal) ? null : new RingClipper(clip));
        }

        return new LandArrangement(edges, everywhere);
    }

    /// <summary>Labels of faces that are land, ascending.</summary>
    public IEnumerable<int> OfLand() =>
        Enumerable.Range(0, _graph.Walks).Select(_graph.Label).Distinct().Where(label => _labels[label][Land] > 0).Order();

    /// <summary>True if faces of the label lie in a kind.</summary>
    public bool Lies(int label, int kind) => _labels[label][kind + 1] > 0;

    /// <summary>The faces of some labels of land as polygons (valid, EPSG:4548) in a canonical order; empty where there are none.</summary>
    public Geometry Join(IEnumerable<int> labels)
    {
        var chosen = new bool[_labels.Count];
        foreach (var label in labels)
            chosen[label] = true;
        return DissolvedLand.Of(_graph, _vertices, chosen);
    }

    private static IEnumerable<Polygon> Polygons(Geometry plane) =>
        plane is Polygon single ? [single] : PolygonExtracter.GetPolygons(plane).Cast<Polygon>();

    private static void Add(EdgeSet edges, Polygon polygon, int label, RingClipper? clipper)
    {
        Add(edges, polygon.ExteriorRing, label, edges.Labels.Negative(label), clipper);
        for (var i = 0; i < polygon.NumInteriorRings; i++)
            Add(edges, polygon.GetInteriorRingN(i), edges.Labels.Negative(label), label, clipper);
    }

    /// <summary>A ring counts by the one label if it has its inside on the left, else by the other.</summary>
    private static void Add(EdgeSet edges, LineString ring, int left, int right, RingClipper? clipper)
    {
        var points = ring.Coordinates;
        var label = NetTopologySuite.Algorithm.Area.OfRingSigned(points) > 0 ? right : left;
        if (clipper is not null && points.Length > LongRing)
            points = clipper.Clip(points);
        if (points.Length < 4)
            return;
        var vertices = edges.Vertices;
        int first = vertices.Add(points[0].X, points[0].Y), from = first;
        for (var i = 1; i < points.Length; i++)
        {
            var to = vertices.Add(points[i].X, points[i].Y);
            edges.Add(from, to, label);
            from = to;
        }

        edges.Add(from, first, label);
    }
}
