using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.Html;
using Jining231.Geo.Tiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Tiles;

/// <summary>What describes tiles: <c>/tileMatrixSets</c>, lists of tilesets, one tileset, and the same as TileJSON 3.0.</summary>
internal static class Tilesets
{
    public const string ListRelation = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

    private static readonly PageHead SetsHead = new("瓦片矩阵集", "Tile matrix sets");

    private const string Scheme = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";

    private const string TileJsonMedia = "application/json";

    public static void MapTilesets(this WebApplication app, ServiceOptions options)
    {
        app.MapGet("/tileMatrixSets", context =>
        {
            QueryReader.Allow(context, "f");
            return Pages.AnswerAsync(context, Json.Media, json => MatrixSetJson.WriteList(json, Links.Base(context)), SetsHead);
        });
        app.MapGet("/tileMatrixSets/{tileMatrixSetId}", context =>
        {
            QueryReader.Allow(context, "f");
            var set = Set(context);
            return Pages.AnswerAsync(context, Json.Media, json => MatrixSetJson.Write(json, set), new PageHead(set.TitleZh, set.TitleEn, new Crumb("/tileMatrixSets", SetsHead.Zh, SetsHead.En)));
        });
        app.MapGet("/tiles", context => ListAsync(context, null));
        app.MapGet("/collections/{collectionId}/tiles", context => ListAsync(context, Layer(context)));
        app.MapGet("/tiles/{tileMatrixSetId}", context => OneAsync(context, null, options));
        app.MapGet("/collections/{collectionId}/tiles/{tileMatrixSetId}", context => OneAsync(context, Layer(context), options));
    }

    /// <summary>The layer of the route, which must have shapes to draw.</summary>
    public static LayerDef Layer(HttpContext context)
    {
        var layer = CollectionEndpoints.Layer(context);
        return layer.Geometry != GeometryKind.None ? layer : throw QueryReader.Problem(ProblemCode.NotFound, "collectionId",
            $"图层“{layer.TitleZh}”没有图形，没有瓦片。", $"Layer {layer.Name} has no geometry and therefore no tiles.");
    }

