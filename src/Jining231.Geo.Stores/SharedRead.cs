namespace Jining231.Geo.Stores;

/// <summary>
/// Lets callers share a reading that none of them may find stale: a caller gets the result of one that began after the caller came,
/// and at most one runs at a time.
/// </summary>
/// <param name="read">The reading.</param>
internal sealed class SharedRead<T>(Func<Task<T>> read)
{
    private readonly Lock _lock = new();
    private Task<T>? _running;
    private Task<T>? _waiting;

    public Task<T> RunAsync()
    {
        lock (_lock)
        {
            if (_waiting is not null)
                return _waiting;
            return _running is { IsCompleted: false } running ? _waiting = AfterAsync(running) : _running = read();
        }
    }

    private async Task<T> AfterAsync(Task<T> running)
    {
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<T> next;
        lock (_lock)
        {
            _waiting = null;
            _running = next = read();
        }

        return await next.ConfigureAwait(false);
    }
}
