using System.Globalization;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting.Assemblies;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting;

/// <summary>The words of the reasons; every number carries its unit.</summary>
internal static class ReasonTexts
{
    public static Reason OutOfScope() => new("out-of-scope", "不在所选范围内。", "Outside the scope asked for.");

    public static Reason SitedInParks(int parks) => new(
        "sited-in-parks", $"选址在其下 {parks} 个园区内进行。", $"Sites are looked for in the {parks} parks inside it.");

    public static Reason PartOfPark(string parent) => new(
        "part-of-park", $"属于“{parent}”，在上级园区内选址。", $"Part of '{parent}': sites are looked for there.");

    public static Reason UnknownLocation() => new(
        "unknown-location", "没有该园区的边界数据。", "The boundary of this park is not known.");

    public static Reason ChemicalNotAccepted() => new(
        "chemical-not-accepted", "该类园区不接纳化工项目。", "Parks of this kind do not take chemical projects.");

    public static Reason NotRecognised() => new(
        "not-recognised", "新建化工项目只进入认定的化工园区，该园区未认定。",
        "New chemical projects go only into recognised chemical parks; this one is not recognised.");

    public static Reason OnlyChemical() => new(
        "only-chemical", "该园区只接纳化工项目。", "This park takes chemical projects only.");

    public static Reason HazardTooHigh(string max, string asked) => new(
        "hazard-too-high", $"该类园区接纳的危险等级最高为“{max}”，项目为“{asked}”。",
        $"Parks of this kind take hazard class '{max}' at most; the project is '{asked}'.");

    public static Reason NotInWithin() => new(
        "outside-scope-polygon", "所选范围内没有该园区的可用地。", "No eligible land of this park lies in the polygon asked for.");

    public static Reason BlockTooSmall(double largestM2, double neededM2) => new(
        "block-too-small",
        $"最大连片可用地 {Area(largestM2)}，小于需要的 {Area(neededM2)}。",
        $"The largest eligible block is {AreaEn(largestM2)}, less than the {AreaEn(neededM2)} needed.");

    public static Reason NoShapeFits(double widestM, double minWidthM, double largestM2, double neededM2, double maxAspect) => new(
        "no-shape-fits",
        $"可放下的最大正方形边长 {N(widestM)} m；宽不小于 {N(minWidthM)} m、长宽比不大于 {N(maxAspect)} 的最大矩形 {Area(largestM2)}，需要 {Area(neededM2)}。",
        $"The widest square that fits is {N(widestM)} m; the largest rectangle at least {N(minWidthM)} m wide with an aspect up to {N(maxAspect)} is {AreaEn(largestM2)}, {AreaEn(neededM2)} are needed.");

    public static Reason NoBlockFits(double minWidthM, double neededM2, double ratio) => new(
        "no-block-fits",
        $"没有宽不小于 {N(minWidthM)} m、面积在 {Area(neededM2)} 至其 {N(ratio)} 倍之间的所选类型地块。",
        $"No block of the kinds asked for is at least {N(minWidthM)} m wide and has {AreaEn(neededM2)} up to {N(ratio)} times that.");

    public static Reason NoVacantParcel(int barred) => new(
        "no-vacant-parcel",
        $"没有整宗位于可用地内的未占用地块（另有 {barred} 宗部分被规则扣除或越出范围）。",
        $"No vacant parcel lies wholly in eligible land ({barred} lie there in part).");

    public static Reason ParcelsTooSmall(int parcels, int barred, double largestM2, double neededM2) => new(
        "parcels-too-small",
        $"整宗可用的未占用地块 {parcels} 宗（另有 {barred} 宗部分被扣除），公共边不短于 {N(VacantParcels.JoinM)} m 的相连地块合计最大 {Area(largestM2)}（平面面积），需要 {Area(neededM2)}。",
        $"{parcels} vacant parcels lie wholly in eligible land ({barred} in part); those joined by edges of at least {N(VacantParcels.JoinM)} m make {AreaEn(largestM2)} (planar) at most, {AreaEn(neededM2)} are needed.");

