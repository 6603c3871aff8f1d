using System.Text.Json;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>Turns a JSON document into nodes; every refusal carries the JSON pointer of the value.</summary>
internal sealed class JsonParser
{
    private static readonly string[] Kinds = ["op", "property", "date", "timestamp", "interval", "bbox", "type"];

    private readonly FilterSource _source;
    private readonly FilterBudget _budget;
    private readonly JsonGeometryReader _geometry;

    public JsonParser(FilterSource source)
    {
        _source = source;
        _budget = new FilterBudget(source);
        _geometry = new JsonGeometryReader(source, _budget);
    }

    public FilterNode Run(JsonElement root) => _budget.Finished(Read(root, ""));

    /// <summary>Any expression.</summary>
    private FilterNode Read(JsonElement value, string pointer)
    {
        var at = At(pointer);
        return value.ValueKind switch
        {
            JsonValueKind.Object => ReadObject(value, pointer),
            JsonValueKind.Array => _budget.Made(new ArrayNode(Items(value, pointer)), at),
            JsonValueKind.String => _budget.Made(new TextLiteral(Text(value, pointer)), at),
            JsonValueKind.Number => _budget.Made(LiteralReader.Number(value.GetRawText())
                ?? throw Wrong(ProblemCode.OutOfRange, pointer, "数超出范围。", "The number is out of range."), at),
            JsonValueKind.True or JsonValueKind.False => _budget.Made(new BooleanLiteral(value.GetBoolean()), at),
            _ => throw Wrong(ProblemCode.InvalidValue, pointer, "此处不能是 null；请用 isNull。", "null cannot stand here; use isNull."),
        };
    }

    private FilterNode ReadObject(JsonElement value, string pointer)
    {
        var kind = Array.Find(Kinds, k => value.TryGetProperty(k, out _))
            ?? throw Wrong(ProblemCode.InvalidValue, pointer, "对象缺少 op、property 等成员之一。", "The object has none of the members that say what it is.", Kinds);
        if (kind == "type")
            return _budget.Made(new GeometryLiteral(_geometry.Read(value, pointer)), At(pointer));
        Only(value, pointer, kind == "op" ? ["op", "args"] : [kind]);
        if (kind == "op")
            return ReadOperator(value, pointer);
        var member = value.GetProperty(kind);
        var inner = $"{pointer}/{kind}";
        return _budget.Made(
            kind switch
            {
                "property" => new PropertyNode(Text(member, inner) is { Length: > 0 } name
                    ? name
                    : throw Wrong(ProblemCode.InvalidValue, inner, "属性名不能为空。", "A property must have a name.")),
                "date" => LiteralReader.Date(Text(member, inner)) ?? throw NoInstant(inner, "2026-03-01"),
                "timestamp" => LiteralReader.Timestamp(Text(member, inner)) ?? throw NoInstant(inner, "2026-03-01T08:00:00Z"),
                "interval" => ReadInterval(member, inner),
                _ => _geometry.ReadBbox(member, inner),
            },
            At(pointer));
    }

    private IntervalNode ReadInterval(JsonElement ends, string pointer)
    {
        var list = Arguments(ends, pointer, 2);
        return new IntervalNode(ReadEnd(list[0], $"{pointer}/0"), ReadEnd(list[1], $"{pointer}/1"));
    }

    private FilterNode ReadEnd(JsonElement end, string pointer) => end.ValueKind == JsonValueKind.String
        ? _budget.Made(LiteralReader.IntervalEnd(Text(end, pointer)) ?? throw NoInstant(pointer, "2026-03-01", "2026-03-01T08:00:00Z", ".."), At(pointer))
        : Read(end, pointer);

