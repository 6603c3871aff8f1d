using System.Runtime.CompilerServices;

namespace Jining231.Geo.Layers;

/// <summary>Reads rows of one query forwards, a batch at a time. Not safe for concurrent use; dispose to end the reading.</summary>
public interface IRowReader : IAsyncDisposable
{
    /// <summary>
    /// After the first batch: how many rows the query has without limit and paging, if the reading found that on its way; else null.
    /// </summary>
    long? Matched => null;

    /// <summary>True if the batch given last is known to hold the last row: the view may be closed, and its rows still be read.</summary>
    bool IsComplete => false;

    /// <summary>Fills the batch anew; false, and an empty batch, after the last row.</summary>
    /// <exception cref="GeoProblemException">The store cannot be read.</exception>
    ValueTask<bool> ReadAsync(RowBatch batch, CancellationToken cancellationToken);
}

/// <summary>The object rows on top of the raw ones.</summary>
public static class RowReaders
{
    /// <summary>Streams every row as an object.</summary>
    /// <param name="reader">Disposed at the end.</param>
    /// <param name="layer">Whose rows.</param>
    /// <param name="bytes">Size of a batch: how far the reading may run ahead.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async IAsyncEnumerable<FeatureRow> ToRowsAsync(
        this IRowReader reader, LayerDef layer, int bytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        await using (reader.ConfigureAwait(false))
        {
            var batch = new RowBatch(layer, bytes);
            while (await reader.ReadAsync(batch, cancellationToken).ConfigureAwait(false))
                for (var i = 0; i < batch.Count; i++)
                    yield return batch[i].ToFeatureRow();
        }
    }
}
