using System.Globalization;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Solar;

/// <summary>Says in words why an area carries what it carries.</summary>
internal static class SolarReasons
{
    public static IReadOnlyList<SolarReason> For(
        SceneFeature area, PvMode? mode, bool derived, EligibilityResult ledger, double usableMu, string verdict, RulePack rules)
    {
        var reasons = new List<SolarReason>();
        var share = area.Row.Number("water_share");
        if (mode is null)
            reasons.Add(new("mode-unknown", "未注明光伏方式，也无积水比例。", "Neither a mode nor a share under water is recorded."));
        else if (derived)
            reasons.Add(new(
                "mode-derived", $"按积水比例 {Percent(share!.Value)} 判为{mode.Zh}。", $"Taken as {mode.En} from {Percent(share.Value)} under water."));
        foreach (var rule in ledger.Rules.OrderByDescending(r => r.SplitM2).ThenBy(r => r.Rule, StringComparer.Ordinal))
        {
            var text = rules.FindRule(rule.Rule);
            var removed = rule.AloneM2 + rule.SharedM2;
            reasons.Add(new(
                "excluded:" + rule.Rule,
                $"{text?.Zh ?? rule.Rule}：去除 {Mu(removed)} 亩（平面面积）。", $"{text?.En ?? rule.Rule} removes {Mu(removed)} mu (planar)."));
        }

        foreach (var gap in ledger.Unknowns)
            reasons.Add(gap.Key == Settlement.UnknownKey
                ? new("stability-unknown", "是否稳沉不明。", "Whether the land has settled is unknown.")
                : new("unknown:" + gap.Key, $"{gap.Key} 未调查：{Mu(gap.AreaM2)} 亩（平面面积）。", $"{gap.Key} not surveyed: {Mu(gap.AreaM2)} mu (planar)."));
        if (verdict == "too-small")
            reasons.Add(new(
                "too-small", $"可用 {Number(usableMu)} 亩，不足 {Number(rules.Solar.MinUsableMu)} 亩，不计容量。",
                $"{Number(usableMu)} mu usable, less than {Number(rules.Solar.MinUsableMu)} mu: no capacity counted."));
        if (verdict == "usable")
            reasons.Add(new(
                "capacity", $"按 {Number(mode!.MuPerMw)} 亩/MW 估算，所见范围 {Number(mode.MuPerMwLow)}–{Number(mode.MuPerMwHigh)} 亩/MW。",
                $"Estimated at {Number(mode.MuPerMw)} mu/MW; seen: {Number(mode.MuPerMwLow)} to {Number(mode.MuPerMwHigh)} mu/MW."));
        return reasons;
    }

    /// <summary>What must be said beside the city's total.</summary>
    public static IReadOnlyList<SolarReason> ForTotal(IReadOnlyList<SolarArea> areas)
    {
        var notes = new List<SolarReason>
        {
            new("upper-bound", "按可用面积全部布置估算，为上限：渔光覆盖率上限和阵列布置未计。",
                "An upper bound, all usable land covered: neither a coverage cap for fishery-PV nor an array layout is applied."),
            new("target-scope", "目标为全市可再生能源装机，不只是采煤沉陷区。", "The target counts all renewable capacity of the city, not these areas alone."),
        };
        var unknown = areas.Count(a => a.Verdict == "unknown");
        if (unknown > 0)
            notes.Add(new("unknown-areas", $"{unknown} 处不明，未计容量。", $"{unknown} areas are unknown and carry no capacity here."));
        return notes;
    }

    private static string Mu(double m2) => Number(Units.ToMu(m2));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
