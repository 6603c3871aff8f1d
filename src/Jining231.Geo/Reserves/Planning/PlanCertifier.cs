using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>Says what is missing where not everything fits, and the smallest changes by which more would.</summary>
internal sealed class PlanCertifier(
    ParkLand land, Geometry room, IReadOnlyList<PlanSlot> slots, IReadOnlyList<PlanCandidate> locked, LandScene scene, RulePack rules, LandUse use, PlanRequest request)
{
    /// <summary>Largest number of rules in a set: a search for several blocks costs more than one for a plot.</summary>
    public const int MostRules = 2;

    /// <summary>Sets of rules that are tried by a whole search; more would not be read.</summary>
    private const int MostTried = 8;

    /// <summary>Sets whose land is joined and bounded to see whether a search is worth it, the easiest first.</summary>
    private const int MostLooked = 24;

    private const int StepPercent = 5;

    private readonly RelaxedLand _relaxed = new(land, rules);
    private readonly double _smallestM2 = slots.Min(s => CandidateSearch.DemandOf(land.Park.Plane!, s).AreaM2);

    public PlanCertificate Certify(SlotFit fit, PlanAlternative plan, CancellationToken cancellationToken)
    {
        var filled = plan.Blocks.Count;
        KeyValuePair<string, int>[] missing =
        [
            .. slots.Select(s => KeyValuePair.Create(s.Key, s.Count - plan.Blocks.Count(b => b.Slot == s.Key))).Where(m => m.Value > 0),
        ];
        var relaxations = request.Explain ? Relaxations(filled, cancellationToken) : [];
        var smaller = request.Explain ? Smaller(cancellationToken) : null;
        return new PlanCertificate(
            missing, fit.UpperBound, filled >= fit.UpperBound ? "area" : "candidates",
            [.. PlanReasons.Of(land, room, slots, filled, fit, rules, request), .. PlanReasons.WaysOut(relaxations, smaller, request, rules)], relaxations, smaller);
    }

    /// <summary>Smallest sets first; one that contains a set found is not tried.</summary>
    private IReadOnlyList<PlanRelaxation> Relaxations(int filled, CancellationToken cancellationToken)
    {
        var keys = _relaxed.Keys;
        var found = new List<(string[] Set, PlanRelaxation Relaxation)>();
        int tried = 0, looked = 0;
        for (var size = 1; size <= Math.Min(MostRules, keys.Length); size++)
        {
            var sets = RelaxedLand.Subsets(keys, size).Where(s => !found.Exists(f => f.Set.All(s.Contains))).Select(s => (Set: s, Relaxation: _relaxed.Describe(s, 0)));
            foreach (var (set, _) in RelaxedLand.InOrder(sets, s => s.Relaxation))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (tried >= MostTried || looked++ >= MostLooked)
                    break;
                var open = Open(set);
                if (open.IsEmpty || Bound(open) <= filled)
                    continue;
                tried++;
                var count = SlotFit.Run(land, open, slots, locked, scene, rules.Relaxed(set), use, request, filled + 1, cancellationToken).Filled;
                if (count > filled)
                    found.Add((set, new PlanRelaxation(_relaxed.Describe(set, Polygons.Largest(open)?.Area ?? 0), count)));
            }
        }

        return [.. RelaxedLand.InOrder(found.Select(f => f.Relaxation), r => r.Relaxation)];
    }

    private Geometry Open(string[] set)
    {
        var open = RelaxedLand.Join(_relaxed.Faces(set), _smallestM2);
        return open.IsEmpty ? open : PlanInputs.Room(open, request, locked);
    }

    private int Bound(Geometry open) => RoomBound.Blocks(open, slots, locked, request.BudgetM2);

    /// <summary>The largest common size, in steps of 5 %, at which everything fits.</summary>
    private SmallerSlots? Smaller(CancellationToken cancellationToken)
    {
        int low = 0, high = (100 / StepPercent) - 1;
        while (low < high)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var middle = (low + high + 1) / 2;
            if (Fits(middle * StepPercent, cancellationToken))
                low = middle;
            else
                high = middle - 1;
        }

        return low == 0 ? null : new SmallerSlots(low * StepPercent, Math.Round(100.0 / (low * StepPercent), 2));
    }

    private bool Fits(int percent, CancellationToken cancellationToken)
    {
        PlanSlot[] smaller = [.. slots.Select(s => s with { AreaM2 = s.AreaM2 * percent / 100 })];
        var asked = slots.Sum(s => s.Count);
        return RoomBound.Blocks(room, smaller, locked, request.BudgetM2) >= asked
            && SlotFit.Run(land, room, smaller, locked, scene, rules, use, request, asked, cancellationToken).Filled >= asked;
    }
}
