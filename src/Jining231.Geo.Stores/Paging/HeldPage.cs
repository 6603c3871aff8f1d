using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Paging;

/// <summary>
/// One page of rows by id. Where they are hardly more than the page, all of them are read as the index yields them, put in order here and
/// counted on the way; else the store walks or sorts them.
/// </summary>
/// <param name="layer">Whose rows.</param>
/// <param name="query">What is read, with a limit.</param>
/// <param name="ordered">Reads the query in the order of the store.</param>
/// <param name="gather">Reads all rows into a batch, in any order; false if they are too many.</param>
internal sealed class HeldPage(LayerDef layer, FeatureQuery query, IRowReader ordered, Func<RowBatch, CancellationToken, Task<bool>> gather) : IRowReader
{
    /// <summary>Room for the rows.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    private readonly QueryClock _clock = new(query);
    private bool _begun, _given;

    public long? Matched { get; private set; }

    public bool IsComplete => _given;

    public async ValueTask<bool> ReadAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            _begun = true;
            _given = await _clock.RunAsync(t => GatherAsync(batch, t), cancellationToken).ConfigureAwait(false);
            if (_given)
                return batch.Count > 0;
        }

        if (!_given)
            return await ordered.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
        batch.Clear();
        return false;
    }

    public ValueTask DisposeAsync() => ordered.DisposeAsync();

    /// <summary>False, with nothing given, if the rows are too many or too large.</summary>
    private async Task<bool> GatherAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        using var all = new RowBatch(layer, MostBytes);
        if (!await gather(all, cancellationToken).ConfigureAwait(false) || all.IsFull)
            return false;
        if (query.AfterId is null)
            Matched = all.Count;
        all.OrderById(query.Offset, query.Limit!.Value);
        batch.Exchange(all);
        return true;
    }
}
