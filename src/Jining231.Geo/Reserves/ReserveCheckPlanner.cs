using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Reserves;

/// <summary>What a new block would find, had it been asked for at that moment.</summary>
/// <param name="Block">The block as it would be written, or null where something stands in the way.</param>
/// <param name="Problems">What stands in the way.</param>
/// <param name="At">The instant at which it was judged (UTC).</param>
/// <param name="Revisions">Revisions of the layers on which the finding rests, ordinal order.</param>
public sealed record ReserveCheck(
    CreateFeature? Block, IReadOnlyList<GeoProblem> Problems, DateTimeOffset At, IReadOnlyList<KeyValuePair<string, long>> Revisions);

/// <summary>Asks the engine about a block without writing it.</summary>
public static class ReserveCheckPlanner
{
    /// <summary>Judges on one snapshot of the present state. An unknown park or industry is raised; land that will not do is answered.</summary>
    public static async Task<ReserveCheck> CheckAsync(
        IFeatureStore store, RulePack rules, ReserveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        var snapshot = await store.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            var scene = await LandScene.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
            var revisions = ReserveEngine.RestsOn.Append("reserves").Order(StringComparer.Ordinal)
                .Select(l => KeyValuePair.Create(l, snapshot.Revisions.GetValueOrDefault(l)?.Revision ?? 0)).ToArray();
            try
            {
                return new ReserveCheck(ReserveEngine.Create(request, "check", scene, rules), [], snapshot.At, revisions);
            }
            catch (GeoProblemException e) when (e.Problems.All(p => p.Code is ProblemCode.Overlap or ProblemCode.OutsidePark or ProblemCode.NotEligible))
            {
                var problems = NearbyLand.Explain(e, request.Geometry, request.ParkId, scene, rules, request.UseCase, null).Problems;
                return new ReserveCheck(null, problems, snapshot.At, revisions);
            }
        }
    }
}
