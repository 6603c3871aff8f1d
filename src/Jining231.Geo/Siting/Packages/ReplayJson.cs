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
        json.WriteStartArray("sites");
        foreach (var site in report.Sites)
        {
            json.WriteStartObject();
            json.WriteNumber("rank", site.Rank);
            json.WriteString("parkId", site.ParkId);
            json.WriteString("parkName", site.ParkName);
            json.WriteBoolean("stands", site.Stands);
            if (site.RankNow is { } now)
                json.WriteNumber("rankNow", now);
            else
                json.WriteNull("rankNow");
            SitingResultJson.Reasons(json, site.Reasons);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("parks");
        foreach (var park in report.Parks)
        {
            json.WriteStartObject();
            json.WriteString("parkId", park.ParkId);
            json.WriteString("name", park.Name);
            json.WriteString("then", park.Then);
            json.WriteString("now", park.Now);
            SitingResultJson.Reasons(json, park.Gone, "gone");
            SitingResultJson.Reasons(json, park.New, "new");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
