using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Solar;

/// <summary>What is asked of the subsidence areas.</summary>
public sealed record SolarRequest
{
    /// <summary>Modes wanted (<c>fishery</c>, <c>agri</c>); empty: both.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];

    /// <summary>Counties wanted, by adcode, id or name; empty: all.</summary>
    public IReadOnlyList<string> Counties { get; init; } = [];

    /// <summary>Instant (UTC) whose records are read and at which legal force is judged; null: now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>
    /// Reads the <c>inputs</c> of an execution. Raises <see cref="GeoProblemException"/> with all problems, each naming its field by a
    /// JSON pointer that begins with <paramref name="at"/>, and what is allowed.
    /// </summary>
    public static SolarRequest Parse(JsonElement inputs, string at = "/inputs")
    {
        var problems = new List<GeoProblem>();
        if (inputs.ValueKind != JsonValueKind.Object)
            throw new GeoProblemException(Wrong(ProblemCode.InvalidValue, at, "应为对象。", "an object is expected.", "{}"));
        foreach (var name in inputs.EnumerateObject().Select(p => p.Name).Where(n => n is not ("modes" or "counties" or "asOf")))
            problems.Add(Wrong(ProblemCode.UnknownName, $"{at}/{name}", $"不认识参数“{name}”。", $"parameter '{name}' is not known.", "modes", "counties", "asOf"));
        string[] modes = [.. Codelists.PvMode.Codes.Select(c => c.Value)];
        var request = new SolarRequest
        {
            Modes = Texts(inputs, "modes", at, modes, problems),
            Counties = Texts(inputs, "counties", at, null, problems),
            AsOf = Instant(inputs, at, problems),
        };
        return problems.Count == 0 ? request : throw new GeoProblemException(problems);
    }

    internal static GeoProblem Wrong(ProblemCode code, string field, string zh, string en, params string[] allowed) =>
        new(code, $"{field}：{zh}", $"{field}: {en}") { Field = field, Allowed = allowed };

    private static IReadOnlyList<string> Texts(JsonElement inputs, string name, string at, string[]? allowed, List<GeoProblem> problems)
    {
        if (!inputs.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            problems.Add(Wrong(ProblemCode.InvalidValue, $"{at}/{name}", "应为文本数组。", "an array of texts is expected.", allowed ?? []));
            return [];
        }

        var texts = new SortedSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            var field = $"{at}/{name}/{i++.ToString(CultureInfo.InvariantCulture)}";
            if (item.ValueKind != JsonValueKind.String || item.GetString()!.Trim().Length == 0)
                problems.Add(Wrong(ProblemCode.InvalidValue, field, "应为文本。", "a text is expected.", allowed ?? []));
            else if (allowed is not null && !allowed.Contains(item.GetString(), StringComparer.Ordinal))
                problems.Add(Wrong(ProblemCode.UnknownName, field, $"不认识“{item.GetString()}”。", $"'{item.GetString()}' is not known.", allowed));
            else
                texts.Add(item.GetString()!);
        }

        return [.. texts];
    }

    private static DateTimeOffset? Instant(JsonElement inputs, string at, List<GeoProblem> problems)
    {
        if (!inputs.TryGetProperty("asOf", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
            value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
            return instant;
        problems.Add(Wrong(
            ProblemCode.InvalidValue, $"{at}/asOf", "应为 RFC 3339 时间。", "an RFC 3339 time is expected.", "2026-06-01T00:00:00Z"));
        return null;
    }
}
