using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting;

/// <summary>Writes what became of a locked plot.</summary>
internal static class LockedJson
{
    public static void Write(Utf8JsonWriter w, LockedAnswer locked)
    {
        w.WriteStartObject();
        w.WriteString("name", locked.Plot.Name);
        w.WriteString("parkId", locked.ParkId);
        w.WriteString("parkName", locked.ParkName);
        w.WriteNumber("areaHa", Units.ToHa(locked.EllipsoidalM2));
        w.WriteNumber("areaMu", Units.ToMu(locked.EllipsoidalM2));
        w.WriteNumber("planarAreaHa", Units.ToHa(locked.PlanarM2));
        w.WriteBoolean("stands", locked.Rank is not null);
        SitingResultJson.Number(w, "rank", locked.Rank);
        SitingResultJson.Reasons(w, locked.Reasons);
        SitingResultJson.List(w, "breaches", locked.Breaches, Write);
        w.WriteEndObject();
    }

    /// <summary>Writes one rule that a plot breaks.</summary>
    public static void Write(Utf8JsonWriter w, PlotBreach breach)
    {
        w.WriteStartObject();
        w.WriteString("rule", breach.Rule);
        w.WriteString("zh", breach.Zh);
        w.WriteString("en", breach.En);
        w.WriteNumber("areaM2", breach.AreaM2);
        w.WriteNumber("areaMu", Units.ToMu(breach.AreaM2));
        SitingResultJson.Number(w, "requiredM", breach.RequiredM);
        SitingResultJson.List(w, "features", breach.Features, static (w, feature) =>
        {
            w.WriteStartObject();
            SiteJson.Feature(w, feature.Layer, feature.FeatureId, feature.Name);
            w.WriteNumber("actualM", feature.ActualM);
            w.WriteEndObject();
        });
        if (breach.Where is { } where)
        {
            w.WritePropertyName("geometry");
            FeatureJsonWriter.WriteGeometry(w, where);
        }
        else
        {
            w.WriteNull("geometry");
        }

        w.WriteEndObject();
    }
}
