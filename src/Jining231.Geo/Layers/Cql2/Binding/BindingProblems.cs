namespace Jining231.Geo.Layers.Cql2;

/// <summary>What can be wrong with an expression that reads well, in words that repair.</summary>
internal sealed class BindingProblems(FilterSource source, LayerDef layer)
{
    private static readonly string[] Offered =
        [.. Vocabulary.Folds.Keys.Concat(Vocabulary.Spatial.Keys).Concat(Vocabulary.Temporal.Keys).Concat(Vocabulary.Arrays.Keys).Select(k => k.ToUpperInvariant()).Order(StringComparer.Ordinal)];

    public GeoProblemException UnknownProperty(PropertyNode node) => source.Problem(
        ProblemCode.UnknownName, node.Place, $"图层“{layer.TitleZh}”没有可查询属性“{node.Name}”。",
        $"Layer '{layer.Name}' has no queryable '{node.Name}'.", Queryables.Names(layer));

    public GeoProblemException UnknownFunction(FunctionNode node) => source.Problem(
        ProblemCode.UnknownName, node.Place, $"不提供函数“{node.Name}”。", $"The function '{node.Name}' is not offered.", Offered);

    /// <summary>The types of two operands do not fit each other.</summary>
    public GeoProblemException Mismatch(FilterPlace at, BoundNode left, BoundNode right) => source.Problem(
        ProblemCode.InvalidValue, at, $"{Zh(left.Kind)}不能与{Zh(right.Kind)}比较。{HintZh(left, right)}",
        $"{En(left.Kind)} cannot be compared with {En(right.Kind)}.{HintEn(left, right)}", Words(left.Kind));

    /// <summary>An operand has the wrong type.</summary>
    public GeoProblemException WrongKind(FilterPlace at, string foundZh, string foundEn, params ValueKind[] allowed) => source.Problem(
        ProblemCode.InvalidValue, at, $"此处应为{string.Join("或", allowed.Select(Zh))}，而不是{foundZh}。",
        $"{string.Join(" or ", allowed.Select(En))} is expected here, not {foundEn}.", [.. allowed.SelectMany(Words)]);

    public GeoProblemException WrongKind(FilterPlace at, BoundNode found, params ValueKind[] allowed) =>
        WrongKind(at, Zh(found.Kind), En(found.Kind), allowed);

    public GeoProblemException Problem(ProblemCode code, FilterPlace at, string zh, string en, params string[] allowed) =>
        source.Problem(code, at, zh, en, allowed);

    public GeoProblemException TooLarge(FilterPlace at, string zh, string en, int limit) => source.TooLarge(at, zh, en, limit);

    public GeoProblemException At(FilterPlace at, GeoProblem problem) => source.Problem(problem, at);

    private static string HintZh(BoundNode left, BoundNode right) => IsTimeAndText(left, right) ? "时间请写作 DATE('…') 或 TIMESTAMP('…')。" : "";

    private static string HintEn(BoundNode left, BoundNode right) =>
        IsTimeAndText(left, right) ? " Write times as DATE('…') or TIMESTAMP('…')." : "";

    private static bool IsTimeAndText(BoundNode left, BoundNode right) =>
        (left.Kind is ValueKind.Date or ValueKind.Timestamp && right.Kind == ValueKind.Text)
        || (right.Kind is ValueKind.Date or ValueKind.Timestamp && left.Kind == ValueKind.Text);

    private static string[] Words(ValueKind kind) => [JsonName(kind)];

    private static string JsonName(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => "boolean",
        ValueKind.Text => "string",
        ValueKind.Integer => "integer",
        ValueKind.Real => "number",
        ValueKind.Date => "date",
        ValueKind.Timestamp => "timestamp",
        ValueKind.Array => "array",
        _ => "geometry",
    };

    private static string En(ValueKind kind) => kind switch
    {
        ValueKind.Integer => "an integer",
        ValueKind.Array => "an array",
        _ => "a " + JsonName(kind),
    };

    private static string Zh(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => "真假值",
        ValueKind.Text => "文本",
        ValueKind.Integer => "整数",
        ValueKind.Real => "数",
        ValueKind.Date => "日期",
        ValueKind.Timestamp => "时刻",
        ValueKind.Array => "列表",
        _ => "几何",
    };
}