    public static Reason NoAssembly(int parcels, int barred, PlotDemand demand, int refused) => new(
        "no-assembly",
        $"整宗可用的未占用地块 {parcels} 宗（另有 {barred} 宗部分被扣除）中，没有找到相连、合计 {Area(demand.AreaM2)} 至其 {N(demand.AssemblyMaxRatio)} 倍、宽不小于 {N(demand.MinWidthM)} m、长宽比不大于 {N(demand.MaxAspect)} 的组合（{refused} 个组合未通过校核）。",
        $"Among {parcels} vacant parcels wholly in eligible land ({barred} in part) no joined set was found with {AreaEn(demand.AreaM2)} up to {N(demand.AssemblyMaxRatio)} times that, at least {N(demand.MinWidthM)} m wide and with an aspect up to {N(demand.MaxAspect)} ({refused} sets failed the check).");

    public static Reason NoAssemblyRelaxation(int rules) => new(
        "no-relaxation",
        $"放宽任意不超过 {rules} 条规则，也没有能组合成所需用地的整宗未占用地块。",
        $"Without any set of up to {rules} rules, no whole vacant parcels would make the plot.");

    public static Reason ParcelsGone(IReadOnlyList<string> ids) => new(
        "parcels-gone", $"组合中的宗地已不存在：{string.Join("、", ids)}。", $"Parcels of the assembly are no longer there: {string.Join(", ", ids)}.");

    public static Reason ParcelsMoved(double offM2) => new(
        "parcels-moved", $"组合中宗地的边界已变，与锁定的范围相差 {Area(offM2)}（平面面积）。", $"The parcels of the assembly have changed: they differ from the locked outline by {AreaEn(offM2)} (planar).");

    public static Reason NeedNotMet(string zh, string en, double maxKm, double? actualKm, string? name) => actualKm is { } km
        ? new("need-not-met",
            $"距{zh}（{name}）直线 {N(km)} km，超过 {N(maxKm)} km。",
            $"The nearest {en} ({name}) is {N(km)} km away in a straight line, more than {N(maxKm)} km.")
        : new("need-not-met", $"数据中没有{zh}。", $"There is no {en} in the data.");

    public static Reason NeedNotMetByNetwork(string zh, string en, double maxKm, double actualKm, string? name) => new(
        "need-not-met",
        $"距{zh}（{name}）沿路网 {N(actualKm)} km，超过 {N(maxKm)} km。",
        $"The {en} ({name}) is {N(actualKm)} km away along the network, more than {N(maxKm)} km.");

    public static Reason NeedNotMetHere(string zh, string en, double maxKm) => new(
        "need-not-met-with-room", $"离{zh} {N(maxKm)} km 以内没有放得下的地块。", $"No plot that fits lies within {N(maxKm)} km of the {en}.");

    public static Reason Unknown(double unknownM2, double grossM2) => new(
        "unknown-coverage",
        $"{Area(unknownM2)}（园区的 {Percent(unknownM2, grossM2)}%）没有控制线调查数据，不作为可用地。",
        $"{AreaEn(unknownM2)} ({Percent(unknownM2, grossM2)} % of the park) have no survey of some control line and do not count as eligible.");

    public static Reason Removed(string zh, string en, double splitM2, double grossM2) => new(
        "removed-by-rule",
        $"“{zh}”扣除 {Area(splitM2)}（园区的 {Percent(splitM2, grossM2)}%）。",
        $"'{en}' removes {AreaEn(splitM2)} ({Percent(splitM2, grossM2)} % of the park).");

    /// <summary>What stands against one plot: every rule that takes land of it, and land without survey.</summary>
    public static IEnumerable<Reason> OnPlot(EligibilityResult plot, RulePack rules)
    {
        foreach (var rule in plot.Rules.Where(r => r.AloneM2 + r.SharedM2 > Overlay.ToleranceM2))
        {
            var (text, area) = (rules.FindRule(rule.Rule), rule.AloneM2 + rule.SharedM2);
            yield return new("removed-by-rule",
                $"“{text?.Zh ?? rule.Rule}”占该地块 {Area(area)}（平面面积）。", $"'{text?.En ?? rule.Rule}' takes {AreaEn(area)} of the plot (planar).");
        }

        if (plot.UnknownM2 > Overlay.ToleranceM2)
            yield return new("unknown-coverage",
                $"该地块有 {Area(plot.UnknownM2)}（平面面积）没有控制线调查数据。", $"{AreaEn(plot.UnknownM2)} of the plot (planar) have no survey of some control line.");
    }

