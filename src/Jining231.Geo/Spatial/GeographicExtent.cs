using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>Where EPSG:4490 coordinates may lie: the area of use of CGCS2000 in the EPSG registry (China), degrees.</summary>
public static class GeographicExtent
{
    /// <summary>Westernmost longitude, easternmost longitude, southernmost and northernmost latitude, degrees.</summary>
    public static Envelope Bounds => new(73.62, 134.77, 16.7, 53.56);

    private static readonly Envelope Limits = Bounds;

    /// <summary>Refuses a position (x = longitude, y = latitude, degrees) outside <see cref="Bounds"/>; says so if the two look swapped.</summary>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.OutsideCrs"/>, or <see cref="ProblemCode.InvalidValue"/> for NaN.</exception>
    public static void Check(double lonDeg, double latDeg, string? field)
    {
        if (Limits.Contains(lonDeg, latDeg))
            return;
        if (!double.IsFinite(lonDeg) || !double.IsFinite(latDeg))
            throw GeometryProblems.NotFinite(field);
        var swapped = Limits.Contains(latDeg, lonDeg);
        throw new GeoProblemException(new GeoProblem(
            ProblemCode.OutsideCrs,
            GeometryProblems.Format($"坐标 ({lonDeg}, {latDeg}) 不在 EPSG:4490 的适用范围内。")
                + (swapped ? "经度和纬度似乎颠倒了：应先经度、后纬度。" : ""),
            GeometryProblems.Format($"Position ({lonDeg}, {latDeg}) lies outside the area of EPSG:4490.")
                + (swapped ? " Longitude and latitude look swapped: longitude comes first." : ""))
        {
            Field = field,
            Allowed = ["longitude 73.62–134.77", "latitude 16.7–53.56"],
        });
    }
}
