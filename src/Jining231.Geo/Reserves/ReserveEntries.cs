using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Reserves;

/// <summary>Reads the account's entries out of the recorded states of its blocks. Pure.</summary>
public static class ReserveEntries
{
    private const string Expire = "expire";
    private const string Amend = "amend";
    private const string Delete = "delete";

    /// <summary>
    /// The entries in the order in which they took effect, ties by revision and id.
    /// </summary>
    /// <param name="states">All recorded states of the blocks asked about, in the order in which they were made; blocks that one act touched together must not be parted.</param>
    /// <param name="at">The present instant (UTC): a term that ended before it has an entry, also where nobody has written it down.</param>
    public static IReadOnlyList<ReserveEntry> From(IEnumerable<RecordedState> states, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(states);
        var entries = new List<ReserveEntry>();
        var present = new Dictionary<string, FeatureRow>(StringComparer.Ordinal);
        foreach (var together in states.GroupBy(s => s.Revision).OrderBy(g => g.Key))
        {
            var acts = together.OrderBy(s => s.Row.Id, StringComparer.Ordinal).ToList();
            foreach (var state in acts)
                entries.Add(Entry(state, present.GetValueOrDefault(state.Row.Id), acts));
            foreach (var state in acts)
                if (state.Action == Delete)
                    present.Remove(state.Row.Id);
                else
                    present[state.Row.Id] = state.Row;
        }

        entries.AddRange(present.Values
            .Where(r => r.Text("state") != ReserveLifecycle.Expired && ReserveLifecycle.StateAt(r, at) == ReserveLifecycle.Expired)
            .Select(r => new ReserveEntry(r.Id, Expire, ReserveLifecycle.EndOf(r)!.Value, ReservePlanner.Clock, null, r)
            {
                StateBefore = r.Text("state")!,
                StateAfter = ReserveLifecycle.Expired,
                AreaBeforeM2 = Kept(r),
            }));
        return
        [
            .. entries.OrderBy(e => e.EffectiveAt).ThenBy(e => e.Revision ?? long.MaxValue).ThenBy(e => e.BlockId, StringComparer.Ordinal),
        ];
    }

    private static ReserveEntry Entry(RecordedState state, FeatureRow? before, IReadOnlyList<RecordedState> together)
    {
        var row = state.Row;
        var act = ActOf(state, before, together);
        return new ReserveEntry(row.Id, act, act == Expire ? ReserveLifecycle.EndOf(before!) ?? state.RecordedFrom : state.RecordedFrom, state.Actor, state.DocumentNo, row)
        {
            Revision = state.Revision,
            RecordedAt = state.RecordedFrom,
            StateBefore = before?.Text("state") ?? ReserveLifecycle.None,
            StateAfter = act == Delete ? ReserveLifecycle.None : row.Text("state") ?? ReserveLifecycle.None,
            AreaBeforeM2 = before is null ? 0 : Kept(before),
            AreaAfterM2 = act == Delete ? 0 : Kept(row),
        };
    }

    private static string ActOf(RecordedState state, FeatureRow? before, IReadOnlyList<RecordedState> together)
    {
        var to = state.Row.Text("state");
        if (state.Action == Delete)
            return Delete;
        var born = together.Where(s => s.Action == "create").Select(s => s.Row.Text("state")).ToList();
        var joined = together.Any(s => s.Action == "update" && s.Row.Text("state") == ReserveLifecycle.Released)
            && together.Any(s => s.Action == "update" && s.Row.Text("state") == ReserveLifecycle.Reserved);
        if (before is null)
            return to switch
            {
                ReserveLifecycle.Held => Name(ReserveAct.Hold),
                ReserveLifecycle.Reserved when together.Count > 1 => Name(ReserveAct.Split),
                ReserveLifecycle.Reserved => Name(ReserveAct.Reserve),
                ReserveLifecycle.Activated => Name(ReserveAct.Activate),
                _ => Amend,
            };
        return (before.Text("state"), to) switch
        {
            (_, ReserveLifecycle.Expired) => Expire,
            (ReserveLifecycle.Reserved, ReserveLifecycle.Released or ReserveLifecycle.Reserved) when joined => Name(ReserveAct.Merge),
            (ReserveLifecycle.Reserved, ReserveLifecycle.Reserved) when born.Contains(ReserveLifecycle.Activated) => Name(ReserveAct.Activate),
            (ReserveLifecycle.Reserved, ReserveLifecycle.Reserved) when born.Count > 0 => Name(ReserveAct.Split),
            (ReserveLifecycle.Reserved, ReserveLifecycle.Reserved) => Name(ReserveAct.Adjust),
            (ReserveLifecycle.Held, ReserveLifecycle.Held) when (state.Row["renewals"] as long? ?? 0) > (before["renewals"] as long? ?? 0) => Name(ReserveAct.Renew),
            (ReserveLifecycle.Held, ReserveLifecycle.Reserved) => Name(ReserveAct.Reserve),
            (ReserveLifecycle.Reserved, ReserveLifecycle.Activated) => Name(ReserveAct.Activate),
            (ReserveLifecycle.Activated, ReserveLifecycle.Closed) => Name(ReserveAct.Close),
            (ReserveLifecycle.Held or ReserveLifecycle.Reserved, ReserveLifecycle.Released) => Name(ReserveAct.Release),
            _ => Amend,
        };
    }

    private static string Name(ReserveAct act) => ReserveActs.Name(act);

    private static double Kept(FeatureRow row) =>
        row.Text("state") is ReserveLifecycle.Held or ReserveLifecycle.Reserved or ReserveLifecycle.Activated && row.ReadGeometry() is { } land
            ? Units.RoundM2(EllipsoidalArea.OfGeographic(land))
            : 0;
}
