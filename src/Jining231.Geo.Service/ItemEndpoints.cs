using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary><c>/collections/{id}/items</c> and <c>…/items/{featureId}</c>: rows go from WKB to bytes without geometry objects.</summary>
internal static class ItemEndpoints
{
    private const int FlushBytes = 64 * 1024;

    public static void MapItems(this WebApplication app, ServiceOptions options)
    {
        app.MapGet("/collections/{collectionId}/items", context => ListAsync(context, options));
        app.MapGet("/collections/{collectionId}/items/{featureId}", context => OneAsync(context, options));
    }

    /// <summary>Streams a page; the answer starts only when the store has given its first row.</summary>
    public static async Task WritePageAsync(HttpContext context, IFeatureSnapshot snapshot, ItemQuery items)
    {
        var query = items.Query;
        var matched = await snapshot.CountAsync(query with { AfterId = null, Limit = null }, context.RequestAborted);
        await using var rows = snapshot.QueryAsync(query, context.RequestAborted).GetAsyncEnumerator(context.RequestAborted);
        var more = await rows.MoveNextAsync();
        context.Response.ContentType = Json.GeoMedia;
        context.Response.Headers.CacheControl = Json.CachePolicy(context.Response);
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Json.WriterOptions);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteNumber("numberMatched", matched);
        json.WriteStartArray("features");
        var returned = 0;
        string? last = null;
        for (; more && returned < items.Limit; more = await rows.MoveNextAsync())
        {
            FeatureJsonWriter.WriteFeature(json, rows.Current);
            last = rows.Current.Id;
            returned++;
            if (json.BytesPending > FlushBytes)
                await FlushAsync(context, json);
        }

        json.WriteEndArray();
        json.WriteNumber("numberReturned", returned);
        json.WriteStartArray("links");
        Links.Write(json, Links.Self(context), "self", Json.GeoMedia, "This page");
        Links.Write(json, $"{Links.Base(context)}/collections/{query.Layer}", "collection", Json.Media, "The layer");
        if (more && last is not null)
            Links.Write(json, NextPage(context, last), "next", Json.GeoMedia, "Next page");
        json.WriteEndArray();
        json.WriteEndObject();
        await FlushAsync(context, json);
    }

    /// <summary>Answers with one feature, its ETag and its links (as a foreign member, which RFC 7946 allows).</summary>
    public static async Task WriteOneAsync(HttpContext context, FeatureRow row, string self, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.ETag = Etags.Of(row);
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, Json.WriterOptions))
            FeatureJsonWriter.WriteFeature(json, row);
        buffer.SetLength(buffer.Length - 1);
        buffer.Position = buffer.Length;
        buffer.Write(",\"links\":"u8);
        await using (var json = new Utf8JsonWriter(buffer, Json.WriterOptions))
        {
            json.WriteStartArray();
            Links.Write(json, Links.Base(context) + self, "self", Json.GeoMedia, "This feature");
            Links.Write(json, $"{Links.Base(context)}/collections/{row.Layer.Name}", "collection", Json.Media, "The layer");
            json.WriteEndArray();
        }

        buffer.Write("}"u8);
        await Json.WriteAsync(context, Json.GeoMedia, buffer.GetBuffer().AsMemory(0, (int)buffer.Length), status);
    }

    private static async Task ListAsync(HttpContext context, ServiceOptions options)
    {
        var layer = CollectionEndpoints.Layer(context);
        if (LayerDownload.IsAsked(context))
        {
            await LayerDownload.AnswerAsync(context, options, layer);
            return;
        }

        var items = ItemQuery.Read(context, layer);
        await using var snapshot = await options.Store.OpenSnapshotAsync(
            QueryReader.AsOf(context, options.Clock.GetUtcNow()), context.RequestAborted);
        if (!Etags.NotModified(context, Etags.Of(layer.Name, snapshot.Revisions[layer.Name])))
            await WritePageAsync(context, snapshot, items);
    }

    private static async Task OneAsync(HttpContext context, ServiceOptions options)
    {
        QueryReader.Allow(context, "datetime");
        var layer = CollectionEndpoints.Layer(context);
        var id = (string)context.Request.RouteValues["featureId"]!;
        await using var snapshot = await options.Store.OpenSnapshotAsync(
            QueryReader.AsOf(context, options.Clock.GetUtcNow()), context.RequestAborted);
        var row = await snapshot.GetAsync(layer.Name, id, context.RequestAborted) ?? throw Missing(layer, id);
        if (!Etags.NotModified(context, Etags.Of(row)))
            await WriteOneAsync(context, row, $"/collections/{layer.Name}/items/{Uri.EscapeDataString(id)}");
    }

    /// <summary>404 for a feature that is not there.</summary>
    public static GeoProblemException Missing(LayerDef layer, string id) => new(new GeoProblem(ProblemCode.NotFound,
        $"图层“{layer.TitleZh}”中没有“{id}”。", $"Layer {layer.Name} has no feature '{id}'.")
    {
        Field = "featureId",
    });

    private static string NextPage(HttpContext context, string lastId)
    {
        var query = QueryString.Empty;
        foreach (var (name, values) in context.Request.Query.Where(p => p.Key != "cursor").OrderBy(p => p.Key, StringComparer.Ordinal))
            query = query.Add(name, values[0] ?? "");
        query = query.Add("cursor", QueryReader.MakeCursor(lastId));
        return Links.Base(context) + context.Request.Path.ToUriComponent() + query.ToUriComponent();
    }

    private static async Task FlushAsync(HttpContext context, Utf8JsonWriter json)
    {
        await json.FlushAsync(context.RequestAborted);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
