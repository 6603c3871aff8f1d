using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Reserves;

/// <summary>Entries of the account as JSON; the same bytes over HTTP and from the command line.</summary>
public static class ReserveEntriesJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ReserveEntry> entries, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(entries);
        json.WriteStartObject();
        json.WriteString("at", Rfc3339.Format(at));
        json.WriteString("areaMethod", "ellipsoidal");
        json.WriteStartArray("entries");
        foreach (var entry in entries)
            WriteEntry(json, entry);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, ReserveEntry entry)
    {
        json.WriteStartObject();
        if (entry.Revision is { } revision)
            json.WriteNumber("revision", revision);
        else
            json.WriteNull("revision");
        json.WriteString("effectiveAt", Rfc3339.Format(entry.EffectiveAt));
        json.WriteString("recordedAt", entry.RecordedAt is { } recorded ? Rfc3339.Format(recorded) : null);
        json.WriteString("actor", entry.Actor);
        json.WriteString("documentNo", entry.DocumentNo);
        json.WriteString("act", entry.Act);
        json.WriteString("blockId", entry.BlockId);
        json.WriteNumber("version", entry.After.Version);
        json.WriteString("name", entry.After.Text("name"));
        json.WriteString("parkId", entry.After.Text("park_id"));
        json.WriteString("tier", entry.After.Text("tier"));
        json.WriteString("holder", entry.After.Text("holder"));
        json.WriteString("projectId", entry.After.Text("project_id"));
        json.WriteString("stateBefore", entry.StateBefore.Length == 0 ? null : entry.StateBefore);
        json.WriteString("stateAfter", entry.StateAfter.Length == 0 ? null : entry.StateAfter);
        json.WriteNumber("areaBeforeM2", entry.AreaBeforeM2);
        json.WriteNumber("areaAfterM2", entry.AreaAfterM2);
        json.WriteNumber("areaBeforeMu", Units.ToMu(entry.AreaBeforeM2));
        json.WriteNumber("areaAfterMu", Units.ToMu(entry.AreaAfterM2));
        json.WriteEndObject();
    }
}
