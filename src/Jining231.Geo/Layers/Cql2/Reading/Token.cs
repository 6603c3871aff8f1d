namespace Jining231.Geo.Layers.Cql2;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    End,
    Name,
    QuotedName,
    Text,
    Number,
    Symbol,
}

/// <summary>A word of the text encoding.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Its value: quotes and escapes are gone.</param>
/// <param name="At">Characters before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int At)
{
    public FilterPlace Place => new(At, null);

    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string keyword) => Kind == TokenKind.Name && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    public bool IsReserved => Kind == TokenKind.Name && Vocabulary.Reserved.Contains(Text);
}
