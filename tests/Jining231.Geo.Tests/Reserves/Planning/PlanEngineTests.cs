using System.Text;
using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves.Planning;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;
using RandomLand = Jining231.Geo.Tests.Siting.RandomLand;

namespace Jining231.Geo.Tests.Reserves.Planning;

public sealed class PlanEngineTests
{
    private static readonly RulePack Rules = ShippedRules.Pack;

    [Fact]
    public void A_park_with_room_keeps_two_blocks_for_30_and_one_for_50()
    {
        var scene = Park(3200, 2000).Build();
        var plan = Run(scene, """{"parkId":"p"}""");
        Assert.Null(plan.Certificate);
        Assert.Equal(["t50", "t30", "t30"], plan.Alternatives[0].Blocks.Select(b => b.Slot));
        // 氟硅: 240 万元/亩, so that 50亿 take 2083.33 亩 and 30亿 1250 亩.
        Assert.Equal([2083.33, 1250], plan.Slots.Select(s => Units.ToMu(s.AreaM2)));
        Assert.All(plan.Slots, s => Assert.True(s.Indicative));
        Assert.Contains("intensity:fluorosilicon", plan.Meta.IndicativeRules);
        PlanChecker.Check(plan, scene, Rules);
    }

    [Fact]
    public void A_project_of_50_fills_no_slot_for_30_and_a_block_of_the_tier_secures_one()
    {
        var scene = Park(3200, 2000)
            .Add("projects", "big", null, ("industry", "fluorosilicon"), ("investment_yi", 60.0), ("park_id", "p"), ("status", "building"))
            .Add("projects", "wanted", null, ("industry", "fluorosilicon"), ("investment_yi", 30.0), ("park_id", "p"), ("status", "wanted"))
            .Add("reserves", "secure", TestScene.Box(0, 0, 1000, 900), ("park_id", "p"), ("tier", "t30"), ("state", "reserved"), ("holder", "h"))
            .Add("reserves", "small", TestScene.Box(1100, 0, 300, 300), ("park_id", "p"), ("tier", "t30"), ("state", "reserved"), ("holder", "h")).Build();
        var plan = Run(scene, """{"parkId":"p"}""");
        var (t50, t30) = (plan.Flagships[0], plan.Flagships[1]);
        Assert.Equal(("T2", 1, 0), (t50.Target, t50.Required, t50.Open));
        Assert.Equal(["big"], t50.Landed);
        Assert.Equal(("T1", 2, 1), (t30.Target, t30.Required, t30.Open));
        Assert.Empty(t30.Landed);
        Assert.Equal(["secure"], t30.Secured);
        Assert.Equal(["t30"], plan.Alternatives[0].Blocks.Select(b => b.Slot));
        PlanChecker.Check(plan, scene, Rules);
    }

    [Fact]
    public void Three_blocks_of_200_mu_one_of_them_by_the_canal()
    {
        var scene = Park(4000, 800).Add("transport", "canal", TestScene.Line(-500, -3000, -500, 5000), ("kind", "canal")).Build();
        var plan = Run(scene, """{"parkId":"p","slots":[{"key":"inland","count":2,"areaMu":200},{"key":"wharf","count":1,"areaMu":200,"needs":[{"kind":"canal","maxKm":1}]}]}""");
        Assert.Equal(3, plan.Filled);
        var wharf = Assert.Single(plan.Alternatives[0].Blocks, b => b.Slot == "wharf");
        Assert.True(wharf.Needs.Single().ActualKm <= 1);
        PlanChecker.Check(plan, scene, Rules);
    }

    [Fact]
    public void Land_that_just_holds_three_blocks_is_cut_into_three()
    {
        // 3 × 40 ha in 1 000 m × 1 230 m: nothing but strips side by side fits.
        var scene = Park(1230, 1000).Build();
        var plan = Run(scene, """{"parkId":"p","slots":[{"count":3,"areaHa":40}]}""");
        Assert.Equal(3, plan.Filled);
        PlanChecker.Check(plan, scene, Rules);
    }

    [Fact]
    public void What_is_locked_in_stays_and_what_is_locked_out_is_left_alone()
    {
        var scene = Park(3000, 1000).Build();
        string block = GeoJson(TestScene.Box(100, 100, 460, 460)), away = GeoJson(TestScene.Box(1000, -10, 600, 1020));
        var plan = Run(scene, $$"""{"parkId":"p","slots":[{"key":"a","count":3,"areaHa":20}],"lockIn":[{"slot":"a","geometry":{{block}}}],"lockOut":[{{away}}]}""");
        Assert.Equal(3, plan.Filled);
        Assert.All(plan.Alternatives, a => Assert.Single(a.Blocks, b => b.Shape == "locked"));
        PlanChecker.Check(plan, scene, Rules);
    }

