using System.Globalization;
using System.Text;
using Jining231.Geo.Layers;
using Jining231.Geo.Tiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Tiles;

/// <summary>
/// Vector tiles (OGC API - Tiles): <c>/collections/{id}/tiles/{set}/{z}/{row}/{col}</c> and <c>/tiles/{set}/{z}/{row}/{col}?collections=a,b</c>.
/// </summary>
internal static class TileEndpoints
{
    /// <summary>Media type of the tiles.</summary>
    public const string Media = "application/vnd.mapbox-vector-tile";

    /// <summary>Header that says how many features of each layer are drawn, gathered into pixels and dropped.</summary>
    public const string SummaryHeader = "Tile-Summary";

    /// <summary>Changes when the same rows are drawn in another way, so that old entity tags no longer match.</summary>
    private const string Drawing = "d1";

    public static void MapTiles(this WebApplication app, ServiceOptions options)
    {
        var cache = new TileCache(options.TileCacheBytes);
        app.MapGet("/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", context =>
        {
            QueryReader.Allow(context, "f");
            Tilesets.Format(context, "mvt");
            return WriteAsync(context, options, cache, [Tilesets.Layer(context)]);
        });
        app.MapGet("/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}", context =>
        {
            QueryReader.Allow(context, "f", "collections");
            Tilesets.Format(context, "mvt");
            return WriteAsync(context, options, cache, Tilesets.Layers(context, options));
        });
    }

    private static async Task WriteAsync(HttpContext context, ServiceOptions options, TileCache cache, IReadOnlyList<LayerDef> layers)
    {
        var values = context.Request.RouteValues;
        var tile = TileAddress.Parse(TileMatrixSet.Get((string)values["tileMatrixSetId"]!),
            (string)values["tileMatrix"]!, (string)values["tileRow"]!, (string)values["tileCol"]!);
        // Read after the request has come: a tile kept under these revisions is as fresh as one made now.
        var key = new TileKey(tile, Tag(layers, await options.Store.ReadRevisionsAsync(context.RequestAborted)));
        if (cache.Find(key) is not { } made)
        {
            await using var snapshot = await options.Store.OpenSnapshotAsync(null, context.RequestAborted);
            key = key with { Layers = Tag(layers, snapshot.Revisions) };
            if (NotModified(context, key, gzip: AcceptsGzip(context)))
                return;
            made = Keep(await TilePlanner.MakeAsync(snapshot, layers, tile, context.RequestAborted));
            cache.Add(key, made);
        }

        await WriteAsync(context, key, made);
    }

    private static async Task WriteAsync(HttpContext context, TileKey key, CachedTile tile)
    {
        var response = context.Response;
        var compressed = AcceptsGzip(context) ? tile.Gzip() : null;
        var gzip = compressed is not null;
        if (NotModified(context, key, gzip))
            return;
        response.Headers.CacheControl = Json.CachePolicy(response);
        response.Headers[SummaryHeader] = tile.Summary;
        if (tile.Bytes.Length == 0)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var bytes = compressed ?? tile.Bytes;
        response.ContentType = Media;
        response.ContentLength = bytes.Length;
        if (gzip)
            response.Headers.ContentEncoding = "gzip";
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.BodyWriter.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>A compressed tile is another sequence of bytes and has a tag of its own; the client may hold either.</summary>
    private static bool NotModified(HttpContext context, TileKey key, bool gzip)
    {
        context.Response.Headers.Vary = "Accept-Encoding";
        var other = $"\"{key.Layers}{(gzip ? "" : ".gz")}\"";
        if (context.Request.Headers.IfNoneMatch.ToString() == other)
            gzip = !gzip;
        return Etags.NotModified(context, $"\"{key.Layers}{(gzip ? ".gz" : "")}\"");
    }

    private static bool AcceptsGzip(HttpContext context) => ContentCodings.Accepts(context.Request, "gzip");

    private static CachedTile Keep(LayerTile tile) => new(tile.Bytes, string.Join(", ", tile.Layers.Select(l =>
        string.Create(CultureInfo.InvariantCulture, $"{l.Layer};drawn={l.Drawn};aggregated={l.Gathered};dropped={l.Dropped}"))));

    private static string Tag(IReadOnlyList<LayerDef> layers, IReadOnlyDictionary<string, LayerRevision> revisions)
    {
        var tag = new StringBuilder(Drawing);
        foreach (var layer in layers)
        {
            var revision = revisions[layer.Name];
            tag.Append(CultureInfo.InvariantCulture, $".{layer.Name}.{revision.Revision}.{revision.RecordedAt.ToUnixTimeMilliseconds()}");
        }

        return tag.ToString();
    }
}
