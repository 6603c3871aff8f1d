using Jining231.Geo.Branches;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Siting.Scenarios;

/// <summary>A kept branch made ready for a comparison.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Scenario">What it supposes; null if the rules in force do not know what it names.</param>
/// <param name="Problems">Why it cannot be read; none where there is a scenario.</param>
/// <param name="Base">The record it was made on, and the layers that have moved on.</param>
/// <param name="Drift">Its edits whose features have moved on.</param>
internal sealed record BranchReading(Branch Branch, Scenario? Scenario, IReadOnlyList<GeoProblem> Problems, BranchBase Base, IReadOnlyList<EditDrift> Drift)
{
    /// <summary>Reads branches, and finds which of their features are others in the scene than in the record that each was made on.</summary>
    public static async Task<IReadOnlyList<BranchReading>> ReadAsync(
        IFeatureStore store, IReadOnlyList<Branch> branches, RulePack rules, LandScene scene, CancellationToken cancellationToken)
    {
        var now = scene.RevisionNumbers();
        var read = new List<BranchReading>();
        foreach (var branch in branches)
        {
            var on = new BranchBase(branch.BaseAt, branch.BaseRevisions, BranchBase.Since(branch.BaseRevisions, now));
            try
            {
                var scenario = BranchContent.Read(branch, rules);
                var moved = on.Moved.Select(m => m.Layer).ToHashSet(StringComparer.Ordinal);
                List<ScenarioEdit> asked = [.. scenario.Edits.Where(e => moved.Contains(e.Layer.Name))];
                read.Add(new BranchReading(branch, scenario, [], on, await DriftAsync(store, branch, asked, scene, cancellationToken).ConfigureAwait(false)));
            }
            catch (GeoProblemException e)
            {
                read.Add(new BranchReading(branch, null, e.Problems, on, []));
            }
        }

        return read;
    }

    /// <summary>The result with what the reading found; branches that could not be read or applied come in the order asked.</summary>
    public static ScenarioResult Told(ScenarioResult result, IReadOnlyList<BranchReading> read)
    {
        var by = read.ToDictionary(r => r.Branch.Name, StringComparer.Ordinal);
        var refused = result.Unanswered.ToDictionary(u => u.Name, u => u.Problems, StringComparer.Ordinal);
        return result with
        {
            Branches = [.. result.Branches.Select(b => by.TryGetValue(b.Name, out var r) ? b with { Base = r.Base, Drift = r.Drift } : b)],
            Unanswered =
            [
                .. read.Where(r => r.Scenario is null || refused.ContainsKey(r.Branch.Name))
                    .Select(r => new UnansweredBranch(r.Branch.Name, r.Scenario is null ? r.Problems : r.InWords(refused[r.Branch.Name])) { Base = r.Base, Drift = r.Drift }),
            ],
        };
    }

    /// <summary>The problems; that of an edit says what has moved on since.</summary>
    private IReadOnlyList<GeoProblem> InWords(IReadOnlyList<GeoProblem> problems) =>
    [
        .. problems.Select(p => Drift.FirstOrDefault(d => !d.Holds && p.Field == d.Edit.At + "/id") is { } drift
            ? p with { Code = ProblemCode.RevisionMoved, MessageZh = drift.Zh, MessageEn = drift.En }
            : p),
    ];

    private static async Task<IReadOnlyList<EditDrift>> DriftAsync(
        IFeatureStore store, Branch branch, List<ScenarioEdit> edits, LandScene scene, CancellationToken cancellationToken)
    {
        if (edits.Count == 0)
            return [];
        var drift = new List<EditDrift>();
        var then = await store.OpenSnapshotAsync(branch.BaseAt, cancellationToken).ConfigureAwait(false);
        await using (then.ConfigureAwait(false))
            foreach (var edit in edits)
                if (EditDrift.Of(edit, await then.GetAsync(edit.Layer.Name, edit.Id, cancellationToken).ConfigureAwait(false), scene.Find(edit.Layer.Name, edit.Id)?.Row) is { } moved)
                    drift.Add(moved);
        return drift;
    }
}