    [Fact]
    public void A_locked_block_that_does_not_serve_its_slot_is_refused_by_name()
    {
        var scene = Park(3000, 1000).Build();
        var outside = GeoJson(TestScene.Box(2800, 100, 500, 500));
        var e = Assert.Throws<GeoProblemException>(() =>
            Run(scene, $$"""{"parkId":"p","slots":[{"key":"a","count":1,"areaHa":20}],"lockIn":[{"slot":"a","geometry":{{outside}}}]}"""));
        Assert.Equal((ProblemCode.NotEligible, "/inputs/lockIn/0/geometry"), (e.Problems[0].Code, e.Problems[0].Field));
    }

    [Fact]
    public void Many_small_blocks_are_packed_too()
    {
        var scene = Park(2000, 1200).Build();
        var plan = Run(scene, """{"parkId":"p","slots":[{"count":12,"areaMu":80},{"count":8,"areaMu":120}],"alternatives":1}""");
        Assert.Equal(20, plan.Filled);
        PlanChecker.Check(plan, scene, Rules);
    }

    [Fact]
    public void A_budget_leaves_blocks_out_and_says_so()
    {
        var scene = Park(3000, 1000).Build();
        var plan = Run(scene, """{"parkId":"p","slots":[{"count":3,"areaMu":300}],"budgetMu":650}""");
        Assert.Equal((3, 2), (plan.Asked, plan.Filled));
        Assert.Equal("area", plan.Certificate!.Proof);
        Assert.Contains(plan.Certificate.Reasons, r => r.Code == "budget");
        PlanChecker.Check(plan, scene, Rules);
    }

    [Fact]
    public void A_certificate_names_the_rule_that_would_have_to_give_way_and_the_size_that_fits()
    {
        var scene = Park(2000, 1000).Control("permanent_farmland", TestScene.Box(0, 0, 1200, 1000), "field").Build();
        var plan = Run(scene, """{"parkId":"p","slots":[{"count":2,"areaHa":60}]}""");
        Assert.Equal((2, 1), (plan.Asked, plan.Filled));
        var certificate = plan.Certificate!;
        Assert.Equal((1, "area"), (certificate.UpperBound, certificate.Proof));
        var relaxation = certificate.Relaxations[0];
        Assert.Equal((2, "control:permanent_farmland"), (relaxation.Filled, Assert.Single(relaxation.Relaxation.Rules).Rule));
        Assert.InRange(certificate.Smaller!.Percent, 50, 65);
        PlanChecker.Check(plan, scene, Rules);
    }

    [Fact]
    public void A_subpark_is_plots_on_a_shared_corridor()
    {
        var scene = Park(2000, 1500).Build();
        var plan = Run(scene, """{"parkId":"p","slots":[{"key":"garden","count":1,"areaMu":100,"minWidthM":100,"subpark":{"plots":6,"corridorWidthM":24}},{"key":"t30","count":1,"areaMu":500}]}""");
        Assert.Equal(2, plan.Filled);
        var garden = Assert.Single(plan.Alternatives[0].Blocks, b => b.Slot == "garden");
        Assert.Equal(7, garden.Parts.Count);
        PlanChecker.Check(plan, scene, Rules);
    }

    [Theory]
    [InlineData("""{}""", "/inputs/parkId")]
    [InlineData("""{"parkId":"p","slots":[{"count":0,"areaMu":5}]}""", "/inputs/slots/0/count")]
    [InlineData("""{"parkId":"p","slots":[{"count":1}]}""", "/inputs/slots/0/areaMu")]
    [InlineData("""{"parkId":"p","slots":[{"areaMu":5,"subpark":{"plots":3,"corridorWidthM":10}}]}""", "/inputs/slots/0/subpark/plots")]
    [InlineData("""{"parkId":"p","slots":[{"areaMu":5,"needs":[{"kind":"moon","maxKm":1}]}]}""", "/inputs/slots/0/needs/0/kind")]
    [InlineData("""{"parkId":"p","slots":[{"areaMu":5,"key":"a"},{"areaMu":5,"key":"a"}]}""", "/inputs/slots")]
    [InlineData("""{"parkId":"p","slots":[{"areaMu":5,"count":12},{"areaMu":6,"count":12},{"areaMu":7,"count":1}]}""", "/inputs/slots")]
    [InlineData("""{"parkId":"p","alternatives":4}""", "/inputs/alternatives")]
    [InlineData("""{"parkId":"p","lockIn":[{"slot":"a"}]}""", "/inputs/lockIn/0")]
    [InlineData("""{"parkId":"p","lockOut":[{"type":"Point","coordinates":[116,35]}]}""", "/inputs/lockOut/0")]
    [InlineData("""{"parkId":"p","weights":{"quality":0,"value":0,"contiguity":0,"agreement":0}}""", "/inputs/weights")]
    [InlineData("""{"parkId":"p","colour":1}""", "/inputs/colour")]
    [InlineData("""{"parkId":"p","explain":"no"}""", "/inputs/explain")]
    [InlineData("""{"parkId":"nowhere"}""", "/inputs/parkId")]
    [InlineData("""{"parkId":"p","slots":[{"areaMu":5,"industry":"pharmaceuticals"}],"hazard":"high","asOf":"never"}""", "/inputs/asOf")]
    public void What_is_wrong_is_named_by_its_place(string ask, string field)
    {
        var scene = Park(1000, 1000).Build();
        var e = Assert.Throws<GeoProblemException>(() => Run(scene, ask));
        Assert.Contains(field, e.Problems.Select(p => p.Field));
    }

