using Jining231.Geo.Layers;

namespace Jining231.Geo.Reserves;

/// <summary>Which entries of the account are asked for.</summary>
/// <param name="BlockId">One block, or null: all.</param>
/// <param name="ParkId">One park, or null: all.</param>
/// <param name="From">Only entries that took effect after this instant (UTC), or null.</param>
/// <param name="To">Only entries that took effect at or before this instant (UTC), or null.</param>
public sealed record ReserveEntriesRequest(string? BlockId, string? ParkId, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>Reads the account's entries from a store.</summary>
public static class ReserveEntriesPlanner
{
    /// <summary>The entries and the instant of reading. A block that was never there is <see cref="ProblemCode.NotFound"/>.</summary>
    public static async Task<(IReadOnlyList<ReserveEntry> Entries, DateTimeOffset At)> ReadAsync(
        IFeatureStore store, ReserveEntriesRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        await using var snapshot = await store.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        var states = new List<RecordedState>();
        await foreach (var state in snapshot.ReadHistoryAsync(new HistoryQuery("reserves"), cancellationToken).ConfigureAwait(false))
            states.Add(state);
        if (request.BlockId is { } id && states.All(s => s.Row.Id != id))
            throw ReservePlanner.Missing(id);
        var entries = ReserveEntries.From(states, snapshot.At)
            .Where(e => (request.BlockId is null || e.BlockId == request.BlockId)
                && (request.ParkId is null || e.After.Text("park_id") == request.ParkId)
                && (request.From is null || e.EffectiveAt > request.From)
                && (request.To is null || e.EffectiveAt <= request.To));
        return ([.. entries], snapshot.At);
    }
}
