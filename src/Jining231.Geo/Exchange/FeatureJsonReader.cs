using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Exchange;

/// <summary>Reads RFC 7946 (longitude, latitude in degrees; CRS84 taken as EPSG:4490). Every refusal carries the JSON pointer.</summary>
public static class FeatureJsonReader
{
    /// <summary>Bound on vertices where the caller states none.</summary>
    public const int DefaultMaxVertices = 100_000;

    private const int MaxProblems = 20;

    private static readonly string[] Types = ["Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"];

    /// <summary>
    /// Reads a FeatureCollection as additions to a layer: id from the top-level "id", properties by field name, geometry
    /// normalised as stored. All broken features are reported together (the first 20).
    /// </summary>
    /// <param name="json">UTF-8 JSON; read to its end, not closed.</param>
    /// <param name="layer">The layer to add to.</param>
    /// <param name="maxVertices">Bound on all vertices of the collection.</param>
    /// <exception cref="GeoProblemException">Broken JSON, unknown or wrong value, broken geometry, over the bound.</exception>
    public static IReadOnlyList<CreateFeature> ReadCollection(Stream json, LayerDef layer, int maxVertices)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(layer);
        using var document = Parse(json);
        var features = Member(document.RootElement, "", "FeatureCollection", "features");
        if (features.ValueKind != JsonValueKind.Array)
            throw GeometryProblems.Invalid("/features", "features 应为数组。", "features must be an array.");
        var positions = new PositionReader(maxVertices);
        var changes = new List<CreateFeature>(features.GetArrayLength());
        var problems = new List<GeoProblem>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        foreach (var feature in features.EnumerateArray())
        {
            try
            {
                var change = ReadFeature(feature, layer, positions, $"/features/{i}");
                if (!ids.Add(change.Id))
                    throw new GeoProblemException(new GeoProblem(
                        ProblemCode.AlreadyExists, $"标识“{change.Id}”重复。", $"The id '{change.Id}' occurs twice.")
                    { Field = $"/features/{i}/id" });
                changes.Add(change);
            }
            catch (GeoProblemException e)
            {
                problems.AddRange(e.Problems);
                if (problems.Count >= MaxProblems || e.Problems[0].Code == ProblemCode.TooLarge)
                    break;
            }

            i++;
        }

        return problems.Count == 0 ? changes : throw new GeoProblemException(problems);
    }

    /// <summary>
    /// Reads one geometry: on the canonical grid, valid, in RFC 7946 ring order, its type kept. Altitudes are dropped.
    /// </summary>
    /// <param name="geometry">The geometry object.</param>
    /// <param name="jsonPointer">Where it stands in the request ("" for the root); opens the Field of every problem.</param>
    /// <param name="maxVertices">Bound on its vertices.</param>
    /// <param name="crs">CRS of the positions, in the axis order of its authority; CRS84 if null. The result is in EPSG:4490 all the same.</param>
    /// <exception cref="GeoProblemException">Not a geometry, broken, outside the CRS, over the bound.</exception>
    public static Geometry ReadGeometry(JsonElement geometry, string jsonPointer, int maxVertices = DefaultMaxVertices, Crs? crs = null)
    {
        var read = ReadRaw(geometry, jsonPointer, new PositionReader(maxVertices, crs));
        Validity.Check(read, jsonPointer);
        return RingOrder.Rfc7946(read);
    }

    private static CreateFeature ReadFeature(JsonElement feature, LayerDef layer, PositionReader positions, string jsonPointer)
    {
        var properties = Member(feature, jsonPointer, "Feature", "properties");
        if (!feature.TryGetProperty("id", out var id) || id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number) || id.ToString().Length == 0)
            throw GeometryProblems.Invalid($"{jsonPointer}/id", "要素缺少标识 id（文本）。", "The feature has no id (a text).");
        var values = FieldValues.Read(properties, layer, $"{jsonPointer}/properties", complete: true);
        return new CreateFeature(layer.Name, id.ToString(), Geometry(feature, layer, positions, $"{jsonPointer}/geometry"), values);
    }

    private static ReadOnlyMemory<byte>? Geometry(JsonElement feature, LayerDef layer, PositionReader positions, string jsonPointer)
    {
        if (!feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind == JsonValueKind.Null)
            return layer.GeometryOptional || layer.Geometry == GeometryKind.None
                ? null
                : throw GeometryProblems.Broken(jsonPointer, $"图层“{layer.TitleZh}”的要素必须有几何。", $"A feature of '{layer.Name}' must have a geometry.");
        return Wkb.Write(StoredGeometry.Normalise(ReadRaw(geometry, jsonPointer, positions), layer.Geometry, jsonPointer));
    }

    private static Geometry ReadRaw(JsonElement geometry, string jsonPointer, PositionReader positions)
    {
        if (geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
            throw GeometryProblems.Invalid(jsonPointer, "此处应为 GeoJSON 几何对象。", "A GeoJSON geometry object is expected here.", Types);
        var name = type.GetString()!;
        if (!Types.Contains(name, StringComparer.Ordinal))
            throw GeometryProblems.WrongType($"{jsonPointer}/type", name, Types);
        return geometry.TryGetProperty("coordinates", out var coordinates)
            ? positions.Read(name, coordinates, $"{jsonPointer}/coordinates")
            : throw GeometryProblems.Invalid($"{jsonPointer}/coordinates", "缺少 coordinates。", "coordinates is missing.");
    }

    /// <summary>A member of an object that must have the type given.</summary>
    private static JsonElement Member(JsonElement element, string jsonPointer, string type, string member)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("type", out var found)
            || found.ValueKind != JsonValueKind.String || found.GetString() != type)
            throw GeometryProblems.Invalid($"{jsonPointer}/type", $"此处应为 GeoJSON {type}。", $"A GeoJSON {type} is expected here.", type);
        return element.TryGetProperty(member, out var value)
            ? value
            : throw GeometryProblems.Invalid($"{jsonPointer}/{member}", $"缺少 {member}。", $"{member} is missing.");
    }

    private static JsonDocument Parse(Stream json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw GeometryProblems.Invalid(
                "", GeometryProblems.Format($"JSON 第 {e.LineNumber + 1} 行第 {e.BytePositionInLine + 1} 字节处有语法错误。"),
                GeometryProblems.Format($"The JSON is broken at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."));
        }
    }
}
