using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Reserves.Balance;

/// <summary>Which balance is asked for.</summary>
/// <param name="ParkId">One park, or null: every park with a known place.</param>
/// <param name="AsOf">Record time (UTC), or null: now.</param>
/// <param name="Hazard">Hazard class for all parks, or null: each by its rule profile.</param>
public sealed record BalanceRequest(string? ParkId, DateTimeOffset? AsOf, string? Hazard);

/// <summary>The answer.</summary>
/// <param name="At">The instant it is true for (UTC).</param>
/// <param name="Rules">Hash of the rules.</param>
/// <param name="Parks">The parks in id order.</param>
/// <param name="UnknownPlace">Ids of parks without a known place.</param>
/// <param name="Revisions">Revisions of all layers, by name.</param>
public sealed record BalanceResult(
    DateTimeOffset At, string Rules, IReadOnlyList<ParkBalance> Parks, IReadOnlyList<string> UnknownPlace, IReadOnlyList<KeyValuePair<string, long>> Revisions);

/// <summary>Reads one snapshot and runs the engine.</summary>
public static class BalancePlanner
{
    /// <summary>Answers a request. An unknown park is <see cref="ProblemCode.NotFound"/>, one without a known place <see cref="ProblemCode.OutsidePark"/>.</summary>
    public static async Task<BalanceResult> RunAsync(IFeatureStore store, RulePack rules, BalanceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(request);
        LandScene scene;
        await using (var snapshot = await store.OpenSnapshotAsync(request.AsOf, cancellationToken).ConfigureAwait(false))
            scene = await LandScene.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
        return Run(scene, rules, request, cancellationToken);
    }

    /// <summary>The same on a scene at hand.</summary>
    public static BalanceResult Run(LandScene scene, RulePack rules, BalanceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(request);
        var parks = request.ParkId is null ? scene["parks"] : [scene.LocatedPark(request.ParkId)];
        var balances = new List<ParkBalance>();
        foreach (var park in parks.Where(p => p.Plane is not null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            balances.Add(BalanceEngine.Run(park, scene, rules, request.Hazard));
        }

        return new BalanceResult(
            scene.At, rules.Hash, balances, [.. parks.Where(p => p.Plane is null).Select(p => p.Id)],
            [.. scene.RevisionNumbers()]);
    }
}
