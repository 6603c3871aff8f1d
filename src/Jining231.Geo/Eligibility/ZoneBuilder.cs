using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility;

/// <summary>Turns features and rules into zones. Setbacks reach in from features outside the area.</summary>
public static class ZoneBuilder
{
    /// <summary>
    /// Zones of every rule that bears on the area (EPSG:4548, metres) under the use, and where kinds that matter have no coverage.
    /// Control lines count while in legal force on the scene's day, reserves while live at its instant.
    /// </summary>
    public static ZoneSet Build(Geometry areaPlane, LandScene scene, RulePack rules, LandUse use)
    {
        ArgumentNullException.ThrowIfNull(areaPlane);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(use);
        if (areaPlane.IsEmpty)
            return new ZoneSet([], []);
        var frame = new ZoneFrame(areaPlane, scene);
        var removals = new List<RemovalZone>();
        foreach (var rule in rules.SetbacksFor(use.Use).Where(r => r.Removes))
            Add(removals, Opened(frame, rules, use, rule.Inverse ? Outside(frame, rule) : Within(frame, rule, rule.MetresByHazard.For(use.Hazard))));
        foreach (var rule in rules.Parcels.Where(r => r.Occupied && r.Uses.Contains(use.Use)))
            Add(removals, Reaching(frame, rule.Key, scene.Near("parcels", frame.Envelope).Where(f => f.Row.Text("status") == rule.Status), 0));
        foreach (var rule in rules.Reserves)
            Add(removals, Reaching(frame, rule.Key, scene.Near("reserves", frame.Envelope).Where(f => Blocks(f.Row, rule, scene.At, use)), 0));
        return new ZoneSet(
            [.. removals.OrderBy(z => z.Rule, StringComparer.Ordinal)],
            [.. Unknowns(frame, rules, use).OrderBy(z => z.Key, StringComparer.Ordinal)]);
    }

    /// <summary>True if the block takes its land from the use under the rule.</summary>
    internal static bool Blocks(FeatureRow reserve, ReserveRule rule, DateTimeOffset at, LandUse use) =>
        reserve.Id != use.ExceptReserveId
        && rule.States.Contains(reserve.Text("state") ?? "")
        && Liveness.IsLive(reserve, at)
        && !(rule.Opens.Contains(use.ReserveUse)
            && (use.ReserveUse == "any" || use.Tier is not null && reserve.Text("tier") == use.Tier));

    private static RemovalZone? Within(ZoneFrame frame, SetbackRule rule, double metres)
    {
        var envelope = frame.Envelope.Copy();
        envelope.ExpandBy(metres);
        return rule.KeepsInside
            ? Around(frame, rule, Candidates(frame.Scene, rule, envelope), metres)
            : Reaching(frame, rule.Key, Candidates(frame.Scene, rule, envelope), metres);
    }

    /// <summary>The distance kept around features by land outside them: each is freed of its own inside, so that a park bars nothing of itself.</summary>
    private static RemovalZone? Around(ZoneFrame frame, SetbackRule rule, IEnumerable<SceneFeature> features, double metres) => metres == 0
        ? null
        : Zone(frame, rule.Key, features.Where(f => f.Plane!.Dimension != Dimension.Surface || !frame.IsWellInside(f)), metres, hollow: true);

    /// <summary>A zone without the land in which a permission sets its rule aside.</summary>
    private static RemovalZone? Opened(ZoneFrame frame, RulePack rules, LandUse use, RemovalZone? zone)
    {
        if (zone is null)
            return null;
        Geometry[] open =
        [
            .. rules.SetbacksFor(use.Use).Where(r => r.Opens.Contains(zone.Rule)).SelectMany(r => Candidates(frame.Scene, r, frame.Envelope))
                .Select(f => f.Plane!).Where(g => g.Dimension == Dimension.Surface),
        ];
        return open.Length == 0
            ? zone
            : zone with { Shape = new ZoneShape(zone.Shape.Parts, [.. zone.Shape.Without, .. open], frame.Frame) };
    }

    /// <summary>The zone of the features whose setback reaches the area.</summary>
    private static RemovalZone? Reaching(ZoneFrame frame, string key, IEnumerable<SceneFeature> features, double metres) =>
        Zone(frame, key, features, metres, hollow: false);

    /// <summary>Surveyed land outside the features; where nothing is surveyed the answer is unknown, not removed.</summary>
    private static RemovalZone? Outside(ZoneFrame frame, SetbackRule rule)
    {
        SceneFeature[] near = [.. Candidates(frame.Scene, rule, frame.Envelope)];
        if (near.Any(f => frame.Scene.Covers(f, frame.Area)))
            return null;
        var surveyed = frame.Surveyed(rule.Layer, rule.Kind) ?? [frame.Frame];
        return surveyed.Count == 0
            ? null
            : new RemovalZone(rule.Key, new ZoneShape([.. surveyed.Select(g => new ZonePart(g))], [.. near.Select(f => f.Plane!)], frame.Frame)) { Features = near };
    }

    private static RemovalZone? Zone(ZoneFrame frame, string key, IEnumerable<SceneFeature> features, double metres, bool hollow)
    {
        var (near, parts) = (new List<SceneFeature>(), new List<ZonePart>());
        foreach (var feature in features)
        {
            if (frame.Setback(feature, metres) is not { } setback)
                continue;
            near.Add(feature);
            parts.Add(new ZonePart(setback, hollow && feature.Plane!.Dimension == Dimension.Surface ? feature.Plane : null));
        }

        return near.Count == 0 ? null : new RemovalZone(key, new ZoneShape(parts, frame: frame.Frame)) { Features = near };
    }

    private static IEnumerable<SceneFeature> Candidates(LandScene scene, SetbackRule rule, Envelope envelope) =>
        scene.Near(rule.Layer, envelope).Where(f => Counts(f, rule, scene));

    /// <summary>True if the rule is about the feature: its kind, in legal force, its value in the range.</summary>
    internal static bool Counts(SceneFeature feature, SetbackRule rule, LandScene scene) => feature.Kind == rule.Kind
        && (rule.Layer != "controls" || InForce.At(feature.Row, scene.Day))
        && (rule.Range is null || rule.Range.Holds(feature.Row));

    /// <summary>Every kind of control line under a rule needs coverage; other layers only where their coverage is kept at all.</summary>
    private static IEnumerable<UnknownZone> Unknowns(ZoneFrame frame, RulePack rules, LandUse use)
    {
        var kinds = rules.SetbacksFor(use.Use).Where(r => r.NeedsCoverage).Select(r => (r.Layer, r.Kind)).Append(("parcels", "")).Distinct();
        foreach (var (layer, kind) in kinds)
            if ((layer == "controls" || frame.HasCoverage(layer, kind)) && frame.Unsurveyed(layer, kind) is { } zone)
                yield return new UnknownZone(kind.Length == 0 ? layer : $"{layer}:{kind}", zone);
    }

    private static void Add(List<RemovalZone> zones, RemovalZone? zone)
    {
        if (zone is not null)
            zones.Add(zone);
    }
}
