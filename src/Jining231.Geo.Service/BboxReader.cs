using System.Globalization;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Http;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Service;

/// <summary>Reads <c>bbox</c> and <c>bbox-crs</c>.</summary>
internal static class BboxReader
{
    private const string Shape = "minLon,minLat,maxLon,maxLat";

    /// <summary>Envelope in EPSG:4490 (x = longitude), or null without the parameter.</summary>
    public static Envelope? Read(HttpContext context)
    {
        var crs = QueryReader.Text(context, "bbox-crs") ?? CollectionEndpoints.Crs84;
        if (crs != CollectionEndpoints.Crs84)
            throw QueryReader.Problem(ProblemCode.UnknownName, "bbox-crs", $"不支持坐标系“{crs}”。", $"The CRS '{crs}' is not offered here.",
                CollectionEndpoints.Crs84);
        return QueryReader.Text(context, "bbox") is { } text ? Parse(text) : null;
    }

    private static Envelope Parse(string text)
    {
        var parts = text.Split(',');
        if (parts.Length is not (4 or 6))
            throw Bad(ProblemCode.InvalidValue, $"bbox 应有 4（或 6）个数，得到 {parts.Length} 个。", $"bbox takes 4 (or 6) numbers, not {parts.Length}.");
        var v = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out v[i]) || !double.IsFinite(v[i]))
                throw Bad(ProblemCode.InvalidValue, $"bbox 第 {i + 1} 个值“{parts[i]}”不是数。", $"Value {i + 1} of bbox, '{parts[i]}', is not a number.");
        var half = v.Length / 2;
        double west = v[0], south = v[1], east = v[half], north = v[half + 1];
        if (Math.Abs(west) > 180 || Math.Abs(east) > 180 || Math.Abs(south) > 90 || Math.Abs(north) > 90)
            throw Bad(ProblemCode.OutsideCrs, "bbox 超出经纬度范围：经度 ±180，纬度 ±90，先经后纬。",
                "bbox is outside longitude ±180, latitude ±90; longitude comes first.");
        if (south > north)
            throw Bad(ProblemCode.OutOfRange, "bbox 的南边界大于北边界。", "The south of bbox is north of its north.");
        if (west > east)
            throw Bad(ProblemCode.OutOfRange, "bbox 的西边界大于东边界；跨 180° 的范围请分两次请求。",
                "The west of bbox is east of its east; ask twice for a box across 180°.");
        return new Envelope(west, east, south, north);
    }

    private static GeoProblemException Bad(ProblemCode code, string zh, string en) => QueryReader.Problem(code, "bbox", zh, en, Shape);
}
