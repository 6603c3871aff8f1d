using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting;

/// <summary>Writes the resolved request.</summary>
internal static class RequestJson
{
    public static void Write(Utf8JsonWriter w, SitingRequest r)
    {
        w.WriteStartObject();
        Texts(w, "industries", r.Industries.Select(i => i.Key));
        if (r.InvestmentYi is { } yi)
            w.WriteNumber("investmentYi", yi);
        w.WriteNumber("areaMu", Units.ToMu(r.AreaM2));
        w.WriteNumber("areaHa", Units.ToHa(r.AreaM2));
        w.WriteString("areaBasis", r.AreaBasis);
        w.WriteNumber("minWidthM", r.MinWidthM);
        w.WriteNumber("maxAspect", r.MaxAspect);
        if (r.PlotKinds != PlotKinds.None)
            Texts(w, "plotKinds", PlotKindNames.Of(r.PlotKinds));
        if (r.PlotKinds.HasFlag(PlotKinds.Assembly))
            w.WriteNumber("assemblyMaxRatio", r.AssemblyMaxRatio);
        w.WriteString("hazard", r.Hazard);
        SitingResultJson.List(w, "needs", r.Needs, static (w, need) =>
        {
            w.WriteStartObject();
            w.WriteString("kind", need.Kind.Key);
            w.WriteNumber("maxKm", need.MaxKm);
            if (need.ByNetwork)
                w.WriteString("by", "network");
            w.WriteEndObject();
        });
        w.WriteStartObject("scope");
        Texts(w, "parks", r.Scope.Parks);
        Texts(w, "kinds", r.Scope.Kinds);
        Texts(w, "counties", r.Scope.Counties);
        if (r.Scope.Within is { } within)
        {
            w.WritePropertyName("within");
            FeatureJsonWriter.WriteGeometry(w, within);
        }

        if (r.Scope.Excluding.Count > 0)
            SitingResultJson.List(w, "excluding", r.Scope.Excluding, static (w, polygon) => FeatureJsonWriter.WriteGeometry(w, polygon));

        w.WriteEndObject();
        w.WriteString("reserveUse", r.ReserveUse);
        w.WriteString("tier", r.Tier);
        w.WriteStartObject("weights");
        foreach (var (key, weight) in r.Weights.OrderBy(p => p.Key, StringComparer.Ordinal))
            w.WriteNumber(key, weight);
        w.WriteEndObject();
        if (r.Utilities.Count > 0)
        {
            w.WriteStartObject("utilities");
            foreach (var (key, utility) in r.Utilities.OrderBy(p => p.Key, StringComparer.Ordinal))
                UtilityJson.Write(w, key, utility);
            w.WriteEndObject();
        }

        w.WriteNumber("count", r.Count);
        w.WriteString("spread", r.Spread ? "parks" : "none");
        if (r.ScopeLedger)
            w.WriteString("ledger", "scope");
        if (r.Locked.Count > 0)
            SitingResultJson.List(w, "locked", r.Locked, static (w, plot) =>
            {
                w.WriteStartObject();
                w.WriteString("name", plot.Name);
                w.WritePropertyName("geometry");
                FeatureJsonWriter.WriteGeometry(w, plot.Geographic);
                if (plot.Parcels.Count > 0)
                    Texts(w, "parcels", plot.Parcels);
                w.WriteEndObject();
            });
        if (r.AsOf is { } at)
            w.WriteString("asOf", SitingResultJson.Instant(at));
        w.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter w, string name, IEnumerable<string> texts) =>
        SitingResultJson.List(w, name, texts, static (w, text) => w.WriteStringValue(text));
}
