using Jining231.Geo.Layers.Cql2;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Stores.Filtering;

/// <summary>
/// Writes what <see cref="FilterPlan"/> found exact as SQL of one database. Literals become parameters and names come from the
/// layer's description, so that nothing a client wrote is ever part of the text.
/// </summary>
internal abstract class FilterSql
{
    /// <summary>Stored envelopes are those of vertices: an edge bends out of its own by 0.4 m at 5 km, 100 m at 79 km.</summary>
    private const double MarginM = 100;

    /// <summary>An exact node.</summary>
    public string Write(BoundNode node) => node switch
    {
        BoundConstant n => Constant(n),
        BoundProperty n => Property(n),
        BoundReal n => Real(Write(n.Operand)),
        BoundDay n => Day(n.Operand),
        BoundLogic n => Join([.. n.Items.Select(Write)], n.IsAnd ? " AND " : " OR "),
        BoundNot n => $"(NOT {Write(n.Operand)})",
        BoundIsNull { Operand: BoundProperty p } => $"({Column(p)} IS NULL)",
        BoundIsNull n => $"({Write(n.Operand)} IS NULL)",
        BoundComparison n => $"({Write(n.Left)} {Operator(n.Operator)} {Write(n.Right)})",
        BoundIn n => $"({Write(n.Operand)} IN ({string.Join(", ", n.Items.Select(Write))}))",
        BoundLike n => Like(Write(n.Operand), n.Pattern),
        BoundArrayTest n when FilterPlan.Sides(n) is { } sides => ArrayTest(Column(sides.Field), sides.Operator, sides.Texts),
        BoundTextSearch n => Search(n),
        _ => throw new ArgumentException($"{node.GetType().Name} has no SQL.", nameof(node)),
    };

    /// <summary>The feature's envelope meets this one of EPSG:4490, widened; never for an empty one.</summary>
    public string Meets(Envelope reach) => reach.IsNull
        ? Constant(new BoundConstant(ValueKind.Boolean, false))
        : MeetsBox(WidenedBox.By(MarginM, reach));

    /// <summary>Joined in halves: SQLite bounds the depth of an expression, and a chain would be as deep as it is long.</summary>
    public static string Join(ReadOnlySpan<string> parts, string word) => parts.Length == 1
        ? parts[0]
        : $"({Join(parts[..(parts.Length / 2)], word)}{word}{Join(parts[(parts.Length / 2)..], word)})";

    /// <summary>The quoted column.</summary>
    protected static string Column(BoundProperty property) => property switch
    {
        { Kind: ValueKind.Geometry } => "geom",
        { Index: < 0 } => "id",
        _ => $"\"{property.Name}\"",
    };

    protected abstract string Constant(BoundConstant constant);

    protected virtual string Property(BoundProperty property) => Column(property);

    protected abstract string Real(string operand);

    protected abstract string Day(BoundNode operand);

    protected abstract string Like(string operand, LikePattern pattern);

    protected abstract string ArrayTest(string column, ArrayOperator op, IReadOnlyList<string> texts);

    /// <summary>A condition that holds where the text occurs in the column, a text or a list of texts.</summary>
    protected abstract string Holds(BoundProperty column, string text);

    protected abstract string MeetsBox(Envelope box);

    private string Search(BoundTextSearch search)
    {
        string[] tests = [.. search.Columns.SelectMany(c => search.Terms.Select(t => Holds(c, t)))];
        return tests.Length == 0 ? Constant(new BoundConstant(ValueKind.Boolean, false)) : Join(tests, " OR ");
    }

    private static string Operator(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.NotEqual => "<>",
        ComparisonOperator.Less => "<",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.LessOrEqual => "<=",
        _ => ">=",
    };
}
