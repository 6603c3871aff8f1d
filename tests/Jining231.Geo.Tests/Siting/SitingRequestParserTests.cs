using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;
using Jining231.Geo.Tests.Rules;

namespace Jining231.Geo.Tests.Siting;

public sealed class SitingRequestParserTests
{
    [Theory]
    [InlineData("""{"industry":"alchemy","areaMu":10}""", "/inputs/industry", ProblemCode.UnknownName)]
    [InlineData("""{"areaMu":10}""", "/inputs/industry", ProblemCode.InvalidValue)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":-5}""", "/inputs/areaMu", ProblemCode.OutOfRange)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":0}""", "/inputs/areaMu", ProblemCode.OutOfRange)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":"NaN"}""", "/inputs/areaMu", ProblemCode.InvalidValue)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":1e999}""", "/inputs/areaMu", ProblemCode.InvalidValue)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":1e9}""", "/inputs/areaMu", ProblemCode.OutOfRange)]
    [InlineData("""{"industry":"fluorosilicon"}""", "/inputs/areaMu", ProblemCode.InvalidValue)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"areaHa":1}""", "/inputs/areaHa", ProblemCode.InvalidValue)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"colour":"red"}""", "/inputs/colour", ProblemCode.UnknownName)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"hazard":"extreme"}""", "/inputs/hazard", ProblemCode.UnknownName)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"count":0}""", "/inputs/count", ProblemCode.OutOfRange)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"count":51}""", "/inputs/count", ProblemCode.OutOfRange)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"count":2.5}""", "/inputs/count", ProblemCode.InvalidValue)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"maxAspect":0.5}""", "/inputs/maxAspect", ProblemCode.OutOfRange)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"needs":[{"kind":"spaceport","maxKm":3}]}""", "/inputs/needs/0/kind", ProblemCode.UnknownName)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"needs":[{"kind":"rail"}]}""", "/inputs/needs/0/maxKm", ProblemCode.InvalidValue)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"needs":[{"kind":"rail","maxKm":-1}]}""", "/inputs/needs/0/maxKm", ProblemCode.OutOfRange)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"needs":"rail"}""", "/inputs/needs", ProblemCode.InvalidValue)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"scope":{"kinds":["casino"]}}""", "/inputs/scope/kinds/0", ProblemCode.UnknownName)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"weights":{"beauty":1}}""", "/inputs/weights/beauty", ProblemCode.UnknownName)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"weights":{"chain":-1}}""", "/inputs/weights/chain", ProblemCode.OutOfRange)]
    [InlineData("""{"industry":"fluorosilicon","areaMu":10,"asOf":"yesterday"}""", "/inputs/asOf", ProblemCode.InvalidValue)]
    [InlineData("""["fluorosilicon"]""", "/inputs", ProblemCode.InvalidValue)]
    public void A_bad_value_is_named_with_its_pointer(string json, string field, ProblemCode code)
    {
        var problem = Assert.Single(Problems(json));
        Assert.Equal((field, code), (problem.Field, problem.Code));
        Assert.NotEqual("", problem.MessageZh);
        Assert.NotEqual("", problem.MessageEn);
    }

    [Fact]
    public void An_unknown_industry_lists_the_known_ones()
    {
        var problem = Assert.Single(Problems("""{"industry":"alchemy","areaMu":10}"""));
        Assert.Equal(ShippedRules.Pack.Industries.Select(i => i.Key), problem.Allowed);
    }

    [Fact]
    public void All_problems_come_at_once() => Assert.Equal(
        ["/inputs/colour", "/inputs/industry", "/inputs/areaMu", "/inputs/needs/0/kind", "/inputs/count"],
        Problems("""{"industry":"x","areaMu":-1,"colour":1,"needs":[{"kind":"y","maxKm":1}],"count":99}""").Select(p => p.Field));

    [Fact]
    public void A_self_crossing_scope_polygon_is_refused_by_name()
    {
        var problems = Problems(
            """
            {"industry":"fluorosilicon","areaMu":10,
             "scope":{"within":{"type":"Polygon","coordinates":[[[116,35],[117,36],[117,35],[116,36],[116,35]]]}}}
            """);
        var problem = Assert.Single(problems);
        Assert.Equal(ProblemCode.InvalidGeometry, problem.Code);
        Assert.StartsWith("/inputs/scope/within", problem.Field, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_area_follows_from_investment_and_intensity()
    {
        var request = Parse("""{"industry":"fluorosilicon","investmentYi":24}""");
        Assert.Equal("investment", request.AreaBasis);
        Assert.Equal(240_000 / ShippedRules.Pack.FindIndustry("fluorosilicon")!.IntensityWanPerMu * 2000 / 3, request.AreaM2, 6);
    }

    [Fact]
    public void Defaults_come_from_the_industry_and_the_rules()
    {
        var request = Parse("""{"industry":"fluorosilicon","investmentYi":50,"areaMu":1000}""");
        var width = ShippedRules.Pack.Widths.Single(w => w.Chemical);
        Assert.Equal(("medium", "t50", 10, "none"), (request.Hazard, request.Tier, request.Count, request.ReserveUse));
        Assert.Equal((width.MinWidthM, width.MaxAspect), (request.MinWidthM, request.MaxAspect));
    }

    private static SitingRequest Parse(string json) => SitingRequestParser.Parse(JsonDocument.Parse(json).RootElement, ShippedRules.Pack);

    private static IReadOnlyList<GeoProblem> Problems(string json) =>
        Assert.Throws<GeoProblemException>(() => Parse(json)).Problems;
}
