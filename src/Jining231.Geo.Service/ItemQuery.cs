using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>Parameters of an items request, read once.</summary>
/// <param name="Query">What to read, one row more than the page so that a next page is known.</param>
/// <param name="Limit">Page size.</param>
internal sealed record ItemQuery(FeatureQuery Query, int Limit)
{
    private static readonly string[] Fixed = ["bbox", "bbox-crs", "limit", "cursor", "datetime"];

    /// <summary>Reads the parameters by the layer's fields; problems name the parameter.</summary>
    public static ItemQuery Read(HttpContext context, LayerDef layer)
    {
        QueryReader.Allow(context, [.. Fixed, .. FilterReader.Names, .. layer.Fields.Select(f => f.Name)]);
        var limit = QueryReader.Limit(context);
        var filters = new List<FieldFilter>();
        foreach (var field in layer.Fields)
            if (QueryReader.Text(context, field.Name) is { } text)
                filters.Add(new FieldFilter(field.Name, [Typed(field, text)]));
        return new ItemQuery(
            new FeatureQuery(layer.Name)
            {
                Bbox = BboxReader.Read(context),
                Filters = filters,
                Filter = FilterReader.Read(context, layer),
                Limit = limit + 1,
                AfterId = QueryReader.Cursor(context),
            },
            limit);
    }

    /// <summary>A parameter's text as the field's type; text needs no quotes.</summary>
    private static object Typed(FieldDef field, string text)
    {
        if (field.Type == FieldType.TextArray)
            throw QueryReader.Problem(ProblemCode.UnknownName, field.Name, $"字段 {field.Name} 是列表，不能按等值筛选。",
                $"The field {field.Name} is a list and cannot be filtered by equality.");
        var isText = field.Type is FieldType.Text or FieldType.Timestamp or FieldType.Date;
        try
        {
            using var value = JsonDocument.Parse(isText ? JsonSerializer.Serialize(text) : text);
            if (FieldValues.Read(value.RootElement, field, field.Name) is { } typed)
                return typed;
        }
        catch (JsonException)
        {
            // Falls through to the one message below.
        }

        throw QueryReader.Problem(ProblemCode.InvalidValue, field.Name,
            string.Create(CultureInfo.InvariantCulture, $"{field.Name}“{text}”不是 {field.Type} 值。"),
            string.Create(CultureInfo.InvariantCulture, $"{field.Name} '{text}' is not a value of type {field.Type}."), field.Type.ToString());
    }
}
