using Jining231.Geo.Eligibility.Arrangement;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility;

/// <summary>Faces of one arrangement: the parts of all zones go in as they are, and covering is counted from face to face.</summary>
internal sealed class ArrangedFaces : LandFaces
{
    private const double MaxRelativeMiss = 1e-9;

    private readonly LandArrangement _arrangement;
    private readonly IReadOnlyList<int>[] _labels;

    private ArrangedFaces(LandArrangement arrangement, IEnumerable<(FaceKind Kind, IReadOnlyList<int> Labels)> kinds)
    {
        _arrangement = arrangement;
        Kinds = [.. kinds.Select(k => k.Kind)];
        _labels = [.. kinds.Select(k => k.Labels)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<FaceKind> Kinds { get; }

    /// <summary>Faces of an area; <see cref="ArrangementException"/> where floating noding is not enough or the faces miss the area by 0.01 m².</summary>
    public static ArrangedFaces Of(Geometry area, ZoneSet zones)
    {
        ZoneShape[] shapes = [.. zones.Removals.Select(z => z.Shape), .. zones.Unknowns.Select(z => z.Shape)];
        var arrangement = LandArrangement.Of(area, [.. shapes.Select(Parts), .. shapes.Select(s => s.Without.Select(w => (w, 1)))]);
        var kinds = new SortedDictionary<string, (FaceKind Kind, IReadOnlyList<int> Labels)>(StringComparer.Ordinal);
        foreach (var label in arrangement.OfLand())
        {
            int[] covering = [.. Enumerable.Range(0, shapes.Length).Where(z => arrangement.Lies(label, z) && !arrangement.Lies(label, shapes.Length + z))];
            int[] rules = [.. covering.Where(z => z < zones.Removals.Count)], gaps = [.. covering[rules.Length..].Select(z => z - zones.Removals.Count)];
            var name = FaceKind.Name(rules, gaps);
            var (known, labels) = kinds.GetValueOrDefault(name, (new FaceKind(rules, gaps, 0), []));
            kinds[name] = (known with { AreaM2 = known.AreaM2 + arrangement.AreasM2[label] }, [.. labels, label]);
        }

        if (!(Math.Abs(kinds.Values.Sum(k => k.Kind.AreaM2) - area.Area) <= Math.Max(Overlay.ToleranceM2, MaxRelativeMiss * area.Area)))
            throw new ArrangementException("The faces do not make up the area.");
        return new ArrangedFaces(arrangement, kinds.Values);
    }

    /// <inheritdoc/>
    public override Geometry Join(IReadOnlyCollection<int> kinds) => _arrangement.Join(kinds.SelectMany(k => _labels[k]));

    private static IEnumerable<(Geometry Plane, int Times)> Parts(ZoneShape shape)
    {
        foreach (var (plane, hollow) in shape.Parts)
        {
            yield return (plane, 1);
            if (hollow is not null)
                yield return (hollow, -1);
        }
    }
}
