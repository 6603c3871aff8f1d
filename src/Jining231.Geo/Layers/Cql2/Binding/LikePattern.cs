using System.Text;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>
/// A LIKE pattern cut into code points. Matching needs at most (text × pattern) steps: after a mismatch only the last %
/// is tried again. A backslash at the very end stands for itself.
/// </summary>
internal sealed class LikePattern
{
    private const int Any = -1, One = -2;

    private readonly int[] _parts;

    public LikePattern(string pattern)
    {
        var parts = new List<int>();
        var runes = pattern.EnumerateRunes().Select(r => r.Value).ToArray();
        for (var i = 0; i < runes.Length; i++)
            if (runes[i] == '\\' && i + 1 < runes.Length)
                parts.Add(runes[++i]);
            else if (runes[i] != '%')
                parts.Add(runes[i] == '_' ? One : runes[i]);
            else if (parts.Count == 0 || parts[^1] != Any)
                parts.Add(Any);
        _parts = [.. parts];
    }

    /// <summary>True if the whole text matches; case counts.</summary>
    public bool Matches(string text)
    {
        Span<int> runes = text.Length <= 256 ? stackalloc int[text.Length] : new int[text.Length];
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
            runes[length++] = rune.Value;
        int at = 0, part = 0, star = -1, retry = 0;
        while (at < length)
        {
            if (part < _parts.Length && _parts[part] == Any)
            {
                star = part++;
                retry = at;
            }
            else if (part < _parts.Length && (_parts[part] == One || _parts[part] == runes[at]))
            {
                part++;
                at++;
            }
            else if (star >= 0)
            {
                part = star + 1;
                at = ++retry;
            }
            else
            {
                return false;
            }
        }

        return part == _parts.Length || (part == _parts.Length - 1 && _parts[part] == Any);
    }

    /// <summary>The pattern for SQL's LIKE with backslash as escape.</summary>
    public string ToLike() => Write("%", "_", static c => c is '%' or '_' or '\\' ? $"\\{(char)c}" : char.ConvertFromUtf32(c));

    /// <summary>The pattern for SQLite's GLOB, which heeds case as its LIKE does not.</summary>
    public string ToGlob() => Write("*", "?", static c => c is '*' or '?' or '[' ? $"[{(char)c}]" : char.ConvertFromUtf32(c));

    private string Write(string any, string one, Func<int, string> literal)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
            text.Append(part switch { Any => any, One => one, _ => literal(part) });
        return text.ToString();
    }
}
