using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Readiness;

/// <summary>Something that somebody thinks of doing, before it is done.</summary>
/// <param name="Act"><c>siting</c>, <c>reserve</c> or <c>control</c>.</param>
/// <param name="Geometry">Its land, MultiPolygon in EPSG:4490 on the canonical grid.</param>
public sealed record ProposedAct(string Act, Geometry Geometry)
{
    private const string Id = "proposed";

    /// <summary>The park, for a siting and a reserve.</summary>
    public string? ParkId { get; init; }

    /// <summary>Tier of a reserve.</summary>
    public string Tier { get; init; } = "general";

    /// <summary>Investment of a sited project, 亿元.</summary>
    public double? InvestmentYi { get; init; }

    /// <summary>Kind of a control line.</summary>
    public string? Kind { get; init; }

    /// <summary>The features that there would be.</summary>
    internal IEnumerable<SceneFeature> Features()
    {
        var plane = Reproject.ToPlane(Geometry);
        switch (Act)
        {
            case "siting":
                yield return Feature("parcels", plane, ("park_id", ParkId), ("status", "supplied-unbuilt"));
                yield return Feature("projects", plane, ("park_id", ParkId), ("status", "sited"), ("investment_yi", InvestmentYi));
                break;
            case "reserve":
                yield return Feature("reserves", plane, ("park_id", ParkId), ("tier", Tier), ("state", ReserveLifecycle.Reserved));
                break;
            default:
                yield return Feature("controls", plane, ("kind", Kind));
                break;
        }
    }

    private static SceneFeature Feature(string layer, Geometry plane, params (string Field, object? Value)[] values)
    {
        var def = LayerCatalog.Get(layer);
        var row = new object?[def.Fields.Count];
        foreach (var (field, value) in values)
            row[def.IndexOf(field)] = value;
        return new SceneFeature(layer, Id, Id, def.IndexOf("kind") < 0 ? "" : row[def.IndexOf("kind")] as string ?? "", plane, new FeatureRow(def, Id, 1, null, row));
    }
}

/// <summary>Reads the inputs of <c>readiness-check</c>; every problem carries its JSON pointer.</summary>
public static class ProposedActParser
{
    private static readonly string[] Acts = ["siting", "reserve", "control"];

    /// <summary>Reads the inputs; geometry is GeoJSON in CRS84.</summary>
    public static ProposedAct Parse(JsonElement inputs, string at = "/inputs")
    {
        var problems = new List<GeoProblem>();
        var reader = new InputReader(inputs, at, problems);
        reader.RefuseUnknown("act", "geometry", "parkId", "tier", "investmentYi", "kind");
        var act = reader.OneOf("act", Acts);
        var geometry = Land(reader, problems);
        var proposed = new ProposedAct(act ?? "", geometry ?? GeoFactory.Geographic.CreateMultiPolygon())
        {
            ParkId = reader.Text("parkId"),
            Tier = reader.OneOf("tier", [.. Codelists.ReserveTier.Codes.Select(c => c.Value)]) ?? "general",
            InvestmentYi = reader.Number("investmentYi", 0, SitingRequestParser.MaxInvestmentYi, "亿元", minExcluded: true),
            Kind = reader.OneOf("kind", [.. Codelists.ControlKind.Codes.Select(c => c.Value)]),
        };
        Require("act", act is null, Acts);
        Require("geometry", geometry is null, ["Polygon", "MultiPolygon"]);
        Require("parkId", act is "siting" or "reserve" && proposed.ParkId is null, []);
        Require("kind", act == "control" && proposed.Kind is null, [.. Codelists.ControlKind.Codes.Select(c => c.Value)]);
        return problems.Count == 0 ? proposed : throw new GeoProblemException(problems);

        void Require(string field, bool missing, IReadOnlyList<string> allowed)
        {
            if (missing && reader.IsObject && reader.Value(field) is null)
                problems.Add(new(ProblemCode.InvalidValue, $"“{field}”必填。", $"'{field}' is required.") { Field = reader.Pointer(field), Allowed = allowed });
        }
    }

    private static Geometry? Land(InputReader reader, List<GeoProblem> problems)
    {
        if (reader.Value("geometry") is not { } value)
            return null;
        try
        {
            return StoredGeometry.Normalise(FeatureJsonReader.ReadGeometry(value, reader.Pointer("geometry")), GeometryKind.MultiPolygon, reader.Pointer("geometry"));
        }
        catch (GeoProblemException e)
        {
            problems.AddRange(e.Problems);
            return null;
        }
    }
}

/// <summary>Reads the inputs of <c>readiness</c>.</summary>
public static class ReadinessRequestParser
{
    /// <summary>Reads the inputs; every problem carries its JSON pointer.</summary>
    public static ReadinessRequest Parse(JsonElement inputs, string at = "/inputs")
    {
        var problems = new List<GeoProblem>();
        var reader = new InputReader(inputs, at, problems);
        reader.RefuseUnknown("parkId", "since", "asOf");
        var request = new ReadinessRequest(reader.Text("parkId"), reader.Instant("asOf"), reader.Instant("since"));
        return problems.Count == 0 ? request : throw new GeoProblemException(problems);
    }
}
