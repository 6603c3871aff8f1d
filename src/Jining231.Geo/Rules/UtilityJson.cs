using System.Text.Json;

namespace Jining231.Geo.Rules;

/// <summary>A utility function as JSON, as in <c>scoring.json</c>: <c>{type, points: [[x, u], …]}</c>.</summary>
public static class UtilityJson
{
    /// <summary>Writes the member <paramref name="name"/> of an object that is open.</summary>
    public static void Write(Utf8JsonWriter json, string name, UtilityFunction utility)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(utility);
        json.WriteStartObject(name);
        json.WriteString("type", utility.Type);
        json.WriteStartArray("points");
        foreach (var point in utility.Points)
        {
            json.WriteStartArray();
            json.WriteNumberValue(point.X);
            json.WriteNumberValue(point.U);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
