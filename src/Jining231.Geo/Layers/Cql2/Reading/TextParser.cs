namespace Jining231.Geo.Layers.Cql2;

/// <summary>
/// Recursive descent over the grammar of OGC 21-065r2, a little wider: brackets may stand around any expression, and what
/// fits where is checked by types when the filter is bound. Written by hand rather than with a combinator library because
/// nesting must be bounded while parsing and every problem needs its place and the words that could have stood there.
/// </summary>
internal sealed class TextParser
{
    private readonly FilterSource _source;
    private readonly FilterBudget _budget;
    private readonly TokenStream _tokens;
    private readonly WktReader _wkt;
    private readonly CallParser _calls;

    public TextParser(FilterSource source)
    {
        _source = source;
        _budget = new FilterBudget(source);
        _tokens = new TokenStream(source);
        _wkt = new WktReader(_tokens, source, _budget);
        _calls = new CallParser(source, _budget, _tokens, _wkt, ReadExpression);
    }

    public FilterNode Run()
    {
        var root = ReadExpression();
        return _tokens.Current.Kind == TokenKind.End ? _budget.Finished(root) : throw _tokens.Unexpected("AND", "OR", "=", "<", ">", "LIKE", "IN", "IS");
    }

    private FilterNode ReadExpression()
    {
        _budget.Enter(_tokens.Current.Place);
        var at = _tokens.Current.Place;
        var items = new List<FilterNode> { ReadConjunction() };
        while (_tokens.TryTakeWord("OR"))
            items.Add(ReadConjunction());
        _budget.Leave();
        return items.Count == 1 ? items[0] : _budget.Made(new OrNode(new NodeList(items)), at);
    }

    private FilterNode ReadConjunction()
    {
        var at = _tokens.Current.Place;
        var items = new List<FilterNode> { ReadNegation() };
        while (_tokens.TryTakeWord("AND"))
            items.Add(ReadNegation());
        return items.Count == 1 ? items[0] : _budget.Made(new AndNode(new NodeList(items)), at);
    }

    private FilterNode ReadNegation()
    {
        var at = _tokens.Current.Place;
        if (!_tokens.TryTakeWord("NOT"))
            return ReadPredicate();
        _budget.Enter(at);
        var operand = ReadNegation();
        _budget.Leave();
        return _budget.Made(new NotNode(operand), at);
    }

    private FilterNode ReadPredicate()
    {
        var left = ReadSum();
        var at = _tokens.Current.Place;
        if (_tokens.Current.Kind == TokenKind.Symbol && Vocabulary.Comparisons.TryGetValue(_tokens.Current.Text, out var comparison))
        {
            _tokens.Take();
            return _budget.Made(new ComparisonNode(comparison, left, ReadSum()), at);
        }

        if (_tokens.TryTakeWord("IS"))
        {
            var has = _tokens.TryTakeWord("NOT");
            _tokens.ExpectWord("NULL");
            return Negated(has, _budget.Made(new IsNullNode(left), at));
        }

        var negated = _tokens.TryTakeWord("NOT");
        if (_tokens.TryTakeWord("LIKE"))
            return Negated(negated, _budget.Made(new LikeNode(left, ReadSum()), at));
        if (_tokens.TryTakeWord("BETWEEN"))
        {
            var low = ReadSum();
            _tokens.ExpectWord("AND");
            return Negated(negated, _budget.Made(new BetweenNode(left, low, ReadSum()), at));
        }

        if (_tokens.TryTakeWord("IN"))
            return Negated(negated, _budget.Made(new InNode(left, new NodeList(ReadItems())), at));
        return negated ? throw _tokens.Unexpected("LIKE", "BETWEEN", "IN") : left;
    }

    private FilterNode Negated(bool negated, FilterNode node) => negated ? _budget.Made(new NotNode(node), node.Place) : node;

    private List<FilterNode> ReadItems()
    {
        _tokens.Expect("(");
        var items = new List<FilterNode>();
        do
        {
            items.Add(ReadSum());
        }
        while (_tokens.TryTake(","));
        _tokens.Expect(")");
        return items;
    }

    private FilterNode ReadSum()
    {
        var left = ReadProduct();
        while (_tokens.Current.Is("+") || _tokens.Current.Is("-"))
            left = Calculation(left, ReadProduct);
        return left;
    }

    private FilterNode ReadProduct()
    {
        var left = ReadPower();
        while (_tokens.Current.Is("*") || _tokens.Current.Is("/") || _tokens.Current.Is("%") || _tokens.Current.IsWord("div"))
            left = Calculation(left, ReadPower);
        return left;
    }

    /// <summary>As in the standard a ^ b ^ c needs brackets, and -a ^ b is (-a) ^ b.</summary>
    private FilterNode ReadPower()
    {
        var left = ReadFactor();
        return _tokens.Current.Is("^") ? Calculation(left, ReadFactor) : left;
    }

    private FilterNode Calculation(FilterNode left, Func<FilterNode> right)
    {
        var word = _tokens.Take();
        return _budget.Made(new ArithmeticNode(Vocabulary.Arithmetic[word.Text], left, right()), word.Place);
    }

    private FilterNode ReadFactor()
    {
        var at = _tokens.Current.Place;
        if (_tokens.Current.Is("+") && _tokens.Following.Kind == TokenKind.Number)
            _tokens.Take();
        if (!_tokens.TryTake("-"))
            return ReadOperand();
        if (_tokens.Current.Kind == TokenKind.Number)
            return ReadNumber("-", at);
        var minusOne = _budget.Made(new IntegerLiteral(-1), at);
        return _budget.Made(new ArithmeticNode(ArithmeticOperator.Multiply, minusOne, ReadOperand()), at);
    }

    private FilterNode ReadNumber(string sign, FilterPlace at) =>
        _budget.Made(LiteralReader.Number(sign + _tokens.Take().Text) ?? throw _tokens.NotFinite(at), at);

    private FilterNode ReadOperand()
    {
        var token = _tokens.Current;
        if (token.Kind == TokenKind.Number)
            return ReadNumber("", token.Place);
        if (token.Kind == TokenKind.Text)
            return _budget.Made(new TextLiteral(_tokens.Take().Text), token.Place);
        if (token.Kind == TokenKind.QuotedName)
            return _budget.Made(new PropertyNode(_tokens.Take().Text), token.Place);
        if (_tokens.TryTake("("))
        {
            var inner = ReadExpression();
            _tokens.Expect(")");
            return inner;
        }

        if (token.IsWord("TRUE") || token.IsWord("FALSE"))
            return _budget.Made(new BooleanLiteral(_tokens.Take().IsWord("TRUE")), token.Place);
        if (token.Kind != TokenKind.Name || token.IsReserved)
            throw _tokens.Unexpected("property", "literal", "function", "(");
        if (_wkt.IsHere())
            return _budget.Made(new GeometryLiteral(_wkt.Read()), token.Place);
        return _tokens.Following.Is("(")
            ? _calls.Read()
            : _budget.Made(new PropertyNode(_tokens.Take().Text), token.Place);
    }
}
