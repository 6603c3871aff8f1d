using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Exchange;

/// <summary>How the rows of one answer are shown: which fields, with or without geometry, in which CRS.</summary>
/// <param name="Layer">Their layer.</param>
/// <param name="Crs">CRS of the coordinates, in the axis order of its authority.</param>
public sealed record FeatureShape(LayerDef Layer, Crs Crs)
{
    /// <summary>Indices of the fields shown, in the order of the layer.</summary>
    public IReadOnlyList<int> Fields { get; init; } = [.. Enumerable.Range(0, Layer.Fields.Count)];

    /// <summary>True to show the geometry, where the layer has one.</summary>
    public bool Geometry { get; init; } = true;

    /// <summary>True to show the row version among the properties.</summary>
    public bool Version { get; init; } = true;

    /// <summary>All fields in CRS84.</summary>
    public static FeatureShape Full(LayerDef layer) => new(layer, Crs.Crs84);

    /// <summary>WKB as it is shown: in the CRS and its axis order; null without geometry.</summary>
    public ReadOnlyMemory<byte>? Wkb(FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Geometry && row.Wkb is { } wkb ? (ReadOnlyMemory<byte>?)WkbProjection.Apply(wkb, Crs) : null;
    }
}
