using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.Items;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>Parameters of an items request, read once.</summary>
/// <param name="Query">What to read, one row more than the page so that a next page is known.</param>
/// <param name="Limit">Page size.</param>
/// <param name="Shape">How it is shown.</param>
/// <param name="Count">How numberMatched is found.</param>
internal sealed record ItemQuery(FeatureQuery Query, int Limit, FeatureShape Shape, CountMode Count)
{
    /// <summary>Time that a store may spend on one statement of a request.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Time that a store may spend on all rows of a complete download with a filter or a search; without either the cost is that of
    /// the rows themselves and has no bound.
    /// </summary>
    public static readonly TimeSpan DownloadTimeLimit = TimeSpan.FromSeconds(120);

    /// <summary>Where the page starts, or null for the first.</summary>
    public PagePosition? Position { get; init; }

    /// <summary>Digest of what is asked for, presentation aside.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>Reads the parameters by the layer's fields; problems name the parameter.</summary>
    public static async ValueTask<ItemQuery> ReadAsync(HttpContext context, LayerDef layer, CursorSigner cursors, int defaultLimit = QueryReader.DefaultLimit)
    {
        QueryReader.Allow(context, [.. ItemParameters.Names, .. layer.Fields.Select(f => f.Name)]);
        var limit = QueryReader.Limit(context, defaultLimit);
        var shape = ItemParameters.Shape(context, layer);
        var query = Projected(Selection(context, layer), shape) with
        {
            Offset = ItemParameters.Offset(context),
            Limit = limit + 1,
            TimeLimit = TimeLimit,
        };
        var digest = DigestOf(context, layer);
        var position = QueryReader.Text(context, "cursor") is { } cursor ? await cursors.ReadAsync(cursor, digest, context.RequestAborted) : null;
        if (position is not null)
            query = query with { AfterId = position.AfterId, AfterValues = position.AfterValues, Expected = position.Matched - position.Passed };
        return new ItemQuery(query, limit, shape, ItemParameters.Count(context)) { Position = position, Digest = digest };
    }

    /// <summary>What is asked for, without saying how much of it and how it looks.</summary>
    public static FeatureQuery Selection(HttpContext context, LayerDef layer)
    {
        var filters = new List<FieldFilter>();
        foreach (var field in layer.Fields)
            if (QueryReader.Text(context, field.Name) is { } text)
                filters.Add(new FieldFilter(field.Name, [Typed(field, text)]));
        return new FeatureQuery(layer.Name)
        {
            Bbox = BboxReader.Read(context),
            Filters = filters,
            Filter = FilterReader.Read(context, layer),
            Search = ItemParameters.Search(context, layer),
            SortBy = ItemParameters.SortBy(context, layer),
        };
    }

    /// <summary>The query, reading no more than is shown.</summary>
    public static FeatureQuery Projected(FeatureQuery query, FeatureShape shape) => query with
    {
        Fields = shape.Fields.Count == shape.Layer.Fields.Count ? null : shape.Fields.Select(i => shape.Layer.Fields[i].Name).ToHashSet(StringComparer.Ordinal),
        SkipGeometry = !shape.Geometry,
    };

    /// <summary>The query for everything that matches, in the order of the store unless one is asked for.</summary>
    public static FeatureQuery Complete(FeatureQuery query, FeatureShape shape) => Projected(query, shape) with
    {
        AnyOrder = query.SortBy.Count == 0,
        TimeLimit = query.Filter is null && query.Search is null ? null : DownloadTimeLimit,
    };

    private static byte[] DigestOf(HttpContext context, LayerDef layer)
    {
        var text = new StringBuilder(layer.Name);
        foreach (var (name, values) in context.Request.Query.Where(p => !ItemParameters.Presentation.Contains(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal))
            text.Append('\n').Append(name).Append('=').Append(Uri.EscapeDataString(values[0] ?? ""));
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
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