    [Fact]
    public void On_random_parks_the_plan_is_the_best_of_all_sets_of_its_candidates()
    {
        var several = 0;
        for (var seed = 1; seed <= (LongRun ? 60 : 6); seed++)
        {
            var scene = RandomLand.Scene(seed, reverse: false);
            var request = Request("""{"parkId":"park-0","slots":[{"key":"large","count":1,"areaHa":30},{"key":"small","count":2,"areaHa":14}],"explain":false}""");
            var plan = PlanEngine.Run(scene, Rules, request);
            PlanChecker.Check(plan, scene, Rules);
            several += plan.Filled > 1 ? 1 : 0;
            Assert.Equal(ByBruteForce(scene, request, plan), (plan.Filled, plan.Alternatives[0].Score));
        }

        Assert.True(several > 2, $"{several} parks hold several blocks");
    }

    [Fact]
    public void The_order_of_features_changes_nothing()
    {
        var request = Request("""{"parkId":"park-1","slots":[{"key":"large","count":1,"areaHa":30},{"key":"small","count":2,"areaHa":14}],"explain":false}""");
        foreach (var seed in (int[])[3, 8])
            Assert.Equal(
                PlanJson.ToBytes(PlanEngine.Run(RandomLand.Scene(seed, reverse: false), Rules, request)),
                PlanJson.ToBytes(PlanEngine.Run(RandomLand.Scene(seed, reverse: true), Rules, request)));
    }

    private static bool LongRun => Environment.GetEnvironmentVariable("JINING_LONG") == "1";

    /// <summary>Every set of candidates that the slots allow, by pairwise overlay; most blocks, then most land of slots, then the best mean score.</summary>
    private static (int Filled, double Score) ByBruteForce(LandScene scene, PlanRequest request, PlanResult plan)
    {
        var use = LandUse.Build(plan.Hazard);
        var land = ParkLand.Of(plan.Park, scene, Rules, use);
        var fit = SlotFit.Run(land, land.Eligibility.Eligible, plan.Slots, [], scene, Rules, use, request, least: null);
        Assert.Equal(plan.Candidates, fit.Items.Count);
        var worth = new BlockWorth(land, scene, Rules, request, plan.Slots, fit.Search.Demands, plan.Hazard);
        PlanCandidate[] items = [.. fit.Items.Select(worth.Judge)];
        var free = new bool[items.Length, items.Length];
        for (var a = 0; a < items.Length; a++)
            for (var b = 0; b < items.Length; b++)
                free[a, b] = items[a].Outline.Plane.Intersection(items[b].Outline.Plane).Area <= 0.01;
        (int Filled, double Fill, decimal Score) best = (0, 0, 0);
        int[] none = [-1];
        int[] large = [.. none, .. Of(0)], small = [.. none, .. Of(1)];
        foreach (var a in large)
            foreach (var b in small)
                foreach (var c in small.Where(c => c < 0 || c < b))
                {
                    int[] set = [.. new[] { a, b, c }.Where(i => i >= 0)];
                    if (set.Any(x => set.Any(y => x != y && !free[x, y])))
                        continue;
                    var value = (set.Length, set.Sum(i => plan.Slots[items[i].Slot].AreaM2), set.Sum(i => (decimal)items[i].Score));
                    if (value.CompareTo(best) > 0)
                        best = value;
                }

        return (best.Filled, best.Filled == 0 ? 0 : (double)Math.Round(best.Score / best.Filled, 2));

        IEnumerable<int> Of(int slot) => Enumerable.Range(0, items.Length).Where(i => items[i].Slot == slot);
    }

    /// <summary>A chemical park that leads in 氟硅, everything surveyed.</summary>
    internal static TestScene Park(double width, double height) => new TestScene().Open().Add(
        "parks", "p", TestScene.Box(0, 0, width, height), ("kind", "chemical"), ("level", "park"), ("recognised_chemical", true),
        ("lead_industries", (string[])["氟硅新材料"]), ("clusters", (string[])["new-materials"]));

    internal static string GeoJson(Geometry plane)
    {
        var polygon = Reproject.ToGeographic(plane);
        return $$"""{"type":"Polygon","coordinates":[[{{string.Join(',', polygon.Coordinates.Select(c => FormattableString.Invariant($"[{c.X:0.000000000},{c.Y:0.000000000}]")))}}]]}""";
    }

    private static PlanRequest Request(string json) => PlanRequestParser.Parse(JsonDocument.Parse(Encoding.UTF8.GetBytes(json)).RootElement, Rules);

    private static PlanResult Run(LandScene scene, string json) => PlanEngine.Run(scene, Rules, Request(json));
}
