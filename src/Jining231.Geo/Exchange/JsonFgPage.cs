using System.Buffers;
using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Exchange;

/// <summary>
/// A JSON-FG collection (OGC 21-045): <c>geometry</c> in CRS84 for every reader of GeoJSON and, in another CRS, <c>place</c>
/// in that CRS and its axis order.
/// </summary>
public sealed class JsonFgPage(IBufferWriter<byte> target, FeatureShape shape) : IPageWriter
{
    /// <summary>Media type.</summary>
    public const string Media = "application/vnd.ogc.fg+json";

    private readonly Utf8JsonWriter _json = new(target, FeatureJsonWriter.Options);

    private bool HasPlace => shape.Crs != Crs.Crs84;

    /// <inheritdoc/>
    public void Begin()
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, "FeatureCollection"u8);
        _json.WriteStartArray("conformsTo"u8);
        _json.WriteStringValue("http://www.opengis.net/spec/json-fg-1/1.0/conf/core");
        _json.WriteStringValue("http://www.opengis.net/spec/json-fg-1/1.0/conf/types-schemas");
        _json.WriteEndArray();
        _json.WriteString("featureType"u8, shape.Layer.Name);
        _json.WriteNumber("geometryDimension"u8, shape.Layer.Geometry switch { GeometryKind.MultiPolygon => 2, GeometryKind.MultiLineString => 1, _ => 0 });
        if (HasPlace)
            _json.WriteString("coordRefSys"u8, shape.Crs.Uri);
        _json.WriteStartArray("features"u8);
    }

    /// <inheritdoc/>
    public void Add(RawRow row)
    {
        var values = row.ToFeatureRow();
        _json.WriteStartObject();
        _json.WriteString("type"u8, "Feature"u8);
        _json.WriteString("id"u8, values.Id);
        _json.WriteNull("time"u8);
        WriteShape("geometry", shape.Geometry ? values.Wkb : null, 9);
        WriteShape("place", HasPlace ? shape.Wkb(values) : null, WkbProjection.Decimals(shape.Crs));
        FeatureJsonWriter.WriteProperties(_json, values, shape);
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <inheritdoc/>
    public void End(PageFacts page)
    {
        _json.WriteEndArray();
        GeoJsonPage.WriteFacts(_json, page);
        _json.WriteEndObject();
        _json.Flush();
    }

    private void WriteShape(string name, ReadOnlyMemory<byte>? wkb, int decimals)
    {
        _json.WritePropertyName(name);
        if (wkb is { } bytes)
            FeatureJsonWriter.WriteGeometry(_json, bytes.Span, decimals);
        else
            _json.WriteNullValue();
    }
}
