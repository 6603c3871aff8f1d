using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Paging;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>
/// One page of the rows of a box, by id. Where the index has few rows in the box, they are all read as they lie, put in order here and
/// counted on the way; else SQLite walks or sorts them.
/// </summary>
/// <param name="layer">Whose rows.</param>
/// <param name="query">What is read.</param>
/// <param name="most">Its limit.</param>
/// <param name="ordered">Reads the query in the order of SQLite.</param>
/// <param name="candidates">How many rows the index has in the box, at most one more than is asked.</param>
/// <param name="gather">Reads them.</param>
internal sealed class GeoPackageBoxReader(
    LayerDef layer, FeatureQuery query, int most, IRowReader ordered, Func<int, long> candidates, Func<GeoPackageRowReader> gather) : IRowReader
{
    /// <summary>Rows beyond the page that are read for nothing, and room for all of them.</summary>
    private const int Beyond = 1_000, MostBytes = 8 * 1024 * 1024;

    private readonly QueryClock _clock = new(query);
    private bool _begun, _given;

    public long? Matched { get; private set; }

    public ValueTask<bool> ReadAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            _begun = true;
            _given = _clock.Run(t => candidates(most + Beyond) <= most + Beyond && Gather(batch, t), cancellationToken);
            if (_given)
                return ValueTask.FromResult(batch.Count > 0);
        }

        if (!_given)
            return ordered.ReadAsync(batch, cancellationToken);
        batch.Clear();
        return ValueTask.FromResult(false);
    }

    public ValueTask DisposeAsync() => ordered.DisposeAsync();

    /// <summary>False, with nothing given, if the rows are too large to be held.</summary>
    private bool Gather(RowBatch batch, CancellationToken cancellationToken)
    {
        using var all = new RowBatch(layer, MostBytes);
        using var rows = gather();
        // The reader works in this thread: its task is complete.
        _ = rows.ReadAsync(all, cancellationToken).AsTask().GetAwaiter().GetResult();
        if (all.IsFull)
            return false;
        if (query.AfterId is null)
            Matched = all.Count;
        all.OrderById(query.Offset, most);
        batch.Exchange(all);
        return true;
    }
}
