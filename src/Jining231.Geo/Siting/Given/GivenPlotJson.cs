using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting.Given;

/// <summary>Writes plots that were read as a GeoJSON FeatureCollection (CRS84), each with its area by both methods.</summary>
public static class GivenPlotJson
{
    /// <summary>Writes the collection.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<GivenPlot> plots)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(plots);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        SitingResultJson.List(json, "features", plots, static (w, plot) =>
        {
            w.WriteStartObject();
            w.WriteString("type", "Feature");
            w.WriteString("id", plot.Id);
            w.WritePropertyName("geometry");
            FeatureJsonWriter.WriteGeometry(w, plot.Geographic);
            w.WriteStartObject("properties");
            w.WriteString("name", plot.Name);
            if (plot.Line is { } line)
                w.WriteNumber("line", line);
            if (plot.StatedHa is { } stated)
                w.WriteNumber("statedAreaHa", stated);
            Areas(w, Reproject.ToPlane(plot.Geographic));
            w.WriteEndObject();
            w.WriteEndObject();
        });
        json.WriteEndObject();
    }

    /// <summary>Ellipsoidal and planar area of an outline in EPSG:4548.</summary>
    internal static void Areas(Utf8JsonWriter w, NetTopologySuite.Geometries.Geometry plane)
    {
        var (ellipsoidal, planar) = (AreaMeasure.Ellipsoidal(plane), AreaMeasure.Planar(plane));
        w.WriteNumber("areaHa", ellipsoidal.Ha);
        w.WriteNumber("areaMu", ellipsoidal.Mu);
        w.WriteNumber("planarAreaHa", planar.Ha);
        w.WriteNumber("planarAreaMu", planar.Mu);
    }
}
