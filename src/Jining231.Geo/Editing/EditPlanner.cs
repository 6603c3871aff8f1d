using System.Globalization;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Editing;

/// <summary>Carries out acts on features: all or none, each on the version that its author has seen.</summary>
/// <param name="store">The store.</param>
public sealed class EditPlanner(IFeatureStore store)
{
    private const int Attempts = 4;

    /// <summary>
    /// Checks every act against one snapshot, so that all that is wrong is named at once, then writes; the store checks versions again in the
    /// statement that writes. Under a key that was used for the same request the first answer comes again.
    /// </summary>
    /// <param name="acts">The acts, in order; each feature at most once.</param>
    /// <param name="by">Who acts, by which document, under which key; its changes are filled in here.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    public async Task<ChangeResult> ApplyAsync(IReadOnlyList<EditAct> acts, ChangeSet by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(acts);
        ArgumentNullException.ThrowIfNull(by);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await store.ApplyAsync(by with { Changes = await DecideAsync(acts, cancellationToken).ConfigureAwait(false) }, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (GeoProblemException e)
            {
                if (by.IdempotencyKey is not null && await FirstAnswerAsync(by, cancellationToken).ConfigureAwait(false) is { } first)
                    return first;
                // Overtaken between reading and writing: looking again names the act that is stale now.
                var overtaken = e.Problems[0].Code is ProblemCode.PreconditionFailed or ProblemCode.AlreadyExists or ProblemCode.NotFound;
                if (!overtaken || acts.Count == 1 && !acts[0].AnyVersion || attempt == Attempts || e.Data.Contains(nameof(EditPlanner)))
                    throw;
            }
        }
    }

    /// <summary>The feature as a write recorded it, also when others have changed it since; null if the write removed it.</summary>
    public async Task<FeatureRow?> RecordedAsync(LayerDef layer, string id, ChangeResult result, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(result);
        var snapshot = await store.OpenSnapshotAsync(result.RecordedAt, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
            return await snapshot.GetAsync(layer.Name, id, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<FeatureChange>> DecideAsync(IReadOnlyList<EditAct> acts, CancellationToken cancellationToken)
    {
        var problems = new List<GeoProblem>();
        var changes = new List<FeatureChange>(acts.Count);
        var seen = new HashSet<(string, string)>();
        var snapshot = await store.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            foreach (var act in acts)
            {
                var row = await snapshot.GetAsync(act.Layer.Name, act.Id, cancellationToken).ConfigureAwait(false);
                if (!seen.Add((act.Layer.Name, act.Id)))
                    problems.Add(Problem(ProblemCode.InvalidValue, act, "/id", $"“{act.Id}”在同一事务中只能出现一次。", $"'{act.Id}' may occur once in a transaction."));
                else if (Refusal(act, row) is { } refusal)
                    problems.Add(refusal);
                else
                    changes.Add(Change(act, row));
            }
        }

        if (problems.Count == 0)
            return changes;
        var exception = new GeoProblemException(problems);
        exception.Data[nameof(EditPlanner)] = true;
        throw exception;
    }

    private static GeoProblem? Refusal(EditAct act, FeatureRow? row)
    {
        if (act.Kind == EditKind.Create)
            return row is null ? null : Problem(ProblemCode.AlreadyExists, act, "/id", $"编号“{act.Id}”已存在。", $"The id '{act.Id}' is already taken.");
        if (row is null)
            return Problem(ProblemCode.NotFound, act, "/id", $"图层“{act.Layer.TitleZh}”中没有“{act.Id}”。", $"Layer {act.Layer.Name} has no feature '{act.Id}'.");
        if (act.Version is null && !act.AnyVersion)
            return Problem(ProblemCode.PreconditionRequired, act, "/version",
                "请用 If-Match 头或 version 属性给出所见版本。", "Name the version you have seen, by the If-Match header or the property version.")
                with
            { Allowed = ["If-Match: \"…\"", "version ≥ 1"] };
        return act.AnyVersion || act.Version == row.Version ? null : Problem(ProblemCode.PreconditionFailed, act, "/version",
            $"“{act.Id}”已被修改：您的版本是 {act.Version}，现在是 {row.Version}。请重新读取后再改。",
            $"'{act.Id}' has changed: you have version {act.Version}, it is now {row.Version}. Read it again.")
            with
        { Allowed = [row.Version.ToString(CultureInfo.InvariantCulture)] };
    }

    private static FeatureChange Change(EditAct act, FeatureRow? row)
    {
        var version = act.Version ?? row?.Version ?? 0;
        if (act.Kind == EditKind.Delete)
            return new DeleteFeature(act.Layer.Name, act.Id, version);
        var draft = act.Draft!;
        var shape = draft.Geometry;
        if (shape is not null && act.KeepVertices && row?.ReadGeometry() is { } stored)
            shape = StoredVertices.Restore(shape, stored);
        ReadOnlyMemory<byte>? wkb = shape is null ? (ReadOnlyMemory<byte>?)null : Wkb.Write(shape);
        if (act.Kind == EditKind.Create)
            return new CreateFeature(act.Layer.Name, act.Id, wkb, draft.Values);
        var values = act.Kind == EditKind.Update
            ? draft.Values
            : act.Layer.Fields.ToDictionary(f => f.Name, f => draft.Values.GetValueOrDefault(f.Name), StringComparer.Ordinal);
        return new UpdateFeature(act.Layer.Name, act.Id, version, wkb, values) { ClearGeometry = draft.HasGeometry && shape is null };
    }

    /// <summary>
    /// The store knows the key before it looks at anything else, so an empty change set that rests on an impossible revision brings the first
    /// answer and can write nothing.
    /// </summary>
    private async Task<ChangeResult?> FirstAnswerAsync(ChangeSet by, CancellationToken cancellationToken)
    {
        try
        {
            return await store.ApplyAsync(by with { Changes = [], RestsOn = new Dictionary<string, long> { ["parks"] = -1 } }, cancellationToken).ConfigureAwait(false);
        }
        catch (GeoProblemException e) when (e.Problems[0].Code == ProblemCode.RevisionMoved)
        {
            return null;
        }
    }

    private static GeoProblem Problem(ProblemCode code, EditAct act, string member, string zh, string en) =>
        new(code, zh, en) { Field = act.At + member };
}
