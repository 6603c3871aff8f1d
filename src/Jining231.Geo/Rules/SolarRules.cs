namespace Jining231.Geo.Rules;

/// <summary>Photovoltaics on subsided land.</summary>
/// <param name="Modes">The modes, in display order.</param>
/// <param name="FisheryFromWaterShare">Share under water from which an area without a stated mode counts as fishery-PV, 0 to 1.</param>
/// <param name="ModeEvidence">Where that share comes from.</param>
/// <param name="Settlement">The rule that only settled land is built on.</param>
/// <param name="MinUsableMu">Usable land below this is too small for a station, 亩.</param>
/// <param name="MinUsableEvidence">Where that size comes from.</param>
/// <param name="Clearances">Heights and spacings that a station must keep; shown, not measured on the map.</param>
/// <param name="TargetId">Target the total is held against.</param>
public sealed record SolarRules(
    IReadOnlyList<PvMode> Modes,
    double FisheryFromWaterShare,
    Evidence ModeEvidence,
    SettlementRule Settlement,
    double MinUsableMu,
    Evidence MinUsableEvidence,
    IReadOnlyList<PvClearance> Clearances,
    string TargetId)
{
    /// <summary>The mode of that key, or null.</summary>
    public PvMode? FindMode(string key) => Modes.FirstOrDefault(m => m.Key == key);
}

/// <summary>One way of building photovoltaics.</summary>
/// <param name="Key"><c>fishery</c> or <c>agri</c>.</param>
/// <param name="Zh">Chinese title.</param>
/// <param name="En">English title.</param>
/// <param name="MuPerMw">Land per MW used for the estimate, 亩/MW.</param>
/// <param name="MuPerMwLow">Least land per MW seen, 亩/MW.</param>
/// <param name="MuPerMwHigh">Most land per MW seen, 亩/MW.</param>
/// <param name="Evidence">Where it comes from.</param>
public sealed record PvMode(string Key, string Zh, string En, double MuPerMw, double MuPerMwLow, double MuPerMwHigh, Evidence Evidence);

/// <summary>Which subsided land counts as settled.</summary>
/// <param name="Key">Rule key in ledgers: <c>subsidence:unsettled</c>.</param>
/// <param name="TitleZh">Chinese title.</param>
/// <param name="TitleEn">English title.</param>
/// <param name="Settled">Values of <c>stability</c> that count as settled.</param>
/// <param name="Unsettled">Values of <c>stability</c> that count as not settled; any other is unknown.</param>
/// <param name="Basis">Force of the rule.</param>
/// <param name="Evidence">Where it comes from.</param>
public sealed record SettlementRule(
    string Key, string TitleZh, string TitleEn, IReadOnlyList<string> Settled, IReadOnlyList<string> Unsettled, string Basis, Evidence Evidence);

/// <summary>A height or spacing that a station must keep.</summary>
/// <param name="Key">Unique key.</param>
/// <param name="Zh">Chinese title.</param>
/// <param name="En">English title.</param>
/// <param name="Mode"><c>fishery</c> or <c>agri</c>.</param>
/// <param name="Metres">Metres.</param>
/// <param name="Bound"><c>min</c> or <c>max</c>.</param>
/// <param name="Evidence">Where it comes from.</param>
public sealed record PvClearance(string Key, string Zh, string En, string Mode, double Metres, string Bound, Evidence Evidence);

/// <summary>One target of the 2020 policy.</summary>
/// <param name="Id">T1 … T9.</param>
/// <param name="Zh">What is asked, Chinese.</param>
/// <param name="En">What is asked, English.</param>
/// <param name="PolicyRef">Section and paragraph of the policy.</param>
/// <param name="Deadline">Last day, or null where none is given.</param>
/// <param name="Values">The numbers in it.</param>
/// <param name="Evidence">Where it comes from.</param>
public sealed record TargetRule(
    string Id, string Zh, string En, string PolicyRef, DateOnly? Deadline, IReadOnlyList<TargetValue> Values, Evidence Evidence)
{
    /// <summary>The value of that key, or null.</summary>
    public double? Value(string key) => Values.FirstOrDefault(v => v.Key == key)?.Value;
}

/// <summary>One number of a target.</summary>
/// <param name="Key">Unique within the target.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit; "1" for a share, "项" or "个" for counts.</param>
public sealed record TargetValue(string Key, double Value, string Unit);
