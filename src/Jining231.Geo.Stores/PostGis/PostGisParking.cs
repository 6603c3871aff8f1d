using Npgsql;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>
/// Connections that a snapshot has left with its transaction still open. The next snapshot takes one, and ends that transaction in the
/// message that begins its own: a page then costs one exchange with the server less, and nobody's rolling back runs beside the next page.
/// What nobody takes within a moment is rolled back and goes to the pool.
/// </summary>
internal sealed class PostGisParking : IAsyncDisposable
{
    /// <summary>Milliseconds that a connection waits at least; a transaction that only reads holds nobody up meanwhile.</summary>
    private const int Patience = 20;

    private readonly Lock _gate = new();

    /// <summary>The one left last at the end.</summary>
    private readonly List<Parked> _waiting = [];

    private readonly Timer _timer;
    private int _open;
    private bool _armed, _closed;

    public PostGisParking() => _timer = new Timer(_ => _ = SweepAsync());

    /// <summary>A snapshot is to be opened: a connection for it with the transaction that it has still open, or null.</summary>
    public (NpgsqlConnection Connection, NpgsqlTransaction Transaction)? Take()
    {
        lock (_gate)
        {
            _open++;
            if (_waiting is not [.., var parked])
                return null;
            _waiting.RemoveAt(_waiting.Count - 1);
            return (parked.Connection, parked.Transaction);
        }
    }

    /// <summary>A snapshot that was to be opened is over.</summary>
    public void Over()
    {
        lock (_gate)
            _open--;
    }

    /// <summary>
    /// Leaves the connection of a snapshot whose statements have all been read. False while other snapshots are open: whoever comes next would
    /// then overtake those who wait for a processor (measured at 8 connections: nothing gained, and the slowest answers twice as slow).
    /// </summary>
    public bool TryLeave(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        lock (_gate)
        {
            if (_closed || _open > 1)
                return false;
            _waiting.Add(new Parked(connection, transaction, Environment.TickCount64));
            Arm();
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _closed = true;
        await _timer.DisposeAsync().ConfigureAwait(false);
        await SweepAsync().ConfigureAwait(false);
    }

    private void Arm()
    {
        if (!_armed)
            _timer.Change(Patience, Timeout.Infinite);
        _armed = true;
    }

    private async Task SweepAsync()
    {
        Parked[] old;
        lock (_gate)
        {
            _armed = false;
            var now = Environment.TickCount64;
            old = [.. _waiting.TakeWhile(p => _closed || now - p.Since >= Patience)];
            _waiting.RemoveRange(0, old.Length);
            if (_waiting.Count > 0)
                Arm();
        }

        foreach (var parked in old)
            await parked.CloseAsync().ConfigureAwait(false);
    }

    private readonly record struct Parked(NpgsqlConnection Connection, NpgsqlTransaction Transaction, long Since)
    {
        /// <summary>Rolls back; a transaction that was lost with its server had nothing to lose.</summary>
        public async ValueTask CloseAsync()
        {
            await Transaction.DisposeAsync().ConfigureAwait(false);
            await Connection.DisposeAsync().ConfigureAwait(false);
        }
    }
}
