using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Eligibility.Maps;

/// <summary>The map as a GeoJSON FeatureCollection (CRS84) with the account beside it.</summary>
public static class EligibilityMapJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter json, EligibilityMap map)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(map);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteString("at", Rfc3339.Format(map.At));
        json.WriteString("parkId", map.Park.Id);
        json.WriteString("name", map.Park.Name);
        json.WriteString("hazard", map.Hazard);
        json.WriteString("quality", map.Park.Quality);
        json.WriteBoolean("trial", map.IsTrial);
        json.WriteString("areaMethod", "planar");
        json.WriteString("areaCrs", "EPSG:4548");
        json.WriteNumber("grossM2", map.Account.GrossM2);
        json.WriteNumber("eligibleM2", map.Account.EligibleM2);
        json.WriteNumber("unknownM2", map.Account.UnknownM2);
        RuleLedgerJson.Write(json, "rules", map.Account.Rules);
        json.WriteStartArray("distances");
        foreach (var distance in map.Distances)
        {
            json.WriteStartObject();
            json.WriteString("rule", distance.Rule);
            json.WriteNumber("ruleM", distance.RuleM);
            json.WriteNumber("triedM", distance.TriedM);
            json.WriteString("basis", distance.Basis);
            json.WriteNumber("features", distance.Features);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("features");
        foreach (var state in map.States)
            Write(json, state);
        json.WriteEndArray();
        json.WriteString("rulesHash", map.RulesHash);
        RevisionsJson.Write(json, map.Revisions);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LandState state)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WritePropertyName("geometry");
        FeatureJsonWriter.WriteGeometry(json, Reproject.ToGeographic(state.Plane));
        json.WriteStartObject("properties");
        json.WriteString("state", state.State);
        json.WriteStartArray("rules");
        foreach (var rule in state.Rules)
            json.WriteStringValue(rule);
        json.WriteEndArray();
        json.WriteNumber("areaM2", state.AreaM2);
        json.WriteNumber("areaMu", Units.ToMu(state.AreaM2));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
