using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Siting.Chains;
using Jining231.Geo.Siting.Corridors;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting;

/// <summary>Writes a siting answer: camelCase, units in the names, geometry as RFC 7946 (CRS84). The same answer gives the same bytes.</summary>
public static class SitingResultJson
{
    /// <summary>SHA-256 (hex) of the RFC 8785 canonical form of the answer without the digest itself.</summary>
    public static string Digest(SitingResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return CanonicalJson.Digest(w => Write(w, result, null));
    }

    /// <summary>The answer with its digest as bytes: the same for HTTP, the command line and decision packages.</summary>
    public static byte[] ToBytes(SitingResult result) => JsonBytes.Of(json => Write(json, result));

    /// <summary>Writes the answer with its digest.</summary>
    public static void Write(Utf8JsonWriter writer, SitingResult result)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Write(writer, result, Digest(result));
    }

    private static void Write(Utf8JsonWriter w, SitingResult result, string? digest)
    {
        w.WriteStartObject();
        w.WriteStartObject("sites");
        w.WriteString("type", "FeatureCollection");
        List(w, "features", result.Sites, SiteJson.Write);
        w.WriteEndObject();
        if (result.Locked.Count > 0)
            List(w, "locked", result.Locked, LockedJson.Write);
        WriteRunner(w, result.RunnerUp);
        List(w, "parks", result.Parks, WritePark);
        ScopeLedgerJson.Write(w, result.Scope);
        WriteMeta(w, result.Meta, digest);
        w.WriteEndObject();
        w.Flush();
    }

    private static void WriteRunner(Utf8JsonWriter w, Runner? runner)
    {
        w.WriteStartObject("robustness");
        w.WriteNumber("weightRangePercent", Math.Round(100 * Robustness.Range, 2));
        w.WriteString("rankMethod", "guaranteed bounds, pairwise over the box of weights");
        if (runner?.OneWeight is { } single)
        {
            w.WriteStartObject("secondFirst");
            w.WriteString("criterion", single.Criterion);
            w.WriteNumber("weight", single.Weight);
            w.WriteNumber("newWeight", single.NewWeight);
            Number(w, "changePercent", single.ChangePercent);
            w.WriteEndObject();
        }
        else
        {
            w.WriteNull("secondFirst");
        }

        Number(w, "secondFirstAllPercent", runner?.AllPercent);
        w.WriteEndObject();
    }

    private static void WritePark(Utf8JsonWriter w, ParkAnswer park)
    {
        w.WriteStartObject();
        w.WriteString("parkId", park.ParkId);
        w.WriteString("name", park.Name);
        Number(w, "grossM2", park.Ledger?.GrossM2);
        Number(w, "eligibleM2", park.Ledger?.EligibleM2);
        Number(w, "unknownM2", park.Ledger?.UnknownM2);
        RuleLedgerJson.Write(w, "rules", park.Ledger?.Rules ?? []);
        Number(w, "largestBlockM2", park.Ledger?.LargestBlockM2);
        w.WriteString("verdict", park.Verdict);
        Reasons(w, park.Reasons);
        List(w, "relaxations", park.Relaxations, WriteRelaxation);
        w.WriteEndObject();
    }

    private static void WriteRelaxation(Utf8JsonWriter w, Relaxation set)
    {
        w.WriteStartObject();
        WriteRelaxed(w, set);
        w.WriteEndObject();
    }

    /// <summary>Reasons in both languages.</summary>
    internal static void Reasons(Utf8JsonWriter w, IReadOnlyList<Reason> reasons, string name = "reasons") => List(w, name, reasons, static (w, reason) =>
    {
        w.WriteStartObject();
        w.WriteString("code", reason.Code);
        w.WriteString("zh", reason.Zh);
        w.WriteString("en", reason.En);
        w.WriteEndObject();
    });

    /// <summary>Members of a relaxation, inside an object that is open.</summary>
    internal static void WriteRelaxed(Utf8JsonWriter w, Relaxation set)
    {
        List(w, "rules", set.Rules, static (w, rule) =>
        {
            w.WriteStartObject();
            w.WriteString("rule", rule.Rule);
            w.WriteString("basis", rule.Basis);
            w.WriteString("negotiable", rule.Negotiable);
            w.WriteNumber("aloneGainM2", rule.AloneGainM2);
            w.WriteEndObject();
        });
        w.WriteNumber("gainM2", set.GainM2);
        w.WriteNumber("gainMu", Units.ToMu(set.GainM2));
        w.WriteNumber("largestBlockM2", set.LargestBlockM2);
    }

    private static void WriteMeta(Utf8JsonWriter w, SitingMeta meta, string? digest)
    {
        w.WriteStartObject("meta");
        if (digest is not null)
            w.WriteString("digest", digest);
        w.WriteString("engine", meta.Engine);
        w.WriteString("rules", meta.RulesHash);
        w.WriteString("asOf", Instant(meta.AsOf));
        RevisionsJson.Write(w, meta.Revisions);
        w.WriteString("quality", meta.Quality);
        w.WriteStartObject("areaMethod");
        w.WriteString("areaHa", EllipsoidalArea.Method);
        w.WriteString("areaMu", EllipsoidalArea.Method);
        w.WriteString("planarAreaHa", "planar, EPSG:4548");
        w.WriteString("ledger", "planar, EPSG:4548");
        w.WriteEndObject();
        w.WritePropertyName("request");
        RequestJson.Write(w, meta.Request);
        List(w, "indicativeRules", meta.IndicativeRules, static (w, key) => w.WriteStringValue(key));
        w.WriteEndObject();
    }

    internal static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static void Number(Utf8JsonWriter w, string name, double? value)
    {
        if (value is { } number)
            w.WriteNumber(name, number);
        else
            w.WriteNull(name);
    }

    internal static void List<T>(Utf8JsonWriter w, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        w.WriteStartArray(name);
        foreach (var item in items)
            write(w, item);
        w.WriteEndArray();
    }
}

