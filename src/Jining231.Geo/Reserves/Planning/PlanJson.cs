using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>Writes a plan: camelCase, units in the names, geometry as RFC 7946 (CRS84). The same answer gives the same bytes.</summary>
public static class PlanJson
{
    /// <summary>UTF-8 JSON with the digest in <c>meta.digest</c>: SHA-256 of the canonical form (RFC 8785) without the digest itself.</summary>
    public static byte[] ToBytes(PlanResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var digest = CanonicalJson.Digest(w => Write(w, result, null));
        return JsonBytes.Of(w => Write(w, result, digest));
    }

    private static void Write(Utf8JsonWriter w, PlanResult result, string? digest)
    {
        w.WriteStartObject();
        w.WriteString("parkId", result.Park.Id);
        w.WriteString("parkName", result.Park.Name);
        w.WriteString("verdict", result.Certificate is null ? "plan" : result.Filled > 0 ? "partial" : "impossible");
        w.WriteString("hazard", result.Hazard);
        w.WriteNumber("asked", result.Asked);
        w.WriteNumber("filled", result.Filled);
        Area(w, "free", result.FreeM2);
        Area(w, "largestFree", result.LargestFreeM2);
        w.WriteNumber("candidates", result.Candidates);
        SitingResultJson.List(w, "flagships", result.Flagships, WriteFlagship);
        SitingResultJson.List(w, "slots", result.Slots, WriteSlot);
        SitingResultJson.List(w, "alternatives", result.Alternatives, WriteAlternative);
        if (result.Certificate is { } certificate)
            WriteCertificate(w, certificate);
        else
            w.WriteNull("certificate");
        WriteMeta(w, result.Meta, digest);
        w.WriteEndObject();
    }

    /// <summary>An area in m², 公顷 and 亩; the method is told in <c>meta.areaMethod</c>.</summary>
    internal static void Area(Utf8JsonWriter w, string name, double m2)
    {
        w.WriteNumber(name + "M2", Units.RoundM2(m2));
        w.WriteNumber(name + "Ha", Units.ToHa(m2));
        w.WriteNumber(name + "Mu", Units.ToMu(m2));
    }

    /// <summary>How far a target has come in the park.</summary>
    internal static void WriteFlagship(Utf8JsonWriter w, FlagshipSlots flagship)
    {
        w.WriteStartObject();
        WriteFlagshipMembers(w, flagship);
        w.WriteEndObject();
    }

    /// <summary>The same inside an object that is open.</summary>
    internal static void WriteFlagshipMembers(Utf8JsonWriter w, FlagshipSlots flagship)
    {
        w.WriteString("target", flagship.Target);
        w.WriteString("slot", flagship.Slot.Key);
        w.WriteNumber("required", flagship.Required);
        SitingResultJson.List(w, "landed", flagship.Landed, static (w, id) => w.WriteStringValue(id));
        SitingResultJson.List(w, "secured", flagship.Secured, static (w, id) => w.WriteStringValue(id));
        w.WriteNumber("open", flagship.Open);
    }

    /// <summary>A slot, every value resolved.</summary>
    internal static void WriteSlot(Utf8JsonWriter w, PlanSlot slot)
    {
        w.WriteStartObject();
        w.WriteString("slot", slot.Key);
        w.WriteNumber("count", slot.Count);
        w.WriteString("tier", slot.Tier);
        SitingResultJson.Number(w, "investmentYi", slot.InvestmentYi);
        Area(w, "area", slot.AreaM2);
        w.WriteString("areaBasis", slot.AreaBasis);
        SitingResultJson.Number(w, "intensityWanPerMu", slot.Sizing?.IntensityWanPerMu);
        w.WriteString("intensityIndustry", slot.Sizing?.Key);
        w.WriteString("intensitySource", slot.Sizing?.Evidence.Source);
        w.WriteBoolean("indicative", slot.Indicative);
        SitingResultJson.List(w, "industries", slot.Industries, static (w, industry) => w.WriteStringValue(industry.Key));
        w.WriteNumber("minWidthM", slot.MinWidthM);
        w.WriteNumber("maxAspect", slot.MaxAspect);
        PlanRequestJson.WriteNeeds(w, slot.Needs);
        PlanRequestJson.WriteSubpark(w, slot.Subpark);
        w.WriteEndObject();
    }