    /// <summary>Layers of a tile of several: those named, or all; always in drawing order.</summary>
    public static IReadOnlyList<LayerDef> Layers(HttpContext context, ServiceOptions options)
    {
        var all = options.Store.Describe().Layers.Where(l => l.Geometry != GeometryKind.None).OrderBy(l => l.Style.Order).ToList();
        if (QueryReader.Text(context, "collections") is not { } text)
            return all;
        var names = text.Split(',').Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in names)
            if (all.All(l => l.Name != name))
                throw QueryReader.Problem(ProblemCode.UnknownName, "collections", $"没有带图形的图层“{name}”。",
                    $"There is no layer '{name}' with geometry.", [.. all.Select(l => l.Name)]);
        return [.. all.Where(l => names.Contains(l.Name))];
    }

    /// <summary>The value of <c>f</c>, or the first of those offered.</summary>
    public static string Format(HttpContext context, params string[] offered) =>
        QueryReader.Text(context, "f") is not { } format ? offered[0] : offered.Contains(format) ? format
            : throw QueryReader.Problem(ProblemCode.UnknownName, "f", $"没有格式“{format}”。", $"There is no format '{format}'.", offered);

    private static TileMatrixSet Set(HttpContext context) => TileMatrixSet.Get((string)context.Request.RouteValues["tileMatrixSetId"]!);

    private static Task ListAsync(HttpContext context, LayerDef? layer)
    {
        QueryReader.Allow(context, "f");
        var root = Links.Base(context);
        return Pages.AnswerAsync(context, Json.Media, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("links");
            Links.Write(json, Path(root, layer), "self", Json.Media, "Tilesets");
            json.WriteEndArray();
            json.WriteStartArray("tilesets");
            foreach (var set in TileMatrixSet.All)
            {
                json.WriteStartObject();
                Head(json, layer, set);
                json.WriteStartArray("links");
                Links.Write(json, $"{Path(root, layer)}/{set.Id}", "self", Json.Media, set.TitleZh);
                Links.Write(json, $"{root}/tileMatrixSets/{set.Id}", Scheme, Json.Media, set.TitleEn);
                WriteItemLink(json, root, layer, set);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }, Head(layer));
    }

    private static PageHead Head(LayerDef? layer) =>
        (layer is null ? new PageHead("矢量瓦片", "Vector tiles") : LayerPages.PartHead(layer, "矢量瓦片", "vector tiles")) with { Map = LayerPages.MapOf(layer) };

    private static Task OneAsync(HttpContext context, LayerDef? layer, ServiceOptions options)
    {
        QueryReader.Allow(context, layer is null ? ["f", "collections"] : ["f"]);
        var tileJson = QueryReader.Text(context, "f") is { } name && name != "html" && Format(context, "json", "tilejson", "html") == "tilejson";
        var set = Set(context);
        var layers = layer is null ? Layers(context, options) : [layer];
        var root = Links.Base(context);
        return tileJson
            ? Json.WriteAsync(context, TileJsonMedia, json => TileJson.Write(json, root, layer, QueryReader.Text(context, "collections"), layers, set))
            : Pages.AnswerAsync(context, Json.Media, json => Write(json, root, layer, layers, set), Head(layer) with
            {
                Zh = set.TitleZh,
                En = set.TitleEn,
                Way = [.. Head(layer).Way, new Crumb(Path("", layer), "矢量瓦片", "Vector tiles")],
            });
    }

    private static void Write(Utf8JsonWriter json, string root, LayerDef? layer, IReadOnlyList<LayerDef> layers, TileMatrixSet set)
    {
        json.WriteStartObject();
        Head(json, layer, set);
        json.WriteString("description", TileJson.Statement);
        MatrixSetJson.WriteLimits(json, set);
        json.WriteStartArray("layers");
        foreach (var one in layers)
        {
            json.WriteStartObject();
            json.WriteString("id", one.Name);
            json.WriteString("title", $"{one.TitleZh} {one.TitleEn}");
            json.WriteString("dataType", "vector");
            json.WriteNumber("geometryDimension", one.Geometry switch { GeometryKind.MultiPoint => 0, GeometryKind.MultiLineString => 1, _ => 2 });
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("links");
        Links.Write(json, $"{Path(root, layer)}/{set.Id}", "self", Json.Media, "This tileset");
        Links.Write(json, $"{Path(root, layer)}/{set.Id}?f=tilejson", "describedby", TileJsonMedia, "TileJSON 3.0");
        Links.Write(json, $"{root}/tileMatrixSets/{set.Id}", Scheme, Json.Media, set.TitleEn);
        WriteItemLink(json, root, layer, set);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Head(Utf8JsonWriter json, LayerDef? layer, TileMatrixSet set)
    {
        json.WriteString("title", $"{layer?.TitleZh ?? "全部图层"} · {set.TitleZh}");
        json.WriteString("dataType", "vector");
        json.WriteString("crs", set.Crs.Uri);
        if (set.Uri is { } uri)
            json.WriteString("tileMatrixSetURI", uri);
    }

    private static void WriteItemLink(Utf8JsonWriter json, string root, LayerDef? layer, TileMatrixSet set)
    {
        json.WriteStartObject();
        json.WriteString("href", $"{Path(root, layer)}/{set.Id}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}");
        json.WriteString("rel", "item");
        json.WriteString("type", TileEndpoints.Media);
        json.WriteString("title", "Mapbox Vector Tile");
        json.WriteBoolean("templated", true);
        json.WriteEndObject();
    }

    private static string Path(string root, LayerDef? layer) => layer is null ? root + "/tiles" : $"{root}/collections/{layer.Name}/tiles";
}
