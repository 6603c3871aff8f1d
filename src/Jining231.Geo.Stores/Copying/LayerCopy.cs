using System.Runtime.CompilerServices;
using System.Text;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Bulk;

namespace Jining231.Geo.Stores.Copying;

/// <summary>One layer of a copy: both sides are read in id order side by side, the missing rows travel in batches.</summary>
internal sealed class LayerCopy(IFeatureSnapshot source, IFeatureStore to, LayerDef layer, string actor, IProgress<CopyProgress>? progress)
{
    private const int BatchRows = 1_000, BatchBytes = 4 * 1024 * 1024;

    private readonly FeatureQuery _all = new(layer.Name);

    /// <summary>Rows that refer to each other travel in one set: the one referred to may come later in id order.</summary>
    private readonly bool _whole = layer.Fields.Any(f => f.References == layer.Name);
    private readonly List<FeatureChange> _batch = new(BatchRows);
    private int _batchBytes;
    private long _added, _present, _total;

    public async Task<(long Added, long Present)> RunAsync(CancellationToken cancellationToken)
    {
        _total = await source.CountAsync(_all, cancellationToken).ConfigureAwait(false);
        var target = await to.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        await using (target.ConfigureAwait(false))
        {
            // Rows that a trigger compares with each other go in small sets; anything else in one load, where the store has one.
            if (_total == 0 || target.Revisions[layer.Name].Revision > 0 || layer.ExclusiveCover is not null || to is not IBulkLoad)
            {
                await MergeAsync(target, cancellationToken).ConfigureAwait(false);
                return (_added, _present);
            }
        }

        _added = await ((IBulkLoad)to).LoadAsync(layer.Name, actor, SourceAsync(cancellationToken), new Sent(this), cancellationToken).ConfigureAwait(false);
        Report();
        return (_added, 0);
    }

    private async Task MergeAsync(IFeatureSnapshot target, CancellationToken cancellationToken)
    {
        using var mine = new RowBytes();
        using var theirs = new RowBytes();
        var there = target.QueryAsync(_all, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (there.ConfigureAwait(false))
        {
            var more = await there.MoveNextAsync().ConfigureAwait(false);
            await foreach (var row in source.QueryAsync(_all, cancellationToken).ConfigureAwait(false))
            {
                if (more && Compare(there.Current.Id, row.Id) < 0)
                    throw Foreign(there.Current.Id);
                if (more && there.Current.Id == row.Id)
                {
                    if (!mine.Of(row).SequenceEqual(theirs.Of(there.Current)))
                        throw Foreign(row.Id);
                    _present++;
                    more = await there.MoveNextAsync().ConfigureAwait(false);
                    continue;
                }

                _batch.Add(Creation(row));
                _batchBytes += row.Wkb?.Length ?? 0;
                if (!_whole && (_batch.Count >= BatchRows || _batchBytes >= BatchBytes))
                    await FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            if (more)
                throw Foreign(there.Current.Id);
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count > 0)
            await to.ApplyAsync(new ChangeSet(actor, [.. _batch]), cancellationToken).ConfigureAwait(false);
        _added += _batch.Count;
        _batch.Clear();
        _batchBytes = 0;
        Report();
    }

    private async IAsyncEnumerable<CreateFeature> SourceAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in source.QueryAsync(_all, cancellationToken).ConfigureAwait(false))
            yield return Creation(row);
    }

    private static CreateFeature Creation(FeatureRow row)
    {
        var values = new Dictionary<string, object?>(row.Values.Count, StringComparer.Ordinal);
        for (var i = 0; i < row.Values.Count; i++)
            if (row.Values[i] is { } value)
                values.Add(row.Layer.Fields[i].Name, value);
        return new CreateFeature(row.Layer.Name, row.Id, row.Wkb, values);
    }

    /// <summary>Code point order, as stores give their rows; UTF-8 bytes sort the same way.</summary>
    private static int Compare(string a, string b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));

    private void Report() => progress?.Report(new CopyProgress(layer.Name, _added + _present, _total));

    private GeoProblemException Foreign(string id) => new(new GeoProblem(ProblemCode.AlreadyExists,
        $"目标的图层“{layer.TitleZh}”中已有与源不同的要素“{id}”，未作覆盖。请复制到空的存储，或续传同一源的复制。",
        $"Layer '{layer.Name}' of the target holds '{id}', which the source does not hold so; nothing was overwritten. Copy into an empty store, or continue a copy of the same source.")
    { Field = $"{layer.Name}/{id}" });

    private sealed class Sent(LayerCopy copy) : IProgress<long>
    {
        public void Report(long value)
        {
            copy._added = value;
            copy.Report();
        }
    }
}
