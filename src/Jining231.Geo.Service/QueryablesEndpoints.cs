using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;
using Microsoft.AspNetCore.Builder;

namespace Jining231.Geo.Service;

/// <summary><c>/collections/{id}/queryables</c>: what a filter may name, as JSON Schema (OGC API - Features, Part 3).</summary>
internal static class QueryablesEndpoints
{
    public const string Media = "application/schema+json";

    public const string Relation = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

    public static void MapQueryables(this WebApplication app) => app.MapGet("/collections/{collectionId}/queryables", context =>
    {
        QueryReader.Allow(context);
        var layer = CollectionEndpoints.Layer(context);
        return Json.WriteAsync(context, Media, json => Write(json, layer, Links.Self(context)));
    });

    private static void Write(Utf8JsonWriter json, LayerDef layer, string self)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("$id", self);
        json.WriteString("type", "object");
        json.WriteString("title", $"{layer.TitleZh} {layer.TitleEn}");
        json.WriteStartObject("properties");
        json.WriteStartObject(Queryables.Id);
        json.WriteString("title", "编号 id");
        json.WriteString("type", "string");
        json.WriteString("x-ogc-role", "id");
        json.WriteEndObject();
        if (layer.Geometry != GeometryKind.None)
        {
            json.WriteStartObject(Queryables.Geometry);
            json.WriteString("title", "图形 geometry");
            json.WriteString("format", "geometry-" + layer.Geometry.ToString().ToLowerInvariant());
            json.WriteString("x-ogc-role", "primary-geometry");
            json.WriteEndObject();
        }

        foreach (var field in layer.Fields)
            Write(json, field);
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FieldDef field)
    {
        json.WriteStartObject(field.Name);
        json.WriteString("title", $"{field.TitleZh} {field.TitleEn}");
        json.WriteString("type", field.Type switch
        {
            FieldType.Integer => "integer",
            FieldType.Real => "number",
            FieldType.Boolean => "boolean",
            FieldType.TextArray => "array",
            _ => "string",
        });
        if (field.Type is FieldType.Timestamp or FieldType.Date)
            json.WriteString("format", field.Type == FieldType.Date ? "date" : "date-time");
        if (field.Type == FieldType.TextArray)
            json.WriteRawValueProperty("items", """{"type":"string"}""");
        if (field.References is { } target)
        {
            // OGC API - Features, Part 5: the value is the id of a feature of that collection.
            json.WriteString("x-ogc-role", "reference");
            json.WriteString("x-ogc-collectionId", target);
        }

        if (field.Unit is { } unit)
            json.WriteString("x-ogc-unit", unit);
        if (field.Codelist is { } list)
        {
            json.WriteStartArray("enum");
            foreach (var code in list.Codes)
                json.WriteStringValue(code.Value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteRawValueProperty(this Utf8JsonWriter json, string name, string value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value);
    }
}