    private FilterNode ReadOperator(JsonElement value, string pointer)
    {
        var op = Text(value.GetProperty("op"), $"{pointer}/op");
        if (!value.TryGetProperty("args", out var args) || args.ValueKind != JsonValueKind.Array)
            throw Wrong(ProblemCode.InvalidValue, pointer, "缺少数组 args。", "The array args is missing.");
        var inner = $"{pointer}/args";
        FilterNode Pair(Func<FilterNode, FilterNode, FilterNode> make)
        {
            var two = Arguments(args, inner, 2);
            return make(Read(two[0], $"{inner}/0"), Read(two[1], $"{inner}/1"));
        }

        FilterNode One() => Read(Arguments(args, inner, 1)[0], $"{inner}/0");

        FilterNode node;
        if (Vocabulary.Comparisons.TryGetValue(op, out var comparison))
            node = Pair((a, b) => new ComparisonNode(comparison, a, b));
        else if (Vocabulary.Arithmetic.TryGetValue(op, out var arithmetic))
            node = Pair((a, b) => new ArithmeticNode(arithmetic, a, b));
        else if (Vocabulary.Spatial.TryGetValue(op, out var spatial))
            node = Pair((a, b) => new SpatialNode(spatial, a, b));
        else if (Vocabulary.Temporal.TryGetValue(op, out var temporal))
            node = Pair((a, b) => new TemporalNode(temporal, a, b));
        else if (Vocabulary.Arrays.TryGetValue(op, out var array))
            node = Pair((a, b) => new ArraySetNode(array, a, b));
        else if (Vocabulary.Folds.TryGetValue(op, out var fold))
            node = new FoldNode(fold, One());
        else
            node = op.ToLowerInvariant() switch
            {
                "and" => new AndNode(AtLeastTwo(args, inner)),
                "or" => new OrNode(AtLeastTwo(args, inner)),
                "not" => new NotNode(One()),
                "like" => Pair((a, b) => new LikeNode(a, b)),
                "between" => ReadBetween(args, inner),
                "in" => ReadIn(args, inner),
                "isnull" => new IsNullNode(One()),
                _ when Lexer.IsPlainName(op) && !Vocabulary.NoFunction.Contains(op) => new FunctionNode(op, Items(args, inner)),
                _ => throw Wrong(ProblemCode.UnknownName, $"{pointer}/op", "没有这个运算。", "There is no such operator."),
            };
        return _budget.Made(node, At(pointer));
    }

    private BetweenNode ReadBetween(JsonElement args, string pointer)
    {
        var three = Arguments(args, pointer, 3);
        return new BetweenNode(Read(three[0], $"{pointer}/0"), Read(three[1], $"{pointer}/1"), Read(three[2], $"{pointer}/2"));
    }

    private InNode ReadIn(JsonElement args, string pointer)
    {
        var two = Arguments(args, pointer, 2);
        if (two[1].ValueKind != JsonValueKind.Array || two[1].GetArrayLength() == 0)
            throw Wrong(ProblemCode.InvalidValue, $"{pointer}/1", "in 的第二个参数应为非空数组。", "The second argument of in is an array that is not empty.");
        return new InNode(Read(two[0], $"{pointer}/0"), Items(two[1], $"{pointer}/1"));
    }

    private NodeList AtLeastTwo(JsonElement args, string pointer) => args.GetArrayLength() >= 2
        ? Items(args, pointer)
        : throw Wrong(ProblemCode.InvalidValue, pointer, "至少需要 2 个参数。", "At least 2 arguments are needed.", "≥ 2");

    private NodeList Items(JsonElement array, string pointer) => new(array.EnumerateArray().Select((e, i) => Read(e, $"{pointer}/{i}")));

    private JsonElement[] Arguments(JsonElement array, string pointer, int count) =>
        array.ValueKind == JsonValueKind.Array && array.GetArrayLength() == count
            ? [.. array.EnumerateArray()]
            : throw Wrong(ProblemCode.InvalidValue, pointer, $"此处应为 {count} 个元素的数组。", $"An array of {count} is expected here.", $"{count}");

    private void Only(JsonElement value, string pointer, string[] allowed)
    {
        foreach (var member in value.EnumerateObject())
            if (!Array.Exists(allowed, member.NameEquals))
                throw Wrong(ProblemCode.UnknownName, pointer, "对象有多余的成员。", "The object has a member that is not expected.", allowed);
    }

    private string Text(JsonElement value, string pointer)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw Wrong(ProblemCode.InvalidValue, pointer, "此处应为文本。", "A text is expected here.");
        try
        {
            var text = value.GetString()!;
            if (TextRules.IsStorable(text))
                return text;
        }
        catch (InvalidOperationException)
        {
            // An escape that is half a surrogate pair: falls through to the one message below.
        }

        throw Wrong(ProblemCode.InvalidValue, pointer, TextRules.NotStorableZh, TextRules.NotStorableEn);
    }

    private GeoProblemException NoInstant(string pointer, params string[] examples) =>
        Wrong(ProblemCode.InvalidValue, pointer, "不是有效的日期或时刻。", "This is no date or time that exists.", examples);

    private GeoProblemException Wrong(ProblemCode code, string pointer, string zh, string en, params string[] allowed) =>
        _source.Problem(code, At(pointer), zh, en, allowed);

    private static FilterPlace At(string pointer) => new(0, pointer);
}
