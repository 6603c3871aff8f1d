using System.Text.Json;

namespace Jining231.Geo.Siting.Packages;

/// <summary>Writes a replay: <c>changed</c>, <c>inputs</c>, <c>sites</c>, <c>parks</c>.</summary>
public static class ReplayJson
{
    /// <summary>Writes one object.</summary>
    public static void Write(Utf8JsonWriter json, ReplayReport report)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(report);
        json.WriteStartObject();
        json.WriteBoolean("changed", report.Changed);
        json.WriteStartArray("inputs");
        foreach (var name in report.Inputs)
            json.WriteStringValue(name);
        json.WriteEndArray();
        AnswerDiffJson.Write(json, report.Sites, report.Parks);
        json.WriteEndObject();
    }
}
