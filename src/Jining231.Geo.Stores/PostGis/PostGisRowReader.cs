using System.Text;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Npgsql;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Rows of a parameterised query, column by column from the wire into a batch.</summary>
internal sealed class PostGisRowReader(LayerDef layer, FeatureQuery query, FilterPlan? plan, Func<FeatureQuery, NpgsqlCommand> select) : IRowReader
{
    /// <summary>Rows fetched at once where a limit counts rows that SQL alone cannot tell.</summary>
    private const int FirstPortion = 500, LargestPortion = 20_000;

    /// <summary>Room offered to a value before its length is asked.</summary>
    private const int UsualBytes = 4096;

    private readonly bool _inPortions = query.Limit is not null && plan is { TestsRows: true };
    private long _left = query.Limit ?? long.MaxValue;
    private int _portion = Math.Clamp(query.Limit ?? 0, FirstPortion, LargestPortion);
    private int _read;
    private string? _after = query.AfterId;
    private bool _done;
    private NpgsqlCommand? _command;
    private NpgsqlDataReader? _reader;

    public ValueTask<bool> ReadAsync(RowBatch batch, CancellationToken cancellationToken) =>
        new(PostGisProblems.GuardAsync(() => FillAsync(batch, cancellationToken)));

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
        while (!_done && !batch.IsFull)
        {
            _reader ??= await OpenAsync(cancellationToken).ConfigureAwait(false);
            if (await _reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                Take(batch, _reader);
                _done = _left == 0;
                continue;
            }

            await CloseAsync().ConfigureAwait(false);
            _done = !_inPortions || _read < _portion;
            _portion = Math.Min(_portion * 2, LargestPortion);
        }

        return batch.Count > 0;
    }

    /// <summary>In portions that grow: a reader that is left early would fetch all the rest first.</summary>
    private async Task<NpgsqlDataReader> OpenAsync(CancellationToken cancellationToken)
    {
        _read = 0;
        _command = select(_inPortions ? query with { AfterId = _after, Limit = _portion } : query);
        return await _command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Take(RowBatch batch, NpgsqlDataReader reader)
    {
        _read++;
        var before = batch.Used;
        var slots = batch.NewRow();
        for (var column = 0; column < reader.FieldCount; column++)
            if (!reader.IsDBNull(column))
                slots[PostGisWire.SlotOf(layer, column)] = Value(batch, reader, column);
        if (_inPortions)
            _after = Encoding.UTF8.GetString(batch[batch.Count - 1].Id);
        if (plan is { TestsRows: true } && !plan.Passes(batch[batch.Count - 1].ToFeatureRow()))
        {
            batch.DropRow();
            batch.Used = before;
            return;
        }

        _left--;
    }

    private RawValue Value(RowBatch batch, NpgsqlDataReader reader, int column)
    {
        batch.Reserve(UsualBytes);
        var length = (int)reader.GetBytes(column, 0, batch.Bytes, batch.Used, batch.Bytes.Length - batch.Used);
        if (length == batch.Bytes.Length - batch.Used)
        {
            var whole = (int)reader.GetBytes(column, 0, null, 0, 0);
            batch.Reserve(whole);
            length = (int)reader.GetBytes(column, 0, batch.Bytes, batch.Used, whole);
        }

        var start = batch.Used;
        batch.Used += length;
        return PostGisWire.Decode(layer, PostGisWire.SlotOf(layer, column), batch.Bytes, start, length);
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
