namespace Jining231.Geo.Layers.Cql2;

/// <summary>Reads what looks like a call: the functions of the standard, instants, intervals, boxes, and functions it does not know.</summary>
internal sealed class CallParser(
    FilterSource source, FilterBudget budget, TokenStream tokens, WktReader wkt, Func<FilterNode> readExpression)
{
    /// <summary>The call whose name is the current token.</summary>
    public FilterNode Read()
    {
        var name = tokens.Take();
        var at = name.Place;
        if (Vocabulary.Spatial.TryGetValue(name.Text, out var spatial))
            return budget.Made(Pair(readExpression, (a, b) => new SpatialNode(spatial, a, b)), at);
        if (Vocabulary.Temporal.TryGetValue(name.Text, out var temporal))
            return budget.Made(Pair(readExpression, (a, b) => new TemporalNode(temporal, a, b)), at);
        if (Vocabulary.Arrays.TryGetValue(name.Text, out var array))
            return budget.Made(Pair(ReadArrayOperand, (a, b) => new ArraySetNode(array, a, b)), at);
        if (Vocabulary.Folds.TryGetValue(name.Text, out var fold))
            return budget.Made(new FoldNode(fold, Single()), at);
        return name.Text.ToUpperInvariant() switch
        {
            "DATE" => Instant(at, LiteralReader.Date, "2026-03-01"),
            "TIMESTAMP" => Instant(at, LiteralReader.Timestamp, "2026-03-01T08:00:00Z"),
            "INTERVAL" => budget.Made(Pair(ReadIntervalEnd, (a, b) => new IntervalNode(a, b)), at),
            "BBOX" => budget.Made(wkt.ReadBbox(at), at),
            _ => budget.Made(new FunctionNode(name.Text, new NodeList(Arguments())), at),
        };
    }

    private FilterNode Single()
    {
        tokens.Expect("(");
        var operand = readExpression();
        tokens.Expect(")");
        return operand;
    }

    private FilterNode Pair(Func<FilterNode> read, Func<FilterNode, FilterNode, FilterNode> make)
    {
        tokens.Expect("(");
        var first = read();
        tokens.Expect(",");
        var second = read();
        tokens.Expect(")");
        return make(first, second);
    }

    private FilterNode Instant(FilterPlace at, Func<string, FilterNode?> read, string example)
    {
        tokens.Expect("(");
        var text = tokens.Current;
        if (text.Kind != TokenKind.Text)
            throw tokens.Unexpected($"'{example}'");
        tokens.Take();
        tokens.Expect(")");
        return budget.Made(read(text.Text) ?? throw NoInstant(text, example), at);
    }

    private FilterNode ReadIntervalEnd()
    {
        var end = tokens.Current;
        if (end.Kind != TokenKind.Text)
            return readExpression();
        tokens.Take();
        return budget.Made(
            LiteralReader.IntervalEnd(end.Text) ?? throw NoInstant(end, "2026-03-01", "2026-03-01T08:00:00Z", ".."), end.Place);
    }

    private GeoProblemException NoInstant(Token text, params string[] examples) => source.Problem(
        ProblemCode.InvalidValue, text.Place, "不是有效的日期或时刻。", "This is no date or time that exists.", examples);

    /// <summary>Among the operands of A_… and inside an array a bracket always opens an array.</summary>
    private FilterNode ReadArrayOperand()
    {
        if (!tokens.Current.Is("("))
            return readExpression();
        var at = tokens.Current.Place;
        budget.Enter(at);
        tokens.Take();
        var items = new List<FilterNode>();
        while (!tokens.Current.Is(")"))
        {
            if (items.Count > 0)
                tokens.Expect(",");
            items.Add(ReadArrayOperand());
        }

        tokens.Take();
        budget.Leave();
        return budget.Made(new ArrayNode(new NodeList(items)), at);
    }

    private List<FilterNode> Arguments()
    {
        tokens.Expect("(");
        var arguments = new List<FilterNode>();
        while (!tokens.Current.Is(")"))
        {
            if (arguments.Count > 0)
                tokens.Expect(",");
            arguments.Add(readExpression());
        }

        tokens.Take();
        return arguments;
    }
}
