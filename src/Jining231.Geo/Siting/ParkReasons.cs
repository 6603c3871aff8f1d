using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Siting;

/// <summary>What one park gave.</summary>
internal sealed record ParkFindings(ParkLand Land, double LargestBlockM2, IReadOnlyList<SiteDraft> Drafts, IReadOnlyList<Reason> Reasons)
{
    /// <summary>Where there are no drafts: what would have to give way.</summary>
    public IReadOnlyList<Relaxation> Relaxations { get; init; } = [];
}

/// <summary>Why a park has no site, with the numbers.</summary>
internal sealed class ParkReasons(ParkLand land, RulePack rules, NeedFinder needs, SitingRequest request)
{
    private const int RulesNamed = 3;

    public IReadOnlyList<Reason> NoRoom(double largestM2, bool outsideScope) =>
        [outsideScope ? ReasonTexts.NotInWithin() : ReasonTexts.BlockTooSmall(largestM2, request.AreaM2), .. needs.OutOfReach(land.Park.Plane!), .. Removals()];

    public IReadOnlyList<Reason> NoPlot(ParkPlots plots)
    {
        if (request.PlotKinds == PlotKinds.Assembly && plots.NoAssembly is { } why)
            return [why, .. Removals()];
        return plots.NoAssembly is { } also ? [.. NoShape(plots), also, .. Removals()] : [.. NoShape(plots), .. Removals()];
    }

    private IReadOnlyList<Reason> NoShape(ParkPlots plots)
    {
        if (plots.AnyRefused)
            return [.. needs.Needs.Select(n => ReasonTexts.NeedNotMetHere(n.Kind.Zh, n.Kind.En, n.MaxKm))];
        if (plots.AnyFound)
            return [ReasonTexts.NotProved()];
        if (request.PlotKinds is not PlotKinds.None && !request.PlotKinds.HasFlag(PlotKinds.Rectangle))
            return [ReasonTexts.NoBlockFits(request.MinWidthM, request.AreaM2, BlockSearch.LargestExcess)];
        var (widest, largest) = plots.Limits;
        return [ReasonTexts.NoShapeFits(widest, request.MinWidthM, largest, request.AreaM2, request.MaxAspect)];
    }

    /// <summary>The first few ways out, or that there is none.</summary>
    public static IEnumerable<Reason> Relaxations(IReadOnlyList<Relaxation> sets, RulePack rules) => sets.Count == 0
        ? [ReasonTexts.NoRelaxation(LandFace.MostRules)]
        : sets.Take(RulesNamed).Select(s => ReasonTexts.Relax(s, rules));

    private IEnumerable<Reason> Removals()
    {
        var ledger = land.Eligibility;
        if (ledger.UnknownM2 > 0)
            yield return ReasonTexts.Unknown(ledger.UnknownM2, ledger.GrossM2);
        foreach (var line in ledger.Rules.OrderByDescending(r => r.SplitM2).ThenBy(r => r.Rule, StringComparer.Ordinal).Take(RulesNamed))
        {
            var text = rules.FindRule(line.Rule);
            yield return ReasonTexts.Removed(text?.Zh ?? line.Rule, text?.En ?? line.Rule, line.SplitM2, ledger.GrossM2);
        }
    }
}
