using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>A node whose meaning for one layer is settled: properties are fields, types fit, literals are in EPSG:4548.</summary>
/// <param name="Kind">Type of its value.</param>
internal abstract record BoundNode(ValueKind Kind)
{
    public static readonly object True = true, False = false;

    /// <summary>The value for a row; null where it has none, or where a predicate is unknown.</summary>
    public abstract object? Evaluate(RowScope scope);

    /// <summary>The value of a predicate, boxed once.</summary>
    protected static object Truth(bool value) => value ? True : False;
}

/// <summary>One row under evaluation; its geometry is read and projected at most once.</summary>
internal sealed class RowScope(FeatureRow? row)
{
    private Geometry? _plane;

    /// <summary>The row; there is none while constants are folded.</summary>
    public FeatureRow Row => row ?? throw new InvalidOperationException("A constant has no row.");

    /// <summary>The row's geometry in EPSG:4548, or null.</summary>
    public Geometry? Plane => Row.Wkb is { } wkb ? _plane ??= Reproject.ToPlane(Exchange.Wkb.Read(wkb)) : null;
}
