using Jining231.Geo.Layers;

namespace Jining231.Geo.Rules;

/// <summary>Readers of the photovoltaic rules and the targets.</summary>
internal static class SolarReaders
{
    public static SolarRules Solar(RuleNode n)
    {
        var modes = n["modes"].Objects(Mode);
        foreach (var code in Codelists.PvMode.Codes)
            if (modes.Count(m => m.Key == code.Value) != 1)
                throw n["modes"].Wrong($"“{code.Value}”应恰有一项。", $"'{code.Value}' must be given once.");
        var (share, shareEvidence) = n["fisheryFromWaterShare"].Object(v => (v["value"].Number(0, 1), v.Evidence()));
        var (minMu, minEvidence) = n["minUsableMu"].Object(v => (v["value"].Number(0, 1e6), v.Evidence()));
        return new SolarRules(
            modes, share, shareEvidence, n["settlement"].Object(Settlement), minMu, minEvidence,
            n["clearances"].Objects(Clearance), n["target"].Text());
    }

    public static TargetRule Target(RuleNode n) => new(
        n["id"].OneOf("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"), n["zh"].Text(), n["en"].Text(), n["policyRef"].Text(),
        n.Optional("deadline")?.Day(), n["values"].List(v => v.Object(Value), least: 0), n.Evidence());

    private static TargetValue Value(RuleNode n) => new(n["key"].Text(), n["value"].Number(0, 1e12), n["unit"].Text());

    private static PvMode Mode(RuleNode n)
    {
        var mode = new PvMode(
            n["mode"].OneOf(Codelists.PvMode), n["zh"].Text(), n["en"].Text(),
            n["muPerMw"].Number(1, 1000), n["muPerMwLow"].Number(1, 1000), n["muPerMwHigh"].Number(1, 1000), n.Evidence());
        return mode.MuPerMwLow <= mode.MuPerMw && mode.MuPerMw <= mode.MuPerMwHigh
            ? mode
            : throw n["muPerMw"].Wrong("应在 muPerMwLow 与 muPerMwHigh 之间。", "must lie between muPerMwLow and muPerMwHigh.");
    }

    private static SettlementRule Settlement(RuleNode n) => new(
        n["key"].Text(), n["titleZh"].Text(), n["titleEn"].Text(),
        n["settled"].Texts(s => s.OneOf(Codelists.Stability)), n["unsettled"].Texts(s => s.OneOf(Codelists.Stability)),
        n["basis"].OneOf("law", "standard", "plan", "preference"), n.Evidence());

    private static PvClearance Clearance(RuleNode n) => new(
        n["key"].Text(), n["zh"].Text(), n["en"].Text(), n["mode"].OneOf(Codelists.PvMode), n["metres"].Number(0, 1000),
        n["bound"].OneOf("min", "max"), n.Evidence());
}
