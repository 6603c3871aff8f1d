using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace.Siting;

/// <summary>A siting answer read from its document, the same from file and service.</summary>
/// <param name="Sites">Best first.</param>
/// <param name="Parks">All parks.</param>
/// <param name="Digest">Digest of the document.</param>
/// <param name="Quality">Worst quality among the inputs.</param>
/// <param name="Inputs">Industry and hazard that were asked for, to be given on when a site is reserved.</param>
public sealed record SitingAnswer(IReadOnlyList<SiteCard> Sites, IReadOnlyList<ParkCard> Parks, string Digest, string Quality, SitingUse Inputs)
{
    /// <summary>Reads a document.</summary>
    public static SitingAnswer Read(JsonElement document, SitingUse inputs)
    {
        var meta = document.GetProperty("meta");
        return new(
            [.. document.GetProperty("sites").GetProperty("features").EnumerateArray().Select(SiteCard.Read)],
            [.. document.GetProperty("parks").EnumerateArray().Select(ParkCard.Read)],
            meta.GetProperty("digest").GetString()!, meta.GetProperty("quality").GetString()!, inputs);
    }
}

/// <summary>What a found site is good for.</summary>
/// <param name="Industry">Industry key.</param>
/// <param name="Hazard">Hazard class, or empty.</param>
public sealed record SitingUse(string Industry, string Hazard);

/// <summary>One ranked site.</summary>
/// <param name="Rank">1 for the best.</param>
/// <param name="ParkId">Its park.</param>
/// <param name="ParkName">Name of the park.</param>
/// <param name="Geographic">Outline in EPSG:4490.</param>
/// <param name="Plane">Outline in EPSG:4548.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Contributions">What each criterion adds.</param>
/// <param name="Clearances">Distances required and kept, tightest first.</param>
/// <param name="Needs">What had to be near, and is.</param>
/// <param name="Conditions">Control lines that condition building here, Chinese and English.</param>
/// <param name="WidthM">Shorter side, m.</param>
/// <param name="LengthM">Longer side, m.</param>
/// <param name="Quality">Worst quality behind the statements.</param>
public sealed record SiteCard(
    int Rank, string ParkId, string ParkName, Geometry Geographic, Geometry Plane, double Score, IReadOnlyList<SitePoints> Contributions,
    IReadOnlyList<SiteClearance> Clearances, IReadOnlyList<SiteNeed> Needs, IReadOnlyList<Texts.Words> Conditions, double WidthM, double LengthM, string Quality)
{
    /// <summary>rectangle, cut, block, assembly or given; see <see cref="PlotKindTitles"/>.</summary>
    public string Shape { get; init; } = "rectangle";

    /// <summary>Parcels of an assembly; none for other shapes.</summary>
    public IReadOnlyList<SiteParcelCard> Parcels { get; init; } = [];

    /// <summary>With how many owners of the parcels it has to be dealt.</summary>
    public int Owners { get; init; }

    /// <summary>Corridors that the plot lies across, or null.</summary>
    public SiteCrossingCard? Crossing { get; init; }

    internal static SiteCard Read(JsonElement feature)
    {
        var p = feature.GetProperty("properties");
        var geographic = FeatureJsonReader.ReadGeometry(feature.GetProperty("geometry"), "/geometry");
        return new(
            p.GetProperty("rank").GetInt32(), p.GetProperty("parkId").GetString()!, p.GetProperty("parkName").GetString()!, geographic,
            Reproject.ToPlane(geographic), p.GetProperty("score").GetDouble(),
            [.. p.GetProperty("contributions").EnumerateArray().Select(c => new SitePoints(
                c.GetProperty("criterion").GetString()!, Number(c, "raw"), c.GetProperty("unit").GetString()!,
                c.GetProperty("weight").GetDouble(), c.GetProperty("points").GetDouble()))],
            [.. p.GetProperty("clearances").EnumerateArray().Select(c => new SiteClearance(
                c.GetProperty("rule").GetString()!, c.GetProperty("name").GetString(), c.GetProperty("requiredM").GetDouble(), c.GetProperty("actualM").GetDouble()))],
            [.. p.GetProperty("needs").EnumerateArray().Select(n => new SiteNeed(
                n.GetProperty("kind").GetString()!, n.GetProperty("name").GetString(), n.GetProperty("maxKm").GetDouble(), n.GetProperty("actualKm").GetDouble()))],
            [.. p.GetProperty("conditions").EnumerateArray().Select(c => new Texts.Words(c.GetProperty("zh").GetString()!, c.GetProperty("en").GetString()!))],
            p.GetProperty("widthM").GetDouble(), p.GetProperty("lengthM").GetDouble(), p.GetProperty("quality").GetString()!)
        {
            Shape = p.GetProperty("shape").GetString()!,
            Parcels = p.TryGetProperty("parcels", out var parcels) ? [.. parcels.EnumerateArray().Select(SiteParcelCard.Read)] : [],
            Owners = p.TryGetProperty("owners", out var owners) ? owners.GetInt32() : 0,
            Crossing = p.TryGetProperty("crossing", out var crossing) && crossing.ValueKind == JsonValueKind.Object ? SiteCrossingCard.Read(crossing) : null,
        };
    }

    private static double? Number(JsonElement e, string name) =>
        e.GetProperty(name) is { ValueKind: JsonValueKind.Number } n ? n.GetDouble() : null;
}

