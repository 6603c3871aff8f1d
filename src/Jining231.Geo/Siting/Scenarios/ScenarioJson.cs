using System.Text.Json;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting.Scenarios;

/// <summary>Writes a comparison of scenarios: the same bytes over HTTP and from the command line.</summary>
public static class ScenarioJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter json, ScenarioResult result)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(result);
        json.WriteStartObject();
        json.WritePropertyName("base");
        SitingResultJson.Write(json, result.Base);
        SitingResultJson.List(json, "scenarios", result.Branches, static (w, branch) =>
        {
            w.WriteStartObject();
            w.WriteString("name", branch.Name);
            if (branch.Base is { } on)
            {
                BranchJson.WriteBase(w, on);
                SitingResultJson.List(w, "movedEdits", branch.Drift, BranchJson.Write);
            }

            w.WriteStartObject("comparison");
            AnswerDiffJson.Write(w, branch.Sites, branch.Parks);
            SitingResultJson.List(w, "land", branch.Land, Write);
            w.WriteString("areaMethod", "planar, EPSG:4548");
            w.WriteEndObject();
            w.WritePropertyName("answer");
            SitingResultJson.Write(w, branch.Answer);
            w.WriteEndObject();
        });
        SitingResultJson.List(json, "unanswered", result.Unanswered, static (w, branch) =>
        {
            w.WriteStartObject();
            w.WriteString("name", branch.Name);
            if (branch.Base is { } on)
                BranchJson.WriteBase(w, on);
            SitingResultJson.List(w, "problems", branch.Problems, BranchJson.Write);
            SitingResultJson.List(w, "movedEdits", branch.Drift, BranchJson.Write);
            w.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ScenarioLand land)
    {
        json.WriteStartObject();
        json.WriteString("parkId", land.ParkId);
        json.WriteString("name", land.Name);
        SitingResultJson.Number(json, "baseEligibleM2", land.BaseM2);
        SitingResultJson.Number(json, "eligibleM2", land.ScenarioM2);
        SitingResultJson.Number(json, "gainMu", land is { BaseM2: { } a, ScenarioM2: { } b } ? Units.ToMu(Units.SumM2([b, -a])) : null);
        json.WriteEndObject();
    }
}
