using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Tests.Siting;

public sealed class RelaxationTests
{
    private const string Ask = """{"industry":"fluorosilicon","areaHa":60,"minWidthM":200,"hazard":"low"}""";

    [Fact]
    public void A_park_taken_by_farmland_and_by_a_village_needs_only_one_of_them_to_give_way()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 2000, 1000))
            .Control("permanent_farmland", TestScene.Box(0, 0, 1000, 1000), "field")
            .Parcel("built", TestScene.Box(1000, 0, 1000, 1000)).Build();
        var park = SitingScenarioTests.Run(scene, Ask).Result.Parks.Single();
        Assert.Equal("no-site", park.Verdict);
        Assert.Equal(["parcel:built", "control:permanent_farmland"], park.Relaxations.Select(r => Assert.Single(r.Rules).Rule));
        Assert.All(park.Relaxations, r => Assert.Equal(1_000_000, r.GainM2, 1));
        Assert.All(park.Relaxations, r => Assert.Equal(r.GainM2, r.Rules[0].AloneGainM2));
        Assert.Equal(["yes", "no"], park.Relaxations.Select(r => r.Rules[0].Negotiable));
        var reason = park.Reasons.First(r => r.Code == "relax-rules");
        Assert.Contains("1500.00 亩", reason.Zh, StringComparison.Ordinal);
        Assert.Contains("可协商", reason.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Land_under_two_rules_gains_nothing_from_one_of_them()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 1000))
            .Control("permanent_farmland", TestScene.Box(0, 0, 1000, 1000), "field")
            .Parcel("built", TestScene.Box(0, 0, 1000, 1000)).Build();
        var set = Assert.Single(SitingScenarioTests.Run(scene, Ask).Result.Parks.Single().Relaxations);
        Assert.Equal(["control:permanent_farmland", "parcel:built"], set.Rules.Select(r => r.Rule));
        Assert.All(set.Rules, r => Assert.Equal(0, r.AloneGainM2));
        Assert.Equal((1_000_000, 1_000_000), (Math.Round(set.GainM2), Math.Round(set.LargestBlockM2)));
    }

    [Fact]
    public void Land_that_nobody_has_surveyed_may_turn_out_free()
    {
        var scene = SitingScenarioTests.Park(new TestScene(), "p", TestScene.Box(0, 0, 2000, 1000))
            .Add("coverage", "west", TestScene.Box(-100, -100, 600, 1200), ("layer", "controls"))
            .Control("urban_boundary", TestScene.Box(-5000, -5000, 10_000, 10_000)).Build();
        var set = Assert.Single(SitingScenarioTests.Run(scene, Ask).Result.Parks.Single().Relaxations);
        Assert.Equal((RelaxedRule.Unsurveyed, "survey"), (Assert.Single(set.Rules).Rule, set.Rules[0].Negotiable));
    }

    [Fact]
    public void A_park_that_is_too_small_says_that_nothing_helps()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 500, 1000)).Build();
        var park = SitingScenarioTests.Run(scene, Ask).Result.Parks.Single();
        Assert.Empty(park.Relaxations);
        Assert.Contains(park.Reasons, r => r.Code == "no-relaxation");
    }

    [Fact]
    public void On_random_land_the_sets_are_those_that_runs_without_the_rules_give()
    {
        int parks = 0, larger = 0;
        for (var seed = 1; seed <= (LongRun ? 100 : 8); seed++)
        {
            var scene = Crowded(seed);
            var (result, request) = SitingScenarioTests.Run(scene, """{"industry":"fluorosilicon","areaHa":45,"minWidthM":150,"hazard":"low"}""");
            foreach (var park in result.Parks.Where(p => p.Verdict == "no-site"))
            {
                var expected = ByBruteForce(scene, request, park);
                Assert.Equal(expected.Order(StringComparer.Ordinal), park.Relaxations.Select(Name).Order(StringComparer.Ordinal));
                foreach (var set in park.Relaxations)
                    CheckGain(scene, park, set);
                parks++;
                larger += park.Relaxations.Count(r => r.Rules.Count > 1);
            }
        }

        Assert.True(parks > 3 && larger > 3, $"{parks} parks, {larger} sets of more than one rule");
    }

    /// <summary>A park of 100 ha under boxes of five kinds that overlap each other.</summary>
    private static LandScene Crowded(int seed)
    {
        var random = new Random(seed);
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 1000));
        for (var i = 0; i < 6; i++)
        {
            var box = TestScene.Box(random.Next(800) - 100, random.Next(800) - 100, 150 + random.Next(400), 150 + random.Next(400));
            _ = ((i + seed) % 5) switch
            {
                0 => scene.Control("permanent_farmland", box),
                1 => scene.Control("river", box),
                2 => scene.Parcel("built", box),
                3 => scene.Parcel("supplied-unbuilt", box),
                _ => scene.Add("reserves", $"r-{i}", box, ("park_id", "p"), ("tier", "t30"), ("state", "reserved"), ("holder", "h")),
            };
        }

        return scene.Build();
    }

    private static bool LongRun => Environment.GetEnvironmentVariable("JINING_LONG") == "1";

    private static string Name(Relaxation set) => string.Join(' ', set.Rules.Select(r => r.Rule));

    /// <summary>All sets of up to three rules, each tried by a whole run; then those without a smaller one inside.</summary>
    private static List<string> ByBruteForce(LandScene scene, SitingRequest request, ParkAnswer park)
    {
        var keys = park.Ledger!.Rules.Select(r => r.Rule).ToArray();
        var only = request with { Scope = request.Scope with { Parks = [park.ParkId] } };
        var holding = new List<string[]>();
        for (var bits = 1; bits < 1 << keys.Length; bits++)
        {
            var set = keys.Where((_, i) => (bits >> i & 1) == 1).ToArray();
            if (set.Length <= 3
                && SitingEngine.Run(scene, Without(set), only).Parks.Single(p => p.ParkId == park.ParkId).Verdict is "sited" or "feasible")
                holding.Add(set);
        }

        return [.. holding.Where(s => !holding.Any(o => o.Length < s.Length && o.All(s.Contains))).Select(s => string.Join(' ', s))];
    }

    private static RulePack Without(string[] keys) => ShippedRules.Pack with
    {
        Setbacks = [.. ShippedRules.Pack.Setbacks.Where(r => !keys.Contains(r.Key))],
        Parcels = [.. ShippedRules.Pack.Parcels.Where(r => !keys.Contains(r.Key))],
        Reserves = [.. ShippedRules.Pack.Reserves.Where(r => !keys.Contains(r.Key))],
    };

    /// <summary>The gain by plain overlay: what all zones take less what the zones of the other rules take.</summary>
    private static void CheckGain(LandScene scene, ParkAnswer answer, Relaxation set)
    {
        var park = scene["parks"].Single(p => p.Id == answer.ParkId).Plane!;
        var zones = ZoneBuilder.Build(park, scene, ShippedRules.Pack, LandUse.Build("low")).Removals;
        var gain = Taken(zones) - Taken(zones.Where(z => set.Rules.All(r => r.Rule != z.Rule)));
        Assert.InRange(set.GainM2, gain - 0.02 - 1e-6 * park.Area, gain + 0.02 + 1e-6 * park.Area);

        double Taken(IEnumerable<RemovalZone> some)
        {
            var whole = some.Aggregate((Geometry)park.Factory.CreatePolygon(), (sum, z) => OverlayNGRobust.Overlay(sum, z.Geometry, SpatialFunction.Union));
            return OverlayNGRobust.Overlay(park, whole, SpatialFunction.Intersection).Area;
        }
    }
}
