using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Paging;
using Npgsql;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>
/// One page of the rows of a box, by id. Where they are hardly more than the page, all of them are read as the index yields them, put in
/// order here and counted on the way; else the server walks or sorts them.
/// </summary>
/// <param name="layer">Whose rows.</param>
/// <param name="query">What is read.</param>
/// <param name="most">Its limit.</param>
/// <param name="ordered">Reads the query in the order of the server.</param>
/// <param name="gather">Makes the statement that reads at most that many rows in no order.</param>
internal sealed class PostGisBoxReader(LayerDef layer, FeatureQuery query, int most, IRowReader ordered, Func<int, NpgsqlBatch> gather) : IRowReader
{
    /// <summary>Room for the rows.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    private readonly QueryClock _clock = new(query);
    private bool _begun, _given;

    public long? Matched { get; private set; }

    /// <summary>Rows that are read for nothing at most, if there are more than these.</summary>
    private int Bound => most + (most / 2) + 100;

    public async ValueTask<bool> ReadAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            _begun = true;
            _given = query.Expected is not { } expected || expected <= Bound;
            if (_given)
            {
                _given = await _clock.RunAsync(t => PostGisProblems.GuardAsync(() => GatherAsync(batch, t)), cancellationToken).ConfigureAwait(false);
                if (_given)
                    return batch.Count > 0;
            }
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
        var statement = gather(Bound + 1);
        await using (statement.ConfigureAwait(false))
        {
            var reader = await statement.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) && !all.IsFull)
                    PostGisWire.Take(all, layer, reader);
        }

        if (all.IsFull || all.Count > Bound)
            return false;
        if (query.AfterId is null)
            Matched = all.Count;
        all.OrderById(query.Offset, most);
        batch.Exchange(all);
        return true;
    }
}
