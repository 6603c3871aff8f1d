using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Reserves.Balance;

/// <summary>The balance as JSON; the same bytes over HTTP and from the command line.</summary>
public static class BalanceJson
{
    /// <summary>Writes the document: parks, and counties as the sum over parks of level <c>park</c>, which never share land.</summary>
    public static void Write(Utf8JsonWriter json, BalanceResult result)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(result);
        json.WriteStartObject();
        json.WriteString("at", Rfc3339.Format(result.At));
        json.WriteString("areaMethod", "planar");
        json.WriteString("areaCrs", "EPSG:4548");
        json.WriteString("rules", result.Rules);
        RevisionsJson.Write(json, result.Revisions);
        json.WriteStartArray("parks");
        foreach (var park in result.Parks)
            WritePark(json, park);
        json.WriteEndArray();
        json.WriteStartArray("counties");
        foreach (var county in result.Parks.Where(p => p.Level == "park").GroupBy(p => p.Adcode ?? "").OrderBy(g => g.Key, StringComparer.Ordinal))
            WriteCounty(json, county.Key, [.. county]);
        json.WriteEndArray();
        WriteTexts(json, "unknownPlace", result.UnknownPlace);
        json.WriteEndObject();
    }

    private static void WritePark(Utf8JsonWriter json, ParkBalance park)
    {
        json.WriteStartObject();
        json.WriteString("parkId", park.ParkId);
        json.WriteString("name", park.Name);
        json.WriteString("kind", park.Kind);
        json.WriteString("level", park.Level);
        json.WriteString("adcode", park.Adcode);
        json.WriteString("hazard", park.Hazard);
        json.WriteString("quality", park.Quality);
        Area(json, "gross", park.GrossM2);
        json.WriteStartArray("parts");
        foreach (var part in park.Parts)
        {
            json.WriteStartObject();
            json.WriteString("part", part.Part);
            Area(json, null, part.M2);
            Pairs(json, "ofWhichM2", part.OfWhich);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("reserved");
        foreach (var group in park.Reserved)
        {
            json.WriteStartObject();
            json.WriteString("tier", group.Tier);
            json.WriteString("state", group.State);
            json.WriteNumber("blocks", group.Blocks);
            Area(json, null, group.M2);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        RuleLedgerJson.Write(json, "blocked", park.Blocked);
        Pairs(json, "unknownM2", park.Unknown);
        json.WriteEndObject();
    }

    private static void WriteCounty(Utf8JsonWriter json, string adcode, IReadOnlyList<ParkBalance> parks)
    {
        json.WriteStartObject();
        json.WriteString("adcode", adcode.Length == 0 ? null : adcode);
        WriteTexts(json, "parkIds", parks.Select(p => p.ParkId));
        Area(json, "gross", Units.SumM2(parks.Select(p => p.GrossM2)));
        json.WriteStartArray("parts");
        foreach (var part in BalanceParts.All)
        {
            json.WriteStartObject();
            json.WriteString("part", part);
            Area(json, null, Units.SumM2(parks.Select(p => p[part])));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Area(Utf8JsonWriter json, string? name, double m2)
    {
        string Name(string unit) => name is null ? char.ToLowerInvariant(unit[0]) + unit[1..] : name + unit;
        json.WriteNumber(Name("M2"), m2);
        json.WriteNumber(Name("Ha"), Units.ToHa(m2));
        json.WriteNumber(Name("Mu"), Units.ToMu(m2));
    }

    private static void Pairs(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, double>> pairs)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in pairs)
            json.WriteNumber(key, value);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
