using System.Text.Json;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Exchange;

/// <summary>Reads the nested arrays of "coordinates" into EPSG:4490 on the canonical grid, counting vertices against a bound.</summary>
internal sealed class PositionReader(int maxVertices, Crs? crs = null)
{
    private int _vertices;

    /// <summary>Reads the "coordinates" of a geometry of that type.</summary>
    public Geometry Read(string type, JsonElement coordinates, string pointer) => type switch
    {
        "Point" => GeoFactory.Geographic.CreatePoint(Position(coordinates, pointer)),
        "LineString" => Line(coordinates, pointer),
        "Polygon" => Polygon(coordinates, pointer),
        "MultiPoint" => GeoFactory.Geographic.CreateMultiPoint(
            Parts(coordinates, pointer, (e, p) => GeoFactory.Geographic.CreatePoint(Position(e, p)))),
        "MultiLineString" => GeoFactory.Geographic.CreateMultiLineString(Parts(coordinates, pointer, Line)),
        _ => GeoFactory.Geographic.CreateMultiPolygon(Parts(coordinates, pointer, Polygon)),
    };

    private static T[] Parts<T>(JsonElement array, string pointer, Func<JsonElement, string, T> read)
    {
        var parts = new T[Length(array, pointer)];
        var i = 0;
        foreach (var element in array.EnumerateArray())
        {
            parts[i] = read(element, $"{pointer}/{i}");
            i++;
        }

        return parts.Length > 0 ? parts : throw GeometryProblems.Empty(pointer);
    }

    private LineString Line(JsonElement array, string pointer)
    {
        var positions = Parts(array, pointer, Position);
        return positions.Length >= 2
            ? GeoFactory.Geographic.CreateLineString(positions)
            : throw GeometryProblems.TooFewPositions(pointer, 2, positions.Length);
    }

    private Polygon Polygon(JsonElement array, string pointer)
    {
        var rings = Parts(array, pointer, Ring);
        return GeoFactory.Geographic.CreatePolygon(rings[0], rings[1..]);
    }

    private LinearRing Ring(JsonElement array, string pointer)
    {
        var positions = Parts(array, pointer, Position);
        if (positions.Length < 4)
            throw GeometryProblems.TooFewPositions(pointer, 4, positions.Length);
        return positions[0].Equals2D(positions[^1])
            ? GeoFactory.Geographic.CreateLinearRing(positions)
            : throw GeometryProblems.Unclosed(pointer);
    }

    private Coordinate Position(JsonElement array, string pointer)
    {
        if (++_vertices > maxVertices)
            throw GeometryProblems.TooManyVertices(pointer, maxVertices);
        if (Length(array, pointer) < 2)
            throw GeometryProblems.Invalid(pointer, "坐标应为 [经度, 纬度]。", "A position is [longitude, latitude].");
        var (x, y) = (crs ?? Crs.Crs84).Reorder(Number(array[0], pointer, 0), Number(array[1], pointer, 1));
        (crs ?? Crs.Crs84).Check(x, y, pointer);
        var (lon, lat) = (crs ?? Crs.Crs84).ToGeographic(x, y);
        return new Coordinate(CanonicalGrid.Round(lon), CanonicalGrid.Round(lat));
    }

    private static double Number(JsonElement element, string pointer, int index) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value) && double.IsFinite(value)
            ? value
            : throw GeometryProblems.NotFinite($"{pointer}/{index}");

    private static int Length(JsonElement array, string pointer) => array.ValueKind == JsonValueKind.Array
        ? array.GetArrayLength()
        : throw GeometryProblems.Invalid(pointer, "此处应为数组。", "An array is expected here.");
}