/// <summary>Points of one criterion.</summary>
/// <param name="Criterion">Key.</param>
/// <param name="Raw">Measured value in <paramref name="Unit"/>, or null.</param>
/// <param name="Unit">Unit; "1" for a share.</param>
/// <param name="Weight">Weight used.</param>
/// <param name="Points">Points of 100.</param>
public sealed record SitePoints(string Criterion, double? Raw, string Unit, double Weight, double Points);

/// <summary>A distance required and kept.</summary>
/// <param name="Rule">Rule key.</param>
/// <param name="Name">Name of the nearest feature.</param>
/// <param name="RequiredM">Required, m.</param>
/// <param name="ActualM">Kept, m.</param>
public sealed record SiteClearance(string Rule, string? Name, double RequiredM, double ActualM);

/// <summary>Something that had to be near.</summary>
/// <param name="Kind">Need key.</param>
/// <param name="Name">Name of the nearest feature.</param>
/// <param name="MaxKm">Asked, km.</param>
/// <param name="ActualKm">Found, km in a straight line.</param>
public sealed record SiteNeed(string Kind, string? Name, double MaxKm, double ActualKm);

/// <summary>What the request found in one park.</summary>
/// <param name="ParkId">The park.</param>
/// <param name="Name">Its name.</param>
/// <param name="Verdict">sited, feasible, no-site, not-allowed, unknown-location or out-of-scope.</param>
/// <param name="Reasons">Why, Chinese and English.</param>
/// <param name="Ledger">The order-free ledger (planar, EPSG:4548), or null where the park was not looked at.</param>
public sealed record ParkCard(string ParkId, string Name, string Verdict, IReadOnlyList<Texts.Words> Reasons, ParkLedgerCard? Ledger)
{
    internal static ParkCard Read(JsonElement p) => new(
        p.GetProperty("parkId").GetString()!, p.GetProperty("name").GetString()!, p.GetProperty("verdict").GetString()!,
        [.. p.GetProperty("reasons").EnumerateArray().Select(r => new Texts.Words(r.GetProperty("zh").GetString()!, r.GetProperty("en").GetString()!))],
        p.GetProperty("grossM2").ValueKind != JsonValueKind.Number ? null : new ParkLedgerCard(
            p.GetProperty("grossM2").GetDouble(), p.GetProperty("eligibleM2").GetDouble(), p.GetProperty("unknownM2").GetDouble(), p.GetProperty("largestBlockM2").GetDouble(),
            [.. p.GetProperty("rules").EnumerateArray().Select(r => new LedgerRow(
                r.GetProperty("rule").GetString()!, r.GetProperty("aloneM2").GetDouble(), r.GetProperty("sharedM2").GetDouble(), r.GetProperty("splitM2").GetDouble()))]));
}

/// <summary>The ledger of a park, m² in EPSG:4548: eligible + unknown + the split column = gross.</summary>
/// <param name="GrossM2">The park.</param>
/// <param name="EligibleM2">May be built on.</param>
/// <param name="UnknownM2">Not surveyed.</param>
/// <param name="LargestBlockM2">Largest connected eligible block.</param>
/// <param name="Rules">Per rule.</param>
public sealed record ParkLedgerCard(double GrossM2, double EligibleM2, double UnknownM2, double LargestBlockM2, IReadOnlyList<LedgerRow> Rules);

/// <summary>What one rule removes, m² in EPSG:4548.</summary>
/// <param name="Rule">Rule key.</param>
/// <param name="AloneM2">Only this rule.</param>
/// <param name="SharedM2">Together with others.</param>
/// <param name="SplitM2">Alone and an equal part of the shared.</param>
public sealed record LedgerRow(string Rule, double AloneM2, double SharedM2, double SplitM2);
