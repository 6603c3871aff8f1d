using System.Runtime.CompilerServices;
using Jining231.Geo.Eligibility;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;

namespace Jining231.Geo.Siting;

/// <summary>Exact straight-line distances, edge to edge, in EPSG:4548.</summary>
internal static class Distances
{
    private const int LongFrom = 64;

    /// <summary>Trees over the edges of long features, as long as the feature lives.</summary>
    private static readonly ConditionalWeakTable<Geometry, IndexedFacetDistance> Trees = [];

    /// <summary>The nearest of the features, by distance, then id; null if there is none. Envelopes decide what need not be measured.</summary>
    public static (SceneFeature Feature, double Metres)? Nearest(Geometry from, IReadOnlyList<SceneFeature> features)
    {
        (SceneFeature Feature, double Metres)? best = null;
        var box = from.EnvelopeInternal;
        foreach (var feature in features
            .Where(f => f.Plane is not null)
            .Select(f => (Feature: f, Bound: box.Distance(f.Plane!.EnvelopeInternal)))
            .OrderBy(f => f.Bound).ThenBy(f => f.Feature.Id, StringComparer.Ordinal))
        {
            if (best is not null && feature.Bound > best.Value.Metres)
                break;
            var metres = Between(from, feature.Feature.Plane!);
            if (best is null || metres < best.Value.Metres
                || metres == best.Value.Metres && string.CompareOrdinal(feature.Feature.Id, best.Value.Feature.Id) < 0)
                best = (feature.Feature, metres);
        }

        return best;
    }

    /// <summary>
    /// Distance between two geometries, 0 where they meet. Edges decide it by way of a tree where the feature is long, unless one
    /// may lie wholly inside the other.
    /// </summary>
    private static double Between(Geometry from, Geometry feature)
    {
        Envelope a = from.EnvelopeInternal, b = feature.EnvelopeInternal;
        if (feature.NumPoints < LongFrom || feature.NumGeometries > 1 || a.Covers(b) || feature.Dimension == Dimension.Surface && b.Covers(a))
            return from.Distance(feature);
        return Trees.GetValue(feature, static f => new IndexedFacetDistance(f)).Distance(from);
    }

    /// <summary>Metres rounded down to 0.01: a kept distance is never printed larger than it is.</summary>
    public static double Down(double metres) => Math.Floor(Math.Round(metres * 100, 4)) / 100;

    /// <summary>Kilometres rounded up to 0.001: a distance to a need is never printed shorter than it is, by more than half a micrometre.</summary>
    public static double UpKm(double metres) => Math.Ceiling(Math.Round(metres, 6)) / 1000;
}
