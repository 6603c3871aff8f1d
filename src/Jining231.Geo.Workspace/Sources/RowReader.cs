using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Workspace.Sources;

/// <summary>GeoJSON features of the service as rows.</summary>
internal static class RowReader
{
    private const int MaxVertices = 5_000_000;

    public static IEnumerable<FeatureRow> ReadAll(JsonElement collection, LayerDef layer) =>
        collection.GetProperty("features").EnumerateArray().Select(f => ReadOne(f, layer));

    public static FeatureRow ReadOne(JsonElement feature, LayerDef layer)
    {
        var properties = feature.GetProperty("properties");
        var values = FieldValues.Read(properties, layer, "/properties", complete: false);
        ReadOnlyMemory<byte>? wkb = feature.TryGetProperty("geometry", out var geometry) && geometry.ValueKind == JsonValueKind.Object
            ? Wkb.Write(FeatureJsonReader.ReadGeometry(geometry, "/geometry", MaxVertices))
            : (ReadOnlyMemory<byte>?)null;
        return new FeatureRow(
            layer, feature.GetProperty("id").ToString(), properties.TryGetProperty("version", out var version) ? version.GetInt64() : 1, wkb,
            [.. layer.Fields.Select(f => values.GetValueOrDefault(f.Name))]);
    }
}
