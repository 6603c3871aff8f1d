using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Batch;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Siting;

/// <summary>Corridors that split a plot and corridors that do not; the cases are in <c>Cases/corridors.json</c>.</summary>
public sealed class CorridorTests
{
    private static readonly int RandomRequests = Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 2_000 : 6;

    private static readonly JsonElement[] All = [.. JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Cases", "corridors.json"))).RootElement.EnumerateArray()];

    public static TheoryData<string> Names => [.. All.Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_the_plots_that_the_rules_allow(string name)
    {
        var golden = All.Single(c => c.GetProperty("name").GetString() == name);
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", Shape(golden.GetProperty("park")));
        foreach (var line in golden.GetProperty("lines").EnumerateArray())
        {
            var kind = line.GetProperty("kind").GetString()!;
            scene.Add("transport", $"{kind}-{scene.Count - 3}", TestScene.Line([.. line.GetProperty("xy").EnumerateArray().Select(n => n.GetDouble())]), ("kind", kind));
        }

        if (golden.TryGetProperty("parcels", out var parcels))
            foreach (var parcel in parcels.EnumerateArray())
                scene.Parcel("built", Shape(parcel));
        var pack = Pack([.. golden.GetProperty("corridor").EnumerateObject().Select(c => (c.Name, Flag(c, "splits"), Flag(c, "stripCounts")))]);
        var (result, request) = Run(scene.Build(), pack, golden.GetProperty("areaHa").GetDouble());
        Assert.Equal(golden.GetProperty("sites").GetBoolean(), result.Sites.Count > 0);
        SiteChecker.Check(result, scene.Build(), pack, request);
        if (!golden.TryGetProperty("strips", out var strips))
            return;
        var told = result.Sites[0].Crossing?.Strips ?? [];
        Assert.Equal(strips.EnumerateArray().Select(s => s.GetString()), told.Select(s => s.FeatureId).Order(StringComparer.Ordinal));
        if (golden.TryGetProperty("counts", out var counts))
            Assert.All(told, s => Assert.Equal(counts.GetBoolean(), s.Counts));
    }

    [Fact]
    public void The_strip_of_a_site_is_what_two_parallels_enclose_and_the_rest_can_be_built_on()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 600))
            .Add("transport", "line", TestScene.Line(500, -500, 500, 1500), ("kind", "power")).Build();
        var site = Run(scene, Pack([("power", false, false)]), 40).Result.Sites[0];
        var plot = Reproject.ToPlane(site.Geographic);
        var strip = Assert.Single(site.Crossing!.Strips);
        Assert.Equal(("transport:power", 20, false), (strip.Rule, strip.RequiredM, strip.Counts));
        var height = plot.Intersection(TestScene.Line(500, -500, 500, 1500)).Length;
        Assert.InRange(strip.StripM2, 40 * height, 40.3 * height);
        Assert.InRange(plot.Area - strip.StripM2, plot.Difference(TestScene.Line(500, -500, 500, 1500).Buffer(20)).Area - 0.3 * height, plot.Area - 40 * height);
        Assert.InRange(site.Crossing.BuildableM2, 400_000, site.EllipsoidalM2 - 40 * height + 1);
        Assert.Equal(site.Crossing.BuildableM2, site.Crossing.CountedM2);
        Assert.InRange(site.Clearances.Single(c => c.Rule == "transport:power").ActualM, 20, 20.2);
        using var json = JsonDocument.Parse(SitingScenarioTests.Bytes(Run(scene, Pack([("power", false, false)]), 40).Result));
        var told = json.RootElement.GetProperty("sites").GetProperty("features")[0].GetProperty("properties").GetProperty("crossing");
        Assert.Equal(Units.ToMu(site.Crossing.BuildableM2), told.GetProperty("buildableMu").GetDouble());
        Assert.Equal("line", told.GetProperty("strips")[0].GetProperty("featureId").GetString());
    }

    [Fact]
    public void The_corridor_is_not_among_the_rules_to_relax_where_it_does_not_split()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 600))
            .Add("transport", "line", TestScene.Line(500, -500, 500, 1500), ("kind", "power"))
            .Control("permanent_farmland", TestScene.Box(600, 0, 400, 600), "field").Build();
        string[][] Sets(RulePack pack) => [.. Run(scene, pack, 40).Result.Parks.Single().Relaxations.Select(r => r.Rules.Select(x => x.Rule).ToArray())];
        Assert.Equal([["control:permanent_farmland"]], Sets(Pack([("power", false, false)])));
        Assert.Equal([["control:permanent_farmland", "transport:power"]], Sets(ShippedRules.Pack));
    }

    [Fact]
    public void A_given_plot_across_a_corridor_is_judged_by_the_same_rule()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 600))
            .Add("transport", "line", TestScene.Line(500, -500, 500, 1500), ("kind", "power")).Build();
        var plot = TestScene.GeoJson(TestScene.Box(50, 50, 450, 500).Union(TestScene.Box(500, 50, 450, 500)));
        BatchAnswer Judge(RulePack pack, double areaHa)
        {
            using var inputs = JsonDocument.Parse(string.Create(CultureInfo.InvariantCulture,
                $$$"""{"projects":[{"name":"a","industry":"fluorosilicon","areaHa":{{{areaHa}}},"hazard":"low"}],"plots":{"type":"FeatureCollection","features":[{"type":"Feature","id":"x","properties":{},"geometry":{{{plot}}}}]}}"""));
            return BatchEngine.Run(scene, pack, BatchRequestParser.Parse(inputs.RootElement, pack)).Projects[0];
        }

        Assert.Equal("removed-by-rule", Assert.Single(Assert.Single(Judge(ShippedRules.Pack, 40).Refused).Reasons).Code);
        var pack = Pack([("power", false, false)]);
        Assert.Equal("line", Assert.Single(Assert.Single(Judge(pack, 40).Sites).Crossing!.Strips).FeatureId);
        Assert.Equal("plot-too-small", Assert.Single(Assert.Single(Judge(pack, 44).Refused).Reasons).Code);
        Assert.NotEmpty(Judge(Pack([("power", false, true)]), 44).Sites);
    }

    [Fact]
    public void Every_site_across_corridors_on_random_land_withstands_an_independent_check()
    {
        int sites = 0, across = 0;
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[5, 60], Gen.Int[0, 200], Gen.Bool).Sample(
            (seed, areaHa, minWidth, counts) =>
            {
                var pack = Pack([("power", false, counts), ("gas", false, false)]);
                var scene = RandomLand.Scene(seed, reverse: false).With(Lines(seed));
                var request = Request(pack, string.Create(
                    CultureInfo.InvariantCulture, $$"""{"industry":"fluorosilicon","areaHa":{{areaHa}},"minWidthM":{{minWidth}},"hazard":"low","count":20}"""));
                var result = SitingEngine.Run(scene, pack, request);
                SiteChecker.Check(result, scene, pack, request);
                Interlocked.Add(ref sites, result.Sites.Count);
                Interlocked.Add(ref across, result.Sites.Count(s => s.Crossing is not null));
            },
            iter: RandomRequests);
        Assert.True(across > 2, $"{across} of {sites} sites lie across a corridor");
    }

    [Fact]
    public void A_rule_without_source_for_its_corridor_is_told_as_indicative_where_it_is_used()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 600))
            .Add("transport", "line", TestScene.Line(500, -500, 500, 1500), ("kind", "power")).Build();
        var pack = Pack([("power", false, false)]);
        pack = pack with
        {
            Setbacks = [.. pack.Setbacks.Select(r => r.Corridor is null ? r : r with { Evidence = r.Evidence with { Quality = "published" } })],
            Rules = [.. pack.Rules.Select(r => r.Key == "transport:power" ? r with { Evidence = r.Evidence with { Quality = "published" } } : r)],
        };
        Assert.Contains("transport:power", Run(scene, pack, 40).Result.Meta.IndicativeRules);
        Assert.DoesNotContain("transport:power", Run(scene, pack, 20).Result.Sites[0].Crossing is null ? Run(scene, pack, 20).Result.Meta.IndicativeRules : []);
    }

    [Theory]
    [InlineData("controls:permanent_farmland", """{"splits":false,"stripCounts":false,"source":"s","clause":"–","confidence":"D","quality":"indicative"}""", true)]
    [InlineData("control:urban_boundary", """{"splits":false,"stripCounts":false,"source":"s","clause":"–","confidence":"D","quality":"indicative"}""", false)]
    [InlineData("control:mineral", """{"splits":false,"stripCounts":false,"source":"s","clause":"–","confidence":"D","quality":"indicative"}""", false)]
    [InlineData("sensitive:village", """{"splits":false,"stripCounts":false,"source":"s","clause":"–","confidence":"D","quality":"indicative"}""", false)]
    [InlineData("transport:power", """{"splits":false,"source":"s","clause":"–","confidence":"D","quality":"indicative"}""", false)]
    [InlineData("transport:power", """{"splits":false,"stripCounts":false}""", false)]
    public void A_corridor_is_read_strictly_and_only_where_it_makes_sense(string rule, string corridor, bool good)
    {
        var texts = ShippedRules.Texts();
        var file = JsonNode.Parse(texts["setbacks.json"])!;
        var target = file["setbacks"]!.AsArray().Single(r => r!["key"]!.GetValue<string>() == rule.Replace("controls:", "control:", StringComparison.Ordinal))!;
        target["corridor"] = JsonNode.Parse(corridor);
        texts["setbacks.json"] = file.ToJsonString();
        if (good)
            Assert.True(ShippedRules.Parse(texts).Setbacks.Single(r => r.Corridor is not null).Spans);
        else
            Assert.Contains("/corridor", Assert.Throws<GeoProblemException>(() => ShippedRules.Parse(texts)).Problems[0].Field, StringComparison.Ordinal);
    }

    [Fact]
    public void Assemblies_and_rectangles_across_corridors_come_from_one_request()
    {
        // The one park is all parcels, so that no rectangle of the area finds room; the other is bare. Both are crossed.
        var scene = SitingScenarioTests.Park(SitingScenarioTests.Park(new TestScene().Open(), "parcels", TestScene.Box(99.9, 99.9, 800.2, 400.2)), "bare", TestScene.Box(3000, 0, 1600, 800))
            .Add("transport", "line", TestScene.Line(600, -500, 600, 1500), ("kind", "power")).Add("transport", "other", TestScene.Line(3800, -500, 3800, 1500), ("kind", "power"));
        for (var i = 0; i < 8; i++)
            scene.Add("parcels", $"v{i}", TestScene.Box(100 + i % 4 * 200, 100 + i / 4 * 200, 200, 200), ("class_code", "1001"), ("status", "vacant"));
        var built = scene.Build();
        (SitingResult Result, SitingRequest Request) Ask(RulePack pack, string areaHa)
        {
            var request = Request(pack, $$"""{"industry":"fluorosilicon","areaHa":{{areaHa}},"minWidthM":150,"hazard":"low","count":12,"plotKinds":["assembly","rectangle"],"assemblyMaxRatio":1.2}""");
            return (SitingEngine.Run(built, pack, request), request);
        }

        bool Assembled(RulePack pack, string areaHa) => Ask(pack, areaHa).Result.Sites.Any(s => s.Shape == "assembly");

        // Eight parcels without the strip, 40 m wide and 400 m long: 32 ha less 1.6 ha; the line runs through two of them.
        var pack = Pack([("power", false, false)]);
        var (result, asked) = Ask(pack, "30.38");
        SiteChecker.Check(result, built, pack, asked);
        var assembly = Assert.Single(result.Sites, s => s.Shape == "assembly");
        Assert.Equal(("parcels", 8), (assembly.ParkId, assembly.Assembly!.Parcels.Count));
        Assert.Equal("line", Assert.Single(assembly.Crossing!.Strips).FeatureId);
        Assert.InRange(assembly.Crossing.CountedM2, 303_800, 304_100);
        Assert.Contains(result.Sites, s => s is { Shape: "rectangle", ParkId: "bare" });
        Assert.False(Assembled(pack, "31"));
        Assert.True(Assembled(Pack([("power", false, true)]), "31"));
        Assert.False(Assembled(ShippedRules.Pack, "30.38"));
    }

    private static IEnumerable<SceneFeature> Lines(int seed)
    {
        var random = new Random(seed);
        var scene = new TestScene();
        for (var i = 0; i < 6; i++)
            scene.Add("transport", $"line-{i}", TestScene.Line(
                i / 3 * 6000 + random.Next(-500, 3500), -500, i / 3 * 6000 + random.Next(-500, 3500), 1300, i / 3 * 6000 + random.Next(-500, 3500), 3500),
                ("kind", i % 3 == 0 ? "gas" : "power"));
        return scene.Build()["transport"];
    }

    private static RulePack Pack((string Kind, bool Splits, bool StripCounts)[] corridors) => ShippedRules.Pack with
    {
        Setbacks = [.. ShippedRules.Pack.Setbacks.Select(r => corridors.FirstOrDefault(c => r.Key == "transport:" + c.Kind) is { Kind: not null } c
            ? r with { Corridor = new CorridorRule(c.Splits, c.StripCounts, new Evidence("test", "–", "D", "indicative")) }
            : r)],
    };

    private static SitingRequest Request(RulePack pack, string json) => SitingRequestParser.Parse(JsonDocument.Parse(json).RootElement, pack);

    private static (SitingResult Result, SitingRequest Request) Run(LandScene scene, RulePack pack, double areaHa)
    {
        var request = Request(pack, string.Create(CultureInfo.InvariantCulture, $$"""{"industry":"fluorosilicon","areaHa":{{areaHa}},"minWidthM":200,"hazard":"low"}"""));
        return (SitingEngine.Run(scene, pack, request), request);
    }

    private static bool Flag(JsonProperty corridor, string name) => corridor.Value.GetProperty(name).GetBoolean();

    private static Geometry Shape(JsonElement box) =>
        TestScene.Box(box[0].GetDouble(), box[1].GetDouble(), box[2].GetDouble(), box[3].GetDouble());
}
