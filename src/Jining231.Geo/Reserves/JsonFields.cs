using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Reserves;

/// <summary>Reads the members of one JSON object, collecting every problem with its JSON pointer.</summary>
internal sealed class JsonFields
{
    private const int MaxText = 500;
    private readonly JsonElement _object;
    private readonly string _place;
    private readonly List<GeoProblem> _problems;

    public JsonFields(JsonElement body, params string[] known)
        : this(body, "", [], known)
    {
    }

    private JsonFields(JsonElement body, string place, List<GeoProblem> problems, string[] known)
    {
        (_place, _problems) = (place, problems);
        if (body.ValueKind != JsonValueKind.Object)
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, "请求体应为 JSON 对象。", "The body must be a JSON object.")
            {
                Field = place,
                Allowed = ["object"],
            });
        _object = body;
        foreach (var member in body.EnumerateObject())
            if (!known.Contains(member.Name))
                _problems.Add(new GeoProblem(ProblemCode.UnknownName, $"没有字段“{member.Name}”。", $"There is no field '{member.Name}'.")
                {
                    Field = place + "/" + member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal),
                    Allowed = known,
                });
    }

    public JsonElement? Element(string name, bool required = false)
    {
        if (_object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            return value;
        if (required)
            Add(ProblemCode.InvalidValue, name, "必填。", "is required.");
        return null;
    }

    public string? Text(string name, bool required = false)
    {
        if (Element(name, required) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.String)
            return Add(ProblemCode.InvalidValue, name, "应为文本。", "must be a text.", "string");
        var text = value.GetString()!.Trim();
        if (text.Length is 0 or > MaxText || text.Any(char.IsControl))
            return Add(ProblemCode.OutOfRange, name, $"长度应为 1 至 {MaxText} 个字符，且不含控制字符。",
                $"must have 1 to {MaxText} characters and no control characters.", $"1–{MaxText}");
        return text;
    }

    public string? Coded(string name, Codelist list, bool required = false)
    {
        if (Text(name, required) is not { } text)
            return null;
        return list.Contains(text) ? text : Choice(name, text, [.. list.Codes.Select(c => c.Value)]);
    }

    public string? Choice(string name, string found, IReadOnlyList<string> allowed) =>
        Add(ProblemCode.UnknownName, name, $"“{found}”不在允许值之内。", $"'{found}' is not one of the allowed values.", [.. allowed]);

    public DateTimeOffset? Instant(string name, bool required = false)
    {
        if (Element(name, required) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && Rfc3339.TryParse(value.GetString(), out var instant))
            return instant;
        Add(ProblemCode.InvalidValue, name, "应为带时区的 RFC 3339 时间。", "must be an RFC 3339 time with an offset.", "2026-12-31T16:00:00Z");
        return null;
    }

    public long? Whole(string name, bool required = false)
    {
        if (Element(name, required) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number > 0)
            return number;
        Add(ProblemCode.InvalidValue, name, "应为正整数。", "must be a positive whole number.", "≥ 1");
        return null;
    }

    /// <summary>The items of a list of <paramref name="least"/> to <paramref name="most"/>; empty, with a problem, where it is none.</summary>
    public IReadOnlyList<JsonElement> Items(string name, int least, int most)
    {
        if (Element(name, required: true) is not { } value)
            return [];
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is var count && count >= least && count <= most)
            return [.. value.EnumerateArray()];
        Add(ProblemCode.OutOfRange, name, $"应为 {least} 至 {most} 项的数组。", $"must be a list of {least} to {most} items.", $"{least}–{most}");
        return [];
    }

    /// <summary>The members of an object inside this one, its problems among those of this one; null, with a problem, where it is no object.</summary>
    public JsonFields? Below(JsonElement item, string place, params string[] known)
    {
        if (item.ValueKind == JsonValueKind.Object)
            return new JsonFields(item, _place + place, _problems, known);
        Refuse(place[1..], "应为 JSON 对象。", "must be a JSON object.");
        return null;
    }

    /// <summary>Notes that a value, though readable, will not do.</summary>
    public void Refuse(string name, string zh, string en) => Add(ProblemCode.InvalidValue, name, zh, en);

    /// <summary>Runs a reader that raises problems of its own and collects them.</summary>
    public T? Collect<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (GeoProblemException e)
        {
            _problems.AddRange(e.Problems);
            return null;
        }
    }

    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw new GeoProblemException([.. _problems]);
    }

    private string? Add(ProblemCode code, string name, string zh, string en, params string[] allowed)
    {
        _problems.Add(new GeoProblem(code, $"{name}：{zh}", $"{name} {en}") { Field = _place + "/" + name, Allowed = allowed });
        return null;
    }
}
