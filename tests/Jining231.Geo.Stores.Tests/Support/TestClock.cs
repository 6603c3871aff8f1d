namespace Jining231.Geo.Stores.Tests.Support;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    /// <summary>Told when the clock is moved, for a store whose clock is elsewhere.</summary>
    public Action<DateTimeOffset>? Moved { get; set; }

    public DateTimeOffset Now
    {
        get => _now;
        set
        {
            _now = value;
            Moved?.Invoke(value);
        }
    }

    public override DateTimeOffset GetUtcNow() => _now;
}
