using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Editing;

/// <summary>Reads the GeoJSON feature of a write and checks it against its layer; everything wrong is raised at once, with JSON pointers.</summary>
public static class FeatureDraftReader
{
    /// <summary>Most vertices of one request.</summary>
    public const int MaxVertices = 100_000;

    private static readonly string[] Members = ["type", "id", "geometry", "properties"];

    /// <summary>Members that our own answers carry and that say nothing new.</summary>
    private static readonly string[] PassedOver = ["links", "bbox", "version"];

    /// <summary>Reads a feature.</summary>
    /// <param name="feature">The object.</param>
    /// <param name="layer">Its layer.</param>
    /// <param name="kind">Create and replace need everything the layer requires; update takes what is there.</param>
    /// <param name="crs">CRS of the coordinates, in the axis order of its authority.</param>
    /// <param name="at">JSON pointer of the feature in the request.</param>
    /// <param name="id">The feature's id where the address names it: one in the body must agree.</param>
    public static FeatureDraft Read(JsonElement feature, LayerDef layer, EditKind kind, Crs crs, string at = "", string? id = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(crs);
        if (feature.ValueKind != JsonValueKind.Object)
            throw new GeoProblemException(Wrong(at, "此处应为 GeoJSON 要素（对象）。", "A GeoJSON feature (an object) is expected here.", "Feature"));
        var problems = new List<GeoProblem>();
        foreach (var member in feature.EnumerateObject())
            if (!Members.Contains(member.Name) && !PassedOver.Contains(member.Name))
                problems.Add(Unknown($"{at}/{FieldValues.Escape(member.Name)}", member.Name, Members));
        if (kind != EditKind.Update || feature.TryGetProperty("type", out _))
            RequireType(feature, at, problems);
        var found = ReadId(feature, at, problems);
        if (id is not null && found is not null && found != id)
            problems.Add(Wrong($"{at}/id", $"正文中的编号“{found}”与地址中的“{id}”不一致。", $"The id '{found}' in the body is not '{id}' as in the address.", id));
        var version = ReadVersion(feature, at + "/version", problems);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            version = ReadVersion(properties, $"{at}/properties/version", problems) ?? version;
            ReadValues(properties, layer, $"{at}/properties", id ?? found, values, problems);
        }
        else if (properties.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            problems.Add(Wrong($"{at}/properties", "properties 应为对象。", "properties must be an object.", "object"));
        }

        var has = feature.TryGetProperty("geometry", out var geometry);
        var shape = has && geometry.ValueKind != JsonValueKind.Null ? ReadShape(geometry, layer, crs, $"{at}/geometry", problems) : null;
        CheckComplete(layer, kind, values, at, has, shape, problems);
        return problems.Count == 0
            ? new FeatureDraft(found, version, values) { HasGeometry = has || kind == EditKind.Replace, Geometry = shape }
            : throw new GeoProblemException(problems);
    }

    private static void RequireType(JsonElement feature, string at, List<GeoProblem> problems)
    {
        if (!feature.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "Feature")
            problems.Add(Wrong($"{at}/type", "type 应为 Feature。", "type must be Feature.", "Feature"));
    }

    private static string? ReadId(JsonElement feature, string at, List<GeoProblem> problems)
    {
        if (!feature.TryGetProperty("id", out var id) || id.ValueKind == JsonValueKind.Null)
            return null;
        if (id.ValueKind is JsonValueKind.String or JsonValueKind.Number && id.ToString() is { Length: > 0 } text)
            return text;
        problems.Add(Wrong($"{at}/id", "编号应为文本。", "An id is a text.", "string"));
        return null;
    }

    private static long? ReadVersion(JsonElement owner, string pointer, List<GeoProblem> problems)
    {
        if (!owner.TryGetProperty("version", out var version) || version.ValueKind == JsonValueKind.Null)
            return null;
        if (version.ValueKind == JsonValueKind.Number && version.TryGetInt64(out var number) && number > 0)
            return number;
        problems.Add(Wrong(pointer, "version 应为正整数。", "version must be a positive whole number.", "≥ 1"));
        return null;
    }

    private static void ReadValues(
        JsonElement properties, LayerDef layer, string at, string? id, Dictionary<string, object?> values, List<GeoProblem> problems)
    {
        foreach (var property in properties.EnumerateObject())
        {
            var pointer = $"{at}/{FieldValues.Escape(property.Name)}";
            var index = layer.IndexOf(property.Name);
            if (index >= 0)
                Try(problems, () => values[property.Name] = FieldValues.Read(property.Value, layer.Fields[index], pointer));
            else if (property.Name != "version" && !(property.Name == "id" && (property.Value.ValueKind == JsonValueKind.Null || property.Value.ToString() == id)))
                problems.Add(Unknown(pointer, property.Name, [.. layer.Fields.Select(f => f.Name)]));
        }

        // Characters that no store takes; the rest has been checked value by value.
        Try(problems, () => RowCheck.Values(layer, values), at);
    }

    private static Geometry? ReadShape(JsonElement geometry, LayerDef layer, Crs crs, string pointer, List<GeoProblem> problems)
    {
        Geometry? shape = null;
        Try(problems, () => shape = StoredGeometry.Normalise(FeatureJsonReader.ReadGeometry(geometry, pointer, MaxVertices, crs), layer.Geometry, pointer));
        return shape;
    }

    private static void CheckComplete(
        LayerDef layer, EditKind kind, Dictionary<string, object?> values, string at, bool hasGeometry, Geometry? shape, List<GeoProblem> problems)
    {
        foreach (var field in layer.Fields)
        {
            var pointer = $"{at}/properties/{field.Name}";
            var given = values.TryGetValue(field.Name, out var value);
            if (field.Required && (given || kind != EditKind.Update) && value is null or "" && problems.All(p => p.Field != pointer))
                problems.Add(Wrong(pointer, $"“{field.TitleZh}”必须填写。", $"'{field.Name}' is required."));
        }

        var needed = layer.Geometry != GeometryKind.None && !layer.GeometryOptional && (kind != EditKind.Update || hasGeometry);
        if (needed && shape is null && problems.All(p => p.Field?.StartsWith(at + "/geometry", StringComparison.Ordinal) != true))
            problems.Add(new GeoProblem(ProblemCode.InvalidGeometry, "必须有几何图形。", "A geometry is required.") { Field = at + "/geometry" });
    }

    private static void Try(List<GeoProblem> problems, Action read, string? below = null)
    {
        try
        {
            read();
        }
        catch (GeoProblemException e)
        {
            foreach (var problem in e.Problems)
            {
                var placed = below is null ? problem : problem with { Field = below + problem.Field?["/properties".Length..] };
                if (problems.All(p => p.Field != placed.Field))
                    problems.Add(placed);
            }
        }
    }

    private static GeoProblem Unknown(string pointer, string name, string[] allowed) =>
        new(ProblemCode.UnknownName, $"没有字段“{name}”。", $"There is no field '{name}'.") { Field = pointer, Allowed = allowed };

    private static GeoProblem Wrong(string pointer, string zh, string en, params string[] allowed) =>
        new(ProblemCode.InvalidValue, zh, en) { Field = pointer, Allowed = allowed };
}
