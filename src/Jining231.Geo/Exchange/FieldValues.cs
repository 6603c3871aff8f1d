using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Exchange;

/// <summary>Reads attribute values from JSON by the catalog: type, codelist and name are checked here, once.</summary>
public static class FieldValues
{
    /// <summary>
    /// Values by field name from a "properties" object; <c>version</c> is passed over. A field that is absent is absent from
    /// the result, a null stays null.
    /// </summary>
    /// <param name="properties">The object (null counts as empty).</param>
    /// <param name="layer">Whose fields.</param>
    /// <param name="jsonPointer">JSON pointer of the object, for messages.</param>
    /// <param name="complete">True to refuse a missing or null required field.</param>
    /// <exception cref="GeoProblemException">Unknown name, wrong type, value outside its list; Field is the JSON pointer.</exception>
    public static IReadOnlyDictionary<string, object?> Read(JsonElement properties, LayerDef layer, string jsonPointer, bool complete)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (properties.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null or JsonValueKind.Undefined))
            throw GeometryProblems.Invalid(jsonPointer, "properties 应为对象。", "properties must be an object.");
        if (properties.ValueKind == JsonValueKind.Object)
            foreach (var property in properties.EnumerateObject())
                ReadOne(property, layer, jsonPointer, values);
        if (complete)
            foreach (var field in layer.Fields)
                if (field.Required && values.GetValueOrDefault(field.Name) is null)
                    throw GeometryProblems.Invalid(
                        $"{jsonPointer}/{field.Name}", $"缺少必填字段“{field.TitleZh}”（{field.Name}）。", $"The required field '{field.Name}' is missing.");
        return values;
    }

    private static void ReadOne(JsonProperty property, LayerDef layer, string jsonPointer, Dictionary<string, object?> values)
    {
        if (property.Name == "version")
            return;
        var i = layer.IndexOf(property.Name);
        if (i < 0)
            throw new GeoProblemException(new GeoProblem(
                ProblemCode.UnknownName, $"图层“{layer.TitleZh}”没有字段“{property.Name}”。", $"Layer '{layer.Name}' has no field '{property.Name}'.")
            {
                Field = $"{jsonPointer}/{Escape(property.Name)}",
                Allowed = [.. layer.Fields.Select(f => f.Name)],
            });
        values[property.Name] = Read(property.Value, layer.Fields[i], $"{jsonPointer}/{property.Name}");
    }

    /// <summary>One value of a field, or null for JSON null.</summary>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.InvalidValue"/> or <see cref="ProblemCode.UnknownName"/> (codelist).</exception>
    public static object? Read(JsonElement value, FieldDef field, string jsonPointer)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        object? typed = field.Type switch
        {
            FieldType.Text => value.ValueKind == JsonValueKind.String ? value.GetString() : null,
            FieldType.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var n) ? n : null,
            FieldType.Real => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var d) && double.IsFinite(d) ? d : null,
            FieldType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null,
            FieldType.Timestamp => Instant(value),
            FieldType.Date => value.ValueKind == JsonValueKind.String
                && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            _ => Texts(value),
        };
        if (typed is null)
            throw GeometryProblems.Invalid(jsonPointer, $"字段“{field.TitleZh}”的值不是{Zh(field.Type)}。", $"The value of '{field.Name}' is not {En(field.Type)}.", En(field.Type));
        if (field.Codelist is { } list && typed is string code && !list.Contains(code))
            throw new GeoProblemException(new GeoProblem(
                ProblemCode.UnknownName, $"字段“{field.TitleZh}”没有取值“{code}”。", $"'{code}' is not a value of '{field.Name}'.")
            {
                Field = jsonPointer,
                Allowed = [.. list.Codes.Select(c => c.Value)],
            });
        return typed;
    }

    private static DateTimeOffset? Instant(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var instant)
            ? DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds())
            : null;

    private static string[]? Texts(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
            return null;
        var texts = new List<string>();
        foreach (var element in value.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.String)
                return null;
            texts.Add(element.GetString()!);
        }

        return [.. texts];
    }

    /// <summary>Escapes a member name for use in a JSON pointer (RFC 6901).</summary>
    internal static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Zh(FieldType type) => type switch
    {
        FieldType.Text => "文本",
        FieldType.Integer => "整数",
        FieldType.Real => "数",
        FieldType.Boolean => "真假值",
        FieldType.Timestamp => "时刻（RFC 3339）",
        FieldType.Date => "日期（yyyy-MM-dd）",
        _ => "文本数组",
    };

    private static string En(FieldType type) => type switch
    {
        FieldType.Text => "text",
        FieldType.Integer => "an integer",
        FieldType.Real => "a number",
        FieldType.Boolean => "true or false",
        FieldType.Timestamp => "an RFC 3339 instant",
        FieldType.Date => "a yyyy-MM-dd date",
        _ => "an array of texts",
    };
}
