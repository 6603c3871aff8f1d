using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;

namespace Jining231.Geo.Stores.Filtering;

/// <summary>
/// Divides a filter between a database and our own evaluator. What a database computes exactly as we do — comparisons, lists,
/// LIKE, null tests, sets of texts and their logic — becomes SQL. What it does not — geometry (its projection agrees with ours
/// to 1 mm, so touching and equal shapes could differ), CASEI and ACCENTI (its Unicode tables are another version's),
/// arithmetic (it raises errors where we say null) — is asked of <see cref="LayerFilter"/> row by row while streaming, and
/// SQL gets a condition that holds at least wherever the part is true, so that indexes serve. Both stores and memory thus
/// give the same ids by construction; limits count what is left after the row test.
/// </summary>
internal sealed class FilterPlan
{
    private readonly IReadOnlyList<BoundNode> _conjuncts;
    private readonly IReadOnlyList<BoundNode> _residual;

    private FilterPlan(IReadOnlyList<BoundNode> conjuncts)
    {
        _conjuncts = conjuncts;
        _residual = [.. _conjuncts.Where(c => !IsExact(c))];
        RowProperties = _residual.SelectMany(r => BoundTree.Properties(r)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The plan of a query's filter and free text; null if it has neither.</summary>
    public static FilterPlan? Of(FeatureQuery query, LayerDef layer)
    {
        if (query.Filter is { } filter && filter.Layer.Name != layer.Name)
            throw new ArgumentException($"The filter is bound to {filter.Layer.Name}, not to {layer.Name}.", nameof(query));
        if (query.Search is { } search && search.Layer.Name != layer.Name)
            throw new ArgumentException($"The search is bound to {search.Layer.Name}, not to {layer.Name}.", nameof(query));
        BoundNode[] conjuncts = [.. query.Filter is { } f ? Conjuncts(f.Root) : [], .. query.Search is { } s ? (BoundNode[])[s.Root] : []];
        return conjuncts.Length == 0 ? null : new FilterPlan(conjuncts);
    }

    /// <summary>True if rows that SQL gives must still be tested by <see cref="Passes"/>.</summary>
    public bool TestsRows => _residual.Count > 0;

    /// <summary>Properties that the row test reads.</summary>
    public IReadOnlySet<string> RowProperties { get; }

    /// <summary>The row test.</summary>
    public bool Passes(FeatureRow row)
    {
        if (_residual.Count == 0)
            return true;
        var scope = new RowScope(row);
        foreach (var part in _residual)
            if (part.Evaluate(scope) is not true)
                return false;
        return true;
    }

    /// <summary>Conditions of the WHERE clause, all of which hold for every row that matches.</summary>
    public IEnumerable<string> Conditions(FilterSql sql) =>
        _conjuncts.Select(c => IsExact(c) ? sql.Write(c) : AtLeast(c, sql)).OfType<string>();

    private static IEnumerable<BoundNode> Conjuncts(BoundNode node) =>
        node is BoundLogic { IsAnd: true } and ? and.Items.SelectMany(Conjuncts) : [node];

    /// <summary>True if both databases give the value that we do, null included.</summary>
    private static bool IsExact(BoundNode node) => node switch
    {
        BoundConstant or BoundProperty => node.Kind is not (ValueKind.Array or ValueKind.Geometry),
        BoundIsNull { Operand: BoundProperty } => true,
        BoundArrayTest test => Sides(test) is not null,
        BoundTextSearch search => search.IsPlain,
        BoundReal or BoundDay or BoundLogic or BoundNot or BoundComparison or BoundIn or BoundLike or BoundIsNull =>
            BoundTree.Children(node).All(IsExact),
        _ => false,
    };

    /// <summary>A condition that holds wherever a node is true, and perhaps elsewhere; null if none is known.</summary>
    private static string? AtLeast(BoundNode node, FilterSql sql)
    {
        if (IsExact(node))
            return sql.Write(node);
        return node switch
        {
            BoundLogic { IsAnd: true } n => n.Items.Select(i => AtLeast(i, sql)).OfType<string>().ToArray() is { Length: > 0 } some
                ? FilterSql.Join(some, " AND ")
                : null,
            BoundLogic n => AtLeastOne(n, sql),
            BoundNot { Operand: BoundNot n } => AtLeast(n.Operand, sql),
            BoundNot { Operand: BoundLogic n } => AtLeast(new BoundLogic(!n.IsAnd, [.. n.Items.Select(i => new BoundNot(i))]), sql),
            BoundNot { Operand: BoundSpatial { Operator: SpatialOperator.Disjoint } n } => Meets(n, sql),
            BoundSpatial { Operator: not SpatialOperator.Disjoint } n => Meets(n, sql),
            _ => null,
        };
    }

    private static string? AtLeastOne(BoundLogic or, FilterSql sql)
    {
        var items = or.Items.Select(i => AtLeast(i, sql)).ToArray();
        return Array.Exists(items, i => i is null) ? null : FilterSql.Join(items!, " OR ");
    }

    private static string? Meets(BoundSpatial node, FilterSql sql) => (node.Left, node.Right) switch
    {
        (BoundProperty, BoundConstant { Reach: { } reach }) => sql.Meets(reach),
        (BoundConstant { Reach: { } reach }, BoundProperty) => sql.Meets(reach),
        _ => null,
    };

    /// <summary>The list field, the constant texts and the operator as seen from the field; null if it is another case.</summary>
    public static (BoundProperty Field, string[] Texts, ArrayOperator Operator)? Sides(BoundArrayTest test) => (test.Left, test.Right) switch
    {
        (BoundProperty field, BoundConstant { Value: object[] values }) => (field, [.. values.Cast<string>()], test.Operator),
        (BoundConstant { Value: object[] values }, BoundProperty field) => (field, [.. values.Cast<string>()], test.Operator switch
        {
            ArrayOperator.Contains => ArrayOperator.ContainedBy,
            ArrayOperator.ContainedBy => ArrayOperator.Contains,
            var same => same,
        }),
        _ => null,
    };
}
