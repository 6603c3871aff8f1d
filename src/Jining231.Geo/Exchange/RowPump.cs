using System.Threading.Channels;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange;

/// <summary>
/// Writes everything a reader gives in one format. Reading, transcoding and writing go on at the same time over a few buffers that
/// are used again: the order stays, memory does not grow with the rows.
/// </summary>
public static class RowPump
{
    private const int Slots = 6;

    /// <summary>Runs to the last row.</summary>
    /// <param name="rows">The rows; not disposed.</param>
    /// <param name="layer">Whose rows.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="write">Takes the bytes in order; must be done with them when it returns.</param>
    /// <param name="progress">Told the rows written so far; may be null.</param>
    /// <param name="cancellationToken">Stops the whole.</param>
    /// <returns>Rows written.</returns>
    /// <exception cref="GeoProblemException">The store cannot be read to the end; what was written is then incomplete, and lacks the end of the format.</exception>
    public static async Task<long> RunAsync(
        IRowReader rows, LayerDef layer, IRowFormat format, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(write);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var free = Channel.CreateUnbounded<Slot>();
        for (var i = 0; i < Slots; i++)
            free.Writer.TryWrite(new Slot(layer));
        var made = Channel.CreateUnbounded<Task<Slot>>();
        var reading = Task.Run(() => ReadAsync(rows, format, free.Reader, made.Writer, stop.Token), CancellationToken.None);
        try
        {
            var edge = new ByteBuffer(1024);
            format.WriteStart(edge);
            var count = 0L;
            await foreach (var task in made.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                var slot = await task.ConfigureAwait(false);
                if (edge.Length > 0)
                    await write(edge.Written, stop.Token).ConfigureAwait(false);
                edge.Clear();
                await write(slot.Buffer.Written, stop.Token).ConfigureAwait(false);
                count += slot.Batch.Count;
                progress?.Report(count);
                free.Writer.TryWrite(slot);
            }

            format.WriteEnd(edge, count);
            await write(edge.Written, stop.Token).ConfigureAwait(false);
            return count;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private static async Task ReadAsync(IRowReader rows, IRowFormat format, ChannelReader<Slot> free, ChannelWriter<Task<Slot>> made, CancellationToken cancellationToken)
    {
        try
        {
            for (var first = true; ; first = false)
            {
                var slot = await free.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (!await rows.ReadAsync(slot.Batch, cancellationToken).ConfigureAwait(false))
                    break;
                var isFirst = first;
                made.TryWrite(Task.Run(() => slot.Write(format, isFirst), cancellationToken));
            }

            made.Complete();
        }
        catch (Exception e)
        {
            made.Complete(e);
        }
    }

    private sealed class Slot(LayerDef layer)
    {
        public RowBatch Batch { get; } = new(layer);

        public ByteBuffer Buffer { get; } = new(512 * 1024);

        public Slot Write(IRowFormat format, bool first)
        {
            Buffer.Clear();
            format.WriteRows(Buffer, Batch, first);
            return this;
        }
    }
}
