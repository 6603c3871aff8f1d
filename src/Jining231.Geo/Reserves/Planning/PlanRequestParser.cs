using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>Reads the inputs of <c>reserve-plan</c>; every problem carries its JSON pointer.</summary>
public static class PlanRequestParser
{
    /// <summary>Most kinds of block in a request.</summary>
    public const int MostSlots = 12;

    /// <summary>Most blocks of one kind.</summary>
    public const int MostBlocks = 12;

    /// <summary>Most blocks of all kinds together.</summary>
    public const int MostInAll = 24;

    /// <summary>Most plots of a sub-park.</summary>
    public const int MostPlots = 24;

    /// <summary>Widest corridor of a sub-park, m.</summary>
    public const double WidestCorridorM = 200;

    private static readonly string[] Fields =
        ["parkId", "slots", "hazard", "lockIn", "lockOut", "budgetMu", "alternatives", "largestSharedPercent", "weights", "explain", "asOf"];

    /// <summary>Reads the inputs; geometry is GeoJSON in CRS84.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="at">Pointer of the inputs.</param>
    public static PlanRequest Parse(JsonElement inputs, RulePack rules, string at = "/inputs")
    {
        ArgumentNullException.ThrowIfNull(rules);
        var problems = new List<GeoProblem>();
        var reader = new InputReader(inputs, at, problems);
        reader.RefuseUnknown(Fields);
        var park = reader.Text("parkId");
        if (park is null && reader.IsObject && reader.Value("parkId") is null)
            problems.Add(new(ProblemCode.InvalidValue, "“parkId”必填。", "'parkId' is required.") { Field = reader.Pointer("parkId") });
        var slots = Items(reader, "slots", MostSlots, problems).Select((s, i) => Wish(s, $"{reader.Pointer("slots")}/{i}", i, rules, problems)).ToList();
        if (slots.Select(s => s.Key).Distinct(StringComparer.Ordinal).Count() != slots.Count)
            problems.Add(new(ProblemCode.InvalidValue, "“key”不能重复。", "'key' must be unique.") { Field = reader.Pointer("slots") });
        if (slots.Sum(s => s.Count) > MostInAll)
            problems.Add(new(ProblemCode.OutOfRange, $"地块合计不超过 {MostInAll} 块。", $"There must be at most {MostInAll} blocks in all.") { Field = reader.Pointer("slots"), Allowed = [$"≤ {MostInAll}"] });
        var request = new PlanRequest(park ?? "")
        {
            Slots = slots,
            Hazard = reader.OneOf("hazard", [.. Codelists.Hazard.Codes.Select(c => c.Value)]),
            LockIn = [.. Items(reader, "lockIn", MostBlocks, problems).Select((l, i) => Lock(l, $"{reader.Pointer("lockIn")}/{i}", problems)).OfType<LockedBlock>()],
            LockOut = [.. Items(reader, "lockOut", MostBlocks, problems).Select((l, i) => Land(l, $"{reader.Pointer("lockOut")}/{i}", problems)).OfType<Geometry>()],
            BudgetM2 = reader.Number("budgetMu", 0, SitingRequestParser.MaxAreaMu * MostBlocks, "亩", minExcluded: true) is { } mu ? Units.MuToM2(mu) : null,
            Alternatives = reader.Integer("alternatives", 1, PlanRequest.MostAlternatives) ?? PlanRequest.MostAlternatives,
            LargestSharedPercent = reader.Integer("largestSharedPercent", 0, 100) ?? 50,
            Weights = Weights(reader, problems),
            Explain = reader.Flag("explain") ?? true,
            AsOf = reader.Instant("asOf"),
        };
        return problems.Count == 0 ? request : throw new GeoProblemException(problems);
    }