/// <summary>Writes one site as a GeoJSON feature.</summary>
internal static class SiteJson
{
    public static void Write(Utf8JsonWriter w, Site site)
    {
        w.WriteStartObject();
        w.WriteString("type", "Feature");
        w.WriteString("id", $"site-{site.Rank}");
        w.WritePropertyName("geometry");
        FeatureJsonWriter.WriteGeometry(w, site.Geographic);
        w.WriteStartObject("properties");
        w.WriteNumber("rank", site.Rank);
        w.WriteString("parkId", site.ParkId);
        w.WriteString("parkName", site.ParkName);
        w.WriteNumber("areaHa", Units.ToHa(site.EllipsoidalM2));
        w.WriteNumber("areaMu", Units.ToMu(site.EllipsoidalM2));
        w.WriteNumber("planarAreaHa", Units.ToHa(site.PlanarM2));
        w.WriteNumber("widthM", site.WidthM);
        w.WriteNumber("lengthM", site.LengthM);
        w.WriteString("shape", site.Shape);
        if (site.LockedName is { } name)
        {
            w.WriteBoolean("locked", true);
            w.WriteString("name", name);
        }

        if (site.Assembly is { } assembly)
        {
            SitingResultJson.List(w, "parcels", assembly.Parcels, static (w, p) =>
            {
                w.WriteStartObject();
                w.WriteString("id", p.Id);
                w.WriteString("name", p.Name);
                w.WriteString("status", p.Status);
                w.WriteString("enterprise", p.Enterprise);
                w.WriteEndObject();
            });
            w.WriteNumber("owners", assembly.Owners);
            if (assembly.Proven is { } proven)
                w.WriteBoolean("fewestOwnersProven", proven);
        }

        w.WriteNumber("score", site.Score);
        w.WriteBoolean("pareto", site.Pareto);
        w.WriteNumber("rankBest", site.Ranks.Best);
        w.WriteNumber("rankWorst", site.Ranks.Worst);
        SitingResultJson.List(w, "contributions", site.Contributions, WriteContribution);
        Surroundings(w, site.Clearances, site.Needs, site.Conditions);
        SiteCrossingJson.Write(w, site.Crossing);
        ChainPartnerJson.Write(w, site.Partners);
        w.WriteString("quality", site.Quality);
        w.WriteEndObject();
        w.WriteEndObject();
    }

    /// <summary>What lies around a plot: clearances, needs, conditions.</summary>
    public static void Surroundings(
        Utf8JsonWriter w, IReadOnlyList<Clearance> clearances, IReadOnlyList<NeedMet> needs, IReadOnlyList<SiteCondition> conditions)
    {
        SitingResultJson.List(w, "clearances", clearances, static (w, c) =>
        {
            w.WriteStartObject();
            Feature(w, c.Layer, c.FeatureId, c.Name);
            w.WriteString("rule", c.Rule);
            w.WriteNumber("requiredM", c.RequiredM);
            w.WriteNumber("actualM", c.ActualM);
            w.WriteEndObject();
        });
        SitingResultJson.List(w, "needs", needs, static (w, n) =>
        {
            w.WriteStartObject();
            w.WriteString("kind", n.Kind);
            w.WriteNumber("maxKm", n.MaxKm);
            w.WriteNumber("actualKm", n.ActualKm);
            Feature(w, n.Layer, n.FeatureId, n.Name);
            w.WriteString("method", n.Route is null ? "straight-line" : "network");
            if (n.Route is { } route)
            {
                w.WriteString("network", route.Network);
                w.WriteNumber("accessKm", route.AccessKm);
                w.WriteNumber("alongKm", route.AlongKm);
                w.WriteNumber("egressKm", route.EgressKm);
            }

            w.WriteEndObject();
        });
        Conditions(w, conditions);
    }

    /// <summary>Features that ask for a procedure.</summary>
    public static void Conditions(Utf8JsonWriter w, IReadOnlyList<SiteCondition> conditions) => SitingResultJson.List(w, "conditions", conditions, static (w, c) =>
    {
        w.WriteStartObject();
        w.WriteString("rule", c.Rule);
        Feature(w, c.Layer, c.FeatureId, c.Name);
        w.WriteNumber("overlapM2", c.OverlapM2);
        w.WriteString("zh", c.Zh);
        w.WriteString("en", c.En);
        w.WriteEndObject();
    });

    /// <summary>What one criterion adds.</summary>
    public static void WriteContribution(Utf8JsonWriter w, Contribution c)
    {
        w.WriteStartObject();
        w.WriteString("criterion", c.Criterion);
        SitingResultJson.Number(w, "raw", c.Raw);
        w.WriteString("unit", c.Unit);
        w.WriteNumber("utility", c.Utility);
        w.WriteNumber("weight", c.Weight);
        w.WriteNumber("points", c.Points);
        if (c.Method is { } method)
            w.WriteString("method", method);
        w.WriteEndObject();
    }

    internal static void Feature(Utf8JsonWriter w, string layer, string id, string? name)
    {
        w.WriteString("layer", layer);
        w.WriteString("featureId", id);
        w.WriteString("name", name);
    }
}
