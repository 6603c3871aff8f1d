using System.Collections.Concurrent;
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

    private readonly ConcurrentStack<Parked> _waiting = new();
    private readonly Timer _timer;
    private readonly Lock _gate = new();
    private int _open;
    private bool _armed, _closed;

    public PostGisParking() => _timer = new Timer(_ => _ = SweepAsync());

    /// <summary>A snapshot is to be opened: a connection for it with the transaction that it has still open, or null.</summary>
    public (NpgsqlConnection Connection, NpgsqlTransaction Transaction)? Take()
    {
        Interlocked.Increment(ref _open);
        return _waiting.TryPop(out var parked) ? (parked.Connection, parked.Transaction) : null;
    }

    /// <summary>A snapshot that was to be opened is over.</summary>
    public void Over() => Interlocked.Decrement(ref _open);

    /// <summary>
    /// Leaves the connection of a snapshot whose statements have all been read. False while other snapshots are open: whoever comes next would
    /// then overtake those who wait for a processor (measured at 8 connections: nothing gained, and the slowest answers twice as slow).
    /// </summary>
    public bool TryLeave(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        lock (_gate)
        {
            if (_closed || Volatile.Read(ref _open) > 1)
                return false;
            _waiting.Push(new Parked(connection, transaction, Environment.TickCount64));
            Arm();
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _closed = true;
        await _timer.DisposeAsync().ConfigureAwait(false);
        while (_waiting.TryPop(out var parked))
            await parked.CloseAsync().ConfigureAwait(false);
    }

    private void Arm()
    {
        if (!_armed)
            _timer.Change(Patience, Timeout.Infinite);
        _armed = true;
    }

    private async Task SweepAsync()
    {
        var (young, old) = (new Stack<Parked>(), new List<Parked>());
        lock (_gate)
        {
            _armed = false;
            while (_waiting.TryPop(out var parked))
                if (Environment.TickCount64 - parked.Since < Patience)
                    young.Push(parked);
                else
                    old.Add(parked);
            foreach (var parked in young)
                _waiting.Push(parked);
            if (young.Count > 0 && !_closed)
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
