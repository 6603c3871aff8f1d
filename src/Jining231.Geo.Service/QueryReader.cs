using System.Globalization;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>Reads query parameters strictly: a name that is not offered, a repeated one or a value that cannot be read is a 400.</summary>
internal static class QueryReader
{
    /// <summary>Page size where the request names none.</summary>
    public const int DefaultLimit = 1000;

    /// <summary>Largest page; a larger request is clamped, as OGC API - Features asks.</summary>
    public const int MaxLimit = 10_000;

    /// <summary>Refuses parameters that are not offered and parameters given twice.</summary>
    public static void Allow(HttpContext context, params IEnumerable<string> names)
    {
        var allowed = names.ToArray();
        foreach (var (name, values) in context.Request.Query)
        {
            if (!allowed.Contains(name))
                throw Problem(ProblemCode.UnknownName, name, $"没有参数“{name}”。", $"There is no parameter '{name}'.", allowed);
            if (values.Count != 1)
                throw Problem(ProblemCode.InvalidValue, name, $"参数 {name} 只能出现一次。", $"The parameter {name} may be given once.", "1");
        }
    }

    /// <summary>The value of a parameter, or null if it is absent.</summary>
    public static string? Text(HttpContext context, string name) =>
        context.Request.Query.TryGetValue(name, out var values) ? values[0] ?? "" : null;

    /// <summary>1 to <see cref="MaxLimit"/>; larger values are clamped; <paramref name="without"/> where the request names none.</summary>
    public static int Limit(HttpContext context, int without = DefaultLimit)
    {
        if (Text(context, "limit") is not { } text)
            return without;
        if (text.Length is 0 or > 18 || !text.All(char.IsAsciiDigit) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) || limit < 1)
            throw Problem(ProblemCode.OutOfRange, "limit", $"limit“{text}”应为 1 至 {MaxLimit} 的整数。",
                $"limit '{text}' must be a whole number from 1 to {MaxLimit}.", $"1–{MaxLimit}");
        return (int)Math.Min(limit, MaxLimit);
    }

    /// <summary>
    /// Record time: an instant, or an interval (<c>a/b</c>, <c>../b</c>, <c>a/..</c>), which is answered as of its end. Null:
    /// now; so is a time that has not come yet.
    /// </summary>
    public static DateTimeOffset? AsOf(HttpContext context, DateTimeOffset now)
    {
        if (Text(context, "datetime") is not { } text)
            return null;
        var parts = text.Split('/');
        if (parts.Length <= 2 && TryEnd(parts[0], out var start) && TryEnd(parts[^1], out var end)
            && (parts.Length == 1 ? start is not null : (start ?? DateTimeOffset.MinValue) <= (end ?? DateTimeOffset.MaxValue)))
            return end is null || end >= now ? null : end;
        throw Problem(ProblemCode.InvalidValue, "datetime", $"datetime“{text}”应为带时区的 RFC 3339 时刻或区间。",
            $"datetime '{text}' must be an RFC 3339 instant with an offset, or an interval of two.",
            "2026-03-01T08:00:00Z", "2026-03-01T08:00:00Z/..", "../2026-03-01T08:00:00Z");
    }

    /// <summary>An instant, or null where it is not given.</summary>
    public static DateTimeOffset? Instant(HttpContext context, string name) => Text(context, name) switch
    {
        null => null,
        var text when Rfc3339.TryParse(text, out var instant) => instant,
        var text => throw Problem(ProblemCode.InvalidValue, name, $"{name}“{text}”应为带时区的 RFC 3339 时刻。",
            $"{name} '{text}' must be an RFC 3339 instant with an offset.", "2026-03-01T08:00:00Z"),
    };

    /// <summary>One of a list of values, or null where the parameter is not given.</summary>
    public static string? OneOf(HttpContext context, string name, params string[] allowed) => Text(context, name) switch
    {
        null => null,
        var value when allowed.Contains(value, StringComparer.Ordinal) => value,
        var value => throw Problem(ProblemCode.UnknownName, name, $"{name} 没有取值“{value}”。", $"'{value}' is no value of {name}.", allowed),
    };

    /// <summary>A parameter that is <c>true</c> or <c>false</c>.</summary>
    public static bool? Flag(HttpContext context, string name) => Text(context, name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var text => throw Problem(ProblemCode.InvalidValue, name, $"{name}“{text}”应为 true 或 false。",
            $"{name} '{text}' must be true or false.", "true", "false"),
    };

    /// <summary>A problem with one parameter.</summary>
    public static GeoProblemException Problem(ProblemCode code, string name, string zh, string en, params string[] allowed) =>
        new(new GeoProblem(code, zh, en) { Field = name, Allowed = allowed });

    private static bool TryEnd(string text, out DateTimeOffset? end)
    {
        end = null;
        if (text is "" or "..")
            return true;
        if (!Rfc3339.TryParse(text, out var instant))
            return false;
        end = instant;
        return true;
    }
}
