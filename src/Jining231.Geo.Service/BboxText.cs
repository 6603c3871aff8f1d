using System.Globalization;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Service;

/// <summary>A bounding box as text: two corners in the axis order of its CRS (CRS84: <c>minLon,minLat,maxLon,maxLat</c>).</summary>
public static class BboxText
{
    /// <summary>Reads 4 or 6 numbers (heights are dropped) in CRS84; problems name <paramref name="field"/>.</summary>
    public static Envelope Parse(string text, string field) => Parse(text, field, Crs.Crs84);

    /// <summary>
    /// Reads 4 or 6 numbers in a CRS and gives the envelope in EPSG:4490 (x = longitude). A box that reaches beyond the area of
    /// the CRS is cut to it; one that lies outside altogether meets nothing, unless its axes look swapped: that is a problem.
    /// </summary>
    /// <exception cref="GeoProblemException">With Field = <paramref name="field"/> and the form that is expected.</exception>
    public static Envelope Parse(string text, string field, Crs crs)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(crs);
        var v = Numbers(text, field, crs);
        var half = v.Length / 2;
        var (minX, minY) = crs.Reorder(v[0], v[1]);
        var (maxX, maxY) = crs.Reorder(v[half], v[half + 1]);
        if (crs.IsGeographic && (Math.Abs(minX) > 180 || Math.Abs(maxX) > 180 || Math.Abs(minY) > 90 || Math.Abs(maxY) > 90))
            throw Bad(field, crs, ProblemCode.OutsideCrs, $"bbox 超出经纬度范围：经度 ±180，纬度 ±90，{(crs.NorthFirst ? "先纬后经" : "先经后纬")}。",
                $"bbox is outside longitude ±180, latitude ±90; {(crs.NorthFirst ? "latitude" : "longitude")} comes first.");
        if (minY > maxY)
            throw Bad(field, crs, ProblemCode.OutOfRange, "bbox 的南边界大于北边界。", "The south of bbox is north of its north.");
        if (minX > maxX)
            throw Bad(field, crs, ProblemCode.OutOfRange, "bbox 的西边界大于东边界；跨 180° 的范围请分两次请求。",
                "The west of bbox is east of its east; ask twice for a box across 180°.");
        var box = new Envelope(minX, maxX, minY, maxY);
        if (crs.IsGeographic)
            return box;
        if (!crs.Extent.Intersects(box) && crs.Extent.Intersects(new Envelope(minY, maxY, minX, maxX)))
            throw Bad(field, crs, ProblemCode.OutsideCrs, $"bbox 的坐标轴似乎颠倒了：{crs.Code} 应先{(crs.NorthFirst ? "北后东" : "东后北")}。",
                $"The axes of bbox look swapped: {crs.Code} takes {(crs.NorthFirst ? "northing" : "easting")} first.");
        var inside = crs.Extent.Intersection(box);
        return inside.IsNull ? Nowhere() : Envelopes.Reproject(inside, crs, Crs.Epsg4490);
    }

    private static double[] Numbers(string text, string field, Crs crs)
    {
        var parts = text.Split(',');
        if (parts.Length is not (4 or 6))
            throw Bad(field, crs, ProblemCode.InvalidValue, $"bbox 应有 4（或 6）个数，得到 {parts.Length} 个。", $"bbox takes 4 (or 6) numbers, not {parts.Length}.");
        var v = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out v[i]) || !double.IsFinite(v[i]))
                throw Bad(field, crs, ProblemCode.InvalidValue, $"bbox 第 {i + 1} 个值“{parts[i]}”不是数。", $"Value {i + 1} of bbox, '{parts[i]}', is not a number.");
        return v;
    }

    /// <summary>A place where no feature of this product can be.</summary>
    private static Envelope Nowhere() => new(-180, -180, -90, -90);

    private static GeoProblemException Bad(string field, Crs crs, ProblemCode code, string zh, string en) => QueryReader.Problem(code, field, zh, en, crs switch
    {
        { IsGeographic: true, NorthFirst: true } => "minLat,minLon,maxLat,maxLon",
        { IsGeographic: true } => "minLon,minLat,maxLon,maxLat",
        { NorthFirst: true } => "minN,minE,maxN,maxE",
        _ => "minE,minN,maxE,maxN",
    });
}
