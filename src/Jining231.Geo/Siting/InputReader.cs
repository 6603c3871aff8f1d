using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Siting;

/// <summary>Reads fields of a JSON object, gathering every problem instead of stopping at the first.</summary>
internal sealed class InputReader(JsonElement inputs, string pointer, List<GeoProblem> problems)
{
    /// <summary>False if the value is no object at all (already reported).</summary>
    public bool IsObject { get; } = RequireObject(inputs, pointer, problems);

    /// <summary>Reads something that raises what is wrong, which is gathered instead; problems that name no field are about <paramref name="at"/>, where it is given.</summary>
    public static void Gather(List<GeoProblem> problems, Action read, string? at = null)
    {
        try
        {
            read();
        }
        catch (GeoProblemException e)
        {
            problems.AddRange(at is null ? e.Problems : e.Problems.Select(p => p.Field is null ? p with { Field = at } : p));
        }
    }

    public string Pointer(string field) => $"{pointer}/{field.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    public JsonElement? Value(string field) =>
        IsObject && inputs.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public void RefuseUnknown(params string[] known)
    {
        if (!IsObject)
            return;
        foreach (var property in inputs.EnumerateObject())
            if (!known.Contains(property.Name, StringComparer.Ordinal))
                problems.Add(new(ProblemCode.UnknownName, $"没有字段“{property.Name}”。", $"There is no field '{property.Name}'.")
                {
                    Field = Pointer(property.Name),
                    Allowed = known,
                });
    }

    /// <summary>A number within the bounds, or null where absent or wrong (then reported).</summary>
    public double? Number(string field, double min, double max, string unit, bool minExcluded = false)
    {
        if (Value(field) is not { } value)
            return null;
        string low = min.ToString(CultureInfo.InvariantCulture), high = max.ToString(CultureInfo.InvariantCulture);
        var range = $"{(minExcluded ? "(" : "[")}{low}, {high}]{(unit.Length > 0 ? " " + unit : "")}";
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || !double.IsFinite(number))
        {
            problems.Add(new(ProblemCode.InvalidValue, $"“{field}”必须是有限的数。", $"'{field}' must be a finite number.")
            {
                Field = Pointer(field),
                Allowed = [range],
            });
            return null;
        }

        if (number >= min && number <= max && !(minExcluded && number <= min))
            return number;
        problems.Add(new(ProblemCode.OutOfRange, $"“{field}”超出范围 {range}。", $"'{field}' is outside {range}.")
        {
            Field = Pointer(field),
            Allowed = [range],
        });
        return null;
    }

    public int? Integer(string field, int min, int max)
    {
        var number = Number(field, min, max, "");
        if (number is null || number == Math.Floor(number.Value))
            return (int?)number;
        problems.Add(new(ProblemCode.InvalidValue, $"“{field}”必须是整数。", $"'{field}' must be an integer.")
        {
            Field = Pointer(field),
            Allowed = [$"[{min}, {max}]"],
        });
        return null;
    }

    /// <summary>A text out of a list, or null where absent or wrong (then reported).</summary>
    public string? OneOf(string field, IReadOnlyList<string> allowed) =>
        Value(field) is { } value ? Check(value, Pointer(field), allowed) : null;

    /// <summary>A text that is not empty, or null where absent or wrong (then reported).</summary>
    public string? Text(string field) => Value(field) is { } value ? Check(value, Pointer(field), null) : null;

    /// <summary>True or false, or null where absent or wrong (then reported).</summary>
    public bool? Flag(string field)
    {
        if (Value(field) is not { } value)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        problems.Add(new(ProblemCode.InvalidValue, $"“{field}”应为 true 或 false。", $"'{field}' must be true or false.") { Field = Pointer(field), Allowed = ["true", "false"] });
        return null;
    }

    /// <summary>An instant, or null where absent or wrong (then reported).</summary>
    public DateTimeOffset? Instant(string field)
    {
        if (Value(field) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
            value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            return at;
        problems.Add(new(ProblemCode.InvalidValue, $"“{field}”必须是 RFC 3339 时间。", $"'{field}' must be an RFC 3339 time.")
        {
            Field = Pointer(field),
            Allowed = ["2026-06-01T00:00:00Z"],
        });
        return null;
    }

    /// <summary>A list of texts, each out of <paramref name="allowed"/> (null: any), without repeats, in the order given.</summary>
    public IReadOnlyList<string> Texts(string field, IReadOnlyList<string>? allowed)
    {
        if (Value(field) is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            problems.Add(new(ProblemCode.InvalidValue, $"“{field}”必须是列表。", $"'{field}' must be a list.") { Field = Pointer(field) });
            return [];
        }

        var texts = value.EnumerateArray().Select((item, i) => Check(item, $"{Pointer(field)}/{i}", allowed)).ToList();
        return [.. texts.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private string? Check(JsonElement value, string at, IReadOnlyList<string>? allowed)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
        {
            if (allowed is null || allowed.Contains(text, StringComparer.Ordinal))
                return text;
            problems.Add(new(ProblemCode.UnknownName, $"没有“{text}”。可用：{string.Join("、", allowed)}。",
                $"There is no '{text}'. Allowed: {string.Join(", ", allowed)}.")
            { Field = at, Allowed = allowed });
            return null;
        }

        problems.Add(new(ProblemCode.InvalidValue, "必须是非空文本。", "Must be a text that is not empty.") { Field = at, Allowed = allowed ?? [] });
        return null;
    }

    private static bool RequireObject(JsonElement value, string at, List<GeoProblem> problems)
    {
        if (value.ValueKind == JsonValueKind.Object)
            return true;
        problems.Add(new(ProblemCode.InvalidValue, "必须是 JSON 对象。", "Must be a JSON object.") { Field = at });
        return false;
    }
}
