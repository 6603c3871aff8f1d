using System.Text.Json.Nodes;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Service.ApiDescription;

/// <summary>Builds schema objects that are alike OpenAPI 3.0 and JSON Schema: what both understand and nothing else.</summary>
internal static class Schema
{
    /// <summary>An object; a name that ends in <c>!</c> is required.</summary>
    public static JsonObject Object(params (string Name, JsonObject Schema)[] members) => Object(open: false, members);

    /// <summary>An object that may have further members.</summary>
    public static JsonObject Open(params (string Name, JsonObject Schema)[] members) => Object(open: true, members);

    /// <summary>A text, of a list of values where one is given.</summary>
    public static JsonObject Text(string? title = null, IEnumerable<string>? values = null, string? format = null)
    {
        var schema = Typed("string", title);
        if (format is not null)
            schema["format"] = format;
        if (values is not null)
            schema["enum"] = new JsonArray([.. values.Select(v => (JsonNode)v)]);
        return schema;
    }

    /// <summary>A text of a codelist; its titles stand in the title.</summary>
    public static JsonObject Coded(Codelist list, string? title = null) => Text(
        (title is null ? "" : title + "：") + string.Join("、", list.Codes.Select(c => $"{c.Value} {c.Zh} / {c.En}")), list.Codes.Select(c => c.Value));

    /// <summary>A number within bounds.</summary>
    public static JsonObject Number(string? title = null, double? min = null, double? max = null, bool minExcluded = false)
    {
        var schema = Typed("number", title);
        if (min is { } low)
            schema["minimum"] = low;
        if (minExcluded)
            schema["exclusiveMinimum"] = true;
        if (max is { } high)
            schema["maximum"] = high;
        return schema;
    }

    /// <summary>A whole number within bounds.</summary>
    public static JsonObject Whole(string? title = null, long? min = null, long? max = null)
    {
        var schema = Typed("integer", title);
        if (min is { } low)
            schema["minimum"] = low;
        if (max is { } high)
            schema["maximum"] = high;
        return schema;
    }

    /// <summary>true or false.</summary>
    public static JsonObject Flag(string? title = null) => Typed("boolean", title);

    /// <summary>An instant with offset, RFC 3339.</summary>
    public static JsonObject Instant(string? title = null) => Text(title, format: "date-time");

    /// <summary>A list.</summary>
    public static JsonObject List(JsonObject items, string? title = null, int? max = null)
    {
        var schema = Typed("array", title);
        schema["items"] = items;
        if (max is { } most)
            schema["maxItems"] = most;
        return schema;
    }

    /// <summary>A pointer to a named component.</summary>
    public static JsonObject Ref(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    /// <summary>The same schema, which null also satisfies.</summary>
    public static JsonObject Nullable(JsonObject schema)
    {
        schema["nullable"] = true;
        if (schema["enum"] is JsonArray values)
            values.Add(null);
        return schema;
    }

    /// <summary>A GeoJSON geometry of these types (RFC 7946).</summary>
    public static JsonObject Geometry(string? title, params string[] types)
    {
        var schema = Object(open: true, ("type!", Text(null, types)), ("coordinates!", List([])));
        if (title is not null)
            schema["title"] = title;
        return schema;
    }

    private static JsonObject Object(bool open, params (string Name, JsonObject Schema)[] members)
    {
        var schema = new JsonObject { ["type"] = "object" };
        var required = members.Where(m => m.Name.EndsWith('!')).Select(m => (JsonNode)m.Name[..^1]).ToArray();
        if (required.Length > 0)
            schema["required"] = new JsonArray(required);
        if (members.Length > 0)
            schema["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create(m.Name.TrimEnd('!'), (JsonNode?)m.Schema)));
        if (!open)
            schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject Typed(string type, string? title)
    {
        var schema = new JsonObject { ["type"] = type };
        if (title is not null)
            schema["title"] = title;
        return schema;
    }
}
