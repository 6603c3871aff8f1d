using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>Tells which rules a plot breaks, where and by how much; asked only of plots that were refused.</summary>
internal sealed class PlotBreaches(LandScene scene, RulePack rules, SitingRequest request)
{
    /// <summary>Key of land outside the park, and what the keys of unsurveyed land begin with.</summary>
    public const string OutsidePark = "outside-park", Unsurveyed = "unknown:";

    private const int FeaturesNamed = 5;

    private readonly LandUse _use = SitingEngine.UseOf(request);
    private readonly PlotRules _plotRules = new(scene, rules, SitingEngine.UseOf(request));
    private readonly Geometry? _ground = SearchGround.Of(scene, request.Scope);

    /// <summary>Breaches of a plot (EPSG:4548), those of rules by key, then unsurveyed land, then land outside park and scope.</summary>
    public IReadOnlyList<PlotBreach> Of(Geometry plot, SceneFeature? park)
    {
        var zones = ZoneBuilder.Build(plot, scene, rules, _use);
        var taken = zones.Removals.ToDictionary(z => z.Rule, StringComparer.Ordinal);
        var near = TooNear(plot);
        var breaches = new List<PlotBreach>();
        foreach (var key in taken.Keys.Union(near.Keys).Order(StringComparer.Ordinal))
        {
            var (zone, lack) = (taken.GetValueOrDefault(key), near.GetValueOrDefault(key));
            var part = zone is null ? null : Overlay.Intersection(plot, zone.Geometry);
            if (part is not { Area: > Overlay.ToleranceM2 } && lack.Features is null)
                continue;
            var title = rules.FindRule(key);
            breaches.Add(new PlotBreach(
                key, title?.Zh ?? key, title?.En ?? key, Units.RoundM2(part?.Area ?? 0), lack.Features is null ? null : lack.RequiredM,
                lack.Features ?? Met(plot, zone!.Features), Drawn(part)));
        }

        foreach (var zone in zones.Unknowns)
            Add(Unsurveyed + zone.Key, "没有控制线调查数据", "not surveyed", Overlay.Intersection(plot, zone.Geometry));
        if (park?.Plane is { } ground)
            Add(OutsidePark, "园区边界之外", "outside the park", Overlay.Difference(plot, ground));
        if (_ground is not null)
            Add("outside-scope", "所选范围之外或已排除的土地", "outside the scope or land left out", Overlay.Difference(plot, _ground));
        return breaches;

        void Add(string key, string zh, string en, Geometry part)
        {
            if (part.Area > Overlay.ToleranceM2)
                breaches.Add(new PlotBreach(key, zh, en, Units.RoundM2(part.Area), null, [], Drawn(part)));
        }
    }

    /// <summary>Features whose distance the plot does not keep, by rule; measured edge to edge, never on buffers.</summary>
    private Dictionary<string, (double RequiredM, IReadOnlyList<BreachFeature> Features)> TooNear(Geometry plot)
    {
        var found = new Dictionary<string, (double, IReadOnlyList<BreachFeature>)>(StringComparer.Ordinal);
        foreach (var (rule, required, features) in _plotRules.Around(plot))
        {
            var judged = _plotRules.Judged(rule, plot);
            if (!judged.IsEmpty && required > 0 && Nearest(judged, features.Where(f => judged.IsWithinDistance(f.Plane!, required)), required) is { Count: > 0 } near)
                found[rule.Key] = (required, near);
        }

        return found;
    }

    private static IReadOnlyList<BreachFeature> Met(Geometry plot, IReadOnlyList<SceneFeature> features) => Nearest(
        plot, features.Where(f => f.Plane!.Dimension == Dimension.Surface && Overlay.Intersection(plot, f.Plane!).Area > Overlay.ToleranceM2), double.MaxValue);

    private static IReadOnlyList<BreachFeature> Nearest(Geometry plot, IEnumerable<SceneFeature> features, double below) =>
    [
        .. features.Select(f => (Feature: f, Metres: plot.Distance(f.Plane!))).Where(f => f.Metres < below)
            .OrderBy(f => f.Metres).ThenBy(f => f.Feature.Id, StringComparer.Ordinal).Take(FeaturesNamed)
            .Select(f => new BreachFeature(f.Feature.Layer, f.Feature.Id, f.Feature.Name, Distances.Down(f.Metres))),
    ];

    private static Geometry? Drawn(Geometry? part) =>
        part is { IsEmpty: false } && CanonicalGrid.Round(Reproject.ToGeographic(part)) is { IsEmpty: false, IsValid: true } drawn ? drawn : null;
}
