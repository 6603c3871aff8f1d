using Jining231.Geo.Spatial;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Eligibility;

/// <summary>Faces of overlay noding, each labelled by a point inside it: slower, with snapping where floating noding is not enough.</summary>
internal sealed class NodedFaces : LandFaces
{
    private readonly List<List<Polygon>> _faces = [];

    private NodedFaces(IEnumerable<(IReadOnlyList<int> Rules, IReadOnlyList<int> Gaps, Polygon Face)> faces)
    {
        var kinds = new List<FaceKind>();
        foreach (var kind in faces.GroupBy(f => FaceKind.Name(f.Rules, f.Gaps), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            _faces.Add([.. kind.Select(f => f.Face)]);
            kinds.Add(new FaceKind(kind.First().Rules, kind.First().Gaps, _faces[^1].Sum(f => f.Area)));
        }

        Kinds = kinds;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<FaceKind> Kinds { get; }

    /// <summary>Faces of an area; see <see cref="FaceNoder.Faces"/>.</summary>
    public static NodedFaces Of(Geometry area, ZoneSet zones)
    {
        var rules = zones.Removals.Select(z => new IndexedPointInAreaLocator(z.Geometry)).ToArray();
        var gaps = zones.Unknowns.Select(z => new IndexedPointInAreaLocator(z.Geometry)).ToArray();
        var faces = FaceNoder.Faces(area, zones.Removals.Select(z => z.Geometry).Concat(zones.Unknowns.Select(z => z.Geometry)));
        return new NodedFaces(faces.Select(f => (f, At: FaceNoder.PointIn(f))).Select(f => (Holding(rules, f.At), Holding(gaps, f.At), f.f)));
    }

    /// <inheritdoc/>
    public override Geometry Join(IReadOnlyCollection<int> kinds)
    {
        Geometry[] faces = [.. kinds.SelectMany(k => _faces[k])];
        if (faces.Length == 0)
            return GeoFactory.Plane.CreatePolygon();
        try
        {
            return CoverageUnion.Union(GeoFactory.Plane.BuildGeometry(faces));
        }
        catch (TopologyException)
        {
            return Overlay.Union(faces);
        }
    }

    private static IReadOnlyList<int> Holding(IndexedPointInAreaLocator[] zones, Coordinate point) =>
        [.. Enumerable.Range(0, zones.Length).Where(i => zones[i].Locate(point) == Location.Interior)];
}
