using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>
/// Land without any number of polygons, which may touch, overlap, repeat and contain each other: all boundaries are noded together once, and
/// the faces that are land and not taken are the answer. No union is needed before.
/// </summary>
internal static class FreeLand
{
    private const int LongRing = 64;

    /// <summary>The land (valid, polygonal, EPSG:4548) without the polygons; <see cref="ArrangementException"/> where floating noding is not enough.</summary>
    public static Geometry Of(Geometry land, IEnumerable<Geometry> polygons)
    {
        var box = land.EnvelopeInternal;
        var clip = box.Copy();
        clip.ExpandBy(1);
        Polygon[] taking =
        [
            .. polygons.SelectMany(PolygonExtracter.GetPolygons).Cast<Polygon>().Where(p => !p.IsEmpty && p.EnvelopeInternal.Intersects(box)),
        ];
        var points = land.NumPoints + taking.Sum(p => p.NumPoints);
        var edges = new EdgeSet(new VertexSet(points), points);
        foreach (var part in PolygonExtracter.GetPolygons(land))
            Add(edges, (Polygon)part, 1, 0, null);
        foreach (var part in taking)
            Add(edges, part, 0, 1, clip.Covers(part.EnvelopeInternal) ? null : new RingClipper(clip));
        return Polygons(new FaceGraph(EdgeNoder.Node(edges)), edges.Vertices);
    }

    private static void Add(EdgeSet edges, Polygon polygon, int land, int taken, RingClipper? clipper)
    {
        Add(edges, polygon.ExteriorRing, 1, land, taken, clipper);
        for (var i = 0; i < polygon.NumInteriorRings; i++)
            Add(edges, polygon.GetInteriorRingN(i), -1, land, taken, clipper);
    }

    /// <summary>A ring counts for what lies within it, or, with sign −1, against it.</summary>
    private static void Add(EdgeSet edges, LineString ring, int sign, int land, int taken, RingClipper? clipper)
    {
        var points = ring.Coordinates;
        if (NetTopologySuite.Algorithm.Area.OfRingSigned(points) > 0)
            sign = -sign;
        if (clipper is not null && points.Length > LongRing)
            points = clipper.Clip(points);
        if (points.Length < 4)
            return;
        var vertices = edges.Vertices;
        int first = vertices.Add(points[0].X, points[0].Y), from = first;
        for (var i = 1; i < points.Length; i++)
        {
            var to = vertices.Add(points[i].X, points[i].Y);
            edges.Add(from, to, sign * land, sign * taken);
            from = to;
        }

        edges.Add(from, first, sign * land, sign * taken);
    }

    private static Geometry Polygons(FaceGraph graph, VertexSet vertices)
    {
        var shells = new Dictionary<int, (LinearRing? Shell, List<LinearRing> Holes)>();
        var rings = new WalkRings(graph.Halves, vertices);
        for (var walk = 0; walk < graph.Walks; walk++)
        {
            if (!graph.IsFree(walk))
                continue;
            var outer = graph.Outer(walk);
            if (!shells.TryGetValue(outer, out var face))
                face = (null, []);
            foreach (var (ring, isShell) in rings.Of(walk))
                if (!isShell)
                    face.Holes.Add(ring);
                else if (face.Shell is null)
                    face.Shell = ring;
                else
                    throw new ArrangementException("A face has two shells.");
            shells[outer] = face;
        }

        return GeoFactory.Plane.BuildGeometry(
            [.. shells.Values.Select(f => GeoFactory.Plane.CreatePolygon(f.Shell ?? throw new ArrangementException("A face has no shell."), [.. f.Holes]))]);
    }
}
