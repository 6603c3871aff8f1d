using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.Html;
using Microsoft.AspNetCore.Builder;

namespace Jining231.Geo.Service;

/// <summary>
/// <c>/collections/{id}/schema</c>, <c>/queryables</c> and <c>/sortables</c>: what features have, what a filter may name and
/// what sortby may name, as JSON Schema (OGC API - Features, Part 5).
/// </summary>
internal static class SchemaEndpoints
{
    public const string Media = "application/schema+json";

    /// <summary>Link relation of a resource of OGC.</summary>
    public static string Relation(string name) => "http://www.opengis.net/def/rel/ogc/1.0/" + name;

    public static void MapSchemas(this WebApplication app)
    {
        Map(app, "schema", static _ => true, closed: false);
        Map(app, "queryables", static _ => true, closed: true);
        Map(app, "sortables", static f => f.Type != FieldType.TextArray, closed: true);
    }

    private static void Map(WebApplication app, string name, Func<FieldDef, bool> holds, bool closed) => app.MapGet($"/collections/{{collectionId}}/{name}", context =>
    {
        QueryReader.Allow(context, "f");
        var layer = CollectionEndpoints.Layer(context);
        var (zh, en) = name switch { "schema" => ("字段", "schema"), "queryables" => ("可查询属性", "queryables"), _ => ("可排序属性", "sortables") };
        return Pages.AnswerAsync(context, Media, json => Write(json, layer, Links.Base(context) + context.Request.Path.ToUriComponent(), name, [.. layer.Fields.Where(holds)], closed),
            LayerPages.PartHead(layer, zh, en), (html, say) => LayerPages.Fields(html, say, layer.Fields.Where(holds)));
    });

    private static void Write(Utf8JsonWriter json, LayerDef layer, string self, string name, IReadOnlyList<FieldDef> fields, bool closed)
    {
        var whole = name == "schema";
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("$id", self);
        json.WriteString("type", "object");
        json.WriteString("title", $"{layer.TitleZh} {layer.TitleEn}");
        json.WriteString("description", $"{layer.DescriptionZh} {layer.DescriptionEn}");
        json.WriteStartObject("properties");
        json.WriteStartObject("id");
        json.WriteString("title", "编号 id");
        json.WriteString("type", "string");
        json.WriteString("x-ogc-role", "id");
        if (whole)
        {
            json.WriteNumber("x-ogc-propertySeq", 1);
            json.WriteBoolean("readOnly", true);
        }

        json.WriteEndObject();
        if (layer.Geometry != GeometryKind.None && name != "sortables")
        {
            json.WriteStartObject("geometry");
            json.WriteString("title", "图形 geometry");
            json.WriteString("format", "geometry-" + layer.Geometry.ToString().ToLowerInvariant());
            json.WriteString("x-ogc-role", "primary-geometry");
            if (whole)
                json.WriteNumber("x-ogc-propertySeq", 2);
            json.WriteEndObject();
        }

        for (var i = 0; i < fields.Count; i++)
            Write(json, fields[i], whole ? i + 3 : null);
        if (whole)
            WriteVersion(json, fields.Count + 3);
        json.WriteEndObject();
        if (whole)
        {
            json.WriteStartArray("required");
            foreach (var field in fields.Where(f => f.Required))
                json.WriteStringValue(field.Name);
            if (layer.Geometry != GeometryKind.None && !layer.GeometryOptional)
                json.WriteStringValue("geometry");
            json.WriteEndArray();
        }

        if (closed)
            json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
    }

    private static void WriteVersion(Utf8JsonWriter json, int sequence)
    {
        json.WriteStartObject("version");
        json.WriteString("title", "行版本 row version");
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", 1);
        json.WriteNumber("x-ogc-propertySeq", sequence);
        json.WriteBoolean("readOnly", true);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FieldDef field, int? sequence)
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
        {
            json.WriteStartObject("items");
            json.WriteString("type", "string");
            json.WriteEndObject();
        }

        if (field.References is { } target)
        {
            // OGC API - Features, Part 5: the value is the id of a feature of that collection.
            json.WriteString("x-ogc-role", "reference");
            json.WriteString("x-ogc-collectionId", target);
        }

        if (field.Unit is { } unit)
            json.WriteString("x-ogc-unit", unit);
        if (sequence is { } number)
            json.WriteNumber("x-ogc-propertySeq", number);
        if (field.Codelist is { } list)
        {
            json.WriteStartArray("enum");
            foreach (var code in list.Codes)
                json.WriteStringValue(code.Value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
