using System.Text.Json.Nodes;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Service.ApiDescription;

/// <summary>Schemas of the features of one layer, as they are read and as they are written.</summary>
internal static class LayerSchemas
{
    /// <summary>The schemas of a layer by the names of their components.</summary>
    public static IEnumerable<(string Name, JsonObject Schema)> Of(LayerDef layer)
    {
        yield return ($"{layer.Name}-feature", Read(layer));
        yield return ($"{layer.Name}-collection", Schema.Open(
            ("type!", Schema.Text(null, ["FeatureCollection"])),
            ("features!", Schema.List(Schema.Ref($"{layer.Name}-feature"))),
            ("numberReturned!", Schema.Whole(null, 0)),
            ("numberMatched", Schema.Whole(null, 0)),
            ("numberMatchedEstimated", Schema.Flag()),
            ("links", Schema.List(Schema.Ref("link")))));
        if (!layer.ServiceWritesOnly)
            yield return ($"{layer.Name}-draft", Written(layer));
    }

    /// <summary>The value of a field; null is not among its values.</summary>
    public static JsonObject Value(FieldDef field)
    {
        var title = $"{field.TitleZh} / {field.TitleEn}{(field.Unit is null ? "" : $" ({field.Unit})")}";
        return field.Type switch
        {
            FieldType.Integer => Schema.Whole(title),
            FieldType.Real => Schema.Number(title),
            FieldType.Boolean => Schema.Flag(title),
            FieldType.Timestamp => Schema.Instant(title),
            FieldType.Date => Schema.Text(title, format: "date"),
            FieldType.TextArray => Schema.List(Schema.Text(), title),
            _ => Schema.Text(title, field.Codelist?.Codes.Select(c => c.Value)),
        };
    }

    private static JsonObject Read(LayerDef layer) => Schema.Open(
        ("type!", Schema.Text(null, ["Feature"])),
        ("id!", Schema.Text()),
        ("geometry!", layer.Geometry == GeometryKind.None ? Null() : Schema.Nullable(Schema.Geometry(null, layer.Geometry.ToString()))),
        ("properties!", Properties(layer, required: false)),
        ("links", Schema.List(Schema.Ref("link"))));

    private static JsonObject Written(LayerDef layer)
    {
        var geometry = layer.Geometry == GeometryKind.None ? Null() : Schema.Geometry(null, layer.Geometry.ToString(), layer.Geometry.ToString()["Multi".Length..]);
        var open = layer.Geometry != GeometryKind.None && layer.GeometryOptional ? Schema.Nullable(geometry) : geometry;
        return Schema.Open(
            ("type!", Schema.Text(null, ["Feature"])),
            ("id", Schema.Text()),
            (layer.Geometry == GeometryKind.None || layer.GeometryOptional ? "geometry" : "geometry!", open),
            ("properties!", Properties(layer, required: true)));
    }

    private static JsonObject Properties(LayerDef layer, bool required) => Schema.Object(
    [
        .. layer.Fields.Select(f => (f.Required && required ? f.Name + "!" : f.Name, f.Required ? Value(f) : Schema.Nullable(Value(f)))),
        ("version", Schema.Whole("行版本 / row version", 1)),
    ]);

    /// <summary>OpenAPI 3.0 has no type of its own for null.</summary>
    private static JsonObject Null() => Schema.Nullable(Schema.Object());
}
