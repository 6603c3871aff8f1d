using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.Html;
using Jining231.Geo.Service.Items;
using Jining231.Geo.Service.Tiles;
using Jining231.Geo.Spatial;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Jining231.Geo.Service;

/// <summary><c>/collections</c> and <c>/collections/{id}</c>.</summary>
internal static class CollectionEndpoints
{
    public const string Crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    public static void MapCollections(this WebApplication app, ServiceOptions options)
    {
        app.MapGet("/collections", context =>
        {
            QueryReader.Allow(context, "f");
            var (root, layers) = (Links.Base(context), options.Store.Describe().Layers);
            return Pages.AnswerAsync(context, Json.Media, json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("links");
                Links.Write(json, root + "/collections", "self", Json.Media, "Layers");
                Links.Write(json, root + "/collections?f=html", "alternate", Representation.Html.Media, "Layers, for people");
                json.WriteEndArray();
                WriteCrs(json);
                json.WriteStartArray("collections");
                foreach (var layer in layers)
                    Write(json, layer, root);
                json.WriteEndArray();
                json.WriteEndObject();
            }, LayerPages.ListHead, (html, say) => LayerPages.Table(html, say, layers));
        });
        app.MapGet("/collections/{collectionId}", context =>
        {
            QueryReader.Allow(context, "f");
            var layer = Layer(context);
            return Pages.AnswerAsync(context, Json.Media, json => Write(json, layer, Links.Base(context)), LayerPages.Head(layer), (html, say) => LayerPages.Layer(html, say, layer));
        });
    }

    /// <summary>The layer named by the route, or 404 naming the layers there are.</summary>
    public static LayerDef Layer(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["collectionId"]!;
        var layers = context.RequestServices.GetRequiredService<ServiceOptions>().Store.Describe().Layers;
        return layers.FirstOrDefault(l => l.Name == name) ?? LayerCatalog.Get(name);
    }

    private static void Write(Utf8JsonWriter json, LayerDef layer, string root)
    {
        var self = $"{root}/collections/{layer.Name}";
        json.WriteStartObject();
        json.WriteString("id", layer.Name);
        json.WriteString("title", $"{layer.TitleZh} {layer.TitleEn}");
        json.WriteString("description", $"{layer.DescriptionZh} {layer.DescriptionEn}");
        json.WriteString("itemType", "feature");
        if (layer.Geometry != GeometryKind.None)
        {
            WriteCrs(json);
            json.WriteString("storageCrs", Crs.Epsg4490.Uri);
            WriteExtent(json);
        }

        json.WriteStartArray("links");
        Links.Write(json, self, "self", Json.Media, layer.TitleZh);
        Links.Write(json, self + "?f=html", "alternate", Representation.Html.Media, layer.TitleZh);
        Links.Write(json, self + "/items", "items", Json.GeoMedia, layer.TitleZh);
        foreach (var format in ItemFormats.Pages.Skip(1))
            Links.Write(json, $"{self}/items?f={format.Name}", "items", format.Media, $"{layer.TitleZh} ({format.Title})");
        Links.Write(json, self + "/items?f=html", "items", Representation.Html.Media, layer.TitleZh);
        foreach (var format in ItemDownloads.Of(layer))
            Links.Write(json, $"{self}/items?f={format.Name}", "enclosure", format.Media, $"{layer.TitleZh} ({format.Title})");
        Links.Write(json, self + "/schema", SchemaEndpoints.Relation("schema"), SchemaEndpoints.Media, "Fields and their types");
        Links.Write(json, self + "/queryables", SchemaEndpoints.Relation("queryables"), SchemaEndpoints.Media, "What a filter may name");
        Links.Write(json, self + "/sortables", SchemaEndpoints.Relation("sortables"), SchemaEndpoints.Media, "What sortby may name");
        if (layer.Geometry != GeometryKind.None)
            Links.Write(json, self + "/tiles", Tilesets.ListRelation, Json.Media, "Vector tiles");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Every CRS that <c>crs</c> and <c>bbox-crs</c> take, CRS84 first.</summary>
    private static void WriteCrs(Utf8JsonWriter json)
    {
        json.WriteStartArray("crs");
        foreach (var crs in Crs.All)
            json.WriteStringValue(crs.Uri);
        json.WriteEndArray();
    }

    /// <summary>One box for all: the city and what reaches into it. Longitude and latitude in degrees.</summary>
    private static void WriteExtent(Utf8JsonWriter json)
    {
        json.WriteStartObject("extent");
        json.WriteStartObject("spatial");
        json.WriteStartArray("bbox");
        json.WriteStartArray();
        foreach (var ordinate in CityBox.Ordinates)
            json.WriteNumberValue(ordinate);
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteString("crs", Crs84);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