    private static JsonElement[] Items(InputReader reader, string field, int most, List<GeoProblem> problems)
    {
        if (reader.Value(field) is not { } value)
            return [];
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= most)
            return [.. value.EnumerateArray()];
        problems.Add(new(ProblemCode.OutOfRange, $"“{field}”应为至多 {most} 项的列表。", $"'{field}' must be a list of at most {most} items.") { Field = reader.Pointer(field) });
        return [];
    }

    private static SlotWish Wish(JsonElement item, string pointer, int index, RulePack rules, List<GeoProblem> problems)
    {
        var reader = new InputReader(item, pointer, problems);
        reader.RefuseUnknown("key", "count", "tier", "investmentYi", "areaMu", "areaHa", "industry", "industries", "minWidthM", "maxAspect", "needs", "subpark");
        var before = problems.Count;
        var investment = reader.Number("investmentYi", 0, SitingRequestParser.MaxInvestmentYi, "亿元", minExcluded: true);
        var mu = reader.Number("areaMu", 0, SitingRequestParser.MaxAreaMu, "亩", minExcluded: true);
        var ha = reader.Number("areaHa", 0, SitingRequestParser.MaxAreaMu / 15, "公顷", minExcluded: true);
        if (reader.IsObject && problems.Count == before && ((mu is not null && ha is not null) || (mu ?? ha ?? investment) is null))
            problems.Add(new(ProblemCode.InvalidValue, "请给出“areaMu”、“areaHa”之一，或“investmentYi”。", "Give one of 'areaMu' and 'areaHa', or 'investmentYi'.") { Field = reader.Pointer("areaMu") });
        var keys = rules.Industries.Select(i => i.Key).ToList();
        var industries = reader.OneOf("industry", keys) is { } one ? [one] : reader.Texts("industries", keys);
        return new SlotWish(reader.Text("key") ?? string.Create(CultureInfo.InvariantCulture, $"slot-{index + 1}"), reader.Integer("count", 1, MostBlocks) ?? 1)
        {
            Tier = reader.OneOf("tier", [.. Codelists.ReserveTier.Codes.Select(c => c.Value)]),
            InvestmentYi = investment,
            AreaM2 = mu is { } m ? Units.MuToM2(m) : ha * Units.SquareMetresPerHa,
            AreaBasis = mu is not null ? "areaMu" : ha is not null ? "areaHa" : "investment",
            Industries = [.. industries.Select(k => rules.FindIndustry(k)!)],
            MinWidthM = reader.Number("minWidthM", 0, SitingRequestParser.MaxWidthM, "m"),
            MaxAspect = reader.Number("maxAspect", 1, SitingRequestParser.LargestAspect, ""),
            Needs = ScopeAndNeeds.ReadNeeds(reader, rules, problems),
            Subpark = Subpark(reader, problems),
        };
    }

    private static SubparkPattern? Subpark(InputReader outer, List<GeoProblem> problems)
    {
        if (outer.Value("subpark") is not { } value)
            return null;
        var reader = new InputReader(value, outer.Pointer("subpark"), problems);
        reader.RefuseUnknown("plots", "corridorWidthM");
        var before = problems.Count;
        var plots = reader.Integer("plots", 2, MostPlots);
        var corridor = reader.Number("corridorWidthM", 0, WidestCorridorM, "m", minExcluded: true);
        if (problems.Count == before && (plots is null || plots % 2 != 0 || corridor is null))
            problems.Add(new(ProblemCode.InvalidValue, "需要“plots”（偶数）和“corridorWidthM”。", "'plots' (an even number) and 'corridorWidthM' are needed.")
            {
                Field = reader.Pointer(corridor is null ? "corridorWidthM" : "plots"),
                Allowed = [$"2, 4, … {MostPlots}"],
            });
        return new SubparkPattern(plots ?? 2, corridor ?? 1);
    }

    private static LockedBlock? Lock(JsonElement item, string pointer, List<GeoProblem> problems)
    {
        var reader = new InputReader(item, pointer, problems);
        reader.RefuseUnknown("slot", "geometry");
        var slot = reader.Text("slot");
        var land = reader.Value("geometry") is { } geometry ? Land(geometry, reader.Pointer("geometry"), problems) : null;
        if (slot is not null && land is { NumGeometries: 1 })
            return new LockedBlock(slot, (Polygon)land.GetGeometryN(0));
        if (reader.IsObject && (slot is null || land is not null || reader.Value("geometry") is null))
            problems.Add(new(ProblemCode.InvalidValue, "需要“slot”和“geometry”（一个面）。", "'slot' and 'geometry' (one polygon) are needed.") { Field = pointer });
        return null;
    }

    private static Geometry? Land(JsonElement item, string pointer, List<GeoProblem> problems)
    {
        try
        {
            return StoredGeometry.Normalise(FeatureJsonReader.ReadGeometry(item, pointer), GeometryKind.MultiPolygon, pointer);
        }
        catch (GeoProblemException e)
        {
            problems.AddRange(e.Problems);
            return null;
        }
    }

    private static SortedDictionary<string, double> Weights(InputReader outer, List<GeoProblem> problems)
    {
        var weights = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (outer.Value("weights") is not { } value)
            return weights;
        var reader = new InputReader(value, outer.Pointer("weights"), problems);
        reader.RefuseUnknown([.. PlanObjectives.All]);
        foreach (var key in PlanObjectives.All)
            if (reader.Number(key, 0, 1000, "") is { } weight)
                weights[key] = weight;
        if (PlanObjectives.All.Sum(k => weights.GetValueOrDefault(k, 1)) <= 0)
            problems.Add(new(ProblemCode.OutOfRange, "至少一个权重必须大于 0。", "At least one weight must be above 0.") { Field = outer.Pointer("weights"), Allowed = PlanObjectives.All });
        return weights;
    }
}
