using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>A character literal; never with U+0000 or half a surrogate pair, which no store can hold.</summary>
public sealed record TextLiteral(string Value) : FilterNode;

/// <summary>A whole number that fits in 64 bits, however it was written (1, 1.0, 1e0).</summary>
public sealed record IntegerLiteral(long Value) : FilterNode;

/// <summary>Any other finite number.</summary>
public sealed record RealLiteral(double Value) : FilterNode;

/// <summary>TRUE or FALSE.</summary>
public sealed record BooleanLiteral(bool Value) : FilterNode;

/// <summary>DATE('…').</summary>
public sealed record DateLiteral(DateOnly Value) : FilterNode;

/// <summary>TIMESTAMP('…'), UTC, cut to milliseconds.</summary>
public sealed record TimestampLiteral(DateTimeOffset Value) : FilterNode;

/// <summary>INTERVAL(start, end): ends are dates, timestamps, properties, functions or <see cref="OpenEnd"/>; both ends belong to it.</summary>
public sealed record IntervalNode(FilterNode Start, FilterNode End) : FilterNode;

/// <summary>The end '..' of an interval without bound.</summary>
public sealed record OpenEnd : FilterNode;

/// <summary>A property by its name.</summary>
public sealed record PropertyNode(string Name) : FilterNode;

/// <summary>A function that the standard does not name; it is read, and refused when the filter is bound to a layer.</summary>
public sealed record FunctionNode(string Name, NodeList Arguments) : FilterNode;

/// <summary>A list of values, compared as a set.</summary>
public sealed record ArrayNode(NodeList Items) : FilterNode;

/// <summary>A bounding box in the axis order and units of the filter's CRS; heights are dropped.</summary>
public sealed record BboxLiteral(double Min1, double Min2, double Max1, double Max2) : FilterNode;

/// <summary>
/// A geometry as written: coordinates in the axis order and units of the filter's CRS, heights dropped, not yet checked
/// for its place or validity.
/// </summary>
public sealed record GeometryLiteral(Geometry Value) : FilterNode
{
    /// <summary>Same type, same positions in the same order.</summary>
    public bool Equals(GeometryLiteral? other) =>
        other is not null && Value.OgcGeometryType == other.Value.OgcGeometryType && Value.EqualsExact(other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value.OgcGeometryType, Value.NumPoints);
}
