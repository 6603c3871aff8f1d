using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>
/// Finds plots for the slots in the free land of a park: those of the siting search, straight cuts, and, where these do not fit together,
/// plots found one after the other in the land that the ones before leave. Every plot is proved as a site is.
/// </summary>
internal sealed class CandidateSearch
{
    private const int MostInRoom = 96;
    private const int LeastInRoom = 8;
    private const int Followed = 4;

    /// <summary>Searches after which no further sequence begins: a bound on the work, not on the clock.</summary>
    private const int MostSearches = 120;

    /// <summary>A block of exactly the largest aspect is not too long for rounding, m.</summary>
    private const double FormM = 0.1;

    private readonly ParkLand _land;
    private readonly Geometry _room;
    private readonly IReadOnlyList<PlanSlot> _slots;
    private readonly PlotDemand[] _demands;
    private readonly NeedFinder[] _needs;
    private readonly PlotProof[] _proofs;
    private readonly HashSet<(int Slot, string Outline)> _known = [];
    private readonly Dictionary<(int Slot, bool Cuts), List<PlanCandidate>> _inRoom = [];

    private int _searches;

    /// <param name="land">The park.</param>
    /// <param name="room">Free land, EPSG:4548: eligible, neither locked in nor locked out.</param>
    /// <param name="slots">The slots.</param>
    /// <param name="scene">All land.</param>
    /// <param name="rules">The rules that plots are proved by.</param>
    /// <param name="use">The use for which the land is free.</param>
    public CandidateSearch(ParkLand land, Geometry room, IReadOnlyList<PlanSlot> slots, LandScene scene, RulePack rules, LandUse use)
    {
        (_land, _room, _slots) = (land, room, slots);
        var park = land.Park.Plane!;
        var plotRules = new PlotRules(scene, rules, use);
        _demands = [.. slots.Select(s => DemandOf(park, s))];
        _needs = [.. slots.Select(s => new NeedFinder(scene, s.Needs))];
        _proofs = [.. slots.Select((s, i) => new PlotProof(park, room, plotRules, s.Subpark is null ? s.AreaM2 : 0))];
    }

    /// <summary>What the plots have to be, by slot.</summary>
    public IReadOnlyList<PlotDemand> Demands => _demands;

    /// <summary>The candidates found so far, in the order in which they were found.</summary>
    public List<PlanCandidate> Found { get; } = [];

    /// <summary>Demand for a plot, or for the whole of a sub-park.</summary>
    public static PlotDemand DemandOf(Geometry park, PlanSlot slot) => slot.Subpark is null
        ? PlotDemand.In(park, slot.AreaM2, slot.MinWidthM, slot.MaxAspect)
        : SubparkLayout.Demand(park, slot);

    /// <summary>Plots for each slot in the whole room.</summary>
    public void SearchRoom()
    {
        for (var s = 0; s < _slots.Count; s++)
        {
            _ = Find(s, _room, cuts: false);
            _ = Find(s, _room, cuts: true);
        }
    }

    /// <summary>
    /// Plots found one after the other, each in what the ones before leave: larger ones first and last, rectangles first and cuts first,
    /// beginning with different plots. After each sequence <paramref name="enough"/> is asked whether to stop.
    /// </summary>
    /// <param name="seeds">With how many different plots each order begins.</param>
    /// <param name="enough">Gets the number of sequences so far.</param>
    public void SearchSequences(int seeds, Func<int, bool> enough)
    {
        var done = 0;
        for (var seed = 0; seed < seeds; seed++)
            foreach (var order in Orders())
                foreach (var cuts in (bool[])[false, true])
                {
                    Follow(order, cuts, seed);
                    if (enough(++done) || _searches >= MostSearches)
                        return;
                }
    }

    private void Follow(IReadOnlyList<int> order, bool cuts, int seed)
    {
        var rest = _room;
        foreach (var slot in order.Where(HasAny))
        {
            var found = Find(slot, rest, cuts);
            if (found.Count == 0)
                found = Find(slot, rest, !cuts);
            if (found.Count == 0)
                continue;
            var pick = found[ReferenceEquals(rest, _room) ? Math.Min(seed, found.Count - 1) : 0];
            rest = Overlay.Difference(rest, pick.Outline.Plane);
        }
    }

    /// <summary>What the whole room does not hold, no part of it does; where no rectangle fits, the first search has tried cuts already.</summary>
    private bool HasAny(int slot) => Find(slot, _room, cuts: false).Count > 0;

    /// <summary>Slots one by one: largest first, smallest first, as given.</summary>
    private List<int[]> Orders()
    {
        int[] all = [.. _slots.SelectMany((s, i) => Enumerable.Repeat(i, s.Count))];
        int[][] orders = [[.. all.OrderByDescending(i => _demands[i].AreaM2)], [.. all.OrderBy(i => _demands[i].AreaM2)], all];
        var distinct = new List<int[]>();
        foreach (var order in orders)
            if (!distinct.Exists(d => d.SequenceEqual(order)))
                distinct.Add(order);
        return distinct;
    }

    /// <summary>Proved plots of a slot in some land, most promising first; those not known yet join <see cref="Found"/>.</summary>
    private List<PlanCandidate> Find(int slot, Geometry land, bool cuts)
    {
        if (!ReferenceEquals(land, _room))
            return Search(slot, land, cuts, Followed);
        if (!_inRoom.TryGetValue((slot, cuts), out var found))
            _inRoom[(slot, cuts)] = found = cuts && Find(slot, land, cuts: false).Count == 0 ? [] : Search(slot, land, cuts, Math.Clamp(MostInRoom / _slots.Count, LeastInRoom, MostInRoom / 4));
        return found;
    }

    private List<PlanCandidate> Search(int slot, Geometry land, bool cuts, int most)
    {
        _searches++;
        var demand = _demands[slot];
        var room = Polygons.AtLeast(Polygons.Parts(land), demand.AreaM2);
        if (room.IsEmpty || (cuts && _slots[slot].Subpark is not null) || WideLand.Largest(room, demand.MinWidthM) < BlockSearch.LeastCovered(demand.AreaM2, demand.MinWidthM))
            return [];
        var free = _needs[slot].AlwaysMet(room);
        var plots = cuts ? BlockSearch.Find(room, demand, _land.Axes, Accept) : PlotSearch.Find(room, _land.Axes, demand, Accept);
        var proved = plots.Select(p => Prove(slot, p)).OfType<PlanCandidate>().Take(most).ToList();
        Found.AddRange(proved.Where(c => _known.Add((slot, c.Outline.Geographic.AsText()))));
        return proved;

        bool Accept(Polygon plot) => free || _needs[slot].FirstUnmet(plot) is null;
    }

    private PlanCandidate? Prove(int slot, PlotCandidate plot)
    {
        if (plot.LengthM > (_slots[slot].MaxAspect * plot.WidthM) + FormM
            || ParkPlots.Prove(_proofs[slot], plot) is not { } proved || _needs[slot].FirstUnmet(proved.Outline.Plane) is not null)
            return null;
        if (_slots[slot].Subpark is null)
            return new PlanCandidate(slot, proved);
        return plot.Shape == "rectangle" && SubparkLayout.Divide(plot.Plane, _slots[slot]) is { } parts ? new PlanCandidate(slot, proved) { Parts = parts } : null;
    }
}
