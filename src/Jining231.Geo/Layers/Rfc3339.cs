using System.Globalization;
using System.Text.RegularExpressions;

namespace Jining231.Geo.Layers;

/// <summary>Instants on the wire: RFC 3339 with an explicit offset; kept in UTC with milliseconds.</summary>
public static partial class Rfc3339
{
    /// <summary>Reads an instant; false if it is not RFC 3339, has no offset, or does not exist. Finer than 1 ms is cut off.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        if (text is null || !Shape().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var parsed))
            return false;
        instant = DateTimeOffset.FromUnixTimeMilliseconds(parsed.ToUnixTimeMilliseconds());
        return true;
    }

    /// <summary>Writes an instant in UTC with milliseconds, as <c>2026-03-01T08:00:00.000Z</c>.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
