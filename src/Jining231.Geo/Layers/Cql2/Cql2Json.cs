using System.Text;
using System.Text.Json;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>The JSON encoding of CQL2 (cql2-json).</summary>
public static class Cql2Json
{
    /// <summary>Objects and arrays that one node may open (an operator, its arguments, a list) and what a geometry opens.</summary>
    private const int MaxJsonDepth = 3 * FilterLimits.MaxDepth + 16;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxJsonDepth, AllowDuplicateProperties = false };

    /// <summary>Reads an expression.</summary>
    /// <param name="json">The document, within <see cref="FilterLimits"/>.</param>
    /// <param name="field">Name of the parameter, for problems.</param>
    /// <exception cref="GeoProblemException">InvalidValue with the JSON pointer (or line and column where it is no JSON); TooLarge over a bound.</exception>
    public static FilterNode Parse(string json, string field = "filter")
    {
        ArgumentNullException.ThrowIfNull(json);
        var source = new FilterSource(json, field);
        if (json.Length > FilterLimits.MaxLength)
            throw source.TooLarge(new FilterPlace(0, null), "字符数", "characters", FilterLimits.MaxLength);
        if (!TextRules.IsStorable(json))
            throw source.Problem(ProblemCode.InvalidValue, new FilterPlace(0, null), TextRules.NotStorableZh, TextRules.NotStorableEn);
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return new JsonParser(source).Run(document.RootElement);
        }
        catch (JsonException e)
        {
            throw source.Problem(ProblemCode.InvalidValue, new FilterPlace(Offset(json, e), null),
                "JSON 有语法错误、重复的成员或嵌套过深。", "The JSON is broken, has a member twice or is nested too deeply.");
        }
    }

    /// <summary>Writes an expression so that reading it gives an equal one.</summary>
    public static string Write(FilterNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return JsonWriter.Write(node);
    }

    /// <summary>The character that a line and a byte in it stand for.</summary>
    private static int Offset(string json, JsonException e)
    {
        var at = 0;
        for (var line = 0L; line < (e.LineNumber ?? 0); line++)
            at = json.IndexOf('\n', at) + 1;
        for (var bytes = e.BytePositionInLine ?? 0; bytes > 0 && at < json.Length; at++)
            bytes -= Encoding.UTF8.GetByteCount(json, at, char.IsHighSurrogate(json[at]) ? 2 : 1);
        return at;
    }
}
