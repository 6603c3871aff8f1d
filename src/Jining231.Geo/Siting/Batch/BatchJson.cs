using System.Text.Json;
using Jining231.Geo.Exchange;

namespace Jining231.Geo.Siting.Batch;

/// <summary>Writes the answer to a batch: the same bytes over HTTP and from the command line.</summary>
public static class BatchJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter json, BatchResult result)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(result);
        json.WriteStartObject();
        SitingResultJson.List(json, "projects", result.Projects, Write);
        if (result.Assignment is { } assignment)
            Write(json, assignment, result.Projects);
        else
            json.WriteNull("assignment");
        json.WriteStartObject("meta");
        json.WriteString("engine", result.Engine);
        json.WriteString("rulesHash", result.RulesHash);
        json.WriteString("quality", result.Quality);
        RevisionsJson.Write(json, result.Revisions);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BatchAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("name", answer.Name);
        json.WritePropertyName("request");
        RequestJson.Write(json, answer.Request);
        json.WriteStartObject("sites");
        json.WriteString("type", "FeatureCollection");
        SitingResultJson.List(json, "features", answer.Sites, SiteJson.Write);
        json.WriteEndObject();
        SitingResultJson.List(json, "plotIds", answer.PlotIds, static (w, id) => w.WriteStringValue(id));
        SitingResultJson.List(json, "refused", answer.Refused, static (w, refused) =>
        {
            w.WriteStartObject();
            w.WriteString("plotId", refused.PlotId);
            SitingResultJson.Reasons(w, refused.Reasons);
            w.WriteEndObject();
        });
        SitingResultJson.List(json, "problems", answer.Problems, static (w, problem) =>
        {
            w.WriteStartObject();
            w.WriteString("field", problem.Field);
            w.WriteString("zh", problem.MessageZh);
            w.WriteString("en", problem.MessageEn);
            w.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BatchAssignment assignment, IReadOnlyList<BatchAnswer> projects)
    {
        json.WriteStartObject("assignment");
        json.WriteNumber("totalScore", assignment.TotalScore);
        json.WriteNumber("bound", assignment.Bound);
        json.WriteNumber("placed", assignment.Pairs.Count);
        SitingResultJson.List(json, "pairs", assignment.Pairs, (w, pair) =>
        {
            var answer = projects[pair.Project];
            var site = answer.Sites[pair.Rank - 1];
            w.WriteStartObject();
            w.WriteNumber("project", pair.Project);
            w.WriteString("name", answer.Name);
            w.WriteNumber("rank", pair.Rank);
            w.WriteString("parkId", site.ParkId);
            w.WriteString("parkName", site.ParkName);
            w.WriteNumber("score", site.Score);
            if (answer.PlotIds.Count > 0)
                w.WriteString("plotId", answer.PlotIds[pair.Rank - 1]);
            w.WriteEndObject();
        });
        SitingResultJson.List(
            json, "unplaced", Enumerable.Range(0, projects.Count).Except(assignment.Pairs.Select(p => p.Project)), static (w, index) => w.WriteNumberValue(index));
        json.WriteEndObject();
    }
}
