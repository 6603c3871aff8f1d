using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>Fills in what a wish leaves open: industries, area, width, tier.</summary>
internal static class SlotSizing
{
    private const double WanPerYi = 10_000;

    /// <summary>
    /// Industries of the rules that the park leads in: chemical ones for a chemical park, others elsewhere; where no leading industry is
    /// named, those of its clusters; where there is none either, all that the park takes.
    /// </summary>
    public static IReadOnlyList<Industry> Leading(SceneFeature park, RulePack rules)
    {
        var taken = rules.Industries.Where(i => i.Chemical == (park.Kind == "chemical")).ToList();
        var leads = park.Row.List("lead_industries");
        var leading = taken.Where(i => leads.Any(i.Matches)).ToList();
        if (leading.Count > 0)
            return leading;
        var clusters = park.Row.List("clusters");
        leading = [.. taken.Where(i => clusters.Contains(i.Cluster, StringComparer.Ordinal))];
        return leading.Count > 0 ? leading : taken;
    }

    /// <summary>The slot of a wish. Without an area of its own it takes investment ÷ the lowest intensity: room for any of the industries.</summary>
    public static PlanSlot Resolve(SlotWish wish, SceneFeature park, RulePack rules)
    {
        var industries = wish.Industries.Count > 0 ? wish.Industries : Leading(park, rules);
        var sizing = wish.AreaM2 is null ? industries.MinBy(i => i.IntensityWanPerMu)! : null;
        var width = rules.Widths.First(w => w.Chemical == industries.Any(i => i.Chemical));
        var area = wish.AreaM2 ?? Units.MuToM2(wish.InvestmentYi!.Value * WanPerYi / sizing!.IntensityWanPerMu);
        return new PlanSlot
        {
            Key = wish.Key,
            Count = wish.Count,
            Tier = wish.Tier ?? Slots.TierOf(wish.InvestmentYi, rules),
            InvestmentYi = wish.InvestmentYi,
            AreaM2 = area,
            AreaBasis = wish.AreaBasis,
            Industries = industries,
            Sizing = sizing,
            MinWidthM = wish.MinWidthM ?? Math.Min(width.MinWidthM, Math.Floor(Math.Sqrt(area))),
            MaxAspect = wish.MaxAspect ?? width.MaxAspect,
            Needs = wish.Needs,
            Subpark = wish.Subpark,
        };
    }

    /// <summary>Problems of a slot in a park: what its kind does not take.</summary>
    public static IEnumerable<GeoProblem> Refusals(PlanSlot slot, SceneFeature park, string hazard, RulePack rules, string field) =>
        slot.Industries.SelectMany(i => NotEligible.ParkReasons(park, i, hazard, rules)).Distinct()
            .Select(r => new GeoProblem(ProblemCode.NotEligible, r.Zh + "。", r.En + ".") { Field = field });
}
