using System.Globalization;
using System.Text.RegularExpressions;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>Numbers, dates and timestamps, the same in both encodings.</summary>
internal static partial class LiteralReader
{
    /// <summary>2⁶³, the first double that no 64-bit integer reaches.</summary>
    private const double TwoTo63 = 9223372036854775808.0;

    /// <summary>A number by its digits; null if it is not finite.</summary>
    public static FilterNode? Number(string digits)
    {
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return new IntegerLiteral(whole);
        var value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? Number(value) : null;
    }

    /// <summary>A finite number: whole ones that fit are integers.</summary>
    public static FilterNode Number(double value) =>
        Math.Abs(value) < TwoTo63 && value == Math.Truncate(value) ? new IntegerLiteral((long)value) : new RealLiteral(value);

    /// <summary>full-date of RFC 3339, or null.</summary>
    public static FilterNode? Date(string text) =>
        DayShape().IsMatch(text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateLiteral(day)
            : null;

    /// <summary>date-time of RFC 3339, or null.</summary>
    public static FilterNode? Timestamp(string text) => Rfc3339.TryParse(text, out var instant) ? new TimestampLiteral(instant) : null;

    /// <summary>One end of an interval as a text: a date, a timestamp or two dots; else null.</summary>
    public static FilterNode? IntervalEnd(string text) => text == ".." ? new OpenEnd() : Date(text) ?? Timestamp(text);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DayShape();
}
