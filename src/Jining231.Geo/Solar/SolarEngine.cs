using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Solar;

/// <summary>Capacity of subsidence areas after every exclusion of the photovoltaic rules. Pure.</summary>
public static class SolarEngine
{
    /// <summary>Name and version of this engine, part of every answer.</summary>
    public const string Version = "solar/2";

    /// <summary>Judges the areas (ordered by id) under the rules of the <c>pv</c> use.</summary>
    public static SolarResult Run(LandScene scene, IReadOnlyList<SceneFeature> areas, RulePack rules, SolarRequest request,
        IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(request);
        var used = new SortedSet<string>(StringComparer.Ordinal);
        var judged = new List<SolarArea>();
        var done = 0;
        foreach (var area in areas)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (mode, derived) = ModeOf(area, rules.Solar);
            if (request.Modes.Count == 0 || mode is null || request.Modes.Contains(mode.Key))
                judged.Add(Judge(scene, area, mode, derived, rules, used));
            progress?.Report((double)++done / areas.Count);
        }

        var qualities = judged.Count == 0 ? [LandScene.WorstQuality(areas)] : judged.Select(a => a.Quality);
        var meta = new SolarMeta(
            rules.Hash, request.AsOf ?? scene.LastChange(), scene.Revisions, LandScene.Worst(qualities), [.. used], request);
        return new SolarResult(judged, Total(judged, rules), meta);
    }

    /// <summary>The stated mode, else the one that the share under water speaks for, else none.</summary>
    private static (PvMode? Mode, bool Derived) ModeOf(SceneFeature area, SolarRules rules)
    {
        if (area.Row.Text("pv_mode") is { } stated)
            return (rules.FindMode(stated), false);
        return area.Row.Number("water_share") is { } share
            ? (rules.FindMode(share >= rules.FisheryFromWaterShare ? "fishery" : "agri"), true)
            : (null, false);
    }

    private static SolarArea Judge(
        LandScene scene, SceneFeature area, PvMode? mode, bool derived, RulePack rules, SortedSet<string> used)
    {
        var plane = area.Plane ?? GeoFactory.Plane.CreatePolygon();
        var zones = Settlement.Add(ZoneBuilder.Build(plane, scene, rules, LandUse.Photovoltaics), area, rules.Solar.Settlement, scene.Day);
        var ledger = EligibilityEngine.Run(plane, zones);
        var usable = UsableLand.ToGrid(ledger.Eligible);
        var usableM2 = Units.RoundM2(EllipsoidalArea.OfGeographic(usable));
        var usableMu = Units.ToMu(usableM2);
        var verdict = usableMu > 0 && mode is not null
            ? usableMu >= rules.Solar.MinUsableMu ? "usable" : "too-small"
            : usableMu > 0 || ledger.UnknownM2 > 0 ? "unknown" : "excluded";
        double Capacity(double? muPerMw) => verdict == "usable" ? Math.Round(usableMu / muPerMw!.Value, 2, MidpointRounding.AwayFromZero) : 0;

        used.UnionWith(ledger.Rules.Select(r => r.Rule).Where(k => rules.FindRule(k)?.Evidence.IsIndicative == true));
        if (derived && rules.Solar.ModeEvidence.IsIndicative)
            used.Add("solar:fishery-from-water-share");
        if (verdict == "too-small" && rules.Solar.MinUsableEvidence.IsIndicative)
            used.Add("solar:min-usable");
        if (verdict == "usable" && mode!.Evidence.IsIndicative)
            used.Add($"solar:mu-per-mw:{mode.Key}");
        return new SolarArea
        {
            Feature = area,
            Mode = mode?.Key,
            ModeDerived = derived,
            Ledger = ledger,
            Usable = usable,
            UsableM2 = usableM2,
            UsableMu = usableMu,
            Mw = Capacity(mode?.MuPerMw),
            MuPerMw = mode?.MuPerMw,
            MwRange = (Capacity(mode?.MuPerMwHigh), Capacity(mode?.MuPerMwLow)),
            Verdict = verdict,
            Reasons = SolarReasons.For(area, mode, derived, ledger, usableMu, verdict, rules),
            Quality = LandScene.WorstQuality(zones.Removals.SelectMany(z => z.Features).Append(area)
                .Concat(scene.Near("coverage", plane.EnvelopeInternal))),
        };
    }

    private static SolarTotal Total(List<SolarArea> areas, RulePack rules)
    {
        static double Round(double value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);
        var mw = Round(areas.Sum(a => a.Mw));
        var target = rules.Targets.First(t => t.Id == rules.Solar.TargetId).Value("capacity") ?? 0;
        return new SolarTotal(
            Round(areas.Sum(a => a.Ledger.GrossM2)), Round(areas.Sum(a => a.UsableM2)), Round(areas.Sum(a => a.UsableMu)),
            Round(areas.Sum(a => a.Ledger.UnknownM2)), mw, Round(areas.Sum(a => a.MwRange.Low)), Round(areas.Sum(a => a.MwRange.High)),
            Round(areas.Where(a => a.Mode == "fishery").Sum(a => a.Mw)), Round(areas.Where(a => a.Mode == "agri").Sum(a => a.Mw)),
            target, target > 0 ? Math.Round(mw / target, 4, MidpointRounding.AwayFromZero) : 0, Round(Math.Max(0, target - mw)))
        {
            Notes = SolarReasons.ForTotal(areas),
        };
    }
}
