using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Jining231.Geo.Stores.Paging;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Rows of a query, stretch by stretch of its order.</summary>
/// <param name="query">What is read.</param>
/// <param name="plan">The plan of its filter, if it has one.</param>
/// <param name="windows">The stretches, asked for one by one.</param>
/// <param name="open">Reads one of them, so many rows at most.</param>
internal sealed class GeoPackageQueryReader(FeatureQuery query, FilterPlan? plan, IEnumerable<RowWindow> windows, Func<RowWindow, long?, GeoPackageRowReader> open) : IRowReader
{
    private readonly IEnumerator<RowWindow> _windows = windows.GetEnumerator();
    private readonly QueryClock _clock = new(query);
    private long? _left = query.Limit;
    private GeoPackageRowReader? _reader;

    public ValueTask<bool> ReadAsync(RowBatch batch, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_clock.Run(t => Fill(batch, t), cancellationToken));

    public ValueTask DisposeAsync()
    {
        _reader?.Dispose();
        _windows.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Fill(RowBatch batch, CancellationToken cancellationToken)
    {
        batch.Clear();
        while (_left is null or > 0)
        {
            if (_reader is null)
            {
                if (!_windows.MoveNext())
                    return false;
                _reader = open(plan is { TestsRows: true } ? _windows.Current : _windows.Current with { Limit = _left }, _left);
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
