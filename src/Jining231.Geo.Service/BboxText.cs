using System.Globalization;
using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Service;

/// <summary>A bounding box as text: <c>minLon,minLat,maxLon,maxLat</c> in degrees.</summary>
public static class BboxText
{
    private const string Shape = "minLon,minLat,maxLon,maxLat";

    /// <summary>Reads 4 or 6 numbers (heights are dropped) in degrees, longitude first; problems name <paramref name="field"/>.</summary>
    public static Envelope Parse(string text, string field)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',');
        if (parts.Length is not (4 or 6))
            throw Bad(field, ProblemCode.InvalidValue, $"bbox 应有 4（或 6）个数，得到 {parts.Length} 个。", $"bbox takes 4 (or 6) numbers, not {parts.Length}.");
        var v = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out v[i]) || !double.IsFinite(v[i]))
                throw Bad(field, ProblemCode.InvalidValue, $"bbox 第 {i + 1} 个值“{parts[i]}”不是数。", $"Value {i + 1} of bbox, '{parts[i]}', is not a number.");
        var half = v.Length / 2;
        double west = v[0], south = v[1], east = v[half], north = v[half + 1];
        if (Math.Abs(west) > 180 || Math.Abs(east) > 180 || Math.Abs(south) > 90 || Math.Abs(north) > 90)
            throw Bad(field, ProblemCode.OutsideCrs, "bbox 超出经纬度范围：经度 ±180，纬度 ±90，先经后纬。",
                "bbox is outside longitude ±180, latitude ±90; longitude comes first.");
        if (south > north)
            throw Bad(field, ProblemCode.OutOfRange, "bbox 的南边界大于北边界。", "The south of bbox is north of its north.");
        if (west > east)
            throw Bad(field, ProblemCode.OutOfRange, "bbox 的西边界大于东边界；跨 180° 的范围请分两次请求。",
                "The west of bbox is east of its east; ask twice for a box across 180°.");
        return new Envelope(west, east, south, north);
    }

    private static GeoProblemException Bad(string field, ProblemCode code, string zh, string en) => QueryReader.Problem(code, field, zh, en, Shape);
}
