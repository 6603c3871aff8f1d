using Jining231.Geo.Layers;

namespace Jining231.Geo.Spatial;

/// <summary>Says why a position lies outside a CRS.</summary>
internal static class CrsExtent
{
    public static void Check(Crs crs, double x, double y, string? field)
    {
        if (crs.Extent.Contains(x, y))
            return;
        if (!double.IsFinite(x) || !double.IsFinite(y))
            throw GeometryProblems.NotFinite(field);
        var (zh, en) = Hint(crs, x, y);
        var box = crs.Extent;
        throw new GeoProblemException(new GeoProblem(
            ProblemCode.OutsideCrs,
            GeometryProblems.Format($"坐标 ({x}, {y}) 不在 {crs.Code} 的适用范围内。") + zh,
            GeometryProblems.Format($"Position ({x}, {y}) lies outside the area of {crs.Code}.") + en)
        {
            Field = field,
            Allowed = [GeometryProblems.Format($"x {box.MinX:0.##}–{box.MaxX:0.##}"), GeometryProblems.Format($"y {box.MinY:0.##}–{box.MaxY:0.##}")],
        });
    }

    private static (string Zh, string En) Hint(Crs crs, double x, double y)
    {
        var order = crs switch
        {
            { NorthFirst: true, IsGeographic: true } => ("应先纬度、后经度。", "latitude comes first."),
            { NorthFirst: true } => ("应先北坐标、后东坐标。", "northing comes first."),
            { IsGeographic: true } => ("应先经度、后纬度。", "longitude comes first."),
            _ => ("应先东坐标、后北坐标。", "easting comes first."),
        };
        if (crs.Extent.Contains(y, x))
            return (" 两个坐标似乎颠倒了：" + order.Item1, " The two ordinates look swapped: " + order.Item2);
        var other = Crs.All.FirstOrDefault(c => c != crs && c.Extent.Contains(x, y));
        return other is null ? ("", "") : ($" 看起来像 {other.Code} 坐标。", $" It looks like {other.Code}.");
    }
}
