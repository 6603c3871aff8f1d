namespace Jining231.Geo.Layers.Cql2;

/// <summary>Walks an expression without knowing what it means.</summary>
public static class FilterTree
{
    /// <summary>The nodes directly below a node, in written order.</summary>
    public static IEnumerable<FilterNode> Children(FilterNode node) => node switch
    {
        AndNode n => n.Items,
        OrNode n => n.Items,
        NotNode n => [n.Operand],
        ComparisonNode n => [n.Left, n.Right],
        LikeNode n => [n.Operand, n.Pattern],
        BetweenNode n => [n.Operand, n.Low, n.High],
        InNode n => [n.Operand, .. n.Items],
        IsNullNode n => [n.Operand],
        ArithmeticNode n => [n.Left, n.Right],
        FoldNode n => [n.Operand],
        SpatialNode n => [n.Left, n.Right],
        TemporalNode n => [n.Left, n.Right],
        ArraySetNode n => [n.Left, n.Right],
        IntervalNode n => [n.Start, n.End],
        FunctionNode n => n.Arguments,
        ArrayNode n => n.Items,
        _ => [],
    };
}
