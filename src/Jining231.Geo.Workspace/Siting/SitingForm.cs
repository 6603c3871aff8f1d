using System.Globalization;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Workspace.Siting;

/// <summary>
/// The siting form as a person fills it in; empty texts mean "not given". Numbers may carry spaces or a full-width point; what is wrong is named
/// field by field. What the numbers mean is decided by the one parser of the request.
/// </summary>
public sealed class SitingForm
{
    /// <summary>Industry key of the rules.</summary>
    public string Industry { get; set; } = "";

    /// <summary>Investment, 亿元.</summary>
    public string InvestmentYi { get; set; } = "";

    /// <summary>Area wanted, 亩; empty: from the investment.</summary>
    public string AreaMu { get; set; } = "";

    /// <summary>Smallest width, m.</summary>
    public string MinWidthM { get; set; } = "";

    /// <summary>Largest length ÷ width; empty: by the rules.</summary>
    public string MaxAspect { get; set; } = "";

    /// <summary>Kinds of plot, keys of <see cref="PlotKindTitles"/>; none: rectangles, and blocks where none fits.</summary>
    public List<string> PlotKinds { get; } = [];

    /// <summary>Largest total area of an assembly of parcels ÷ area asked; counts only where assemblies are looked for.</summary>
    public string AssemblyMaxRatio { get; set; } = "";

    /// <summary>Hazard class; empty: the industry's.</summary>
    public string Hazard { get; set; } = "";

    /// <summary>Need key to largest distance, km.</summary>
    public Dictionary<string, string> Needs { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys of needs that are measured along the network instead of straight.</summary>
    public HashSet<string> ByNetwork { get; } = new(StringComparer.Ordinal);

    /// <summary>Parks to look in; empty: all.</summary>
    public List<string> Parks { get; } = [];

    /// <summary>Whether live reserves may be used: none, own, any.</summary>
    public string ReserveUse { get; set; } = "none";

    /// <summary>Number of sites.</summary>
    public string Count { get; set; } = "5";

    /// <summary>The <c>inputs</c> of the request. Raises <see cref="GeoProblemException"/> with all fields that are no numbers.</summary>
    public JsonObject ToInputs()
    {
        var problems = new List<GeoProblem>();
        var inputs = new JsonObject { ["industry"] = Industry, ["reserveUse"] = ReserveUse };
        Put("investmentYi", InvestmentYi, "投资额", "investment");
        Put("areaMu", AreaMu, "面积", "area");
        Put("minWidthM", MinWidthM, "最小宽度", "smallest width");
        Put("maxAspect", MaxAspect, "最大长宽比", "largest aspect");
        if (PlotKinds.Count > 0)
            inputs["plotKinds"] = new JsonArray([.. PlotKinds.Select(k => (JsonNode)k)]);
        if (PlotKinds.Contains("assembly"))
            Put("assemblyMaxRatio", AssemblyMaxRatio, "组合面积上限", "largest total of an assembly");
        if (Hazard.Length > 0)
            inputs["hazard"] = Hazard;
        if (Number(Count, "count", "数量", "count") is { } count)
            inputs["count"] = (long)count;
        var needs = new JsonArray();
        foreach (var (key, km) in Needs.OrderBy(n => n.Key, StringComparer.Ordinal))
            if (Number(km, "needs", "距离", "distance") is { } max)
            {
                var need = new JsonObject { ["kind"] = key, ["maxKm"] = max };
                if (ByNetwork.Contains(key))
                    need["by"] = "network";
                needs.Add(need);
            }

        if (needs.Count > 0)
            inputs["needs"] = needs;
        if (Parks.Count > 0)
            inputs["scope"] = new JsonObject { ["parks"] = new JsonArray([.. Parks.Select(p => (JsonNode)p)]) };
        return problems.Count == 0 ? inputs : throw new GeoProblemException(problems);

        void Put(string name, string text, string zh, string en)
        {
            if (Number(text, name, zh, en) is { } number)
                inputs[name] = number;
        }

        double? Number(string text, string name, string zh, string en)
        {
            text = text.Trim().Replace('．', '.').Replace(",", "", StringComparison.Ordinal);
            if (text.Length == 0)
                return null;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                return number;
            problems.Add(new(ProblemCode.InvalidValue, $"“{zh}”应为数字，现为“{text}”。", $"The {en} must be a number; it is '{text}'.") { Field = name });
            return null;
        }
    }
}