    private static void WriteAlternative(Utf8JsonWriter w, PlanAlternative plan)
    {
        w.WriteStartObject();
        w.WriteNumber("rank", plan.Rank);
        w.WriteNumber("score", plan.Score);
        w.WriteNumber("scoreBound", plan.ScoreBound);
        w.WriteNumber("gapPercent", plan.GapPercent);
        w.WriteNumber("sharedPercent", plan.SharedPercent);
        Area(w, "area", plan.EllipsoidalM2);
        Area(w, "sterilised", plan.SterilisedM2);
        WriteBlocks(w, "blocks", plan.Blocks, $"plan-{plan.Rank}");
        w.WriteEndObject();
    }

    /// <summary>Blocks as a GeoJSON FeatureCollection.</summary>
    internal static void WriteBlocks(Utf8JsonWriter w, string name, IReadOnlyList<PlanBlock> blocks, string id)
    {
        w.WriteStartObject(name);
        w.WriteString("type", "FeatureCollection");
        SitingResultJson.List(w, "features", blocks, (w, block) => WriteBlock(w, block, id));
        w.WriteEndObject();
    }

    private static void WriteBlock(Utf8JsonWriter w, PlanBlock block, string id)
    {
        w.WriteStartObject();
        w.WriteString("type", "Feature");
        w.WriteString("id", $"{id}-{block.Slot}-{block.Number}");
        w.WritePropertyName("geometry");
        FeatureJsonWriter.WriteGeometry(w, block.Geographic);
        w.WriteStartObject("properties");
        w.WriteString("slot", block.Slot);
        w.WriteNumber("number", block.Number);
        w.WriteString("tier", block.Tier);
        Area(w, "area", block.EllipsoidalM2);
        w.WriteNumber("planarAreaHa", Units.ToHa(block.PlanarM2));
        w.WriteString("shape", block.Shape);
        w.WriteNumber("widthM", block.WidthM);
        w.WriteNumber("lengthM", block.LengthM);
        w.WriteNumber("score", block.Score);
        SitingResultJson.List(w, "objectives", block.Objectives, SiteJson.WriteContribution);
        SiteJson.Surroundings(w, block.Clearances, block.Needs, block.Conditions);
        SitingResultJson.List(w, "parts", block.Parts, static (w, part) =>
        {
            w.WriteStartObject();
            w.WriteString("role", part.Role);
            Area(w, "area", part.EllipsoidalM2);
            w.WriteNumber("planarAreaHa", Units.ToHa(part.PlanarM2));
            w.WritePropertyName("geometry");
            FeatureJsonWriter.WriteGeometry(w, part.Geographic);
            w.WriteEndObject();
        });
        w.WriteString("quality", block.Quality);
        w.WriteEndObject();
        w.WriteEndObject();
    }

    private static void WriteCertificate(Utf8JsonWriter w, PlanCertificate certificate)
    {
        w.WriteStartObject("certificate");
        w.WriteStartObject("missing");
        foreach (var (slot, count) in certificate.Missing)
            w.WriteNumber(slot, count);
        w.WriteEndObject();
        w.WriteNumber("upperBound", certificate.UpperBound);
        w.WriteString("proof", certificate.Proof);
        SitingResultJson.Reasons(w, certificate.Reasons);
        SitingResultJson.List(w, "relaxations", certificate.Relaxations, static (w, set) =>
        {
            w.WriteStartObject();
            w.WriteNumber("filled", set.Filled);
            SitingResultJson.WriteRelaxed(w, set.Relaxation);
            w.WriteEndObject();
        });
        if (certificate.Smaller is { } smaller)
        {
            w.WriteStartObject("smaller");
            w.WriteNumber("percent", smaller.Percent);
            w.WriteNumber("intensityFactor", smaller.IntensityFactor);
            w.WriteEndObject();
        }
        else
        {
            w.WriteNull("smaller");
        }

        w.WriteEndObject();
    }

    private static void WriteMeta(Utf8JsonWriter w, PlanMeta meta, string? digest)
    {
        w.WriteStartObject("meta");
        if (digest is not null)
            w.WriteString("digest", digest);
        w.WriteString("engine", meta.Engine);
        w.WriteString("rules", meta.RulesHash);
        w.WriteString("asOf", SitingResultJson.Instant(meta.AsOf));
        RevisionsJson.Write(w, meta.Revisions);
        w.WriteString("quality", meta.Quality);
        w.WriteStartObject("areaMethod");
        w.WriteString("area", EllipsoidalArea.Method);
        w.WriteString("planarArea", "planar, EPSG:4548");
        w.WriteString("free, largestFree, sterilised, gain", "planar, EPSG:4548");
        w.WriteEndObject();
        w.WritePropertyName("request");
        PlanRequestJson.Write(w, meta.Request);
        SitingResultJson.List(w, "indicativeRules", meta.IndicativeRules, static (w, key) => w.WriteStringValue(key));
        w.WriteEndObject();
    }
}
