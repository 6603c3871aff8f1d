using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>Finds the nearest feature that meets a need.</summary>
internal sealed class NeedFinder
{
    private readonly List<(SitingNeed Need, IReadOnlyList<SceneFeature> Features)> _needs;

    public NeedFinder(LandScene scene, IEnumerable<SitingNeed> needs) =>
        _needs = [.. needs.Select(n => (n, Features(scene, n.Kind)))];

    /// <summary>Features that can meet a kind of need, in id order.</summary>
    public static IReadOnlyList<SceneFeature> Features(LandScene scene, NeedKind kind) =>
        [.. scene[kind.Layer].Where(f => f.Plane is not null && kind.Kinds.Contains(f.Kind, StringComparer.Ordinal))];

    /// <summary>The first need that a plot does not meet, or null.</summary>
    public SitingNeed? FirstUnmet(Geometry plot) =>
        _needs.Where(n => Distances.Nearest(plot, n.Features) is not { } near || Distances.UpKm(near.Metres) > n.Need.MaxKm)
            .Select(n => n.Need).FirstOrDefault();

    /// <summary>All needs with what is nearest.</summary>
    public IReadOnlyList<(NeedMet Met, SceneFeature Feature)> Measure(Geometry plot) =>
        [.. _needs.Select(n => (n.Need, Near: Distances.Nearest(plot, n.Features)!.Value)).Select(n => (
            new NeedMet(n.Need.Kind.Key, n.Need.MaxKm, Distances.UpKm(n.Near.Metres), n.Near.Feature.Layer, n.Near.Feature.Id, n.Near.Feature.Name),
            n.Near.Feature))];

    /// <summary>Distances (km) to those of the needs for which there is any feature.</summary>
    public IReadOnlyList<double> MeasureFound(Geometry plot) =>
        [.. _needs.Select(n => Distances.Nearest(plot, n.Features)).OfType<(SceneFeature Feature, double Metres)>().Select(n => Distances.UpKm(n.Metres))];

    /// <summary>Reasons for the needs that no point of the land can meet.</summary>
    public IReadOnlyList<Reason> OutOfReach(Geometry land)
    {
        var reasons = new List<Reason>();
        foreach (var (need, features) in _needs)
        {
            var near = Distances.Nearest(land, features);
            if (near is null || Distances.UpKm(near.Value.Metres) > need.MaxKm)
                reasons.Add(ReasonTexts.NeedNotMet(
                    need.Kind.Zh, need.Kind.En, need.MaxKm, near is { } n ? Distances.UpKm(n.Metres) : null, near?.Feature.Name));
        }

        return reasons;
    }

    /// <summary>True if the whole land's envelope is so near to everything that no plot need be asked.</summary>
    public bool AlwaysMet(Geometry land)
    {
        var reach = land.EnvelopeInternal.Diameter;
        return _needs.All(n => Distances.Nearest(land, n.Features) is { } near && (near.Metres + reach) / 1000 < n.Need.MaxKm);
    }

    /// <summary>For each need, which of the plots meet it, as numbers: a plot made of several meets it if one of these does.</summary>
    public IReadOnlyList<IReadOnlyList<int>> MetBy(IReadOnlyList<Geometry> plots) =>
    [
        .. _needs.Select(n => (IReadOnlyList<int>)[.. Enumerable.Range(0, plots.Count)
            .Where(i => Distances.Nearest(plots[i], n.Features) is { } near && Distances.UpKm(near.Metres) <= n.Need.MaxKm)]),
    ];

    /// <summary>The needs asked for.</summary>
    public IEnumerable<SitingNeed> Needs => _needs.Select(n => n.Need);
}
