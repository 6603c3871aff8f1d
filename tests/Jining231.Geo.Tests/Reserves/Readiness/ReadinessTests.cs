using Jining231.Geo.Eligibility;
using Jining231.Geo.Reserves.Readiness;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Reserves.Planning;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Reserves.Readiness;

public sealed class ReadinessTests
{
    private static readonly RulePack Rules = ShippedRules.Pack;

    [Fact]
    public void A_large_empty_park_is_ready_and_its_blocks_prove_it()
    {
        var scene = Wide().Build();
        var ready = Ready(scene);
        Assert.Equal("ready", ready.Verdict);
        Assert.Equal([1, 2], ready.Targets.Select(t => t.CanTake));
        Assert.Equal(3, ready.Plan.Alternatives[0].Blocks.Count);
        PlanChecker.Check(ready.Plan, scene, Rules);
    }

    [Fact]
    public void A_park_too_small_for_the_largest_says_partly_and_a_tiny_one_none()
    {
        // 2 000 m × 1 000 m: two projects of 30亿 (83.3 ha each) or one of 50亿 (138.9 ha).
        var partly = Ready(PlanEngineTests.Park(2000, 1000).Build());
        Assert.Equal(("partly", 0, 2), (partly.Verdict, partly.Targets[0].CanTake, partly.Targets[1].CanTake));
        Assert.Equal(1, partly.Targets[0].Missing);
        Assert.Equal("none", Ready(PlanEngineTests.Park(800, 800).Build()).Verdict);
    }

    [Fact]
    public void What_touches_no_block_keeps_readiness_without_a_new_plan()
    {
        var scene = Wide().Build();
        var free = Outside(Ready(scene), scene);
        var effect = Effect(scene, new ProposedAct("reserve", Geographic(free)) { ParkId = "p" });
        Assert.Equal(("kept", 0, false), (effect.Verdict, effect.Lost, effect.Moved));
    }

    [Fact]
    public void A_block_in_the_way_moves_where_there_is_room()
    {
        var scene = Wide().Build();
        var block = Ready(scene).Plan.Alternatives[0].Blocks[0].Plane.Centroid;
        var effect = Effect(scene, new ProposedAct("reserve", Geographic(TestScene.Box(block.X - TestScene.East - 20, block.Y - TestScene.North - 20, 40, 40))) { ParkId = "p" });
        Assert.Equal(("kept", true), (effect.Verdict, effect.Moved));
        Assert.Equal(3, effect.After.Plan.Alternatives[0].Blocks.Count);
    }

    [Theory]
    [InlineData(1600, "reduced")]
    [InlineData(3200, "destroyed")]
    public void A_control_line_over_the_park_costs_what_no_longer_fits(double width, string verdict)
    {
        var scene = PlanEngineTests.Park(3200, 1100).Build();
        var effect = Effect(scene, new ProposedAct("control", Geographic(TestScene.Box(0, 0, width, 1100))) { Kind = "river" });
        Assert.Equal(verdict, effect.Verdict);
        Assert.Equal(effect.Before.Targets.Sum(t => t.Capacity) - effect.After.Targets.Sum(t => t.Capacity), effect.Lost);
        Assert.True(effect.Lost > 0);
        Assert.Equal(verdict == "destroyed" ? 0 : 1, Math.Min(1, effect.After.Targets.Sum(t => t.CanTake)));
    }

    [Fact]
    public void Land_reserved_for_the_tier_secures_what_it_takes_and_a_sited_project_lands()
    {
        var scene = Wide().Build();
        var t50 = Ready(scene).Plan.Alternatives[0].Blocks.Single(b => b.Slot == "t50");
        var reserved = Effect(scene, new ProposedAct("reserve", t50.Geographic) { ParkId = "p", Tier = "t50" });
        Assert.Equal(("kept", 0), (reserved.Verdict, reserved.Lost));
        Assert.Equal(["proposed"], reserved.After.Targets[0].Flagship.Secured);
        var sited = Effect(scene, new ProposedAct("siting", t50.Geographic) { ParkId = "p", InvestmentYi = 50 });
        Assert.Equal("kept", sited.Verdict);
        Assert.Equal(["proposed"], sited.After.Targets[0].Flagship.Landed);
        Assert.Equal(2, sited.After.Plan.Alternatives[0].Blocks.Count);
    }

    [Fact]
    public void A_general_reserve_over_most_of_the_park_destroys_readiness_and_says_so()
    {
        var scene = PlanEngineTests.Park(2000, 1000).Build();
        var effect = Effect(scene, new ProposedAct("reserve", Geographic(TestScene.Box(300, 0, 1400, 1000))) { ParkId = "p" });
        Assert.Equal(("destroyed", 2), (effect.Verdict, effect.Lost));
        var warning = ReadinessTexts.Warning(effect);
        Assert.Equal("readiness-destroyed", warning.Code);
        Assert.Contains("2 个 30 亿元", warning.Zh, StringComparison.Ordinal);
    }

    /// <summary>A chemical park of 640 ha, more than twice what all three projects take.</summary>
    private static TestScene Wide() => PlanEngineTests.Park(3200, 2000);

    private static ParkReadiness Ready(LandScene scene) => ReadinessEngine.Run(scene.Find("parks", "p")!, scene, Rules);

    private static ReadinessEffect Effect(LandScene scene, ProposedAct act)
    {
        var before = Ready(scene);
        var land = ParkLand.Of(before.Park, scene, Rules, LandUse.Build(before.Plan.Hazard));
        return ReadinessEngine.Effect(before, land, scene.With(act.Features()), Rules);
    }

    private static Geometry Geographic(Geometry plane) => CanonicalGrid.Round(Reproject.ToGeographic(plane));

    /// <summary>A place of 50 m × 50 m that no block of the plan touches.</summary>
    private static Geometry Outside(ParkReadiness ready, LandScene scene)
    {
        var blocks = ready.Plan.Alternatives[0].Blocks;
        for (var x = 0; x < 3100; x += 50)
            for (var y = 0; y < 1900; y += 50)
                if (TestScene.Box(x, y, 50, 50) is var box && blocks.All(b => b.Plane.Distance(box) > 1))
                    return box;
        throw new InvalidOperationException($"The blocks fill all of {scene.Find("parks", "p")!.Name}.");
    }
}
