using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves.Planning;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;

namespace Jining231.Geo.Reserves.Readiness;

/// <summary>Which readiness is asked for.</summary>
/// <param name="ParkId">One park, or null: every park that targets T1 and T2 concern.</param>
/// <param name="AsOf">Record time (UTC), or null: now.</param>
/// <param name="Since">The earlier moment (UTC) to compare with; null: one month before.</param>
public sealed record ReadinessRequest(string? ParkId, DateTimeOffset? AsOf, DateTimeOffset? Since);

/// <summary>The answer.</summary>
/// <param name="At">The instant it is true for (UTC).</param>
/// <param name="Rules">Hash of the rules.</param>
/// <param name="Parks">The parks in id order.</param>
/// <param name="UnknownPlace">Ids of parks that the targets concern but whose place is unknown.</param>
/// <param name="Revisions">Revisions of all layers, by name.</param>
public sealed record ReadinessResult(
    DateTimeOffset At, string Rules, IReadOnlyList<ParkReadiness> Parks, IReadOnlyList<string> UnknownPlace, IReadOnlyDictionary<string, long> Revisions);

/// <summary>What an act would do, or did.</summary>
/// <param name="At">The instant at which it was judged (UTC).</param>
/// <param name="Effects">By park, in id order; parks whose readiness it cannot touch are left out.</param>
public sealed record ReadinessCheckResult(DateTimeOffset At, IReadOnlyList<ReadinessEffect> Effects)
{
    /// <summary>True if some park could take fewer flagship projects.</summary>
    public bool Warns => Effects.Any(e => e.Lost > 0);
}

/// <summary>
/// Reads the record and runs the engines. Scenes, land and readiness are kept for as long as nothing changes. Safe for concurrent use.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="rules">The rules in force.</param>
/// <param name="shared">What is kept of the store together with other planners; null: kept for this one alone.</param>
public sealed class ReadinessPlanner(IFeatureStore store, RulePack rules, SceneKeeper? shared = null) : IDisposable
{
    private readonly SceneKeeper _scenes = shared ?? new SceneKeeper(store);
    private readonly ConditionalWeakTable<KeptScene, ConcurrentDictionary<string, Lazy<ParkReadiness>>> _known = [];

    /// <summary>Chooses blocks on the state recorded at the request's <c>asOf</c>, or the present one.</summary>
    public async Task<PlanResult> PlanAsync(PlanRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var kept = await _scenes.SceneAsync(request.AsOf, cancellationToken).ConfigureAwait(false);
        return PlanEngine.Run(kept.Scene, rules, request, (park, use) => kept.Land(park, rules, use), cancellationToken: cancellationToken);
    }

