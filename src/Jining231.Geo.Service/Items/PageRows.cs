using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Items;

/// <summary>Writes the rows of a page to the response; two processors share the rows of a large page.</summary>
/// <param name="response">Of the request.</param>
/// <param name="buffer">What the writer writes into.</param>
/// <param name="writer">Of the page's format.</param>
/// <param name="streams">True if the answer may begin before its end is known.</param>
internal sealed class PageRows(HttpResponse response, ByteBuffer buffer, IPageWriter writer, bool streams)
{
    /// <summary>Room of a buffer, and what is sent at once: each time, writer and network change threads.</summary>
    public const int RoomBytes = 256 * 1024, FlushBytes = 192 * 1024;

    /// <summary>Rows from which a second processor is worth its waking.</summary>
    private const int Shared = 200;

    /// <summary>Adds the first rows of a batch.</summary>
    public async Task AddAsync(RowBatch batch, int count, CancellationToken abort)
    {
        using var behind = streams && count >= Shared ? new ByteBuffer(RoomBytes) : null;
        if (behind is null || writer.Behind(behind) is not { } second)
        {
            await AddAsync(batch, 0, count, abort);
            return;
        }

        var half = count / 2;
        var rest = Task.Run(() => Add(second, batch, half, count), CancellationToken.None);
        try
        {
            await AddAsync(batch, 0, half, abort);
        }
        finally
        {
            // Until then the rows and the buffer are in use.
            await rest;
        }

        await FlushAsync(buffer, abort);
        await FlushAsync(behind, abort);
    }

    /// <summary>Sends what is in the buffer.</summary>
    public Task FlushAsync(CancellationToken abort) => FlushAsync(buffer, abort);

    private async Task AddAsync(RowBatch batch, int from, int to, CancellationToken abort)
    {
        for (var i = from; i < to; i++)
        {
            writer.Add(batch[i]);
            if (streams && buffer.Length >= FlushBytes)
                await FlushAsync(buffer, abort);
        }
    }

    private static void Add(IPageWriter writer, RowBatch batch, int from, int to)
    {
        for (var i = from; i < to; i++)
            writer.Add(batch[i]);
    }

    private async Task FlushAsync(ByteBuffer bytes, CancellationToken abort)
    {
        if (bytes.Length == 0)
            return;
        await response.BodyWriter.WriteAsync(bytes.Written, abort);
        bytes.Clear();
    }
}
