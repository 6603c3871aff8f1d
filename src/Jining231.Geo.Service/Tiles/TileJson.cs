using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tiles;

namespace Jining231.Geo.Service.Tiles;

/// <summary>TileJSON 3.0 for clients that know no OGC API.</summary>
internal static class TileJson
{
    /// <summary>What users must know about the shapes in tiles.</summary>
    public const string Statement =
        "瓦片图形按级别概化（容差 1/16 像素，最细级不概化），仅供显示；量算以要素服务为准。小于 1.5 像素的多边形按像素合并显示，属性 aggregated 为个数，面积在瓦片内守恒至 1 像素；" +
        "响应头 Tile-Summary 给出各图层绘出、合并和略去的个数。" +
        "Shapes are generalised by level (a sixteenth of a pixel, not on the finest level): for display only. Polygons below 1.5 pixels are shown together as pixels " +
        "whose attribute 'aggregated' counts them; their area is kept to one pixel a tile. The Tile-Summary header counts what was drawn, aggregated and dropped.";

    public static void Write(
        Utf8JsonWriter json, string root, LayerDef? layer, string? collections, IReadOnlyList<LayerDef> layers, TileMatrixSet set)
    {
        var path = layer is null ? $"{root}/tiles" : $"{root}/collections/{layer.Name}/tiles";
        json.WriteStartObject();
        json.WriteString("tilejson", "3.0.0");
        json.WriteString("name", layer is null ? "济宁“231”" : $"{layer.TitleZh} {layer.TitleEn}");
        json.WriteString("description", Statement);
        json.WriteString("scheme", "xyz");
        json.WriteStartArray("tiles");
        json.WriteStringValue($"{path}/{set.Id}/{{z}}/{{y}}/{{x}}{(collections is null ? "" : "?collections=" + Uri.EscapeDataString(collections).Replace("%2C", ",", StringComparison.Ordinal))}");
        json.WriteEndArray();
        json.WriteNumber("minzoom", set.FirstLevel);
        json.WriteNumber("maxzoom", set.LastLevel);
        json.WriteStartArray("bounds");
        foreach (var ordinate in CityBox.Ordinates)
            json.WriteNumberValue(ordinate);
        json.WriteEndArray();
        json.WriteStartArray("vector_layers");
        foreach (var one in layers)
        {
            json.WriteStartObject();
            json.WriteString("id", one.Name);
            json.WriteString("description", $"{one.TitleZh} {one.TitleEn}");
            json.WriteStartObject("fields");
            json.WriteString("id", "编号 id");
            json.WriteString(MvtLayer.CountAttribute, "合并个数 polygons shown as this shape");
            foreach (var field in one.Fields)
                json.WriteString(field.Name, $"{field.TitleZh} {field.TitleEn}{(field.Unit is null ? "" : $" ({field.Unit})")}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
