using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Jining231.Geo.Stores.Paging;
using Npgsql;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Rows of a parameterised query, stretch by stretch of its order, column by column from the wire into a batch.</summary>
/// <param name="layer">Whose rows.</param>
/// <param name="query">What is read.</param>
/// <param name="plan">The plan of its filter, if it has one.</param>
/// <param name="select">Makes the statement of a window.</param>
/// <param name="only">One window instead of the query's own, for rows that are only counted.</param>
internal sealed class PostGisRowReader(LayerDef layer, FeatureQuery query, FilterPlan? plan, Func<RowWindow, NpgsqlCommand> select, RowWindow? only = null) : IRowReader
{
    /// <summary>Rows fetched at once where a limit counts rows that SQL alone cannot tell.</summary>
    private const int FirstPortion = 500, LargestPortion = 20_000;

    private readonly bool _tested = plan is { TestsRows: true };
    private readonly bool _inPortions = query.Limit is not null && plan is { TestsRows: true } && only is null;
    private readonly QueryClock _clock = new(query);
    private IReadOnlyList<RowWindow> _windows = only is null ? RowWindow.Of(layer, query, plan) : [only];
    private long _left = query.Limit ?? long.MaxValue;
    private long _skip = plan is { TestsRows: true } ? query.Offset : 0;
    private int _portion = Math.Clamp(query.Limit ?? 0, FirstPortion, LargestPortion);
    private int _read;
    private FeatureRow? _last;
    private NpgsqlCommand? _command;
    private NpgsqlDataReader? _reader;

    /// <summary>Rows that the server has given, whether they passed the row test or not.</summary>
    public long Read { get; private set; }

    public ValueTask<bool> ReadAsync(RowBatch batch, CancellationToken cancellationToken) =>
        new(_clock.RunAsync(t => PostGisProblems.GuardAsync(() => FillAsync(batch, t)), cancellationToken));

    /// <summary>Counts the rows instead of giving them.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var batch = new RowBatch(layer);
        var count = 0L;
        while (await ReadAsync(batch, cancellationToken).ConfigureAwait(false))
            count += batch.Count;
        return count;
    }

    public ValueTask DisposeAsync() => CloseAsync();

    /// <summary>As <see cref="ReadAsync"/>, with the server's own errors: a writer tells a lost race from others by them.</summary>
    internal async Task<bool> FillAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        batch.Clear();
        while (_windows.Count > 0 && _left > 0 && !batch.IsFull)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _reader ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
            if (await _reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                Take(batch, _reader);
                continue;
            }

            await CloseAsync().ConfigureAwait(false);
            var columns = _windows[0].Columns;
            _windows = _inPortions && _read == _portion
                ? [.. KeysetRanges.After(layer, query, _last!).Select(r => new RowWindow { Range = r, Columns = columns })]
                : [.. _windows.Skip(1)];
            _portion = Math.Min(_portion * 2, LargestPortion);
        }

        return batch.Count > 0;
    }

    /// <summary>In portions that grow: a reader that is left early would fetch all the rest first.</summary>
    private async Task<NpgsqlDataReader> OpenAsync(CancellationToken cancellationToken)
    {
        _read = 0;
        var window = _windows[0];
        _command = select(only is not null ? window : window with { Limit = _inPortions ? _portion : query.Limit is null ? null : _left });
        return await _command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Take(RowBatch batch, NpgsqlDataReader reader)
    {
        _read++;
        Read++;
        var before = batch.Used;
        PostGisWire.Take(batch, layer, reader);
        if (_tested)
        {
            _last = batch[batch.Count - 1].ToFeatureRow();
            if (!plan!.Passes(_last) || _skip-- > 0)
            {
                batch.DropRow();
                batch.Used = before;
                return;
            }
        }

        _left--;
    }

    private async ValueTask CloseAsync()
    {
        if (_reader is { } reader)
            await reader.DisposeAsync().ConfigureAwait(false);
        if (_command is { } command)
            await command.DisposeAsync().ConfigureAwait(false);
        (_reader, _command) = (null, null);
    }
}
