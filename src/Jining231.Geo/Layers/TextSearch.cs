using Jining231.Geo.Layers.Cql2;

namespace Jining231.Geo.Layers;

/// <summary>
/// Free text (<c>q</c>): terms apart by commas, of which one must occur, in any text or list of texts of a feature, letter
/// case set aside (the case folding of CASEI, Unicode 15.0). A term with spaces is a phrase.
/// </summary>
public sealed class TextSearch
{
    /// <summary>Most terms, and most characters of all of them.</summary>
    public const int MaxTerms = 20, MaxLength = 1_000;

    private TextSearch(LayerDef layer, BoundTextSearch root)
    {
        Layer = layer;
        Root = root;
    }

    /// <summary>The layer it is meant for.</summary>
    public LayerDef Layer { get; }

    /// <summary>The terms, folded.</summary>
    public IReadOnlyList<string> Terms => Root.Terms;

    internal BoundTextSearch Root { get; }

    /// <summary>Reads the terms.</summary>
    /// <exception cref="GeoProblemException">InvalidValue without any term or with text that no store holds; TooLarge over a bound.</exception>
    public static TextSearch Read(string text, LayerDef layer, string field = "q")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(layer);
        var terms = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (text.Length > MaxLength || terms.Length > MaxTerms)
            throw Problem(ProblemCode.TooLarge, field, $"检索词最多 {MaxTerms} 个、{MaxLength} 个字符。", $"At most {MaxTerms} terms and {MaxLength} characters are searched for.");
        if (terms.Length == 0)
            throw Problem(ProblemCode.InvalidValue, field, "检索词为空。", "There is nothing to search for.");
        if (!TextRules.IsStorable(text))
            throw Problem(ProblemCode.InvalidValue, field, TextRules.NotStorableZh, TextRules.NotStorableEn);
        var columns = Enumerable.Range(0, layer.Fields.Count).Where(i => layer.Fields[i].Type is FieldType.Text or FieldType.TextArray);
        return new TextSearch(layer, new BoundTextSearch(
            [.. terms.Select(t => TextFolding.Apply(TextFold.Case, t)).Distinct(StringComparer.Ordinal)],
            [.. columns.Select(i => new BoundProperty(layer.Fields[i].Type == FieldType.Text ? ValueKind.Text : ValueKind.Array, layer.Fields[i].Name, i))]));
    }

    /// <summary>True if one of the terms occurs in the row.</summary>
    public bool Matches(FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Root.Evaluate(new RowScope(row)) is true;
    }

    private static GeoProblemException Problem(ProblemCode code, string field, string zh, string en) => new(new GeoProblem(code, zh, en)
    {
        Field = field,
        Allowed = ["园区", "chemical,port"],
    });
}
