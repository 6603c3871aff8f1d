using System.Globalization;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>Spellings that both writers share.</summary>
internal static class Literals
{
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The end of an interval if it is no property or function, else null.</summary>
    public static string? IntervalEnd(FilterNode end) => end switch
    {
        OpenEnd => "..",
        DateLiteral d => Day(d.Value),
        TimestampLiteral t => Rfc3339.Format(t.Value),
        _ => null,
    };

    public static IEnumerable<LineString> Rings(Polygon polygon) => [polygon.ExteriorRing, .. polygon.InteriorRings];

    /// <summary>The JSON name of an operator, or the name of a function.</summary>
    public static string Operator(FilterNode node) => node switch
    {
        AndNode => "and",
        OrNode => "or",
        NotNode => "not",
        LikeNode => "like",
        BetweenNode => "between",
        InNode => "in",
        IsNullNode => "isNull",
        ComparisonNode n => Vocabulary.Spell(Vocabulary.Comparisons, n.Operator),
        ArithmeticNode n => Vocabulary.Spell(Vocabulary.Arithmetic, n.Operator),
        FoldNode n => Vocabulary.Spell(Vocabulary.Folds, n.Fold),
        SpatialNode n => Vocabulary.Spell(Vocabulary.Spatial, n.Operator),
        TemporalNode n => Vocabulary.Spell(Vocabulary.Temporal, n.Operator),
        ArraySetNode n => Vocabulary.Spell(Vocabulary.Arrays, n.Operator),
        FunctionNode n => n.Name,
        _ => throw new InvalidOperationException($"{node.GetType().Name} is no operator."),
    };
}
