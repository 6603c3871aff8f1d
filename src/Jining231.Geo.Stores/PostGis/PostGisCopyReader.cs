using System.Buffers.Binary;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Jining231.Geo.Stores.Paging;
using Npgsql;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>
/// All rows of a query by binary COPY: the bytes of the server are the bytes of the batch, only the places of the values are noted.
/// </summary>
internal sealed class PostGisCopyReader(NpgsqlConnection connection, NpgsqlCommand select, LayerDef layer, FeatureQuery query, FilterPlan? plan) : IRowReader
{
    /// <summary>Signature, flags and length of the header extension (PostgreSQL documentation, COPY, binary format).</summary>
    private const int HeaderBytes = 19, LeastBytes = 4096;

    private readonly QueryClock _clock = new(query);
    private NpgsqlRawCopyStream? _stream;
    private byte[] _carry = [];
    private int _carried;
    private bool _headerRead, _done;

    public ValueTask<bool> ReadAsync(RowBatch batch, CancellationToken cancellationToken) =>
        new(_clock.RunAsync(t => PostGisProblems.GuardAsync(() => FillAsync(batch, t)), cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await select.DisposeAsync().ConfigureAwait(false);
        if (_stream is null)
            return;
        // A reading that is left early must not wait for the rest, and one that broke has been reported; its stream may be closed already.
        try
        {
            if (!_done)
                await _stream.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (PostGisProblems.Problem(e) is not null || e is OperationCanceledException or ObjectDisposedException)
        {
            _done = true;
        }

        try
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (PostGisProblems.Problem(e) is not null || e is OperationCanceledException)
        {
            _done = true;
        }
    }

    private async Task<bool> FillAsync(RowBatch batch, CancellationToken cancellationToken)
    {
        batch.Clear();
        _stream ??= await connection.BeginRawBinaryCopyAsync(
            $"COPY ({await PostGisLiterals.InlineAsync(select, connection, cancellationToken).ConfigureAwait(false)}) TO STDOUT (FORMAT binary)",
            cancellationToken).ConfigureAwait(false);
        while (!_done && batch.Count == 0)
        {
            // Rows that a filter dropped are left behind, the carry goes to the very front: room for the header, and for one row that is larger than the batch.
            batch.Used = 0;
            _carry.AsSpan(0, _carried).CopyTo(batch.Reserve(Math.Max(2 * _carried, LeastBytes)));
            var end = _carried;
            var bytes = batch.Bytes;
            for (int got; end < bytes.Length; end += got)
            {
                got = await _stream.ReadAsync(bytes.AsMemory(end), cancellationToken).ConfigureAwait(false);
                if (got == 0)
                    break;
            }

            Take(batch, end);
        }

        return batch.Count > 0;
    }

    /// <summary>Notes the rows that are complete; what is left goes to the front of the next batch.</summary>
    private void Take(RowBatch batch, int end)
    {
        var bytes = batch.Bytes.AsSpan(0, end);
        var at = 0;
        if (!_headerRead)
        {
            at = HeaderBytes + BinaryPrimitives.ReadInt32BigEndian(bytes[(HeaderBytes - 4)..]);
            _headerRead = true;
        }

        while (TryTake(batch, bytes, ref at))
            if (plan is { TestsRows: true } && !plan.Passes(batch[batch.Count - 1].ToFeatureRow()))
                batch.DropRow();
        batch.Used = at;
        _carried = _done ? 0 : end - at;
        if (_carry.Length < _carried)
            _carry = new byte[Math.Max(_carried, _carry.Length * 2)];
        bytes[at..(at + _carried)].CopyTo(_carry);
        if (!_done && end < batch.Bytes.Length)
            throw new GeoProblemException(new GeoProblem(ProblemCode.StoreUnavailable,
                "数据库中途断开，读取不完整。", "The database ended the reading before the last row.")
            { Field = "store" });
    }

    private bool TryTake(RowBatch batch, Span<byte> bytes, ref int at)
    {
        if (bytes.Length - at < 2)
            return false;
        var columns = BinaryPrimitives.ReadInt16BigEndian(bytes[at..]);
        if (columns < 0)
        {
            _done = true;
            return false;
        }

        var p = at + 2;
        var slots = batch.NewRow();
        for (var column = 0; column < columns; column++)
        {
            var length = bytes.Length - p < 4 ? int.MaxValue : BinaryPrimitives.ReadInt32BigEndian(bytes[p..]);
            if (length > bytes.Length - p - 4)
            {
                batch.DropRow();
                return false;
            }

            p += 4;
            if (length < 0)
                continue;
            var slot = PostGisWire.SlotOf(layer, column);
            // The geometry is rewritten in place: only once the row is known to be complete.
            slots[slot] = slot == RowBatch.GeometrySlot ? new RawValue(0, p, length) : PostGisWire.Decode(layer, slot, bytes, p, length);
            p += length;
        }

        if (slots[RowBatch.GeometrySlot] is { Length: >= 0 } raw)
            slots[RowBatch.GeometrySlot] = PostGisWire.Decode(layer, RowBatch.GeometrySlot, bytes, raw.Start, raw.Length);
        at = p;
        return true;
    }
}