    /// <summary>
    /// Answers a request. An unknown park is <see cref="ProblemCode.NotFound"/>, one without a known place <see cref="ProblemCode.OutsidePark"/>, one that
    /// the targets do not concern <see cref="ProblemCode.InvalidValue"/>.
    /// </summary>
    public async Task<ReadinessResult> RunAsync(ReadinessRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var now = await _scenes.SceneAsync(request.AsOf, cancellationToken).ConfigureAwait(false);
        var concerned = Concerned(now.Scene, request.ParkId);
        var at = request.AsOf ?? now.Scene.At;
        var since = request.Since ?? at.AddMonths(-1);
        if (since > at)
            throw new GeoProblemException(new GeoProblem(ProblemCode.OutOfRange, "since 应不晚于所问时刻。", "since must not be after the instant asked for.") { Field = "since" });
        var then = await _scenes.SceneAsync(since, cancellationToken).ConfigureAwait(false);
        var states = await StatesAsync(since, at, cancellationToken).ConfigureAwait(false);
        var parks = new List<ParkReadiness>();
        foreach (var park in concerned.Where(p => p.Plane is not null))
        {
            var ready = Known(now, park);
            parks.Add(ready with { Since = ReadinessCauses.Of(since, Then(then, park.Id), Land(now, ready), states, rules) });
            progress?.Report((double)parks.Count / concerned.Count);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new ReadinessResult(
            at, rules.Hash, parks, [.. concerned.Where(p => p.Plane is null).Select(p => p.Id)],
            now.Scene.RevisionNumbers());
    }

    /// <summary>What a proposed act would do to the parks that it can touch, on the present state. Nothing is written.</summary>
    public async Task<ReadinessCheckResult> CheckAsync(ProposedAct act, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        var now = await _scenes.SceneAsync(null, cancellationToken).ConfigureAwait(false);
        if (act.ParkId is { } id)
            _ = PlanInputs.Park(now.Scene, id, "/inputs");
        var more = act.Features().ToList();
        return Effects(now, now.Scene.With(more), more, cancellationToken);
    }

    /// <summary>What a block that stands in the account has done to the readiness of its park: the present state, compared with itself without the block.</summary>
    public async Task<ReadinessCheckResult> AfterAsync(FeatureRow block, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (await UnconcernedAsync(block.Text("park_id"), cancellationToken).ConfigureAwait(false) is { } at)
            return new ReadinessCheckResult(at, []);
        var now = await _scenes.SceneAsync(null, cancellationToken).ConfigureAwait(false);
        if (now.Scene.Find("reserves", block.Id) is not { Plane: not null } present || !Liveness.IsLive(present.Row, now.Scene.At))
            return new ReadinessCheckResult(now.Scene.At, []);
        var without = new KeptScene(now.Scene.With([], f => f.Layer == "reserves" && f.Id == block.Id));
        return Effects(without, now.Scene, [present], cancellationToken);
    }

    /// <summary>The instant, if the targets do not concern the park; then no scene need be read.</summary>
    private async Task<DateTimeOffset?> UnconcernedAsync(string? parkId, CancellationToken cancellationToken)
    {
        var snapshot = await store.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
            return parkId is not null && await snapshot.GetAsync("parks", parkId, cancellationToken).ConfigureAwait(false) is { } row
                && FlagshipSlots.Concern(SceneFeature.From(row)) ? null : snapshot.At;
    }

    private static List<SceneFeature> Concerned(LandScene scene, string? parkId)
    {
        var all = scene["parks"].Where(FlagshipSlots.Concern).ToList();
        if (parkId is null)
            return all;
        var park = PlanInputs.Park(scene, parkId, "");
        return FlagshipSlots.Concern(park) ? [park] : throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue,
            $"目标 T1、T2 只针对认定的化工园区，“{park.Name}”不是。", $"Targets T1 and T2 are about recognised chemical parks; '{park.Name}' is none.")
        {
            Field = "/parkId",
            Allowed = [.. all.Select(p => p.Id)],
        });
    }

    /// <summary>Lets go of what it keeps by itself; the store is the caller's.</summary>
    public void Dispose()
    {
        if (shared is null)
            _scenes.Dispose();
    }

    private ReadinessCheckResult Effects(KeptScene before, LandScene after, IReadOnlyList<SceneFeature> more, CancellationToken cancellationToken)
    {
        var effects = new List<ReadinessEffect>();
        foreach (var park in before.Scene["parks"].Where(p => FlagshipSlots.Concern(p) && p.Plane is not null && more.Any(f => Reaches(f, p))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ready = Known(before, park);
            effects.Add(ReadinessEngine.Effect(ready, Land(before, ready), after, rules, cancellationToken));
        }

        return new ReadinessCheckResult(after.At, effects);
    }

    /// <summary>True if the feature, or the largest distance that any rule keeps from its like, meets the park.</summary>
    private bool Reaches(SceneFeature feature, SceneFeature park)
    {
        var box = feature.Plane!.EnvelopeInternal.Copy();
        box.ExpandBy(rules.Setbacks.Where(r => r.Layer == feature.Layer && r.Kind == feature.Kind).Select(r => r.MetresByHazard.Largest).DefaultIfEmpty(0).Max());
        return box.Intersects(park.Plane!.EnvelopeInternal);
    }

    private ParkReadiness Known(KeptScene kept, SceneFeature park) => _known.GetOrCreateValue(kept)
        .GetOrAdd(park.Id, _ => new Lazy<ParkReadiness>(() => ReadinessEngine.Run(park, kept.Scene, rules, (p, use) => kept.Land(p, rules, use)))).Value;

    private (ParkReadiness Readiness, ParkLand Land)? Then(KeptScene then, string parkId)
    {
        if (then.Scene.Find("parks", parkId) is not { Plane: not null } park || !FlagshipSlots.Concern(park))
            return null;
        var ready = Known(then, park);
        return (ready, Land(then, ready));
    }

    private ParkLand Land(KeptScene kept, ParkReadiness ready) => kept.Land(ready.Park, rules, LandUse.Build(ready.Plan.Hazard));

    private async Task<List<RecordedState>> StatesAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var states = new List<RecordedState>();
        var snapshot = await store.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
            foreach (var layer in ReadinessCauses.Layers)
                await foreach (var state in snapshot.ReadHistoryAsync(new HistoryQuery(layer) { From = from, To = to }, cancellationToken).ConfigureAwait(false))
                    if (state.RecordedFrom > from)
                        states.Add(state);
        return [.. states.OrderBy(s => s.RecordedFrom).ThenBy(s => s.Row.Layer.Name, StringComparer.Ordinal).ThenBy(s => s.Row.Id, StringComparer.Ordinal)];
    }
}
