using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;

namespace Jining231.Geo.Tests.Siting;

public sealed class ChainPartnerTests
{
    private const string Ask = """{"industry":"fluorosilicon","areaHa":20,"hazard":"low","count":1,"weights":{"suppliers":10,"customers":10}}""";

    [Fact]
    public void Suppliers_and_customers_are_told_apart_with_their_distance()
    {
        var site = Run(Land(), ShippedRules.Pack).Sites[0];
        var plot = Reproject.ToPlane(site.Geographic);
        Assert.Equal(
            [("supplier", "chlor-alkali", "氯碱厂"), ("customer", "engineering-plastics", "塑料厂"), ("customer", "electronic-chemicals", "chip")],
            site.Partners!.Select(p => (p.Direction, p.Industry, p.Name)));
        Assert.Equal(plot.Distance(TestScene.Box(-3000, 0, 200, 200)) / 1000, site.Partners![0].Km, 0.0011);
        Assert.All(site.Partners!, p => Assert.Equal("indicative", p.Quality));
        Assert.Equal(site.Partners![0].Km, site.Contributions.Single(c => c.Criterion == "suppliers").Raw);
        Assert.Equal(site.Partners!.Where(p => p.Direction == "customer").Min(p => p.Km), site.Contributions.Single(c => c.Criterion == "customers").Raw);
        using var json = JsonDocument.Parse(SitingScenarioTests.Bytes(Run(Land(), ShippedRules.Pack)));
        var told = json.RootElement.GetProperty("sites").GetProperty("features")[0].GetProperty("properties").GetProperty("partners");
        Assert.Equal(("supplier", "straight-line"), (told[0].GetProperty("direction").GetString(), told[0].GetProperty("method").GetString()));
    }

    [Fact]
    public void By_themselves_the_new_criteria_weigh_nothing_and_a_pack_without_links_says_nothing()
    {
        var plain = Ask[..Ask.IndexOf(",\"weights\"", StringComparison.Ordinal)] + "}";
        var with = Run(Land(), ShippedRules.Pack, plain).Sites[0];
        Assert.All(with.Contributions.Where(c => c.Criterion is "suppliers" or "customers"), c => Assert.Equal(0, c.Points));
        var bare = ShippedRules.Pack with
        {
            Links = [],
            Scoring = new ScoringRules([.. ShippedRules.Pack.Scoring.Criteria.Where(c => c.Key is not ("suppliers" or "customers"))]),
        };
        var without = Run(Land(), bare, plain).Sites[0];
        Assert.Equal(without.Score, with.Score);
        Assert.Null(without.Partners);
        Assert.DoesNotContain("partners", System.Text.Encoding.UTF8.GetString(SitingScenarioTests.Bytes(Run(Land(), bare, plain))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_is_sourced_and_a_link_that_is_not_are_told_apart_on_the_shipped_record()
    {
        var (result, _) = SitingScenarioTests.Run(ShippedScene.Scene, """{"industry":"engineering-plastics","areaMu":150,"count":5}""");
        var partners = result.Sites.SelectMany(s => s.Partners!).ToList();
        Assert.Contains(partners, p => p is { Direction: "supplier", Industry: "chlor-alkali" } && p.Clause.StartsWith("二(二)2", StringComparison.Ordinal));
        foreach (var site in result.Sites)
            foreach (var direction in site.Partners!.GroupBy(p => p.Direction))
            {
                Assert.InRange(direction.Count(), 1, 3);
                Assert.Equal(direction.OrderBy(p => p.Km).Select(p => p.FeatureId), direction.Select(p => p.FeatureId));
                Assert.All(direction, p => Assert.Equal(
                    ShippedScene.Scene.Find(p.Layer, p.FeatureId)!.Plane!.Distance(Reproject.ToPlane(site.Geographic)) / 1000, p.Km, 0.0011));
            }
    }

    [Theory]
    [InlineData("""{"supplier":"alchemy","customer":"coatings","source":"s","clause":"–","confidence":"D","quality":"indicative"}""", "/links/19/supplier")]
    [InlineData("""{"supplier":"coatings","customer":"coatings","source":"s","clause":"–","confidence":"D","quality":"indicative"}""", "/links/19/customer")]
    [InlineData("""{"supplier":"fine-chemicals","customer":"coatings","source":"s","clause":"–","confidence":"D","quality":"indicative"}""", "/links")]
    public void A_broken_link_is_named(string link, string place)
    {
        var texts = ShippedRules.Texts();
        var file = JsonNode.Parse(texts["industries.json"])!;
        file["links"]!.AsArray().Add(JsonNode.Parse(link));
        texts["industries.json"] = file.ToJsonString();
        Assert.EndsWith(place, Assert.Throws<GeoProblemException>(() => ShippedRules.Parse(texts)).Problems[0].Field, StringComparison.Ordinal);
    }

    private static Geo.Eligibility.LandScene Land()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 1000));
        foreach (var (id, x, lead) in new[] { ("chlor", -3000.0, "氯碱"), ("plastics", 4000.0, "特种工程塑料"), ("paint", 1500.0, "新型涂料") })
            scene.Add("parks", id, TestScene.Box(x, 0, 500, 500), ("level", "park"), ("kind", "industrial"), ("lead_industries", new[] { lead }));
        return scene
            .Add("parcels", "a", TestScene.Box(-3000, 0, 200, 200), ("status", "built"), ("class_code", "1001"), ("enterprise", "氯碱厂"), ("park_id", "chlor"))
            .Add("parcels", "b", TestScene.Box(4000, 0, 200, 200), ("status", "built"), ("class_code", "1001"), ("enterprise", "塑料厂"), ("park_id", "plastics"))
            .Add("parcels", "c", TestScene.Box(1500, 0, 200, 200), ("status", "built"), ("class_code", "1001"), ("enterprise", "涂料厂"), ("park_id", "paint"))
            .Add("parcels", "d", TestScene.Box(4200, 0, 200, 200), ("status", "vacant"), ("class_code", "1001"), ("enterprise", "空地"), ("park_id", "plastics"))
            .Add("projects", "chip", TestScene.Box(9000, 0, 200, 200), ("industry", "electronic-chemicals"), ("status", "building"))
            .Add("projects", "wish", TestScene.Box(1100, 0, 200, 200), ("industry", "electronic-chemicals"), ("status", "wanted")).Build();
    }

    private static SitingResult Run(Geo.Eligibility.LandScene scene, RulePack pack, string ask = Ask) =>
        SitingEngine.Run(scene, pack, SitingRequestParser.Parse(JsonDocument.Parse(ask).RootElement, pack));
}
