using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tiles;

namespace Jining231.Geo.Service.Tiles;

/// <summary>Tile matrix sets as JSON (OGC 17-083r4, clause 7); origins in the axis order of their CRS, which is stated.</summary>
internal static class MatrixSetJson
{
    public static void WriteList(Utf8JsonWriter json, string root)
    {
        json.WriteStartObject();
        json.WriteStartArray("tileMatrixSets");
        foreach (var set in TileMatrixSet.All)
        {
            json.WriteStartObject();
            json.WriteString("id", set.Id);
            json.WriteString("title", $"{set.TitleZh} {set.TitleEn}");
            if (set.Uri is { } uri)
                json.WriteString("uri", uri);
            json.WriteString("crs", set.Crs.Uri);
            json.WriteStartArray("links");
            Links.Write(json, $"{root}/tileMatrixSets/{set.Id}", "self", Json.Media, set.TitleEn);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("links");
        Links.Write(json, root + "/tileMatrixSets", "self", Json.Media, "Tile matrix sets");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, TileMatrixSet set)
    {
        json.WriteStartObject();
        json.WriteString("id", set.Id);
        json.WriteString("title", $"{set.TitleZh} {set.TitleEn}");
        if (set.Uri is { } uri)
            json.WriteString("uri", uri);
        json.WriteString("crs", set.Crs.Uri);
        json.WriteStartArray("orderedAxes");
        foreach (var axis in set.Crs.IsGeographic ? (string[])["Lat", "Lon"] : ["E", "N"])
            json.WriteStringValue(axis);
        json.WriteEndArray();
        json.WriteStartArray("tileMatrices");
        for (var level = set.FirstLevel; level <= set.LastLevel; level++)
        {
            json.WriteStartObject();
            json.WriteString("id", level.ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("scaleDenominator", set.ScaleDenominator(level));
            json.WriteNumber("cellSize", set.CellSize(level));
            json.WriteString("cornerOfOrigin", "topLeft");
            json.WriteStartArray("pointOfOrigin");
            json.WriteNumberValue(set.Crs.IsGeographic ? set.OriginY : set.OriginX);
            json.WriteNumberValue(set.Crs.IsGeographic ? set.OriginX : set.OriginY);
            json.WriteEndArray();
            json.WriteNumber("tileWidth", TileMatrixSet.PixelsPerTile);
            json.WriteNumber("tileHeight", TileMatrixSet.PixelsPerTile);
            json.WriteNumber("matrixWidth", set.Columns(level));
            json.WriteNumber("matrixHeight", set.Rows(level));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The tiles that the city's box touches, on every level.</summary>
    public static void WriteLimits(Utf8JsonWriter json, TileMatrixSet set)
    {
        json.WriteStartArray("tileMatrixSetLimits");
        for (var level = set.FirstLevel; level <= set.LastLevel; level++)
        {
            var northWest = TileAddress.At(set, level, CityBox.Ordinates[0], CityBox.Ordinates[3]);
            var southEast = TileAddress.At(set, level, CityBox.Ordinates[2], CityBox.Ordinates[1]);
            json.WriteStartObject();
            json.WriteString("tileMatrix", level.ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("minTileRow", northWest.Row);
            json.WriteNumber("maxTileRow", southEast.Row);
            json.WriteNumber("minTileCol", northWest.Column);
            json.WriteNumber("maxTileCol", southEast.Column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
