using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting.Networks;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>Finds the nearest feature that meets a need.</summary>
internal sealed class NeedFinder
{
    private readonly List<Sought> _needs;

    public NeedFinder(LandScene scene, IEnumerable<SitingNeed> needs) => _needs = [.. needs.Select(n => new Sought(scene, n))];

    /// <summary>Features that can meet a kind of need, in id order.</summary>
    public static IReadOnlyList<SceneFeature> Features(LandScene scene, NeedKind kind) =>
        [.. scene[kind.Layer].Where(f => f.Plane is not null && kind.Kinds.Contains(f.Kind, StringComparer.Ordinal))];

    /// <summary>The first need that a plot does not meet, or null.</summary>
    public SitingNeed? FirstUnmet(Geometry plot) =>
        _needs.Where(n => n.Nearest(plot) is not { } near || Distances.UpKm(near.Metres) > n.Need.MaxKm)
            .Select(n => n.Need).FirstOrDefault();

    /// <summary>All needs with what is nearest.</summary>
    public IReadOnlyList<(NeedMet Met, SceneFeature Feature)> Measure(Geometry plot) =>
        [.. _needs.Select(n => (n.Need, Near: n.Nearest(plot)!.Value, Km: Distances.UpKm(n.Nearest(plot)!.Value.Metres))).Select(n => (
            new NeedMet(n.Need.Kind.Key, n.Need.MaxKm, n.Km, n.Near.Feature.Layer, n.Near.Feature.Id, n.Near.Feature.Name)
            {
                Route = n.Near.Route?.Told(n.Km),
            },
            n.Near.Feature))];

    /// <summary>Distances (km) to those of the needs for which there is any feature.</summary>
    public IReadOnlyList<double> MeasureFound(Geometry plot) =>
        [.. _needs.Select(n => n.Nearest(plot)?.Metres).OfType<double>().Select(Distances.UpKm)];

    /// <summary>Reasons for the needs that no point of the land can meet: no way along a network is shorter than the straight line.</summary>
    public IReadOnlyList<Reason> OutOfReach(Geometry land)
    {
        var reasons = new List<Reason>();
        foreach (var (need, features) in _needs.Select(n => (n.Need, n.Features)))
        {
            var near = Distances.Nearest(land, features);
            if (near is null || Distances.UpKm(near.Value.Metres) > need.MaxKm)
                reasons.Add(ReasonTexts.NeedNotMet(
                    need.Kind.Zh, need.Kind.En, need.MaxKm, near is { } n ? Distances.UpKm(n.Metres) : null, near?.Feature.Name));
        }

        return reasons;
    }

    /// <summary>Reasons for the needs that one plot does not meet, by the measure that each asks for.</summary>
    public IReadOnlyList<Reason> Unmet(Geometry plot)
    {
        var reasons = new List<Reason>(OutOfReach(plot));
        foreach (var sought in _needs)
            if (sought.Nearest(plot) is { Route: not null } near && Distances.UpKm(near.Metres) > sought.Need.MaxKm
                && Distances.Nearest(plot, sought.Features) is { } straight && Distances.UpKm(straight.Metres) <= sought.Need.MaxKm)
                reasons.Add(ReasonTexts.NeedNotMetByNetwork(
                    sought.Need.Kind.Zh, sought.Need.Kind.En, sought.Need.MaxKm, Distances.UpKm(near.Metres), near.Feature.Name));
        return reasons;
    }

    /// <summary>True if any distance is asked for along networks.</summary>
    public bool AnyByNetwork => _needs.Any(n => n.Need.ByNetwork);

    /// <summary>True if the whole land's envelope is so near to everything that no plot need be asked.</summary>
    public bool AlwaysMet(Geometry land)
    {
        var reach = land.EnvelopeInternal.Diameter;
        return _needs.All(n => !n.Need.ByNetwork && Distances.Nearest(land, n.Features) is { } near && (near.Metres + reach) / 1000 < n.Need.MaxKm);
    }

    /// <summary>For each need, which of the plots meet it, as numbers: a plot made of several meets it if one of these does.</summary>
    public IReadOnlyList<IReadOnlyList<int>> MetBy(IReadOnlyList<Geometry> plots) =>
    [
        .. _needs.Select(n => (IReadOnlyList<int>)[.. Enumerable.Range(0, plots.Count)
            .Where(i => Distances.Nearest(plots[i], n.Features) is { } near && Distances.UpKm(near.Metres) <= n.Need.MaxKm)]),
    ];

    /// <summary>The needs asked for.</summary>
    public IEnumerable<SitingNeed> Needs => _needs.Select(n => n.Need);

    /// <summary>A need with the features that can meet it.</summary>
    private sealed class Sought(LandScene scene, SitingNeed need)
    {
        private readonly NeedRoutes? _routes = need.ByNetwork ? new NeedRoutes(scene, need.Kind, NeedFinder.Features(scene, need.Kind)) : null;

        public SitingNeed Need => need;

        public IReadOnlyList<SceneFeature> Features { get; } = NeedFinder.Features(scene, need.Kind);

        /// <summary>The nearest feature by the measure asked for, or null without any.</summary>
        public (SceneFeature Feature, double Metres, NetworkRoute? Route)? Nearest(Geometry plot) =>
            _routes is not null ? _routes.Nearest(plot)
            : Distances.Nearest(plot, Features) is { } near ? (near.Feature, near.Metres, null) : null;
    }
}
