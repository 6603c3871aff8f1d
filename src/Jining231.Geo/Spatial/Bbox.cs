using System.Globalization;
using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>The <c>bbox</c> parameter: four numbers in the axis order of its CRS.</summary>
public static class Bbox
{
    /// <summary>Parses <c>minx,miny,maxx,maxy</c> (order by the authority of <paramref name="crs"/>) to an EPSG:4490 envelope, x = longitude.</summary>
    /// <remarks>A geographic box may reach beyond the area of use; a projected one is checked against it.</remarks>
    /// <exception cref="GeoProblemException">Not four finite numbers, minimum above maximum, or outside the CRS.</exception>
    public static Envelope Parse(string text, Crs crs, string field = "bbox")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(crs);
        var parts = text.Split(',');
        if (parts.Length != 4)
            throw GeometryProblems.Invalid(
                field, $"{field} 应为 4 个数，实际 {parts.Length} 个。", $"{field} takes 4 numbers, {parts.Length} found.", "minx,miny,maxx,maxy");
        var numbers = Array.ConvertAll(parts, part => Number(part, field));
        var (minX, minY) = crs.Reorder(numbers[0], numbers[1]);
        var (maxX, maxY) = crs.Reorder(numbers[2], numbers[3]);
        if (minX > maxX || minY > maxY)
            throw GeometryProblems.Invalid(field, $"{field} 的最小值大于最大值。", $"A minimum of {field} is above its maximum.", "minx ≤ maxx", "miny ≤ maxy");
        if (crs.IsGeographic)
            return World(minX, minY, maxX, maxY, field);
        crs.Check(minX, minY, field);
        crs.Check(maxX, maxY, field);
        return Envelopes.Reproject(new Envelope(minX, maxX, minY, maxY), crs, Crs.Epsg4490);
    }

    private static Envelope World(double minX, double minY, double maxX, double maxY, string field) =>
        minX >= -180 && maxX <= 180 && minY >= -90 && maxY <= 90
            ? new Envelope(minX, maxX, minY, maxY)
            : throw new GeoProblemException(new GeoProblem(
                ProblemCode.OutsideCrs, $"{field} 超出经纬度范围；请检查坐标顺序。", $"{field} leaves the range of degrees; check the axis order.")
            {
                Field = field,
                Allowed = ["longitude -180–180", "latitude -90–90"],
            });

    private static double Number(string text, string field) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw GeometryProblems.Invalid(field, $"{field} 中的“{text}”不是有限数。", $"'{text}' in {field} is not a finite number.", "minx,miny,maxx,maxy");
}
