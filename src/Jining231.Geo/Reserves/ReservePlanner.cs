using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Reserves;

/// <summary>How a retry of the same request is recognised.</summary>
/// <param name="Key">The client's idempotency key.</param>
/// <param name="Digest">Digest of the request behind it.</param>
public sealed record RetryKey(string Key, string Digest);

/// <summary>Reads one snapshot, lets the engine decide, applies the decision, and decides again if the ground has moved.</summary>
/// <param name="store">The store.</param>
/// <param name="rules">The rules in force.</param>
public sealed class ReservePlanner(IFeatureStore store, RulePack rules)
{
    private const int Attempts = 8;

    /// <summary>Who is recorded where time alone ended a hold or a reserve.</summary>
    public const string Clock = "时限 / time limit";

    /// <summary>Creates a block and returns it as recorded; a retry under the same key returns the first answer.</summary>
    /// <param name="request">The wish.</param>
    /// <param name="id">Id for the block; the same for every retry under one key.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="retry">Key of the request, or null.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    public async Task<FeatureRow> CreateAsync(ReserveRequest request, string id, string actor, RetryKey? retry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var rows = await DecideAsync(new ChangeSet(actor, []) { DocumentNo = request.DocumentNo }, retry, async snapshot =>
            {
                var scene = await LandScene.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
                return ([ReserveEngine.Create(request, id, scene, rules)], true);
            }, cancellationToken).ConfigureAwait(false);
            return rows[0];
        }
        catch (GeoProblemException e) when (e.Problems.Any(p => p.Code == ProblemCode.Overlap))
        {
            // The store's own refusal names the block only; the one who is refused wants to know whose it is and where else there is land.
            var snapshot = await store.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
            await using (snapshot.ConfigureAwait(false))
            {
                var scene = await LandScene.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
                throw NearbyLand.Explain(e, request.Geometry, request.ParkId, scene, rules, request.UseCase, null);
            }
        }
    }

    /// <summary>
    /// Carries out an act and returns the blocks that it touched as recorded, the one named first; a retry under the same key returns
    /// the first answer.
    /// </summary>
    /// <param name="request">The act.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="retry">Key of the request, or null.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    public Task<IReadOnlyList<FeatureRow>> ActAsync(ReserveActRequest request, string actor, RetryKey? retry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return DecideAsync(new ChangeSet(actor, []) { DocumentNo = request.DocumentNo }, retry, async snapshot =>
        {
            var block = await snapshot.GetAsync("reserves", request.Id, cancellationToken).ConfigureAwait(false) ?? throw Missing(request.Id);
            var onLand = ReserveEngine.NeedsLand(request.Act);
            var scene = onLand ? await LandScene.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false) : null;
            var others = new List<FeatureRow>();
            foreach (var other in request.Others)
                others.Add(await snapshot.GetAsync("reserves", other.Id, cancellationToken).ConfigureAwait(false) ?? throw Missing(other.Id));
            return (ReserveEngine.Act(request, block, others, scene, rules, snapshot.At), onLand);
        }, cancellationToken);
    }

    /// <summary>404 for a block that is not in the account.</summary>
    public static GeoProblemException Missing(string id) => new(new GeoProblem(ProblemCode.NotFound,
        $"留白台账中没有“{id}”。", $"The reserve account has no block '{id}'.")
    {
        Field = "id",
    });

    private async Task<IReadOnlyList<FeatureRow>> DecideAsync(
        ChangeSet act, RetryKey? retry, Func<IFeatureSnapshot, Task<(IReadOnlyList<FeatureChange> Changes, bool OnLand)>> decide,
        CancellationToken cancellationToken)
    {
        await SweepAsync(cancellationToken).ConfigureAwait(false);
        act = act with { IdempotencyKey = retry?.Key, RequestDigest = retry?.Digest };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                ChangeSet changes;
                await using (var snapshot = await store.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false))
                {
                    var (decided, onLand) = await decide(snapshot).ConfigureAwait(false);
                    changes = act with { Changes = decided, RestsOn = onLand ? Revisions(snapshot) : act.RestsOn };
                }

                return await RecordedAsync(await store.ApplyAsync(changes, cancellationToken).ConfigureAwait(false), cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (GeoProblemException e) when (e.Problems[0].Code == ProblemCode.RevisionMoved && attempt < Attempts)
            {
                // Somebody changed the ground between reading and writing: decide again on the new one.
            }
            catch (GeoProblemException) when (retry is not null)
            {
                if (await FirstAnswerAsync(act, cancellationToken).ConfigureAwait(false) is { } first)
                    return await RecordedAsync(first, cancellationToken).ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>
    /// A retry no longer fits the account (its own first run is in the way). The store knows the key before it looks
    /// at anything else, so an empty change set that rests on an impossible revision brings the first answer and can write nothing.
    /// </summary>
    private async Task<ChangeResult?> FirstAnswerAsync(ChangeSet act, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ApplyAsync(act with { RestsOn = new Dictionary<string, long> { ["reserves"] = -1 } }, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (GeoProblemException e) when (e.Problems[0].Code == ProblemCode.RevisionMoved)
        {
            return null;
        }
    }

    /// <summary>The blocks as they were recorded by the write, also when others have changed them since.</summary>
    private async Task<IReadOnlyList<FeatureRow>> RecordedAsync(ChangeResult result, CancellationToken cancellationToken)
    {
        await using var snapshot = await store.OpenSnapshotAsync(result.RecordedAt, cancellationToken).ConfigureAwait(false);
        var rows = new List<FeatureRow>();
        foreach (var id in result.Ids)
            rows.Add(await snapshot.GetAsync("reserves", id, cancellationToken).ConfigureAwait(false) ?? throw Missing(id));
        return rows;
    }

    /// <summary>
    /// Writes down what has expired, under the name of the clock, before an act. It is bookkeeping that nothing depends on: reading
    /// judges by time, with and without it.
    /// </summary>
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var blocks = new List<FeatureRow>();
        DateTimeOffset at;
        await using (var snapshot = await store.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false))
        {
            at = snapshot.At;
            var open = new FeatureQuery("reserves") { SkipGeometry = true, Filters = [new FieldFilter("state", [ReserveLifecycle.Held, ReserveLifecycle.Reserved])] };
            await foreach (var row in snapshot.QueryAsync(open, cancellationToken).ConfigureAwait(false))
                blocks.Add(row);
        }

        if (ReserveEngine.Sweep(blocks, at) is not { Count: > 0 } expired)
            return;
        try
        {
            await store.ApplyAsync(new ChangeSet(Clock, expired), cancellationToken).ConfigureAwait(false);
        }
        catch (GeoProblemException)
        {
            // Another service swept or acted at the same moment; reading never needs the sweep.
        }
    }

    private static Dictionary<string, long> Revisions(IFeatureSnapshot snapshot) =>
        ReserveEngine.RestsOn.ToDictionary(l => l, l => snapshot.Revisions.GetValueOrDefault(l)?.Revision ?? 0, StringComparer.Ordinal);
}
