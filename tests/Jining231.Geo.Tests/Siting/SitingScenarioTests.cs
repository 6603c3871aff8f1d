using System.Buffers;
using System.Text.Json;
using CsCheck;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Siting;

public sealed class SitingScenarioTests
{
    /// <summary>Ten thousand with JINING_LONG=1.</summary>
    private static readonly int RandomRequests = Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 10_000 : 40;

    [Fact]
    public void A_plot_beside_a_village_keeps_exactly_the_required_distance_or_more()
    {
        var scene = Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 1000))
            .Sensitive("village", TestScene.Box(0, 0, 300, 1000)).Build();
        var (result, request) = Run(scene, """{"industry":"fluorosilicon","areaHa":40,"minWidthM":300,"hazard":"medium"}""");
        var site = result.Sites[0];
        var clearance = Assert.Single(site.Clearances, c => c.Rule == "sensitive:village");
        Assert.Equal(100, clearance.RequiredM);
        Assert.InRange(clearance.ActualM, 100, 250);
        SiteChecker.Check(result, scene, ShippedRules.Pack, request);
    }

    [Fact]
    public void A_park_too_far_from_the_railway_says_how_far_it_is()
    {
        var scene = Park(Park(new TestScene().Open(), "near", TestScene.Box(0, 0, 1500, 1500)), "remote", TestScene.Box(30_000, 0, 1500, 1500))
            .Add("transport", "line", TestScene.Line(-3000, -5000, -3000, 9000), ("kind", "rail")).Build();
        var (result, request) = Run(scene, """{"industry":"fluorosilicon","areaHa":40,"hazard":"low","needs":[{"kind":"rail","maxKm":10}]}""");
        Assert.All(result.Sites, s => Assert.Equal("near", s.ParkId));
        var reason = Assert.Single(Park(result, "remote").Reasons, r => r.Code == "need-not-met");
        Assert.Contains("33 km", reason.En, StringComparison.Ordinal);
        Assert.Contains("33 km", reason.Zh, StringComparison.Ordinal);
        SiteChecker.Check(result, scene, ShippedRules.Pack, request);
    }

    [Fact]
    public void A_need_that_only_part_of_a_park_meets_draws_the_sites_there()
    {
        var scene = Park(new TestScene().Open(), "long", TestScene.Box(0, 0, 12_000, 1000))
            .Add("transport", "line", TestScene.Line(-1000, -5000, -1000, 9000), ("kind", "rail")).Build();
        var (result, request) = Run(scene, """{"industry":"fluorosilicon","areaHa":40,"hazard":"low","needs":[{"kind":"rail","maxKm":2}]}""");
        Assert.NotEmpty(result.Sites);
        SiteChecker.Check(result, scene, ShippedRules.Pack, request);
    }

    [Fact]
    public void Land_without_coverage_is_unknown_and_never_offered()
    {
        var scene = Park(new TestScene(), "p", TestScene.Box(0, 0, 2000, 1000))
            .Add("coverage", "west", TestScene.Box(-100, -100, 600, 1200), ("layer", "controls"))
            .Control("urban_boundary", TestScene.Box(-5000, -5000, 10_000, 10_000)).Build();
        var (result, _) = Run(scene, """{"industry":"fluorosilicon","areaHa":60,"hazard":"low"}""");
        Assert.Empty(result.Sites);
        var park = Park(result, "p");
        Assert.Equal("no-site", park.Verdict);
        Assert.Equal(1_500_000, park.Ledger!.UnknownM2, 2);
        Assert.Contains(park.Reasons, r => r.Code == "unknown-coverage" && r.En.Contains("75.0 %", StringComparison.Ordinal));
        Assert.Contains(park.Reasons, r => r.Code == "block-too-small" && r.En.Contains("500000.00 m² (750.00 亩)", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_no_rectangle_fits_the_whole_block_is_offered()
    {
        var bend = TestScene.Box(0, 0, 1000, 200).Union(TestScene.Box(0, 0, 200, 1000));
        var scene = Park(new TestScene().Open(), "bend", bend).Build();
        var (result, request) = Run(scene, """{"industry":"fluorosilicon","areaHa":30,"minWidthM":150,"hazard":"low"}""");
        Assert.Equal("block", Assert.Single(result.Sites).Shape);
        SiteChecker.Check(result, scene, ShippedRules.Pack, request);
    }

    [Fact]
    public void Parks_that_may_not_take_the_project_say_why()
    {
        var scene = Park(new TestScene().Open(), "wild", TestScene.Box(0, 0, 1500, 1500), recognised: false)
            .Add("parks", "shed", TestScene.Box(5000, 0, 1500, 1500), ("level", "park"), ("kind", "industrial"))
            .Add("parks", "lost", null, ("level", "park"), ("kind", "chemical"), ("recognised_chemical", true)).Build();
        var (result, _) = Run(scene, """{"industry":"fluorosilicon","areaHa":40,"hazard":"low"}""");
        Assert.Equal("not-recognised", Assert.Single(Park(result, "wild").Reasons).Code);
        Assert.Equal("chemical-not-accepted", Assert.Single(Park(result, "shed").Reasons).Code);
        Assert.Equal("unknown-location", Park(result, "lost").Verdict);
    }

    [Fact]
    public void A_zone_is_sited_in_its_parks_and_a_sub_park_in_its_park()
    {
        var scene = Park(new TestScene().Open(), "park", TestScene.Box(0, 0, 1500, 1500), parent: "zone")
            .Add("parks", "zone", TestScene.Box(0, 0, 3000, 3000), ("level", "zone"), ("kind", "chemical"), ("recognised_chemical", true))
            .Add("parks", "inner", TestScene.Box(0, 0, 900, 900), ("level", "subpark"), ("kind", "chemical"), ("recognised_chemical", true), ("parent_id", "park"))
            .Build();
        var (result, _) = Run(scene, """{"industry":"fluorosilicon","areaHa":40,"hazard":"low","scope":{"parks":["zone"]}}""");
        Assert.All(result.Sites, s => Assert.Equal("park", s.ParkId));
        Assert.NotEmpty(result.Sites);
        Assert.Equal("sited-in-parks", Park(result, "zone").Reasons[0].Code);
        Assert.Equal("part-of-park", Park(result, "inner").Reasons[0].Code);
    }

    [Fact]
    public void A_park_that_nobody_knows_is_named_with_its_pointer()
    {
        var scene = Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1500, 1500)).Build();
        var problem = Assert.Single(Assert.Throws<GeoProblemException>(
            () => Run(scene, """{"industry":"fluorosilicon","areaHa":4,"scope":{"parks":["p","q"]}}""")).Problems);
        Assert.Equal("/inputs/scope/parks/1", problem.Field);
        Assert.Equal(["p"], problem.Allowed);
    }

    [Fact]
    public void Weights_change_the_ranking()
    {
        var scene = Park(Park(new TestScene().Open(), "fit", TestScene.Box(0, 0, 1500, 1500), lead: "氟硅材料"), "rail", TestScene.Box(12_000, 0, 1500, 1500))
            .Add("transport", "line", TestScene.Line(14_000, -5000, 14_000, 9000), ("kind", "rail")).Build();
        const string Ask = """{"industry":"fluorosilicon","areaHa":40,"hazard":"low","weights":""";
        Assert.Equal("fit", Run(scene, Ask + """{"transport":0}}""").Result.Sites[0].ParkId);
        Assert.Equal("rail", Run(scene, Ask + """{"industry-fit":0,"transport":90}}""").Result.Sites[0].ParkId);
    }

    [Fact]
    public void A_condition_is_told_but_does_not_take_the_land()
    {
        var scene = Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 1000)).Control("mineral", TestScene.Box(0, 0, 1000, 1000), "ore").Build();
        var (result, _) = Run(scene, """{"industry":"fluorosilicon","areaHa":60,"hazard":"low"}""");
        var condition = Assert.Single(result.Sites[0].Conditions);
        Assert.Equal(("control:mineral", "ore"), (condition.Rule, condition.FeatureId));
        Assert.Equal(result.Sites[0].PlanarM2, condition.OverlapM2, 1);
    }

    [Fact]
    public void Land_that_is_left_out_holds_no_site_and_leaving_out_the_best_site_gives_another()
    {
        var scene = Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1500, 900)).Build();
        string Ask(string excluding) => $$$"""{"industry":"fluorosilicon","areaHa":30,"hazard":"low","count":4,"scope":{"excluding":[{{{excluding}}}]}}""";
        var (first, _) = Run(scene, Ask(""));
        var plots = new List<string>();
        var taken = new List<NetTopologySuite.Geometries.Geometry>();
        for (var i = 0; i < 2; i++)
        {
            var (now, request) = Run(scene, Ask(string.Join(',', plots)));
            Assert.All(now.Sites, s => Assert.All(taken, t => Assert.True(Jining231.Geo.Spatial.Reproject.ToPlane(s.Geographic).Intersection(t).Area < 0.01)));
            Assert.Equal(plots.Count, request.Scope.Excluding.Count);
            plots.Add(System.Text.Encoding.UTF8.GetString(Jining231.Geo.Exchange.JsonBytes.Of(w => Jining231.Geo.Exchange.FeatureJsonWriter.WriteGeometry(w, now.Sites[0].Geographic))));
            taken.Add(Jining231.Geo.Spatial.Reproject.ToPlane(now.Sites[0].Geographic));
        }

        Assert.NotEmpty(first.Sites);
        Assert.Empty(Run(scene, Ask("""{"type":"Polygon","coordinates":[[[116,35],[117,35],[117,36],[116,36],[116,35]]]}""")).Result.Sites);
        var problem = Assert.Throws<Jining231.Geo.Layers.GeoProblemException>(() => Run(scene, Ask("""{"type":"Point","coordinates":[116,35]}"""))).Problems[0];
        Assert.Equal("/inputs/scope/excluding/0", problem.Field);
    }

    [Fact]
    public void A_utility_function_of_the_request_replaces_that_of_the_rules_and_is_told_back()
    {
        var scene = Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 1000)).Build();
        var (plain, _) = Run(scene, """{"industry":"fluorosilicon","areaHa":20,"hazard":"low","count":1}""");
        var (changed, request) = Run(scene, """
            {"industry":"fluorosilicon","areaHa":20,"hazard":"low","count":1,
             "utilities":{"compactness":{"type":"trapezoid","points":[[0,0.25],[0.1,0.25],[0.2,0.25],[2,0.25]]}}}
            """);
        Assert.NotEqual(0.25, plain.Sites[0].Contributions.Single(c => c.Criterion == "compactness").Utility);
        Assert.Equal(0.25, changed.Sites[0].Contributions.Single(c => c.Criterion == "compactness").Utility);
        using var json = JsonDocument.Parse(Bytes(changed));
        var told = json.RootElement.GetProperty("meta").GetProperty("request").GetProperty("utilities");
        Assert.Equal("""{"compactness":{"type":"trapezoid","points":[[0,0.25],[0.1,0.25],[0.2,0.25],[2,0.25]]}}""", told.GetRawText());
        Assert.Single(request.Utilities);
    }

    [Theory]
    [InlineData("""{"nothing":{"type":"linear","points":[[0,0],[1,1]]}}""", "/inputs/utilities/nothing")]
    [InlineData("""{"transport":{"type":"step","points":[[0,0],[1,1]]}}""", "/inputs/utilities/transport/type")]
    [InlineData("""{"transport":{"points":[[0,0],[1,1]]}}""", "/inputs/utilities/transport/type")]
    [InlineData("""{"transport":{"type":"linear","points":[[0,0],[1,1],[2,1]]}}""", "/inputs/utilities/transport/points")]
    [InlineData("""{"transport":{"type":"linear","points":[[1,0],[0,1]]}}""", "/inputs/utilities/transport/points")]
    [InlineData("""{"transport":{"type":"linear","points":[[0,0],[1,1.5]]}}""", "/inputs/utilities/transport/points")]
    [InlineData("""{"transport":{"type":"decay","points":[[0,0.5],[1,0.5]]}}""", "/inputs/utilities/transport/points")]
    [InlineData("""{"transport":{"type":"linear","points":"steep"}}""", "/inputs/utilities/transport/points")]
    [InlineData("""{"transport":[1]}""", "/inputs/utilities/transport")]
    public void A_broken_utility_function_is_named(string utilities, string field)
    {
        var problem = Assert.Throws<Jining231.Geo.Layers.GeoProblemException>(() => Run(
            new TestScene().Build(), $$"""{"industry":"fluorosilicon","areaHa":20,"utilities":{{utilities}}}""")).Problems[0];
        Assert.Equal(field, problem.Field);
    }

    [Fact]
    public void Every_site_on_random_land_withstands_an_independent_check()
    {
        var sites = 0;
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[5, 60], Gen.Int[0, 250], Gen.OneOfConst("none", "low", "medium", "high"), Gen.Double[1, 4]).Sample(
            (seed, areaHa, minWidth, hazard, aspect) =>
            {
                var scene = RandomLand.Scene(seed, reverse: false);
                var (result, request) = Run(scene, string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $$"""{"industry":"fluorosilicon","areaHa":{{areaHa}},"minWidthM":{{minWidth}},"maxAspect":{{aspect:0.##}},"hazard":"{{hazard}}","needs":[{"kind":"rail","maxKm":4}]}"""));
                SiteChecker.Check(result, scene, ShippedRules.Pack, request);
                Interlocked.Add(ref sites, result.Sites.Count);
            },
            iter: RandomRequests);
        Assert.True(sites > 40, $"{sites} sites were checked");
    }

    [Fact]
    public void The_same_land_in_another_order_gives_the_same_bytes()
    {
        const string Ask = """{"industry":"fluorosilicon","areaHa":20,"hazard":"medium","count":5}""";
        var bytes = Bytes(Run(RandomLand.Scene(7, reverse: false), Ask).Result);
        Assert.Equal(bytes, Bytes(Run(RandomLand.Scene(7, reverse: false), Ask).Result));
        Assert.Equal(bytes, Bytes(Run(RandomLand.Scene(7, reverse: true), Ask).Result));
        using var json = JsonDocument.Parse(bytes);
        Assert.NotEqual(0, json.RootElement.GetProperty("sites").GetProperty("features").GetArrayLength());
        Assert.Equal(64, json.RootElement.GetProperty("meta").GetProperty("digest").GetString()!.Length);
    }

    internal static TestScene Park(
        TestScene scene, string id, Geometry plane, bool recognised = true, string? parent = null, string? lead = null) => scene.Add(
        "parks", id, plane, ("level", "park"), ("kind", "chemical"), ("recognised_chemical", recognised), ("parent_id", parent),
        ("lead_industries", lead is null ? null : new[] { lead }));

    internal static (SitingResult Result, SitingRequest Request) Run(LandScene scene, string json)
    {
        var request = SitingRequestParser.Parse(JsonDocument.Parse(json).RootElement, ShippedRules.Pack);
        return (SitingEngine.Run(scene, ShippedRules.Pack, request), request);
    }

    internal static SitingResult Run(LandScene scene, SitingRequest request) => SitingEngine.Run(scene, ShippedRules.Pack, request);

    internal static byte[] Bytes(SitingResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            SitingResultJson.Write(writer, result);
        return buffer.WrittenSpan.ToArray();
    }

    private static ParkAnswer Park(SitingResult result, string id) => result.Parks.Single(p => p.ParkId == id);
}
