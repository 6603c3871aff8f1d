namespace Jining231.Geo.Layers.Cql2;

/// <summary>Walks a bound expression.</summary>
internal static class BoundTree
{
    /// <summary>The nodes directly below.</summary>
    public static IReadOnlyList<BoundNode> Children(BoundNode node) => node switch
    {
        BoundReal n => [n.Operand],
        BoundDay n => [n.Operand],
        BoundFold n => [n.Operand],
        BoundArithmetic n => [n.Left, n.Right],
        BoundArray n => n.Items,
        BoundLogic n => n.Items,
        BoundNot n => [n.Operand],
        BoundComparison n => [n.Left, n.Right],
        BoundLike n => [n.Operand],
        BoundIn n => [n.Operand, .. n.Items],
        BoundIsNull n => [n.Operand],
        BoundArrayTest n => [n.Left, n.Right],
        BoundSpatial n => [n.Left, n.Right],
        BoundTextSearch n => n.Columns,
        _ => [],
    };

    /// <summary>All properties that are read, each once.</summary>
    public static IReadOnlySet<string> Properties(BoundNode node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Collect(node, names);
        return names;
    }

    private static void Collect(BoundNode node, HashSet<string> names)
    {
        if (node is BoundProperty property)
            names.Add(property.Name);
        foreach (var child in Children(node))
            Collect(child, names);
    }
}
