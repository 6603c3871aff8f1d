using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Jining231.Geo.Stores.Paging;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Rows of a query, stretch by stretch of its order.</summary>
internal sealed class GeoPackageQueryReader(LayerDef layer, FeatureQuery query, FilterPlan? plan, Func<RowWindow, long?, GeoPackageRowReader> open) : IRowReader
{
    private readonly IReadOnlyList<RowWindow> _windows = RowWindow.Of(layer, query, plan);
    private readonly QueryClock _clock = new(query);
    private long? _left = query.Limit;
    private int _next;
    private GeoPackageRowReader? _reader;

    public ValueTask<bool> ReadAsync(RowBatch batch, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_clock.Run(t => Fill(batch, t), cancellationToken));

    public ValueTask DisposeAsync()
    {
        _reader?.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Fill(RowBatch batch, CancellationToken cancellationToken)
    {
        batch.Clear();
        while (_left is null or > 0)
        {
            if (_reader is null)
            {
                if (_next == _windows.Count)
                    return false;
                var window = _windows[_next++];
                _reader = open(plan is { TestsRows: true } ? window : window with { Limit = _left }, _left);
            }

            // The reader works in this thread: its task is complete.
            if (_reader.ReadAsync(batch, cancellationToken).AsTask().GetAwaiter().GetResult())
            {
                _left -= batch.Count;
                return true;
            }

            _reader.Dispose();
            _reader = null;
        }

        return false;
    }
}
