using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>
/// CASEI and ACCENTI by tables of Unicode 15.0 that ship with the program, so that the answer depends neither on the
/// runtime's globalisation mode (it is invariant here: normalisation is switched off) nor on the database's version.
/// </summary>
internal sealed class TextFolding
{
    private const int Hangul = 0xAC00, HangulEnd = 0xD7A4, Medials = 21, Finals = 28;

    private static readonly Lazy<TextFolding> Case = new(() => new TextFolding("case", decomposesHangul: false));

    private static readonly Lazy<TextFolding> Accent = new(() => new TextFolding("accent", decomposesHangul: true));

    private static readonly Lazy<FrozenSet<int>> Folded =
        new(() => Case.Value._table.Values.SelectMany(t => t.EnumerateRunes()).Select(r => r.Value).ToFrozenSet());

    private readonly FrozenDictionary<int, string> _table;
    private readonly bool _decomposesHangul;

    private TextFolding(string name, bool decomposesHangul)
    {
        _table = Read(name).ToFrozenDictionary();
        _decomposesHangul = decomposesHangul;
    }

    /// <summary>The folded text; two texts that differ in case (or in accents) only give the same.</summary>
    public static string Apply(TextFold fold, string text) => (fold == TextFold.Case ? Case : Accent).Value.Apply(text);

    /// <summary>True if no character of the text has a case: none is folded, and none comes out of a folding.</summary>
    public static bool IsCaseless(string text) => text.EnumerateRunes().All(r => !Case.Value._table.ContainsKey(r.Value) && !Folded.Value.Contains(r.Value));

    private string Apply(string text)
    {
        StringBuilder? folded = null;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var replacement = _decomposesHangul && rune.Value is >= Hangul and < HangulEnd
                ? Syllable(rune.Value - Hangul)
                : _table.GetValueOrDefault(rune.Value);
            if (replacement is not null)
                (folded ??= new StringBuilder(text, 0, at, text.Length + 8)).Append(replacement);
            else
                folded?.Append(rune);
            at += rune.Utf16SequenceLength;
        }

        return folded?.ToString() ?? text;
    }

    private static string Syllable(int index)
    {
        var last = index % Finals;
        var text = $"{(char)(0x1100 + index / Finals / Medials)}{(char)(0x1161 + index / Finals % Medials)}";
        return last == 0 ? text : text + (char)(0x11A7 + last);
    }

    /// <summary>Lines "first-last[/2] drop", "first-last[/2] ±delta" or "code = sequence", in hexadecimal.</summary>
    private static Dictionary<int, string> Read(string name)
    {
        var table = new Dictionary<int, string>();
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Jining231.Geo.Layers.Cql2.Folding.{name}.txt")
            ?? throw new InvalidOperationException($"Embedded table {name}.txt is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var words = line.Split(' ');
            var range = words[0].Split('-', '/');
            var first = Hex(range[0]);
            var last = words[0].Contains('-', StringComparison.Ordinal) ? Hex(range[1]) : first;
            var step = words[0].EndsWith("/2", StringComparison.Ordinal) ? 2 : 1;
            for (var code = first; code <= last; code += step)
                table[code] = words[1] switch
                {
                    "drop" => "",
                    "=" => string.Concat(words.Skip(2).Select(w => char.ConvertFromUtf32(Hex(w)))),
                    var delta => char.ConvertFromUtf32(code + (delta[0] == '-' ? -1 : 1) * Hex(delta[1..])),
                };
        }

        return table;
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
