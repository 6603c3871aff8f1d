using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>Searches plots for the slots in some land and packs them: on the land as it is, and as it would be.</summary>
internal sealed class SlotFit
{
    private const long FillPerBlock = 10_000_000;
    private const int Seeds = 3;

    /// <summary>Sequences for the sake of choice, where everything fits already.</summary>
    private const int Varied = 6;

    private readonly IReadOnlyList<PlanSlot> _slots;
    private readonly PlanRequest _request;
    private readonly List<(int A, int B)> _conflicts = [];

    private SlotFit(IReadOnlyList<PlanSlot> slots, PlanRequest request, CandidateSearch search) => (_slots, _request, Search) = (slots, request, search);

    /// <summary>The search, with its candidates.</summary>
    public CandidateSearch Search { get; }

    /// <summary>The candidates that were packed, those locked in first.</summary>
    public List<PlanCandidate> Items { get; } = [];

    /// <summary>More blocks cannot lie in the land.</summary>
    public int UpperBound { get; private init; }

    /// <summary>Blocks that fit.</summary>
    public int Filled { get; private set; }

    /// <summary>Searches until everything fits that can, or the search is at its end.</summary>
    /// <param name="land">The park.</param>
    /// <param name="room">Free land, EPSG:4548.</param>
    /// <param name="slots">The slots.</param>
    /// <param name="locked">Blocks that are part of every answer.</param>
    /// <param name="scene">All land.</param>
    /// <param name="rules">The rules that plots are proved by.</param>
    /// <param name="use">The use for which the land is free.</param>
    /// <param name="request">Budget and the like.</param>
    /// <param name="least">Only whether, and how many more than, this many blocks fit matters; null: search on for plans to choose from, unless one plan is asked for and no way out.</param>
    /// <param name="cancellationToken">Stops the search between its steps.</param>
    public static SlotFit Run(
        ParkLand land, Geometry room, IReadOnlyList<PlanSlot> slots, IReadOnlyList<PlanCandidate> locked, LandScene scene, RulePack rules, LandUse use, PlanRequest request,
        int? least, CancellationToken cancellationToken = default)
    {
        var search = new CandidateSearch(land, room, slots, scene, rules, use);
        var fit = new SlotFit(slots, request, search) { UpperBound = RoomBound.Blocks(room, slots, locked, request.BudgetM2) };
        fit.Items.AddRange(locked);
        fit.Pair(0);
        fit.Pack();
        if (fit.UpperBound < (least ?? locked.Count + 1))
            return fit;
        search.SearchRoom();
        fit.Pack();
        var possible = slots.Select((s, i) => Math.Min(s.Count, fit.Items.Count(c => c.Slot == i))).Sum();
        var enough = least is not null || request is { Alternatives: 1, Explain: false };
        if (possible < least || (enough && fit.Filled >= fit.UpperBound))
            return fit;
        search.SearchSequences(least is null ? Seeds : 1, done =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (fit.Filled < fit.UpperBound)
                fit.Pack();
            return fit.Filled >= fit.UpperBound && (enough || done >= Varied);
        });
        fit.Pack();
        return fit;
    }

    /// <summary>The problem over the items, worth as they say; the slots count blocks first, then land.</summary>
    public PackingProblem Problem() => new(
        [.. _slots.Select(s => new PackingSlot(s.Count, FillPerBlock + (long)Math.Floor(Units.ToMu(s.AreaM2))))],
        [.. Items.Select(i => new PackingItem(i.Slot, (long)Math.Round(100 * i.Score), (long)Math.Ceiling(i.Outline.EllipsoidalM2), i.LockedIn))],
        _conflicts)
    {
        BudgetM2 = _request.BudgetM2 is { } budget ? (long)Math.Floor(budget + 1) : null,
        LargestSharedPercent = _request.LargestSharedPercent,
    };

    private void Pack()
    {
        var from = Items.Count;
        if (from > 0 && Search.Found.Count == from - Items.Count(i => i.LockedIn))
            return;
        Items.AddRange(Search.Found.Skip(from - Items.Count(i => i.LockedIn)));
        Pair(from);
        Filled = PackingSolver.Solve(Problem())?.Chosen.Count ?? 0;
    }

    /// <summary>Conflicts of the items from an index on with those before them.</summary>
    private void Pair(int from)
    {
        for (var b = Math.Max(1, from); b < Items.Count; b++)
            for (var a = 0; a < b; a++)
                if (Overlap(Items[a].Outline.Plane, Items[b].Outline.Plane))
                    _conflicts.Add((a, b));
    }

    private static bool Overlap(Polygon a, Polygon b) => a.EnvelopeInternal.Intersects(b.EnvelopeInternal)
        && Overlay.Intersection(a, b).Area > Overlay.ToleranceM2;
}
