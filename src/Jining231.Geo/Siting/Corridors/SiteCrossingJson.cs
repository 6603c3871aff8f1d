using System.Text.Json;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting.Corridors;

/// <summary>Writes the member <c>crossing</c> of a plot.</summary>
internal static class SiteCrossingJson
{
    /// <summary>Writes it into the open object; nothing where no strip lies in the plot.</summary>
    public static void Write(Utf8JsonWriter w, SiteCrossing? crossing)
    {
        if (crossing is null)
            return;
        w.WriteStartObject("crossing");
        w.WriteNumber("buildableHa", Units.ToHa(crossing.BuildableM2));
        w.WriteNumber("buildableMu", Units.ToMu(crossing.BuildableM2));
        w.WriteNumber("countedHa", Units.ToHa(crossing.CountedM2));
        w.WriteNumber("countedMu", Units.ToMu(crossing.CountedM2));
        w.WriteString("areaMethod", EllipsoidalArea.Method);
        SitingResultJson.List(w, "strips", crossing.Strips, static (w, strip) =>
        {
            w.WriteStartObject();
            w.WriteString("rule", strip.Rule);
            SiteJson.Feature(w, strip.Layer, strip.FeatureId, strip.Name);
            w.WriteNumber("requiredM", strip.RequiredM);
            w.WriteNumber("planarM2", strip.StripM2);
            w.WriteBoolean("counts", strip.Counts);
            w.WriteEndObject();
        });
        w.WriteEndObject();
    }
}
