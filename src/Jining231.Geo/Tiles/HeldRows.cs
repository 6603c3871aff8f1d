using Jining231.Geo.Layers;

namespace Jining231.Geo.Tiles;

/// <summary>The rows of a tile, taken in any order and then given by id: for the few rows of most tiles this is cheaper than a sort in the store.</summary>
/// <param name="layer">Whose rows.</param>
internal sealed class HeldRows(LayerDef layer) : IDisposable
{
    /// <summary>Batches held at most, 8 MiB.</summary>
    private const int MostBatches = 32;

    private readonly List<RowBatch> _batches = [];
    private readonly List<(RowBatch Batch, int Row)> _order = [];

    /// <summary>Rows held.</summary>
    public int Count => _order.Count;

    /// <summary>Takes all rows of a reader; false if they are too many to be held.</summary>
    public async Task<bool> TakeAsync(IRowReader reader, CancellationToken cancellationToken)
    {
        while (_batches.Count < MostBatches)
        {
            var batch = new RowBatch(layer);
            _batches.Add(batch);
            if (!await reader.ReadAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                _order.Sort(static (a, b) => a.Batch[a.Row].Id.SequenceCompareTo(b.Batch[b.Row].Id));
                return true;
            }

            for (var i = 0; i < batch.Count; i++)
                _order.Add((batch, i));
        }

        return false;
    }

    /// <summary>A row in the order of ids, by code point.</summary>
    public RawRow this[int index] => _order[index].Batch[_order[index].Row];

    /// <summary>Lets the next rows use the room.</summary>
    public void Dispose()
    {
        foreach (var batch in _batches)
            batch.Dispose();
        _batches.Clear();
        _order.Clear();
    }
}
