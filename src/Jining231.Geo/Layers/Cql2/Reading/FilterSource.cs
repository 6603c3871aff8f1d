using System.Globalization;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>A filter as it came in; knows how to say where something in it is wrong.</summary>
/// <param name="Text">The text, or the JSON document.</param>
/// <param name="Field">Name of the parameter, the Field of every problem.</param>
internal sealed record FilterSource(string Text, string Field)
{
    private const int ExcerptBefore = 30, ExcerptAfter = 30;

    /// <summary>A problem at a place: the message goes on with line, column and character, and an excerpt with a caret below it.</summary>
    public GeoProblemException Problem(ProblemCode code, FilterPlace at, string zh, string en, params IEnumerable<string> allowed)
    {
        var (placeZh, placeEn) = at.JsonPointer is { } pointer ? (Pointer(pointer, "位于"), Pointer(pointer, "at")) : Where(at.Offset);
        return new GeoProblemException(new GeoProblem(code, zh + placeZh, en + placeEn) { Field = Field, Allowed = [.. allowed] });
    }

    /// <summary>The same problem, said of a place in this filter.</summary>
    public GeoProblemException Problem(GeoProblem problem, FilterPlace at) =>
        Problem(problem.Code, at, problem.MessageZh, problem.MessageEn, problem.Allowed);

    /// <summary>The filter, or one part of it, is over a bound.</summary>
    public GeoProblemException TooLarge(FilterPlace at, string zh, string en, int limit) => Problem(
        ProblemCode.TooLarge, at, string.Create(CultureInfo.InvariantCulture, $"过滤条件的{zh}超过上限 {limit}。"),
        string.Create(CultureInfo.InvariantCulture, $"The filter has more than {limit} {en}."),
        string.Create(CultureInfo.InvariantCulture, $"≤ {limit}"));

    private static string Pointer(string pointer, string word) => $" {word} {(pointer.Length == 0 ? "/" : pointer)}";

    private (string Zh, string En) Where(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        var line = 1 + Text.AsSpan(0, offset).Count('\n');
        var start = offset == 0 ? 0 : Text.LastIndexOf('\n', offset - 1) + 1;
        var end = Text.IndexOf('\n', offset);
        end = end < 0 ? Text.Length : end;
        var from = Math.Max(start, offset - ExcerptBefore);
        var to = Math.Min(end, offset + ExcerptAfter);
        var excerpt = $"{Clean(from, to)}\n{new string(' ', offset - from)}^";
        return (
            string.Create(CultureInfo.InvariantCulture, $" 第 {line} 行第 {offset - start + 1} 列（第 {offset} 个字符之后）：\n{excerpt}"),
            string.Create(CultureInfo.InvariantCulture, $" Line {line}, column {offset - start + 1} (character {offset}):\n{excerpt}"));
    }

    /// <summary>Control characters and halves of surrogate pairs would break the excerpt.</summary>
    private string Clean(int from, int to) => string.Create(to - from, (Text, from), static (span, state) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var c = state.Text[state.from + i];
            span[i] = char.IsControl(c) || char.IsSurrogate(c) ? '·' : c;
        }
    });
}
