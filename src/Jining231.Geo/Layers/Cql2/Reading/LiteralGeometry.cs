using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>
/// Makes geometries of literals from positions as written. Only what a geometry cannot be made without is checked here
/// (two positions to a line, four to a ring, rings closed); the rest is checked when the filter is bound to a layer.
/// </summary>
internal sealed class LiteralGeometry(FilterSource source)
{
    private static readonly GeometryFactory Factory = GeoFactory.Geographic;

    /// <summary>The geometry types of both encodings, GeoJSON spelling.</summary>
    public static readonly string[] Types =
        ["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection"];

    public static Point Point(Coordinate position) => Factory.CreatePoint(position);

    public LineString Line(List<Coordinate> positions, FilterPlace at) => positions.Count >= 2
        ? Factory.CreateLineString([.. positions])
        : throw Broken(at, "线至少需要 2 个点。", "A line takes at least 2 positions.");

    public LinearRing Ring(List<Coordinate> positions, FilterPlace at)
    {
        if (positions.Count < 4)
            throw Broken(at, "环至少需要 4 个点。", "A ring takes at least 4 positions.");
        return positions[0].Equals2D(positions[^1])
            ? Factory.CreateLinearRing([.. positions])
            : throw Broken(at, "环未闭合：最后一个点必须与第一个点相同。", "The ring is not closed: its last position must equal its first.");
    }

    public static Polygon Polygon(List<LinearRing> rings) => Factory.CreatePolygon(rings[0], [.. rings.Skip(1)]);

    /// <summary>A Multi* or a collection of parts that all have the right type.</summary>
    public static Geometry Many(string type, List<Geometry> parts) => type switch
    {
        "MultiPoint" => Factory.CreateMultiPoint([.. parts.Cast<Point>()]),
        "MultiLineString" => Factory.CreateMultiLineString([.. parts.Cast<LineString>()]),
        "MultiPolygon" => Factory.CreateMultiPolygon([.. parts.Cast<Polygon>()]),
        _ => Factory.CreateGeometryCollection([.. parts]),
    };

    /// <summary>A box of 4 or 6 numbers; heights are dropped.</summary>
    public BboxLiteral Bbox(List<double> numbers, FilterPlace at) => numbers.Count switch
    {
        4 => new BboxLiteral(numbers[0], numbers[1], numbers[2], numbers[3]),
        6 => new BboxLiteral(numbers[0], numbers[1], numbers[3], numbers[4]),
        _ => throw Broken(at, "范围应为 4（或 6）个数。", "A box takes 4 (or 6) numbers."),
    };

    private GeoProblemException Broken(FilterPlace at, string zh, string en) => source.Problem(ProblemCode.InvalidGeometry, at, zh, en);
}
