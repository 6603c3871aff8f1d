using System.Text.Json;
using Jining231.Geo.Branches;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Siting.Scenarios;

/// <summary>Keeps named branches; edits must fit the record on which a branch is made. The record itself is never written.</summary>
/// <param name="siting">Reads the record.</param>
/// <param name="branches">Where branches are kept.</param>
/// <param name="rules">The rules in force.</param>
public sealed class BranchPlanner(SitingPlanner siting, IBranchStore branches, RulePack rules)
{
    /// <summary>All branches beside the present record, without content.</summary>
    public async Task<IReadOnlyList<BranchState>> ListAsync(CancellationToken cancellationToken)
    {
        var scene = await siting.SceneAsync(null, cancellationToken).ConfigureAwait(false);
        var all = await branches.AllAsync(cancellationToken).ConfigureAwait(false);
        return [.. all.Select(b => BranchState.Of(b, scene, rules) with { Branch = b with { Content = default } })];
    }

    /// <summary>One branch with its content, beside the present record; none of that name is <see cref="ProblemCode.NotFound"/>.</summary>
    public async Task<BranchState> GetAsync(string name, CancellationToken cancellationToken) =>
        await StateAsync(await branches.FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw Missing(name), cancellationToken).ConfigureAwait(false);

    /// <summary>A branch beside the present record.</summary>
    public async Task<BranchState> StateAsync(Branch branch, CancellationToken cancellationToken) =>
        BranchState.Of(branch, await siting.SceneAsync(null, cancellationToken).ConfigureAwait(false), rules);

    /// <summary>Keeps a new branch on the present record; a name that is taken is <see cref="ProblemCode.AlreadyExists"/>.</summary>
    public async Task<Branch> AddAsync(JsonElement body, string actor, CancellationToken cancellationToken)
    {
        var (scenario, content) = BranchContent.Read(body, null, rules);
        var draft = await DraftAsync(scenario, content, null, cancellationToken).ConfigureAwait(false);
        return await branches.AddAsync(draft, actor, cancellationToken).ConfigureAwait(false) ?? throw new GeoProblemException(new GeoProblem(
            ProblemCode.AlreadyExists, $"分支“{scenario.Name}”已存在。", $"There is a branch '{scenario.Name}' already.")
        { Field = "/name" });
    }

    /// <summary>
    /// Replaces the content of the version seen. The branch stays on its base, unless <paramref name="rebase"/> puts it on the present record.
    /// </summary>
    public async Task<Branch> ReplaceAsync(string name, JsonElement body, long version, bool rebase, string actor, CancellationToken cancellationToken)
    {
        var (scenario, content) = BranchContent.Read(body, name, rules, "version", "rebase");
        var known = await branches.FindAsync(name, cancellationToken).ConfigureAwait(false) ?? throw Missing(name);
        var draft = await DraftAsync(scenario, content, rebase ? null : known, cancellationToken).ConfigureAwait(false);
        return await branches.ReplaceAsync(draft, version, actor, cancellationToken).ConfigureAwait(false) ?? throw await StaleAsync(name, version, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes the version seen.</summary>
    public async Task DeleteAsync(string name, long version, CancellationToken cancellationToken)
    {
        if (!await branches.DeleteAsync(name, version, cancellationToken).ConfigureAwait(false))
            throw await StaleAsync(name, version, cancellationToken).ConfigureAwait(false);
    }

    private async Task<BranchDraft> DraftAsync(Scenario scenario, byte[] content, Branch? on, CancellationToken cancellationToken)
    {
        var scene = await siting.SceneAsync(on?.BaseAt, cancellationToken).ConfigureAwait(false);
        if (ScenarioScene.Problems(scene, scenario.Edits) is { Count: > 0 } problems)
            throw new GeoProblemException(problems);
        return new BranchDraft(scenario.Name, on?.BaseAt ?? scene.LastChange(), on?.BaseRevisions ?? scene.RevisionNumbers(), content);
    }

    private async Task<GeoProblemException> StaleAsync(string name, long version, CancellationToken cancellationToken) =>
        await branches.FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } now ? Missing(name) : new GeoProblemException(new GeoProblem(
            ProblemCode.PreconditionFailed, $"分支“{name}”已是版本 {now.Version}，不是 {version}。请重新读取。", $"The branch '{name}' is at version {now.Version}, not {version}. Read it again.")
        {
            Field = "version",
            Allowed = [now.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        });

    internal static GeoProblemException Missing(string name) => new(new GeoProblem(
        ProblemCode.NotFound, $"没有分支“{name}”；见 /branches。", $"There is no branch '{name}'; see /branches.")
    { Field = "name" });
}
