using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Siting.Scenarios;

/// <summary>Writes branches, and how far the record has moved on since.</summary>
public static class BranchJson
{
    /// <summary>Writes one branch as it stands beside the present record; its content too, if it was asked for.</summary>
    public static void Write(Utf8JsonWriter json, BranchState state)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(state);
        var branch = state.Branch;
        json.WriteStartObject();
        json.WriteString("name", branch.Name);
        json.WriteNumber("version", branch.Version);
        json.WriteString("actor", branch.Actor);
        json.WriteString("createdAt", Rfc3339.Format(branch.CreatedAt));
        json.WriteString("updatedAt", Rfc3339.Format(branch.UpdatedAt));
        WriteBase(json, new BranchBase(branch.BaseAt, branch.BaseRevisions, BranchBase.Since(branch.BaseRevisions, state.Now)));
        json.WriteStartObject("counts");
        json.WriteNumber("edits", state.Edits);
        json.WriteNumber("setbacks", state.Setbacks);
        json.WriteNumber("rulesOff", state.RulesOff);
        json.WriteEndObject();
        json.WriteBoolean("holds", state.Problems.Count == 0);
        SitingResultJson.List(json, "problems", state.Problems, Write);
        if (branch.Content.Length > 0)
        {
            using var content = JsonDocument.Parse(branch.Content);
            foreach (var member in content.RootElement.EnumerateObject())
                member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a problem of a branch.</summary>
    internal static void Write(Utf8JsonWriter w, GeoProblem problem)
    {
        w.WriteStartObject();
        w.WriteString("code", JsonNamingPolicy.CamelCase.ConvertName(problem.Code.ToString()));
        w.WriteString("field", problem.Field);
        w.WriteString("zh", problem.MessageZh);
        w.WriteString("en", problem.MessageEn);
        w.WriteEndObject();
    }

    /// <summary>Writes an edit whose feature has moved on.</summary>
    internal static void Write(Utf8JsonWriter w, EditDrift drift)
    {
        w.WriteStartObject();
        w.WriteString("act", drift.Edit.Kind.ToString().ToLowerInvariant());
        w.WriteString("collection", drift.Edit.Layer.Name);
        w.WriteString("id", drift.Edit.Id);
        w.WriteString("name", drift.Name);
        SitingResultJson.Number(w, "baseVersion", drift.Then);
        SitingResultJson.Number(w, "version", drift.Now);
        w.WriteBoolean("holds", drift.Holds);
        w.WriteString("zh", drift.Zh);
        w.WriteString("en", drift.En);
        w.WriteEndObject();
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
