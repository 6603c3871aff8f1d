using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting.Given;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting.Redlines;

/// <summary>Writes a check of outlines: the same bytes over HTTP and from the command line.</summary>
public static class RedlineJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter json, RedlineResult result)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(result);
        json.WriteStartObject();
        SitingResultJson.List(json, "plots", result.Plots, Write);
        json.WriteStartObject("meta");
        json.WriteString("engine", RedlineEngine.Version);
        json.WriteString("rulesHash", result.RulesHash);
        json.WriteString("asOf", Rfc3339.Format(result.AsOf));
        json.WriteString("quality", result.Quality);
        json.WriteStartObject("areaMethod");
        json.WriteString("area", EllipsoidalArea.Method);
        json.WriteString("breaches", "planar, EPSG:4548");
        json.WriteEndObject();
        RevisionsJson.Write(json, result.Revisions);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter w, RedlineAnswer answer)
    {
        w.WriteStartObject();
        w.WriteString("id", answer.Plot.Id);
        w.WriteString("name", answer.Plot.Name);
        if (answer.Plot.Line is { } line)
            w.WriteNumber("line", line);
        w.WriteString("parkId", answer.ParkId);
        w.WriteString("parkName", answer.ParkName);
        GivenPlotJson.Areas(w, Reproject.ToPlane(answer.Plot.Geographic));
        if (answer.Plot.StatedHa is { } stated)
            w.WriteNumber("statedAreaHa", stated);
        w.WriteString("verdict", answer.Verdict.ToString().ToLowerInvariant());
        SitingResultJson.Reasons(w, answer.Reasons);
        SitingResultJson.List(w, "breaches", answer.Breaches, LockedJson.Write);
        SiteJson.Conditions(w, answer.Conditions);
        w.WritePropertyName("geometry");
        FeatureJsonWriter.WriteGeometry(w, answer.Plot.Geographic);
        w.WriteEndObject();
    }
}
