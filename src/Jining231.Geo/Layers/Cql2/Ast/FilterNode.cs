namespace Jining231.Geo.Layers.Cql2;

/// <summary>A node of a CQL2 expression (OGC 21-065r2) as it was written; nothing is known yet of the layer it is meant for.</summary>
/// <remarks>Two nodes are equal if they say the same, wherever they stood.</remarks>
public abstract record FilterNode
{
    /// <summary>Where the node stood in its source.</summary>
    public FilterPlace Place { get; init; }

    /// <summary>Equality leaves the place out.</summary>
    public virtual bool Equals(FilterNode? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();
}

/// <summary>A place in a source: a character of a text, or a value of a JSON document.</summary>
/// <param name="Offset">Characters (UTF-16) before it; for JSON 0.</param>
/// <param name="JsonPointer">JSON pointer, or null for a text.</param>
public readonly record struct FilterPlace(int Offset, string? JsonPointer);

/// <summary>Nodes in order, compared one by one.</summary>
public sealed class NodeList : IReadOnlyList<FilterNode>, IEquatable<NodeList>
{
    private readonly FilterNode[] _nodes;

    /// <summary>Copies the nodes.</summary>
    public NodeList(params IEnumerable<FilterNode> nodes) => _nodes = [.. nodes];

    /// <inheritdoc/>
    public int Count => _nodes.Length;

    /// <inheritdoc/>
    public FilterNode this[int index] => _nodes[index];

    /// <inheritdoc/>
    public bool Equals(NodeList? other) => other is not null && _nodes.AsSpan().SequenceEqual(other._nodes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeList);

    /// <inheritdoc/>
    public override int GetHashCode() => _nodes.Aggregate(_nodes.Length, HashCode.Combine);

    /// <inheritdoc/>
    public IEnumerator<FilterNode> GetEnumerator() => ((IEnumerable<FilterNode>)_nodes).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => _nodes.GetEnumerator();
}
