using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Changes;

/// <summary>The report as JSON; the same bytes over HTTP and from the command line.</summary>
public static class ChangesJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter json, ChangeReport report)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(report);
        json.WriteStartObject();
        json.WriteString("from", Rfc3339.Format(report.Request.From));
        json.WriteString("to", Rfc3339.Format(report.Request.To));
        json.WriteString("county", report.Request.Adcode);
        json.WriteString("parkId", report.Request.ParkId);
        json.WriteString("areaMethod", "ellipsoidal");
        json.WriteStartArray("sums");
        foreach (var sum in report.Sums)
        {
            json.WriteStartObject();
            json.WriteString("layer", sum.Layer);
            json.WriteString("actor", sum.Actor);
            json.WriteString("documentNo", sum.DocumentNo);
            json.WriteNumber("created", sum.Created);
            json.WriteNumber("updated", sum.Updated);
            json.WriteNumber("deleted", sum.Deleted);
            json.WriteNumber("gainM2", sum.GainM2);
            json.WriteNumber("gainMu", Units.ToMu(sum.GainM2));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (var change in report.Changes)
            WriteChange(json, change);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, FeatureChanged change)
    {
        json.WriteStartObject();
        json.WriteString("layer", change.Feature.Layer.Name);
        json.WriteString("id", change.Feature.Id);
        json.WriteNumber("version", change.Feature.Version);
        json.WriteString("name", change.Feature.Text("name"));
        json.WriteString("action", change.Action);
        json.WriteString("recordedAt", Rfc3339.Format(change.RecordedAt));
        json.WriteNumber("revision", change.Revision);
        json.WriteString("actor", change.Actor);
        json.WriteString("documentNo", change.DocumentNo);
        json.WriteStartArray("fields");
        foreach (var field in change.Fields)
            json.WriteStringValue(field);
        json.WriteEndArray();
        json.WriteNumber("areaBeforeM2", change.AreaBeforeM2);
        json.WriteNumber("areaAfterM2", change.AreaAfterM2);
        json.WriteNumber("gainMu", Units.ToMu(Units.SumM2([change.AreaAfterM2, -change.AreaBeforeM2])));
        json.WriteEndObject();
    }
}
