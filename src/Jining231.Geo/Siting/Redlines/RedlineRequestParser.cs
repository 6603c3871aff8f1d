using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting.Given;

namespace Jining231.Geo.Siting.Redlines;

/// <summary>Reads <c>{plots | plotsTxt, industry | industries, hazard, reserveUse, asOf}</c>.</summary>
public static class RedlineRequestParser
{
    /// <summary>Raises <see cref="GeoProblemException"/> with all problems, each with a pointer that begins with <paramref name="at"/>.</summary>
    public static RedlineRequest Parse(JsonElement inputs, RulePack rules, string at = "/inputs")
    {
        ArgumentNullException.ThrowIfNull(rules);
        var problems = new List<GeoProblem>();
        var reader = new InputReader(inputs, at, problems);
        if (!reader.IsObject)
            throw new GeoProblemException(problems);
        reader.RefuseUnknown("plots", "plotsTxt", "industry", "industries", "hazard", "reserveUse", "asOf");
        var plots = GivenPlotReader.Read(reader, RedlineRequest.MostPlots, problems);
        if (plots.Count == 0 && problems.Count == 0)
            problems.Add(new(ProblemCode.InvalidValue, "请给出“plots”（GeoJSON）或“plotsTxt”（界址点 TXT）。", "Give 'plots' (GeoJSON) or 'plotsTxt' (界址点 TXT).") { Field = reader.Pointer("plots") });
        var industries = SitingRequestParser.ReadIndustries(reader, rules);
        var project = new SitingRequest
        {
            Industries = industries,
            AreaM2 = 0,
            AreaBasis = "given",
            MinWidthM = 0,
            MaxAspect = SitingRequestParser.LargestAspect,
            Hazard = SitingRequestParser.ReadHazard(reader, industries),
            ReserveUse = reader.OneOf("reserveUse", ["none", "any"]) ?? "none",
            AsOf = reader.Instant("asOf"),
        };
        return problems.Count == 0 ? new RedlineRequest(plots, project) : throw new GeoProblemException(problems);
    }
}
