using System.Text.Json;
using Jining231.Geo.Branches;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Siting.Scenarios;

/// <summary>Writes branches, and how far the record has moved on since.</summary>
public static class BranchJson
{
    /// <summary>Writes one branch; its content too, if it was read.</summary>
    public static void Write(Utf8JsonWriter json, Branch branch, IReadOnlyDictionary<string, long> now)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(branch);
        json.WriteStartObject();
        json.WriteString("name", branch.Name);
        json.WriteNumber("version", branch.Version);
        json.WriteString("actor", branch.Actor);
        json.WriteString("createdAt", Rfc3339.Format(branch.CreatedAt));
        json.WriteString("updatedAt", Rfc3339.Format(branch.UpdatedAt));
        WriteBase(json, new BranchBase(branch.BaseAt, branch.BaseRevisions, BranchBase.Since(branch.BaseRevisions, now)));
        if (branch.Content.Length > 0)
        {
            using var content = JsonDocument.Parse(branch.Content);
            foreach (var member in content.RootElement.EnumerateObject())
                member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the member <c>base</c>.</summary>
    internal static void WriteBase(Utf8JsonWriter json, BranchBase on)
    {
        json.WriteStartObject("base");
        json.WriteString("at", Rfc3339.Format(on.At));
        RevisionsJson.Write(json, on.Revisions);
        SitingResultJson.List(json, "moved", on.Moved, static (w, moved) =>
        {
            w.WriteStartObject();
            w.WriteString("layer", moved.Layer);
            SitingResultJson.Number(w, "baseRevision", moved.Base);
            SitingResultJson.Number(w, "revision", moved.Now);
            w.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
