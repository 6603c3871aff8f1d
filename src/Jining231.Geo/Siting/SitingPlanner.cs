using System.Text.Json;
using Jining231.Geo.Branches;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting.Batch;
using Jining231.Geo.Siting.Packages;
using Jining231.Geo.Siting.Redlines;
using Jining231.Geo.Siting.Scenarios;

namespace Jining231.Geo.Siting;

/// <summary>
/// Reads one snapshot and runs the engine. Scenes and the eligible land of parks are kept between requests for as long as revisions,
/// rules and everything that time decides stay the same. Safe for concurrent use.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="rules">The rules in force.</param>
/// <param name="shared">What is kept of the store together with other planners; null: kept for this one alone.</param>
public sealed class SitingPlanner(IFeatureStore store, RulePack rules, SceneKeeper? shared = null) : IDisposable
{
    private readonly SceneKeeper _scenes = shared ?? new SceneKeeper(store);

    /// <summary>
    /// Answers a request on the state recorded at its <c>asOf</c>, or the present one. Unknown parks or counties in the scope raise
    /// <see cref="GeoProblemException"/> with pointers below <c>/inputs</c>.
    /// </summary>
    public Task<SitingResult> RunAsync(SitingRequest request, CancellationToken cancellationToken) => RunAsync(request, null, cancellationToken);

    /// <summary>As above, saying how far it is (0 to 1, by parks).</summary>
    public async Task<SitingResult> RunAsync(SitingRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var kept = await _scenes.SceneAsync(request.AsOf, cancellationToken).ConfigureAwait(false);
        return Run(kept, request, progress, cancellationToken);
    }

    /// <summary>As above, and writes the decision package: the inputs, the rules, the data decided on, and the answer.</summary>
    /// <param name="request">The inputs, read.</param>
    /// <param name="inputs">The inputs as given.</param>
    /// <param name="package">Where the package goes; left open.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public async Task<SitingResult> PackageAsync(SitingRequest request, JsonElement inputs, Stream package, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var kept = await _scenes.SceneAsync(request.AsOf, cancellationToken).ConfigureAwait(false);
        var result = Run(kept, request, null, cancellationToken);
        DecisionPackage.Write(package, kept.Scene, rules, inputs, result);
        return result;
    }

    /// <summary>Answers many projects on the present state, saying how far it is (0 to 1, by projects).</summary>
    public async Task<BatchResult> BatchAsync(BatchRequest batch, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var kept = await _scenes.SceneAsync(null, cancellationToken).ConfigureAwait(false);
        return BatchEngine.Run(kept.Scene, rules, batch, (park, use) => kept.Land(park, rules, use), progress, cancellationToken);
    }

    /// <summary>Holds outlines against the rules on the state recorded at their <c>asOf</c>, or the present one.</summary>
    public async Task<RedlineResult> CheckAsync(RedlineRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var kept = await _scenes.SceneAsync(request.Project.AsOf, cancellationToken).ConfigureAwait(false);
        return RedlineEngine.Run(kept.Scene, rules, request, progress, cancellationToken);
    }

    /// <summary>Compares scenarios with the record that the project asks about. A kept branch that no longer fits is told beside the answers of the others.</summary>
    public async Task<ScenarioResult> CompareAsync(ScenarioRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var branches = await BranchesAsync(request, cancellationToken).ConfigureAwait(false);
        var kept = await _scenes.SceneAsync(request.OnBase ? branches[0].BaseAt : request.Request.AsOf, cancellationToken).ConfigureAwait(false);
        var use = SitingEngine.UseOf(request.Request);
        var read = await BranchReading.ReadAsync(store, branches, rules, kept.Scene, cancellationToken).ConfigureAwait(false);
        var all = request with { Scenarios = [.. request.Scenarios, .. read.Select(r => r.Scenario).OfType<Scenario>()] };
        return BranchReading.Told(ScenarioEngine.Run(kept.Scene, rules, all, park => kept.Land(park, rules, use), progress, cancellationToken), read);
    }

    /// <summary>Reads the present state, so that it is at hand.</summary>
    public Task ReadAsync(CancellationToken cancellationToken) => _scenes.SceneAsync(null, cancellationToken);

    /// <summary>The state recorded at an instant, or the present one.</summary>
    internal async Task<LandScene> SceneAsync(DateTimeOffset? asOf, CancellationToken cancellationToken) =>
        (await _scenes.SceneAsync(asOf, cancellationToken).ConfigureAwait(false)).Scene;

    /// <summary>The kept branches that a comparison names; on their base they must have the same one.</summary>
    private async Task<List<Branch>> BranchesAsync(ScenarioRequest request, CancellationToken cancellationToken)
    {
        var found = new List<Branch>();
        foreach (var name in request.Branches)
            found.Add(store is IKeepsBranches keeper && await keeper.Branches.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } branch
                ? branch
                : throw BranchPlanner.Missing(name));
        return !request.OnBase || found.DistinctBy(b => b.BaseAt).Count() == 1 ? found : throw new GeoProblemException(new GeoProblem(
            ProblemCode.InvalidValue, "这些分支的基础记录不同，请按现行记录比较（on=current）。", "These branches rest on different records; compare them on the present one ('on': 'current').")
        {
            Field = "/inputs/on",
            Allowed = ["current"],
        });
    }

    /// <summary>Asks a decision package's request again on the present record and tells what changed; see <see cref="PackageReplay"/>.</summary>
    public async Task<ReplayReport> ReplayAsync(Stream package, CancellationToken cancellationToken)
    {
        var kept = await _scenes.SceneAsync(null, cancellationToken).ConfigureAwait(false);
        return PackageReplay.Run(package, kept.Scene, rules, cancellationToken);
    }

    /// <summary>Lets go of what it keeps by itself; the store is the caller's.</summary>
    public void Dispose()
    {
        if (shared is null)
            _scenes.Dispose();
    }

    private SitingResult Run(KeptScene kept, SitingRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        var use = SitingEngine.UseOf(request);
        return SitingEngine.Run(kept.Scene, rules, request, park => kept.Land(park, rules, use), progress: progress, cancellationToken: cancellationToken);
    }
}
