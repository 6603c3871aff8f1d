namespace Jining231.Geo.Layers.Cql2;

/// <summary>What a text may hold: no store keeps U+0000, and half a surrogate pair is no character.</summary>
internal static class TextRules
{
    public const string NotStorableZh = "文本中含有 U+0000 或不成对的代理字符。", NotStorableEn = "The text holds U+0000 or half a surrogate pair.";

    public static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || char.IsLowSurrogate(text[i]))
                return false;
            if (char.IsHighSurrogate(text[i]) && (++i == text.Length || !char.IsLowSurrogate(text[i])))
                return false;
        }

        return true;
    }
}
