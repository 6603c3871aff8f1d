using System.Text;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>Cuts the text encoding into tokens (cql2.bnf of OGC 21-065r2).</summary>
internal sealed class Lexer(FilterSource source)
{
    private static readonly string[] Symbols = ["<=", ">=", "<>", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/", "%", "^"];

    private readonly string _text = source.Text;
    private int _at;

    public static IReadOnlyList<Token> Run(FilterSource source)
    {
        var lexer = new Lexer(source);
        var tokens = new List<Token>();
        do
        {
            tokens.Add(lexer.Next());
        }
        while (tokens[^1].Kind != TokenKind.End);
        return tokens;
    }

    /// <summary>True if a property of that name need not be quoted.</summary>
    public static bool IsPlainName(string name)
    {
        var at = 0;
        while (at < name.Length && Part(name, at, first: at == 0) is > 0 and var length)
            at += length;
        return at == name.Length && at > 0 && !Vocabulary.Reserved.Contains(name);
    }

    private Token Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
        if (_at == _text.Length)
            return new Token(TokenKind.End, "", _at);
        var c = _text[_at];
        if (c == '\'')
            return ReadText();
        if (c == '"')
            return ReadQuoted();
        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])))
            return ReadNumber();
        if (Part(_text, _at, first: true) > 0)
            return ReadName();
        foreach (var symbol in Symbols)
            if (_text.AsSpan(_at).StartsWith(symbol, StringComparison.Ordinal))
            {
                _at += symbol.Length;
                return new Token(TokenKind.Symbol, symbol, _at - symbol.Length);
            }

        throw Unreadable(_at, "这个字符在此处没有意义。", "This character means nothing here.");
    }

    /// <summary>'…' with '' or \' for a quote, \\ for a backslash and \a \b \t \n \v \f \r; any other backslash stands for itself.</summary>
    private Token ReadText()
    {
        var start = _at++;
        var value = new StringBuilder();
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            var next = _at < _text.Length ? _text[_at] : '\0';
            if (c == '\'' && next != '\'')
                return new Token(TokenKind.Text, Storable(value, start), start);
            if (c == '\'')
                _at++;
            else if (c == '\\' && Escape(next) is { } escaped)
            {
                c = escaped;
                _at++;
            }

            value.Append(c);
        }

        throw Unreadable(start, "文本没有结束：缺少单引号。", "The text does not end: a single quote is missing.");
    }

    private static char? Escape(char c) => c switch
    {
        '\'' or '\\' => c,
        'a' => '\a',
        'b' => '\b',
        't' => '\t',
        'n' => '\n',
        'v' => '\v',
        'f' => '\f',
        'r' => '\r',
        _ => null,
    };

    private string Storable(StringBuilder value, int start)
    {
        var text = value.ToString();
        return TextRules.IsStorable(text) ? text : throw Unreadable(start, TextRules.NotStorableZh, TextRules.NotStorableEn);
    }

    private Token ReadQuoted()
    {
        var start = _at++;
        var value = new StringBuilder();
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            if (c != '"')
                value.Append(c);
            else if (_at < _text.Length && _text[_at] == '"')
                value.Append(_text[_at++]);
            else
                return value.Length > 0
                    ? new Token(TokenKind.QuotedName, Storable(value, start), start)
                    : throw Unreadable(start, "属性名不能为空。", "A property must have a name.");
        }

        throw Unreadable(start, "属性名没有结束：缺少双引号。", "The name does not end: a double quote is missing.");
    }

    private Token ReadNumber()
    {
        var start = _at;
        Digits();
        if (_at < _text.Length && _text[_at] == '.')
        {
            _at++;
            Digits();
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            var sign = _at + 1 < _text.Length && _text[_at + 1] is '+' or '-' ? 1 : 0;
            if (_at + 1 + sign < _text.Length && char.IsAsciiDigit(_text[_at + 1 + sign]))
            {
                _at += 1 + sign;
                Digits();
            }
        }

        return new Token(TokenKind.Number, _text[start.._at], start);
    }

    private void Digits()
    {
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
    }

    private Token ReadName()
    {
        var start = _at;
        while (_at < _text.Length && Part(_text, _at, first: _at == start) is > 0 and var length)
            _at += length;
        return new Token(TokenKind.Name, _text[start.._at], start);
    }

    /// <summary>Length (1 or 2) of the character there if it may stand in a name, else 0.</summary>
    private static int Part(string text, int at, bool first)
    {
        if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != System.Buffers.OperationStatus.Done)
            return 0;
        var c = rune.Value;
        var ok = c is ':' or '_' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= 0xC0 and <= 0xD6) or (>= 0xD8 and <= 0xF6)
            or (>= 0xF8 and <= 0x2FF) or (>= 0x370 and <= 0x37D) or (>= 0x37F and <= 0x1FFE and not 0x1680)
            or 0x200C or 0x200D or (>= 0x2070 and <= 0x218F) or (>= 0x2C00 and <= 0x2FEF) or (>= 0x3001 and <= 0xD7FF)
            or (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFFFD) or (>= 0x10000 and <= 0xEFFFF)
            || (!first && c is '.' or (>= '0' and <= '9') or (>= 0x300 and <= 0x36F) or 0x203F or 0x2040);
        return ok ? length : 0;
    }

    private GeoProblemException Unreadable(int at, string zh, string en) =>
        source.Problem(ProblemCode.InvalidValue, new FilterPlace(at, null), zh, en);
}
