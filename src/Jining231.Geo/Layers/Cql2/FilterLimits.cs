namespace Jining231.Geo.Layers.Cql2;

/// <summary>What a filter may cost at most; each bound is stated in the problem that it raises.</summary>
public static class FilterLimits
{
    /// <summary>Characters of the text or of the JSON document.</summary>
    public const int MaxLength = 65_536;

    /// <summary>Nodes inside nodes.</summary>
    public const int MaxDepth = 64;

    /// <summary>Nodes in all.</summary>
    public const int MaxNodes = 1_000;

    /// <summary>Vertices of all geometries together.</summary>
    public const int MaxVertices = 10_000;

    /// <summary>Characters of one LIKE pattern.</summary>
    public const int MaxPattern = 1_000;
}
