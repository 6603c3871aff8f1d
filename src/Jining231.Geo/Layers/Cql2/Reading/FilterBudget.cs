namespace Jining231.Geo.Layers.Cql2;

/// <summary>Counts what one filter has used of <see cref="FilterLimits"/>.</summary>
internal sealed class FilterBudget(FilterSource source)
{
    private int _nodes;
    private int _vertices;
    private int _depth;

    /// <summary>Counts a node and gives it its place.</summary>
    public FilterNode Made(FilterNode node, FilterPlace at)
    {
        if (++_nodes > FilterLimits.MaxNodes)
            throw source.TooLarge(at, "节点数", "nodes", FilterLimits.MaxNodes);
        return node with { Place = at };
    }

    /// <summary>Counts one vertex of a geometry.</summary>
    public void Vertex(FilterPlace at)
    {
        if (++_vertices > FilterLimits.MaxVertices)
            throw source.TooLarge(at, "顶点数", "vertices", FilterLimits.MaxVertices);
    }

    /// <summary>Goes one bracket, call or negation down; each costs at most one node, so twice the depth is never needed.</summary>
    public void Enter(FilterPlace at)
    {
        if (++_depth > 2 * FilterLimits.MaxDepth)
            throw TooDeep(at);
    }

    /// <summary>Comes up again.</summary>
    public void Leave() => _depth--;

    /// <summary>Refuses a filter whose nodes lie deeper in each other than is allowed (a + b + c … lies to the left).</summary>
    public FilterNode Finished(FilterNode root)
    {
        Check(root, 1);
        return root;
    }

    private void Check(FilterNode node, int depth)
    {
        if (depth > FilterLimits.MaxDepth)
            throw TooDeep(node.Place);
        foreach (var child in FilterTree.Children(node))
            Check(child, depth + 1);
    }

    private GeoProblemException TooDeep(FilterPlace at) => source.TooLarge(at, "嵌套层数", "levels of nesting", FilterLimits.MaxDepth);
}
