using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.Html;
using Jining231.Geo.Service.Items;
using Jining231.Geo.Spatial;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary><c>/collections/{id}/items</c> and <c>…/items/{featureId}</c>: rows go from WKB to bytes without geometry objects.</summary>
internal static class ItemEndpoints
{
    private static readonly IReadOnlyList<Representation> OneFormats = [ItemFormats.GeoJson, Representation.Html];

    public static void MapItems(this WebApplication app, ServiceOptions options)
    {
        var cursors = new CursorSigner(options.Store);
        app.MapGet("/collections/{collectionId}/items", context => ListAsync(context, options, cursors));
        app.MapGet("/collections/{collectionId}/items/{featureId}", context => OneAsync(context, options));
    }

    /// <summary>Answers with one feature, its ETag and its links (as a foreign member, which RFC 7946 allows).</summary>
    public static async Task WriteOneAsync(HttpContext context, FeatureRow row, string self, int status = StatusCodes.Status200OK, FeatureShape? shape = null,
        Action<Utf8JsonWriter>? more = null)
    {
        context.Response.Headers.ETag = Etags.Of(row);
        ContentCrs(context, shape?.Crs ?? Crs.Crs84);
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, Json.WriterOptions))
            FeatureJsonWriter.WriteFeature(json, row, shape ?? FeatureShape.Full(row.Layer));
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

        if (more is not null)
        {
            var from = buffer.Length;
            await using (var json = new Utf8JsonWriter(buffer, Json.WriterOptions))
            {
                json.WriteStartObject();
                more(json);
                json.WriteEndObject();
            }

            // The members join those of the feature: the brace that opens them becomes the comma before them.
            buffer.GetBuffer()[from] = (byte)',';
            buffer.SetLength(buffer.Length - 1);
            buffer.Position = buffer.Length;
        }

        buffer.Write("}"u8);
        await Json.WriteAsync(context, Json.GeoMedia, buffer.GetBuffer().AsMemory(0, (int)buffer.Length), status);
    }

    /// <summary>Says in which CRS the coordinates are (OGC API - Features Part 2).</summary>
    public static void ContentCrs(HttpContext context, Crs crs) => context.Response.Headers["Content-Crs"] = $"<{crs.Uri}>";

    private static async Task ListAsync(HttpContext context, ServiceOptions options, CursorSigner cursors)
    {
        var layer = CollectionEndpoints.Layer(context);
        var chosen = Representation.Choose(context, ItemFormats.All);
        if (chosen is ItemDownload file)
        {
            await FileDownload.AnswerAsync(context, options, layer, file);
            return;
        }

        if (LayerDownload.IsAsked(context))
        {
            await LayerDownload.AnswerAsync(context, options, layer);
            return;
        }

        if (chosen is null)
        {
            context.Response.StatusCode = StatusCodes.Status406NotAcceptable;
            return;
        }

        var format = chosen as ItemFormat ?? ItemsPage.Format(context);
        var items = await ItemQuery.ReadAsync(context, layer, cursors, chosen is ItemFormat ? QueryReader.DefaultLimit : ItemsPage.DefaultLimit);
        await cursors.ReadyAsync(context.RequestAborted);
        // Who may have the page already is told so before it is read.
        var first = context.Request.Headers.IfNoneMatch.Count > 0 ? null : items.Query;
        await using var snapshot = await options.Store.OpenSnapshotAsync(
            QueryReader.AsOf(context, options.Clock.GetUtcNow()), first, context.RequestAborted);
        if (!Etags.NotModified(context, Etags.Of(layer.Name, snapshot.Revisions[layer.Name], chosen is ItemFormat ? format.Name : format.Name + "." + Speech.Of(context).Tag)))
            await ItemPages.WriteAsync(context, snapshot, items, format, cursors, options.CoordinateDecimals);
    }

    private static async Task OneAsync(HttpContext context, ServiceOptions options)
    {
        QueryReader.Allow(context, "datetime", "crs", "f");
        var layer = CollectionEndpoints.Layer(context);
        var page = Representation.Choose(context, OneFormats) == Representation.Html;
        var shape = new FeatureShape(layer, ItemParameters.Crs(context));
        var id = (string)context.Request.RouteValues["featureId"]!;
        await using var snapshot = await options.Store.OpenSnapshotAsync(
            QueryReader.AsOf(context, options.Clock.GetUtcNow()), context.RequestAborted);
        var row = await snapshot.GetAsync(layer.Name, id, context.RequestAborted) ?? throw Missing(layer, id);
        // The tag of a feature is that of its document, which a write names; a page has none.
        if (page)
            await ItemPage.WriteAsync(context, row);
        else if (!Etags.NotModified(context, Etags.Of(row)))
            await WriteOneAsync(context, row, $"/collections/{layer.Name}/items/{Uri.EscapeDataString(id)}", shape: shape);
    }

    /// <summary>404 for a feature that is not there.</summary>
    public static GeoProblemException Missing(LayerDef layer, string id) => new(new GeoProblem(ProblemCode.NotFound,
        $"图层“{layer.TitleZh}”中没有“{id}”。", $"Layer {layer.Name} has no feature '{id}'.")
    {
        Field = "featureId",
    });
}
