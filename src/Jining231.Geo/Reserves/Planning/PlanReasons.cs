using System.Globalization;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>The certificate in words; every number carries its unit.</summary>
internal static class PlanReasons
{
    private const int Named = 3;

    public static IEnumerable<Reason> Of(
        ParkLand land, Geometry room, IReadOnlyList<PlanSlot> slots, int filled, SlotFit fit, RulePack rules, PlanRequest request)
    {
        var asked = slots.Sum(s => s.Count);
        yield return filled >= fit.UpperBound
            ? new Reason("most-by-area", $"需要 {asked} 块，最多放得下 {filled} 块（按可用地面积和宽度证明）。",
                $"{asked} blocks are needed; {filled} is the most that fit (proved by area and width of the free land).")
            : new Reason("most-of-candidates", $"需要 {asked} 块，{fit.Items.Count} 个候选地块中最多同时放下 {filled} 块（已证明）；按面积至多 {fit.UpperBound} 块。",
                $"{asked} blocks are needed; of {fit.Items.Count} candidate plots at most {filled} fit together (proved); by area no more than {fit.UpperBound}.");
        var needed = slots.Zip(fit.Search.Demands, (s, d) => s.Count * (s.Subpark is null ? s.AreaM2 : d.AreaM2)).Sum();
        yield return new Reason("land-needed", $"共需 {Mu(needed)} 亩；可用地 {Mu(room.Area)} 亩，最大连片 {Mu(Polygons.Largest(room)?.Area ?? 0)} 亩（平面面积）。",
            $"{Mu(needed)} 亩 are needed in all; {Mu(room.Area)} 亩 are free, {Mu(Polygons.Largest(room)?.Area ?? 0)} 亩 in the largest block (planar area).");
        if (request.BudgetM2 is { } budget && needed > budget)
            yield return new Reason("budget", $"面积上限 {Mu(budget)} 亩小于所需。", $"The budget of {Mu(budget)} 亩 is less than that.");
        foreach (var line in land.Eligibility.Rules.OrderByDescending(r => r.SplitM2).ThenBy(r => r.Rule, StringComparer.Ordinal).Take(Named))
        {
            var text = rules.FindRule(line.Rule);
            yield return ReasonTexts.Removed(text?.Zh ?? line.Rule, text?.En ?? line.Rule, line.SplitM2, land.Eligibility.GrossM2);
        }
    }

    public static IEnumerable<Reason> WaysOut(IReadOnlyList<PlanRelaxation> relaxations, SmallerSlots? smaller, PlanRequest request, RulePack rules)
    {
        if (!request.Explain)
            yield break;
        foreach (var set in relaxations.Take(Named))
        {
            var (zh, en) = ReasonTexts.Rules(set.Relaxation, rules);
            yield return new Reason("relax-rules", $"若放宽{zh}，可用地增加 {Mu(set.Relaxation.GainM2)} 亩（平面面积），放得下 {set.Filled} 块。",
                $"{set.Filled} blocks fit if these give way: {en}; free land gains {Mu(set.Relaxation.GainM2)} 亩 (planar area).");
        }

        if (relaxations.Count == 0)
            yield return new Reason("no-relaxation", $"放宽 {PlanCertifier.MostRules} 条以内的规则，未找到放得下更多的办法。",
                $"No relaxation of up to {PlanCertifier.MostRules} rules was found that lets more blocks fit.");
        yield return smaller is { } s
            ? new Reason("smaller-slots", $"若每块面积减到 {s.Percent}%（投资强度提高到 {Number(s.IntensityFactor)} 倍），全部放得下。",
                $"Everything fits if each block is cut to {s.Percent} % (investment intensity raised {Number(s.IntensityFactor)}-fold).")
            : new Reason("no-smaller-slots", "面积减到 5% 也放不下。", "Even blocks of 5 % of the size do not fit.");
    }

    private static string Mu(double m2) => Number(Units.ToMu(m2));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
