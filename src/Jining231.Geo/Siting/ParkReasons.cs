using Jining231.Geo.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>What one park gave.</summary>
internal sealed record ParkFindings(ParkLand Land, double LargestBlockM2, IReadOnlyList<SiteDraft> Drafts, IReadOnlyList<Reason> Reasons);

/// <summary>Why a park has no site, with the numbers.</summary>
internal sealed class ParkReasons(ParkLand land, RulePack rules, NeedFinder needs, PlotDemand demand, SitingRequest request)
{
    private const int RulesNamed = 3;

    public IReadOnlyList<Reason> NoRoom(double largestM2, bool outsideScope) =>
        [outsideScope ? ReasonTexts.NotInWithin() : ReasonTexts.BlockTooSmall(largestM2, request.AreaM2), .. needs.OutOfReach(land.Park.Plane!), .. Removals()];

    public IReadOnlyList<Reason> NoPlot(Geometry room, bool refusedForNeeds, bool unproved)
    {
        if (refusedForNeeds)
            return [.. needs.Needs.Select(n => ReasonTexts.NeedNotMetHere(n.Kind.Zh, n.Kind.En, n.MaxKm)), .. Removals()];
        if (unproved)
            return [ReasonTexts.NotProved(), .. Removals()];
        var grids = PlotSearch.Coarse(room, land.Axes, demand);
        var largest = LargestRectangle.AreaM2(grids, request.MinWidthM, request.MaxAspect, demand.AreaM2);
        var widest = LargestRectangle.WidthM(grids, Math.Sqrt(2 * demand.AreaM2) + request.MinWidthM);
        return [ReasonTexts.NoShapeFits(widest, request.MinWidthM, largest, request.AreaM2, request.MaxAspect), .. Removals()];
    }

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
