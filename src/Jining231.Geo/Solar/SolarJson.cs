using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;

namespace Jining231.Geo.Solar;

/// <summary>The answer of the solar process on the wire: the same result gives the same bytes.</summary>
public static class SolarJson
{
    /// <summary>UTF-8 JSON with the digest in <c>meta.digest</c>: SHA-256 of the canonical form (RFC 8785) without the digest itself.</summary>
    public static byte[] ToBytes(SolarResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var digest = CanonicalJson.Digest(w => Write(w, result, null));
        return JsonBytes.Of(w => Write(w, result, digest));
    }

    private static void Write(Utf8JsonWriter json, SolarResult result, string? digest)
    {
        json.WriteStartObject();
        json.WriteStartObject("areas");
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (var area in result.Areas)
            WriteArea(json, area);
        json.WriteEndArray();
        json.WriteEndObject();
        WriteTotal(json, result.Total);
        WriteMeta(json, result.Meta, digest);
        json.WriteEndObject();
    }

    private static void WriteArea(Utf8JsonWriter json, SolarArea area)
    {
        var row = area.Feature.Row;
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", area.Feature.Id);
        json.WritePropertyName("geometry");
        if (area.Usable.IsEmpty)
            json.WriteNullValue();
        else
            FeatureJsonWriter.WriteGeometry(json, area.Usable);
        json.WriteStartObject("properties");
        json.WriteString("subsidenceId", area.Feature.Id);
        json.WriteString("name", area.Feature.Name);
        json.WriteString("adcode", row.Text("adcode"));
        json.WriteString("mode", area.Mode);
        json.WriteBoolean("modeDerived", area.ModeDerived);
        json.WriteString("stability", row.Text("stability"));
        json.WritePropertyName("settledOn");
        FeatureJsonWriter.WriteValue(json, row["settled_on"]);
        json.WriteNumber("grossM2", area.Ledger.GrossM2);
        json.WriteNumber("usableM2", area.UsableM2);
        json.WriteNumber("usableHa", Spatial.Units.ToHa(area.UsableM2));
        json.WriteNumber("usableMu", area.UsableMu);
        json.WriteNumber("usablePlanarM2", area.Ledger.EligibleM2);
        json.WriteNumber("unknownM2", area.Ledger.UnknownM2);
        json.WriteNumber("mw", area.Mw);
        json.WriteNumber("mwLow", area.MwRange.Low);
        json.WriteNumber("mwHigh", area.MwRange.High);
        json.WritePropertyName("muPerMw");
        FeatureJsonWriter.WriteValue(json, area.MuPerMw);
        json.WriteString("verdict", area.Verdict);
        WriteReasons(json, "reasons", area.Reasons);
        RuleLedgerJson.Write(json, "rules", area.Ledger.Rules);
        json.WriteString("quality", area.Quality);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTotal(Utf8JsonWriter json, SolarTotal total)
    {
        json.WriteStartObject("total");
        json.WriteNumber("grossM2", total.GrossM2);
        json.WriteNumber("usableM2", total.UsableM2);
        json.WriteNumber("usableMu", total.UsableMu);
        json.WriteNumber("unknownM2", total.UnknownM2);
        json.WriteNumber("mw", total.Mw);
        json.WriteNumber("mwLow", total.MwLow);
        json.WriteNumber("mwHigh", total.MwHigh);
        json.WriteNumber("fisheryMw", total.FisheryMw);
        json.WriteNumber("agriMw", total.AgriMw);
        json.WriteNumber("targetMw", total.TargetMw);
        json.WriteNumber("share", total.Share);
        json.WriteNumber("shortfallMw", total.ShortfallMw);
        WriteReasons(json, "notes", total.Notes);
        json.WriteEndObject();
    }

    private static void WriteReasons(Utf8JsonWriter json, string name, IReadOnlyList<SolarReason> reasons)
    {
        json.WriteStartArray(name);
        foreach (var reason in reasons)
        {
            json.WriteStartObject();
            json.WriteString("code", reason.Code);
            json.WriteString("zh", reason.Zh);
            json.WriteString("en", reason.En);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMeta(Utf8JsonWriter json, SolarMeta meta, string? digest)
    {
        json.WriteStartObject("meta");
        if (digest is not null)
            json.WriteString("digest", digest);
        json.WriteString("engine", SolarEngine.Version);
        json.WriteString("rules", meta.RulesHash);
        json.WritePropertyName("asOf");
        FeatureJsonWriter.WriteValue(json, meta.AsOf);
        RevisionsJson.Write(json, meta.Revisions.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => KeyValuePair.Create(r.Key, r.Value.Revision)));
        json.WriteString("quality", meta.Quality);
        json.WriteStartObject("areaMethod");
        json.WriteString("usableM2", "ellipsoidal");
        json.WriteString("usableHa", "ellipsoidal");
        json.WriteString("usableMu", "ellipsoidal");
        json.WriteString("usablePlanarM2", "planar-EPSG:4548");
        json.WriteString("grossM2", "planar-EPSG:4548");
        json.WriteString("unknownM2", "planar-EPSG:4548");
        json.WriteString("rules", "planar-EPSG:4548");
        json.WriteEndObject();
        json.WriteStartObject("request");
        WriteTexts(json, "modes", meta.Request.Modes);
        WriteTexts(json, "counties", meta.Request.Counties);
        json.WritePropertyName("asOf");
        FeatureJsonWriter.WriteValue(json, meta.Request.AsOf);
        json.WriteEndObject();
        WriteTexts(json, "indicativeRules", meta.IndicativeRules);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WritePropertyName(name);
        FeatureJsonWriter.WriteValue(json, texts);
    }
}
