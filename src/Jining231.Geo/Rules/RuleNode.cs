using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Rules;

/// <summary>One JSON value of a rule file that knows its file and JSON pointer; every wrong step raises InvalidRules there.</summary>
internal sealed class RuleNode
{
    private readonly string _file;
    private readonly string _pointer;
    private readonly JsonElement _value;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public RuleNode(string file, string pointer, JsonElement value)
    {
        _file = file;
        _pointer = pointer;
        _value = value;
    }

    public GeoProblemException Wrong(string zh, string en, params string[] allowed) => At(_file, _pointer, zh, en, allowed);

    public static GeoProblemException At(string file, string pointer, string zh, string en, params string[] allowed) =>
        new(new GeoProblem(ProblemCode.InvalidRules, $"规则文件 {file}#{pointer}：{zh}", $"Rule file {file}#{pointer}: {en}")
        {
            Field = $"{file}#{pointer}",
            Allowed = allowed,
        });

    /// <summary>A member that must be there.</summary>
    public RuleNode this[string name] => Optional(name) ?? throw Child(name).Wrong($"缺少“{name}”。", $"'{name}' is missing.");

    /// <summary>A member, or null.</summary>
    public RuleNode? Optional(string name)
    {
        if (_value.ValueKind != JsonValueKind.Object)
            throw Wrong("应为对象。", "an object is expected.");
        _read.Add(name);
        return _value.TryGetProperty(name, out var member) ? new RuleNode(_file, Join(name), member) : null;
    }

    /// <summary>Raises InvalidRules if the object has a member that nobody has asked for.</summary>
    public void Done()
    {
        foreach (var member in _value.EnumerateObject())
            if (!_read.Contains(member.Name))
                throw Child(member.Name).Wrong($"不认识“{member.Name}”。", $"'{member.Name}' is not known.", [.. _read.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Reads an object wholly: what <paramref name="read"/> does not ask for is an error.</summary>
    public T Object<T>(Func<RuleNode, T> read)
    {
        var result = read(this);
        Done();
        return result;
    }

    public IReadOnlyList<T> List<T>(Func<RuleNode, T> read, int least = 1)
    {
        if (_value.ValueKind != JsonValueKind.Array)
            throw Wrong("应为数组。", "an array is expected.");
        var items = _value.EnumerateArray()
            .Select((e, i) => read(new RuleNode(_file, $"{_pointer}/{i.ToString(CultureInfo.InvariantCulture)}", e))).ToArray();
        return items.Length >= least ? items : throw Wrong($"至少 {least} 项。", $"at least {least} items.");
    }

    public IReadOnlyList<T> Objects<T>(Func<RuleNode, T> read) => List(n => n.Object(read));

    public string Text()
    {
        var text = _value.ValueKind == JsonValueKind.String ? _value.GetString()! : throw Wrong("应为文本。", "a text is expected.");
        return text.Trim().Length > 0 ? text : throw Wrong("不能为空。", "must not be empty.");
    }

    public string OneOf(params string[] allowed)
    {
        var text = Text();
        return allowed.Contains(text, StringComparer.Ordinal)
            ? text
            : throw Wrong($"“{text}”不在允许值之中。", $"'{text}' is not one of the allowed values.", allowed);
    }

    public string OneOf(Codelist list) => OneOf([.. list.Codes.Select(c => c.Value)]);

    public IReadOnlyList<string> Texts(Func<RuleNode, string> read) => List(read);

    public bool Flag() => _value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("应为 true 或 false。", "true or false is expected."),
    };

    public double Number(double least, double most)
    {
        if (_value.ValueKind != JsonValueKind.Number || !_value.TryGetDouble(out var number) || !double.IsFinite(number))
            throw Wrong("应为数字。", "a number is expected.");
        return number >= least && number <= most
            ? number
            : throw Wrong($"应在 {Say(least)} 与 {Say(most)} 之间。", $"must be from {Say(least)} to {Say(most)}.", Say(least), Say(most));
    }

    public DateOnly Day() =>
        DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Wrong("应为 yyyy-MM-dd 日期。", "a date yyyy-MM-dd is expected.");

    /// <summary>The four members that every value carries.</summary>
    public Evidence Evidence() => new(
        this["source"].Text(), this["clause"].Text(),
        this["confidence"].OneOf("A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D"),
        this["quality"].OneOf("published", "indicative"));

    private RuleNode Child(string name) => new(_file, Join(name), default);

    private string Join(string name) =>
        $"{_pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private static string Say(double number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