    public static Reason PlotTooSmall(double areaM2, double neededM2) => new(
        "plot-too-small", $"地块 {Area(areaM2)}，小于需要的 {Area(neededM2)}。", $"The plot has {AreaEn(areaM2)}, less than the {AreaEn(neededM2)} needed.");

    public static Reason PlotTooNarrow(double minWidthM) => new(
        "plot-too-narrow", $"地块宽度不足 {N(minWidthM)} m。", $"The plot is less than {N(minWidthM)} m wide.");

    public static Reason NotInAnyPark() => new("outside-park", "地块中心不在任何园区内。", "The middle of the plot lies in no park.");

    public static Reason OutsidePark(double outsideM2) => new(
        "outside-park", $"有 {Area(outsideM2)}（平面面积）在园区边界之外。", $"{AreaEn(outsideM2)} (planar) lie outside the park.");

    public static Reason OutsideScope(double outsideM2) => new(
        "outside-scope", $"有 {Area(outsideM2)}（平面面积）在所选范围之外或属于已排除的土地。",
        $"{AreaEn(outsideM2)} (planar) lie outside the scope or on land that is left out.");

    public static Reason Relax(Relaxation set, RulePack rules)
    {
        var (zh, en) = Rules(set, rules);
        return new(
            "relax-rules",
            $"若放宽{zh}，可用地增加 {Area(set.GainM2)}，即可选址。",
            $"A site is possible if these give way: {en}; eligible land gains {AreaEn(set.GainM2)}.");
    }

    /// <summary>The rules of a set, each with its force.</summary>
    public static (string Zh, string En) Rules(Relaxation set, RulePack rules)
    {
        return (string.Join("、", set.Rules.Select(r => $"“{Title(r).Zh}”（{Force(r).Zh}）")), string.Join(", ", set.Rules.Select(r => $"'{Title(r).En}' ({Force(r).En})")));

        (string Zh, string En) Title(RelaxedRule rule) => rule.Rule == RelaxedRule.Unsurveyed
            ? ("未调查", "not surveyed")
            : (rules.FindRule(rule.Rule)?.Zh ?? rule.Rule, rules.FindRule(rule.Rule)?.En ?? rule.Rule);
    }

    public static Reason NoRelaxation(int most) => new(
        "no-relaxation", $"放宽任意 {most} 条以内的规则也放不下。", $"No relaxation of up to {most} rules makes a site possible.");

    private static (string Zh, string En) Force(RelaxedRule rule) => rule.Negotiable switch
    {
        "no" => ("法定，不可协商", "law: cannot give way"),
        "assessment" => ("标准，须经专项评估", "standard: only by an assessment"),
        "plan-change" => ("规划，须调整规划", "plan: by changing the plan"),
        "survey" => ("补充调查后可能可用", "free if the survey finds nothing"),
        _ => ("偏好，可协商", "preference: negotiable"),
    };

    public static Reason NotProved() => new(
        "not-proved", "找到的地块经精确校核均不满足。", "No plot found withstood the exact check.");

    public static Reason OthersBetter(double score) => new(
        "others-better", $"可以选址（最高 {N(score)} 分），其他地块更优。", $"A site is possible (best score {N(score)}), others are better.");

    private static string Area(double m2) => $"{F(Units.RoundM2(m2))} m²（{F(Units.ToMu(m2))} 亩）";

    private static string AreaEn(double m2) => $"{F(Units.RoundM2(m2))} m² ({F(Units.ToMu(m2))} 亩)";

    private static string F(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string N(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Percent(double part, double whole) =>
        (whole > 0 ? part / whole * 100 : 0).ToString("0.0", CultureInfo.InvariantCulture);
}
