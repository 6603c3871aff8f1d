using Jining231.Geo.Layers;

namespace Jining231.Geo.Eligibility;

/// <summary>Whether a control line is in legal force.</summary>
public static class InForce
{
    /// <summary>Beijing time, in which legal days are counted.</summary>
    public static TimeSpan BeijingOffset { get; } = TimeSpan.FromHours(8);

    /// <summary>
    /// True from <c>in_force_from</c> on (its own day included) until the day before <c>in_force_to</c> (失效日期); a missing
    /// boundary is open.
    /// </summary>
    /// <param name="control">A row with both fields.</param>
    /// <param name="day">The legal day.</param>
    public static bool At(FeatureRow control, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(control);
        return (control.Day("in_force_from") is not { } from || day >= from) && (control.Day("in_force_to") is not { } to || day < to);
    }

    /// <summary>The legal day (Beijing time) of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(BeijingOffset).DateTime);

    /// <summary>The instant at which a legal day begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), BeijingOffset);
}
