namespace Jining231.Geo.Service.WarmUps;

/// <summary>Knows whether anybody is being answered, so that work which nobody asked for gives way. Safe for concurrent use.</summary>
internal sealed class IdleTimes : IDisposable
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _idle = new();
    private CancellationTokenSource _rest = new();
    private int _open;

    public IdleTimes() => _idle.SetResult();

    /// <summary>Done while no request is being answered.</summary>
    public Task Idle
    {
        get
        {
            lock (_lock)
                return _idle.Task;
        }
    }

    /// <summary>Cancelled when the next request begins; cancelled already while one is being answered.</summary>
    public CancellationToken Rest
    {
        get
        {
            lock (_lock)
                return _rest.Token;
        }
    }

    /// <summary>A request begins.</summary>
    public void Enter()
    {
        lock (_lock)
        {
            if (_open++ > 0)
                return;
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        // Only the last request to leave replaces the source, and this one has not left.
        _rest.Cancel();
    }

    /// <summary>It has been answered.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_open > 0)
                return;
            _rest = new CancellationTokenSource();
            _idle.SetResult();
        }
    }

    /// <summary>Lets go of the present token; those before it are cancelled and hold nothing.</summary>
    public void Dispose() => _rest.Dispose();
}
