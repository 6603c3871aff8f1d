using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Microsoft.AspNetCore.Builder;

namespace Jining231.Geo.Service;

/// <summary><c>/rules</c>: the rules in force, as far as a viewer shows them.</summary>
internal static class RulesEndpoints
{
    public static void MapRules(this WebApplication app, ServiceOptions options) => app.MapGet("/rules", async context =>
    {
        QueryReader.Allow(context);
        if (!Etags.NotModified(context, $"\"rules.{options.Rules.Hash}\""))
            await Json.WriteAsync(context, Json.Media, json => Write(json, options.Rules));
    });

    private static void Write(Utf8JsonWriter json, RulePack rules)
    {
        json.WriteStartObject();
        json.WriteString("hash", rules.Hash);
        WriteList(json, "industries", rules.Industries, i =>
        {
            WriteTitles(json, i.Key, i.Zh, i.En);
            json.WriteString("cluster", i.Cluster);
            json.WriteBoolean("chemical", i.Chemical);
            json.WriteString("defaultHazard", i.DefaultHazard);
            json.WriteNumber("intensityWanPerMu", i.IntensityWanPerMu);
            WriteEvidence(json, i.Evidence);
        });
        json.WriteStartArray("hazards");
        foreach (var hazard in Codelists.Hazard.Codes)
            CatalogEndpoints.WriteCode(json, hazard);
        json.WriteEndArray();
        WriteList(json, "needKinds", rules.NeedKinds, n =>
        {
            WriteTitles(json, n.Key, n.Zh, n.En);
            json.WriteNumber("maxKm", n.MaxKm);
        });
        WriteList(json, "rules", rules.Rules, r =>
        {
            WriteTitles(json, r.Key, r.Zh, r.En);
            json.WriteString("basis", r.Basis);
            json.WriteBoolean("setback", rules.SetbacksFor("build").Any(s => s.Key == r.Key && s.Removes && !s.Inverse));
            WriteEvidence(json, r.Evidence);
            WriteMetres(json, r.MetresByHazard);
        });
        WriteList(json, "criteria", rules.Scoring.Criteria, c =>
        {
            WriteTitles(json, c.Key, c.Zh, c.En);
            json.WriteString("unit", c.Unit);
            json.WriteNumber("weight", c.Weight);
            UtilityJson.Write(json, "utility", c.Utility);
        });
        WriteList(json, "solarModes", rules.Solar.Modes, m =>
        {
            WriteTitles(json, m.Key, m.Zh, m.En);
            json.WriteNumber("muPerMw", m.MuPerMw);
            WriteEvidence(json, m.Evidence);
        });
        json.WriteStartObject("hold");
        json.WriteNumber("maxRenewals", rules.Hold.MaxRenewals);
        WriteEvidence(json, rules.Hold.Evidence);
        json.WriteEndObject();
        WriteList(json, "targets", rules.Targets, t => WriteTarget(json, t));
        json.WriteEndObject();
    }

    private static void WriteTarget(Utf8JsonWriter json, TargetRule target)
    {
        json.WriteString("id", target.Id);
        json.WriteString("zh", target.Zh);
        json.WriteString("en", target.En);
        json.WriteString("policyRef", target.PolicyRef);
        json.WriteString("deadline", target.Deadline?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        WriteList(json, "values", target.Values, v =>
        {
            json.WriteString("key", v.Key);
            json.WriteNumber("value", v.Value);
            json.WriteString("unit", v.Unit);
        });
        WriteEvidence(json, target.Evidence);
    }

    private static void WriteTitles(Utf8JsonWriter json, string key, string zh, string en)
    {
        json.WriteString("key", key);
        json.WriteString("zh", zh);
        json.WriteString("en", en);
    }

    private static void WriteEvidence(Utf8JsonWriter json, Evidence evidence)
    {
        json.WriteString("source", evidence.Source);
        json.WriteString("clause", evidence.Clause);
        json.WriteString("confidence", evidence.Confidence);
        json.WriteString("quality", evidence.Quality);
    }

    private static void WriteMetres(Utf8JsonWriter json, HazardMetres? metres)
    {
        if (metres is null)
        {
            json.WriteNull("metresByHazard");
            return;
        }

        json.WriteStartObject("metresByHazard");
        foreach (var hazard in Codelists.Hazard.Codes)
            json.WriteNumber(hazard.Value, metres.For(hazard.Value));
        json.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
