namespace Jining231.Geo.Stores.Tests.Support;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class TestClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
