using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting;

/// <summary>Reads the <c>inputs</c> of a siting execution once, at the edge.</summary>
public static class SitingRequestParser
{
    /// <summary>Largest area that can be asked for, 亩 (100 km²: larger than any park).</summary>
    public const double MaxAreaMu = 150_000;

    /// <summary>Largest investment, 亿元.</summary>
    public const double MaxInvestmentYi = 100_000;

    /// <summary>Largest width that can be asked for, m.</summary>
    public const double MaxWidthM = 10_000;

    /// <summary>Largest ratio of length to width that can be asked for.</summary>
    public const double LargestAspect = 20;

    /// <summary>Largest total area of an assembly ÷ area asked that can be asked for.</summary>
    public const double LargestAssemblyRatio = 3;

    private const double WanPerYi = 10_000;

    private static readonly string[] Fields =
    [
        "industry", "industries", "investmentYi", "areaMu", "areaHa", "minWidthM", "maxAspect", "plotKinds", "assemblyMaxRatio", "hazard", "needs", "scope", "reserveUse",
        "weights", "utilities", "count", "spread", "locked", "ledger", "asOf",
    ];

    /// <summary>
    /// Turns the inputs into a request. Raises <see cref="GeoProblemException"/> with <b>all</b> problems, each naming its field by a
    /// JSON pointer that begins with <paramref name="at"/>, and what is allowed there.
    /// </summary>
    public static SitingRequest Parse(JsonElement inputs, RulePack rules, string at = "/inputs")
    {
        ArgumentNullException.ThrowIfNull(rules);
        var problems = new List<GeoProblem>();
        var reader = new InputReader(inputs, at, problems);
        if (!reader.IsObject)
            throw new GeoProblemException(problems);
        reader.RefuseUnknown(Fields);
        var industries = RequireIndustries(reader, rules, problems);
        var chemical = industries.Any(i => i.Chemical);
        var investment = reader.Number("investmentYi", 0, MaxInvestmentYi, "亿元", minExcluded: true);
        var (area, basis) = ReadArea(reader, industries, investment, problems);
        var width = rules.Widths.FirstOrDefault(w => w.Chemical == chemical);
        var request = new SitingRequest
        {
            Industries = industries,
            InvestmentYi = investment,
            AreaM2 = area,
            AreaBasis = basis,
            MinWidthM = reader.Number("minWidthM", 0, MaxWidthM, "m") ?? Math.Min(width?.MinWidthM ?? 0, Math.Floor(Math.Sqrt(area))),
            MaxAspect = reader.Number("maxAspect", 1, LargestAspect, "") ?? width?.MaxAspect ?? 1,
            PlotKinds = PlotKindNames.Read(reader.Texts("plotKinds", PlotKindNames.All)),
            AssemblyMaxRatio = reader.Number("assemblyMaxRatio", 1, LargestAssemblyRatio, "") ?? BlockSearch.LargestExcess,
            Hazard = ReadHazard(reader, industries),
            Needs = ScopeAndNeeds.ReadNeeds(reader, rules, problems),
            Scope = ScopeAndNeeds.ReadScope(reader, problems),
            ReserveUse = reader.OneOf("reserveUse", ["none", "own", "any"]) ?? "none",
            Tier = Slots.TierOf(investment, rules),
            Weights = ScoringInputs.ReadWeights(reader, rules, problems),
            Utilities = ScoringInputs.ReadUtilities(reader, rules, problems),
            Count = reader.Integer("count", reader.Value("locked") is null ? 1 : 0, 50) ?? 10,
            Locked = LockedPlotReader.Read(reader, problems),
            Spread = reader.OneOf("spread", ["parks", "none"]) != "none",
            ScopeLedger = reader.OneOf("ledger", ["parks", "scope"]) == "scope",
            AsOf = reader.Instant("asOf"),
        };
        return problems.Count == 0 ? request : throw new GeoProblemException(problems);
    }

    /// <summary>The industries of <c>industry</c> and <c>industries</c>, each once; none if none is named.</summary>
    internal static List<Industry> ReadIndustries(InputReader reader, RulePack rules)
    {
        var keys = rules.Industries.Select(i => i.Key).ToList();
        var one = reader.OneOf("industry", keys);
        var many = reader.Texts("industries", keys);
        return [.. (one is null ? many : [one, .. many]).Distinct(StringComparer.Ordinal).Select(k => rules.FindIndustry(k)!)];
    }

    /// <summary>The hazard class of <c>hazard</c>, else the highest that the industries have, else the least.</summary>
    internal static string ReadHazard(InputReader reader, IReadOnlyList<Industry> industries)
    {
        var hazards = Codelists.Hazard.Codes.Select(c => c.Value).ToList();
        return reader.OneOf("hazard", hazards) ?? hazards[industries.Select(i => hazards.IndexOf(i.DefaultHazard)).DefaultIfEmpty(0).Max()];
    }

    private static List<Industry> RequireIndustries(InputReader reader, RulePack rules, List<GeoProblem> problems)
    {
        var before = problems.Count;
        var industries = ReadIndustries(reader, rules);
        if (industries.Count == 0 && problems.Count == before)
            problems.Add(new(ProblemCode.InvalidValue, "请用“industry”给出产业。", "Name the industry in 'industry'.")
            {
                Field = reader.Pointer("industry"),
                Allowed = [.. rules.Industries.Select(i => i.Key)],
            });
        return industries;
    }

    private static (double AreaM2, string Basis) ReadArea(
        InputReader reader, List<Industry> industries, double? investmentYi, List<GeoProblem> problems)
    {
        var before = problems.Count;
        var mu = reader.Number("areaMu", 0, MaxAreaMu, "亩", minExcluded: true);
        var ha = reader.Number("areaHa", 0, MaxAreaMu / 15, "公顷", minExcluded: true);
        if (mu is not null && ha is not null)
            problems.Add(new(ProblemCode.InvalidValue, "“areaMu”和“areaHa”只能给一个。", "Give either 'areaMu' or 'areaHa', not both.")
            {
                Field = reader.Pointer("areaHa"),
            });
        if (mu is not null)
            return (Units.MuToM2(mu.Value), "areaMu");
        if (ha is not null)
            return (ha.Value * Units.SquareMetresPerHa, "areaHa");
        var needed = investmentYi is { } yi && industries.Count > 0
            ? yi * WanPerYi / industries.Min(i => i.IntensityWanPerMu)
            : (double?)null;
        if (needed is > 0 and <= MaxAreaMu)
            return (Units.MuToM2(needed.Value), "investment");
        if (problems.Count == before && reader.Value("areaMu") is null && reader.Value("areaHa") is null
            && (investmentYi is not null || reader.Value("investmentYi") is null) && (industries.Count > 0 || investmentYi is null))
            problems.Add(new(needed is null ? ProblemCode.InvalidValue : ProblemCode.OutOfRange,
                $"请给出“areaMu”（0 到 {MaxAreaMu} 亩）或“investmentYi”。", $"Give 'areaMu' (0 to {MaxAreaMu} 亩) or 'investmentYi'.")
            {
                Field = reader.Pointer("areaMu"),
                Allowed = [$"(0, {MaxAreaMu.ToString(CultureInfo.InvariantCulture)}] 亩"],
            });
        return (1, "areaMu");
    }
}
