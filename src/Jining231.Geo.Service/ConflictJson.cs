using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.ApiDescription;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Service;

/// <summary>What stands in the way and what free land would serve instead: members <c>conflict</c> and <c>alternatives</c>.</summary>
internal static class ConflictJson
{
    /// <summary>Schemas of the members.</summary>
    public static (string Name, JsonObject Schema)[] Members() =>
    [
        ("conflict", Schema.Open(
            ("layer!", Schema.Text()), ("id!", Schema.Text()), ("name!", Schema.Nullable(Schema.Text())),
            ("holder!", Schema.Nullable(Schema.Text("持有人 / holder"))), ("until!", Schema.Nullable(Schema.Instant())),
            ("overlapM2!", Schema.Nullable(Schema.Number("平面面积（EPSG:4548），m² / planar area, m²"))))),
        ("alternatives", Schema.List(Schema.Open(
            ("parkId!", Schema.Text()), ("parkName!", Schema.Text()), ("areaM2!", Schema.Number("椭球面积，m² / ellipsoidal area, m²")),
            ("areaMu!", Schema.Number("椭球面积，亩 / ellipsoidal area, 亩")), ("planarM2!", Schema.Number("平面面积（EPSG:4548），m² / planar area, m²")),
            ("distanceM!", Schema.Number("到所要地块的边距，m / distance from the land asked for, edge to edge, m")), ("geometry!", Schema.Open())))),
    ];

    /// <summary>Writes the members into the open object; neither where no problem is about a feature in the way.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<GeoProblem> problems)
    {
        if (problems.Select(p => p.Feature).FirstOrDefault(f => f is not null) is { } feature)
            WriteConflict(json, feature);
        if (problems.Select(p => p.Instead).FirstOrDefault(i => i is not null) is not { } plots)
            return;
        json.WriteStartArray("alternatives");
        foreach (var plot in plots)
            WritePlot(json, plot);
        json.WriteEndArray();
    }

    private static void WriteConflict(Utf8JsonWriter json, ProblemFeature feature)
    {
        json.WriteStartObject("conflict");
        json.WriteString("layer", feature.Layer);
        json.WriteString("id", feature.Id);
        json.WriteString("name", feature.Name);
        json.WriteString("holder", feature.Holder);
        json.WriteString("until", feature.Until is { } until ? Rfc3339.Format(until) : null);
        if (feature.OverlapM2 is { } area)
            json.WriteNumber("overlapM2", area);
        else
            json.WriteNull("overlapM2");
        json.WriteEndObject();
    }

    private static void WritePlot(Utf8JsonWriter json, ProblemPlot plot)
    {
        json.WriteStartObject();
        json.WriteString("parkId", plot.ParkId);
        json.WriteString("parkName", plot.ParkName);
        json.WriteNumber("areaM2", plot.AreaM2);
        json.WriteNumber("areaMu", Units.ToMu(plot.AreaM2));
        json.WriteNumber("planarM2", plot.PlanarM2);
        json.WriteNumber("distanceM", plot.DistanceM);
        json.WritePropertyName("geometry");
        FeatureJsonWriter.WriteGeometry(json, plot.Outline);
        json.WriteEndObject();
    }
}
