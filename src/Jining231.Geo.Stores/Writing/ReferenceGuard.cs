using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Writing;

/// <summary>
/// Keeps <see cref="FieldDef.References"/> at the end of the writing transaction, so that the order of the changes does not matter: what a
/// written row refers to is there, and nothing refers to what was deleted.
/// </summary>
internal sealed class ReferenceGuard(IWriteRows rows, IReadOnlyList<LayerReference> references)
{
    private const int MostProblems = 20, Portion = 1_000;

    public async Task CheckAsync(IReadOnlyList<FeatureChange> changes, CancellationToken cancellationToken)
    {
        var problems = new List<GeoProblem>();
        foreach (var reference in references)
            await CheckWrittenAsync(reference, changes, problems, cancellationToken).ConfigureAwait(false);
        foreach (var target in references.GroupBy(r => r.Target.Name, StringComparer.Ordinal))
            await CheckDeletedAsync([.. target], changes, problems, cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0)
            throw new GeoProblemException([.. problems.Take(MostProblems)]);
    }

    private async Task CheckWrittenAsync(LayerReference reference, IReadOnlyList<FeatureChange> changes, List<GeoProblem> problems, CancellationToken cancellationToken)
    {
        var written = Written(reference, changes);
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var ids in written.Values.Distinct(StringComparer.Ordinal).Chunk(Portion))
            present.UnionWith(await rows.PresentAsync(reference.Target, ids, cancellationToken).ConfigureAwait(false));
        problems.AddRange(written.Where(w => !present.Contains(w.Value)).OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => reference.Missing(w.Key, w.Value)));
    }

    /// <summary>What each row written refers to in the end; a row may be written more than once.</summary>
    private static Dictionary<string, string> Written(LayerReference reference, IReadOnlyList<FeatureChange> changes)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var change in changes.Where(c => c.Layer == reference.Layer.Name))
        {
            var given = change switch
            {
                CreateFeature create => create.Values,
                UpdateFeature update => update.Values,
                _ => null,
            };
            if (given?.TryGetValue(reference.Field.Name, out var value) == true && value is string id)
                values[change.Id] = id;
            else if (given is null || given.ContainsKey(reference.Field.Name))
                values.Remove(change.Id);
        }

        return values;
    }

    private async Task CheckDeletedAsync(LayerReference[] references, IReadOnlyList<FeatureChange> changes, List<GeoProblem> problems, CancellationToken cancellationToken)
    {
        var target = references[0].Target;
        foreach (var ids in changes.Where(c => c is DeleteFeature && c.Layer == target.Name).Select(c => c.Id).Distinct(StringComparer.Ordinal).Chunk(Portion))
        {
            // A feature may come back in the same change set.
            var present = await rows.PresentAsync(target, ids, cancellationToken).ConfigureAwait(false);
            object[] gone = [.. ids.Where(id => !present.Contains(id))];
            if (gone.Length == 0)
                continue;
            foreach (var reference in references)
            {
                var query = new FeatureQuery(reference.Layer.Name) { Filters = [new FieldFilter(reference.Field.Name, gone)], Limit = 1 };
                foreach (var referrer in await rows.RowsAsync(query, cancellationToken).ConfigureAwait(false))
                    problems.Add(reference.InUse(referrer));
            }
        }
    }
}
