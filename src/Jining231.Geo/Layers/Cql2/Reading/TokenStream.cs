using System.Globalization;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>The tokens of a text, taken one after the other.</summary>
internal sealed class TokenStream(FilterSource source)
{
    private readonly IReadOnlyList<Token> _tokens = Lexer.Run(source);
    private int _at;

    public Token Current => _tokens[_at];

    public Token Following => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    public Token Take() => _tokens[_at < _tokens.Count - 1 ? _at++ : _at];

    public bool TryTake(string symbol)
    {
        if (!Current.Is(symbol))
            return false;
        Take();
        return true;
    }

    public bool TryTakeWord(string keyword)
    {
        if (!Current.IsWord(keyword))
            return false;
        Take();
        return true;
    }

    public Token Expect(string symbol) => Current.Is(symbol) ? Take() : throw Unexpected(symbol);

    public void ExpectWord(string keyword)
    {
        if (!TryTakeWord(keyword))
            throw Unexpected(keyword);
    }

    /// <summary>A number with its sign; finite.</summary>
    public double ExpectNumber()
    {
        var at = Current;
        var sign = TryTake("-") ? -1 : 1;
        if (sign == 1)
            TryTake("+");
        if (Current.Kind != TokenKind.Number)
            throw Unexpected("number");
        var value = sign * double.Parse(Take().Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? value : throw NotFinite(at.Place);
    }

    public GeoProblemException NotFinite(FilterPlace at) =>
        source.Problem(ProblemCode.OutOfRange, at, "数超出范围。", "The number is out of range.", "≤ 1.7976931348623157E+308");

    /// <summary>The token here is not one of those that may come.</summary>
    public GeoProblemException Unexpected(params string[] allowed)
    {
        var found = Current.Kind == TokenKind.End ? "" : Current.Text.Length > 40 ? Current.Text[..20] + "…" : Current.Text;
        var choice = string.Join(" ", allowed);
        return source.Problem(
            ProblemCode.InvalidValue, Current.Place,
            Current.Kind == TokenKind.End ? $"过滤条件没有写完，此处应有：{choice}。" : $"此处不能是“{found}”，应为：{choice}。",
            Current.Kind == TokenKind.End ? $"The filter ends too early; expected here: {choice}." : $"'{found}' cannot stand here; expected: {choice}.",
            allowed);
    }
}
