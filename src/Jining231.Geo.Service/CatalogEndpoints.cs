using System.Text.Json;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary><c>/catalog</c>: what a viewer needs to draw every layer — fields, code lists, styles, counts, worst quality.</summary>
internal static class CatalogEndpoints
{
    public static void MapCatalog(this WebApplication app, ServiceOptions options) =>
        app.MapGet("/catalog", context => WriteAsync(context, options));

    private static async Task WriteAsync(HttpContext context, ServiceOptions options)
    {
        QueryReader.Allow(context);
        var store = options.Store.Describe();
        await using var snapshot = await options.Store.OpenSnapshotAsync(null, context.RequestAborted);
        var facts = new List<(LayerDef Layer, long Count, long Revision, string? Quality)>();
        foreach (var layer in store.Layers)
        {
            var count = await snapshot.CountAsync(new FeatureQuery(layer.Name), context.RequestAborted);
            var revision = snapshot.Revisions.GetValueOrDefault(layer.Name)?.Revision ?? 0;
            facts.Add((layer, count, revision, await WorstQualityAsync(snapshot, layer, context.RequestAborted)));
        }

        await Json.WriteAsync(context, Json.Media, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("layers");
            foreach (var (layer, count, revision, quality) in facts)
                WriteLayer(json, layer, count, revision, quality);
            json.WriteEndArray();
            json.WriteStartObject("store");
            json.WriteString("kind", store.Kind);
            json.WriteString("location", store.Location);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    /// <summary>The worst quality that occurs in a layer, by counting from the worst code on; null for an empty layer.</summary>
    private static async Task<string?> WorstQualityAsync(IFeatureSnapshot snapshot, LayerDef layer, CancellationToken cancellationToken)
    {
        foreach (var code in Codelists.Quality.Codes.Reverse())
        {
            var query = new FeatureQuery(layer.Name) { Filters = [new FieldFilter("quality", [code.Value])] };
            if (await snapshot.CountAsync(query, cancellationToken) > 0)
                return code.Value;
        }

        return null;
    }

    private static void WriteLayer(Utf8JsonWriter json, LayerDef layer, long count, long revision, string? quality)
    {
        json.WriteStartObject();
        json.WriteString("name", layer.Name);
        json.WriteString("titleZh", layer.TitleZh);
        json.WriteString("titleEn", layer.TitleEn);
        json.WriteString("descriptionZh", layer.DescriptionZh);
        json.WriteString("descriptionEn", layer.DescriptionEn);
        json.WriteString("geometry", layer.Geometry.ToString());
        json.WriteStartArray("fields");
        foreach (var field in layer.Fields)
            WriteField(json, field);
        json.WriteEndArray();
        WriteStyle(json, layer.Style);
        json.WriteNumber("count", count);
        json.WriteNumber("revision", revision);
        json.WriteString("quality", quality);
        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, FieldDef field)
    {
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        json.WriteString("type", JsonNamingPolicy.CamelCase.ConvertName(field.Type.ToString()));
        json.WriteString("titleZh", field.TitleZh);
        json.WriteString("titleEn", field.TitleEn);
        json.WriteString("unit", field.Unit);
        json.WriteBoolean("required", field.Required);
        if (field.Codelist is { } list)
        {
            json.WriteStartArray("codelist");
            foreach (var code in list.Codes)
                WriteCode(json, code);
            json.WriteEndArray();
        }
        else
        {
            json.WriteNull("codelist");
        }

        json.WriteEndObject();
    }

    /// <summary>One code with its titles.</summary>
    public static void WriteCode(Utf8JsonWriter json, Code code)
    {
        json.WriteStartObject();
        json.WriteString("value", code.Value);
        json.WriteString("zh", code.Zh);
        json.WriteString("en", code.En);
        json.WriteEndObject();
    }

    private static void WriteStyle(Utf8JsonWriter json, LayerStyle style)
    {
        json.WriteStartObject("style");
        json.WriteString("fill", style.Fill);
        json.WriteString("stroke", style.Stroke);
        json.WriteNumber("strokeWidth", style.StrokeWidth);
        json.WriteString("classField", style.ClassField);
        json.WriteStartObject("classFill");
        foreach (var (value, colour) in style.ClassFill)
            json.WriteString(value, colour);
        json.WriteEndObject();
        json.WriteString("labelField", style.LabelField);
        json.WriteNumber("order", style.Order);
        json.WriteBoolean("visibleAtStart", style.VisibleAtStart);
        json.WriteEndObject();
    }
}
