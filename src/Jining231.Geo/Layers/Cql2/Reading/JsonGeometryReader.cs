using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>Reads GeoJSON geometries and boxes inside a filter; coordinates stay in the axis order of the filter's CRS.</summary>
internal sealed class JsonGeometryReader(FilterSource source, FilterBudget budget)
{
    private readonly LiteralGeometry _make = new(source);

    public Geometry Read(JsonElement value, string pointer, bool inCollection = false)
    {
        var type = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("type", out var t) && t.ValueKind == JsonValueKind.String
            ? Array.Find(LiteralGeometry.Types, t.ValueEquals)
            : null;
        if (type is null || (inCollection && type == "GeometryCollection"))
            throw Wrong($"{pointer}/type", "不是可用的几何类型。", "This is no geometry type that can stand here.", LiteralGeometry.Types[..6]);
        var member = type == "GeometryCollection" ? "geometries" : "coordinates";
        foreach (var found in value.EnumerateObject())
            if (!found.NameEquals("type") && !found.NameEquals(member) && !found.NameEquals("bbox"))
                throw Wrong(pointer, "几何对象有多余的成员。", "The geometry has a member that is not expected.", "type", member);
        if (!value.TryGetProperty(member, out var content))
            throw Wrong(pointer, $"缺少 {member}。", $"{member} is missing.", member);
        var inner = $"{pointer}/{member}";
        return type switch
        {
            "Point" => LiteralGeometry.Point(Position(content, inner)),
            "LineString" => Line(content, inner),
            "Polygon" => Polygon(content, inner),
            "MultiPoint" => LiteralGeometry.Many(type, Parts<Geometry>(content, inner, (e, p) => LiteralGeometry.Point(Position(e, p)))),
            "MultiLineString" => LiteralGeometry.Many(type, Parts<Geometry>(content, inner, Line)),
            "MultiPolygon" => LiteralGeometry.Many(type, Parts<Geometry>(content, inner, Polygon)),
            _ => LiteralGeometry.Many(type, Parts(content, inner, (e, p) => Read(e, p, inCollection: true))),
        };
    }

    public BboxLiteral ReadBbox(JsonElement value, string pointer) => _make.Bbox(Parts(value, pointer, Number), new FilterPlace(0, pointer));

    private LineString Line(JsonElement value, string pointer) => _make.Line(Parts(value, pointer, Position), new FilterPlace(0, pointer));

    private Polygon Polygon(JsonElement value, string pointer) =>
        LiteralGeometry.Polygon(Parts(value, pointer, (e, p) => _make.Ring(Parts(e, p, Position), new FilterPlace(0, p))));

    private Coordinate Position(JsonElement value, string pointer)
    {
        budget.Vertex(new FilterPlace(0, pointer));
        var numbers = Parts(value, pointer, Number);
        return numbers.Count is 2 or 3
            ? new Coordinate(numbers[0], numbers[1])
            : throw Wrong(pointer, "一个点应为 2（或 3）个数。", "A position is 2 (or 3) numbers.");
    }

    private double Number(JsonElement value, string pointer) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Wrong(pointer, "此处应为有限数。", "A finite number is expected here.");

    private List<T> Parts<T>(JsonElement value, string pointer, Func<JsonElement, string, T> read)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
            throw Wrong(pointer, "此处应为非空数组。", "An array that is not empty is expected here.");
        var parts = new List<T>(Math.Min(value.GetArrayLength(), FilterLimits.MaxVertices));
        foreach (var element in value.EnumerateArray())
            parts.Add(read(element, $"{pointer}/{parts.Count}"));
        return parts;
    }

    private GeoProblemException Wrong(string pointer, string zh, string en, params string[] allowed) =>
        source.Problem(ProblemCode.InvalidGeometry, new FilterPlace(0, pointer), zh, en, allowed);
}
