using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>The rules as a plot meets them: features and distances, never buffers.</summary>
internal sealed class PlotRules
{
    /// <summary>How far around a plot the nearest feature of a rule is looked for, m; beyond it the margin counts as this much.</summary>
    public const double ReachM = 2000;

    private readonly LandScene _scene;
    private readonly LandUse _use;
    private readonly RulePack _rules;
    private readonly List<SetbackRule> _removing;
    private readonly List<SetbackRule> _conditional;
    private readonly List<SetbackRule> _permitting;
    private readonly List<SetbackRule> _spanning;
    private readonly HashSet<string> _occupied;
    private readonly HashSet<string> _vacant;
    private readonly double _reach;

    public PlotRules(LandScene scene, RulePack rules, LandUse use)
    {
        (_scene, _rules, _use) = (scene, rules, use);
        var applying = rules.SetbacksFor(use.Use).ToList();
        _removing = [.. applying.Where(r => r.Removes && !r.Inverse)];
        Inverse = [.. applying.Where(r => r.Removes && r.Inverse)];
        _conditional = [.. applying.Where(r => r.Verdict == "conditional" && !r.Inverse)];
        _permitting = [.. applying.Where(r => r.Opens.Count > 0)];
        _spanning = [.. _removing.Where(r => r.Spans)];
        _occupied = rules.Parcels.Where(p => p.Occupied && p.Uses.Contains(use.Use)).Select(p => p.Status).ToHashSet(StringComparer.Ordinal);
        _vacant = rules.Parcels.Where(p => !p.Occupied && p.Uses.Contains(use.Use)).Select(p => p.Status).ToHashSet(StringComparer.Ordinal);
        _reach = Math.Max(ReachM, applying.Select(r => r.MetresByHazard.For(use.Hazard)).DefaultIfEmpty(0).Max());
    }

    /// <summary>Rules that remove what lies outside their features.</summary>
    public IReadOnlyList<SetbackRule> Inverse { get; }

    /// <summary>Features of rules that do not split a plot and whose strip may reach it, grouped by rule.</summary>
    public IEnumerable<(SetbackRule Rule, double RequiredM, IReadOnlyList<SceneFeature> Features)> Spanning(Geometry plot) =>
        _spanning.Count == 0 ? [] : Group(plot, _spanning, _spanning.Max(r => r.MetresByHazard.For(_use.Hazard)) + 1);

    /// <summary>True if some strip inside a plot counts towards its area.</summary>
    public bool AnyStripCounts => _spanning.Any(r => r.Corridor!.StripCounts);

    /// <summary>A feature and the distance around it (EPSG:4548), made once per distance.</summary>
    public Geometry Setback(SceneFeature feature, double metres) => _scene.Setback(feature, metres);

    /// <summary>Removing features around a plot, grouped by rule in the order of the rules.</summary>
    public IEnumerable<(SetbackRule Rule, double RequiredM, IReadOnlyList<SceneFeature> Features)> Around(Geometry plot) =>
        Group(plot, _removing, _reach);

    /// <summary>Conditioning features that may touch a plot, grouped by rule.</summary>
    public IEnumerable<(SetbackRule Rule, double RequiredM, IReadOnlyList<SceneFeature> Features)> Conditioning(Geometry plot) =>
        Group(plot, _conditional, _conditional.Select(r => r.MetresByHazard.For(_use.Hazard)).DefaultIfEmpty(0).Max());

    /// <summary>Features of an inverse rule that meet the plot.</summary>
    public IReadOnlyList<SceneFeature> Of(SetbackRule rule, Geometry plot) =>
        [.. Near(rule.Layer, plot.EnvelopeInternal).Where(f => ZoneBuilder.Counts(f, rule, _scene))];

    /// <summary>The part of a plot that a rule bears on: without the land in which a permission sets the rule aside.</summary>
    public Geometry Judged(SetbackRule rule, Geometry plot)
    {
        Geometry[] open = [.. _permitting.Where(r => r.Opens.Contains(rule.Key)).SelectMany(r => Of(r, plot)).Select(f => f.Plane!)];
        return open.Length == 0 ? plot : Overlay.Difference(plot, Overlay.Union(open));
    }

    /// <summary>Occupied parcels and live reserves that the plot must not overlap, by envelope.</summary>
    public IReadOnlyList<SceneFeature> Taken(Geometry plot) =>
    [
        .. _scene.Near("parcels", plot.EnvelopeInternal).Where(f => _occupied.Contains(f.Row.Text("status") ?? "")),
        .. _scene.Near("reserves", plot.EnvelopeInternal)
            .Where(f => _rules.Reserves.Any(r => ZoneBuilder.Blocks(f.Row, r, _scene.At, _use))),
    ];

    /// <summary>Parcels by envelope whose status leaves them to a new project.</summary>
    public IEnumerable<SceneFeature> Vacant(Geometry area) => _scene.Near("parcels", area.EnvelopeInternal)
        .Where(f => f.Plane is { Dimension: Dimension.Surface } && _vacant.Contains(f.Row.Text("status") ?? ""));

    private IEnumerable<(SetbackRule, double, IReadOnlyList<SceneFeature>)> Group(Geometry plot, List<SetbackRule> rules, double reach)
    {
        var box = plot.EnvelopeInternal.Copy();
        box.ExpandBy(reach);
        var layers = rules.Select(r => r.Layer).Distinct(StringComparer.Ordinal)
            .ToDictionary(l => l, l => Near(l, box).ToLookup(f => f.Kind, StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var rule in rules)
            if (layers[rule.Layer].Contains(rule.Kind))
                yield return (rule, rule.MetresByHazard.For(_use.Hazard), [.. layers[rule.Layer][rule.Kind].Where(f => Counts(rule, f, plot))]);
    }

    private bool Counts(SetbackRule rule, SceneFeature feature, Geometry plot) => ZoneBuilder.Counts(feature, rule, _scene)
        && !(rule.KeepsInside && feature.Plane!.Intersects(plot) && Overlay.Intersection(feature.Plane!, plot).Area > Overlay.ToleranceM2);

    private IEnumerable<SceneFeature> Near(string layer, Envelope box) =>
        _scene.Near(layer, box).Where(f => layer != "controls" || InForce.At(f.Row, _scene.Day));
}
