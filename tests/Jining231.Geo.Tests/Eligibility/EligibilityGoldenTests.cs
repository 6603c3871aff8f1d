using Jining231.Geo.Eligibility;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Eligibility;

public class EligibilityGoldenTests
{
    private static readonly Geometry Park = Box(0, 0, 1000, 1000);

    [Fact]
    public void The_ledger_tells_alone_shared_and_split_apart()
    {
        var result = Run(new TestScene().Open()
            .Control("permanent_farmland", Box(-100, -100, 500, 1200))
            .Control("ecological_redline", Box(300, 0, 200, 1000))
            .Parcel("built", Box(900, 0, 100, 100))
            .Parcel("vacant", Box(800, 0, 100, 100)));
        Assert.Equal(
            [
                new RuleLedger("control:ecological_redline", 100_000, 100_000, 150_000),
                new RuleLedger("control:permanent_farmland", 300_000, 100_000, 350_000),
                new RuleLedger("parcel:built", 10_000, 0, 10_000),
            ],
            result.Rules);
        Assert.Equal((1_000_000, 490_000, 0), (result.GrossM2, result.EligibleM2, result.UnknownM2));
        Assert.Equal(490_000, result.Eligible.Area, 6);
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("low", 0)]
    [InlineData("medium", 20_000)]
    [InlineData("high", 220_000)]
    public void A_village_outside_reaches_in_by_its_setback(string hazard, double removed)
    {
        var result = Run(new TestScene().Open().Sensitive("village", Box(1080, -2000, 100, 5000)), LandUse.Build(hazard));
        var m2 = result.Rules.Where(r => r.Rule == "sensitive:village").Sum(r => r.AloneM2);
        Assert.InRange(m2, removed, removed + (removed > 0 ? 100 : 0));
        Assert.Equal(result.GrossM2, result.EligibleM2 + m2, 2);
    }

    [Fact]
    public void Land_outside_the_urban_boundary_is_removed_for_building_and_not_for_photovoltaics()
    {
        var scene = new TestScene().Add("coverage", "all", Box(-9000, -9000, 20_000, 20_000), ("layer", "controls"))
            .Control("urban_boundary", Box(0, 0, 600, 1000));
        Assert.Equal(new RuleLedger("control:urban_boundary", 400_000, 0, 400_000), Assert.Single(Run(scene).Rules));
        Assert.Empty(Run(scene, LandUse.Photovoltaics).Rules);
    }

    [Fact]
    public void Where_a_kind_has_no_coverage_land_is_unknown_and_never_eligible()
    {
        var scene = new TestScene().Control("urban_boundary", Box(-9000, -9000, 20_000, 20_000))
            .Control("permanent_farmland", Box(0, 0, 1000, 100));
        foreach (var kind in Layers.Codelists.ControlKind.Codes.Select(c => c.Value))
            scene.Add("coverage", "coverage-" + kind, Box(0, 0, kind == "heritage" ? 700 : 1000, 1000), ("layer", "controls"), ("kind", kind));
        var result = Run(scene);
        Assert.Equal((100_000, 630_000, 270_000), (result.RemovedM2, result.EligibleM2, result.UnknownM2));
        Assert.Equal(new UnknownLedger("controls:heritage", 270_000), Assert.Single(result.Unknowns));
        Assert.Equal(270_000, result.Unknown.Area, 6);
    }

    [Fact]
    public void Without_any_coverage_nothing_is_eligible()
    {
        var result = Run(new TestScene().Control("permanent_farmland", Box(0, 0, 250, 1000)));
        Assert.Equal((250_000, 0, 750_000), (result.RemovedM2, result.EligibleM2, result.UnknownM2));
    }

    [Fact]
    public void A_line_keeps_its_corridor_free()
    {
        var result = Run(new TestScene().Open().Add("transport", "rail", Line(-500, 500, 1500, 500), ("kind", "rail")), LandUse.Build("none"));
        Assert.InRange(Assert.Single(result.Rules).AloneM2, 30_000, 30_200);
    }

    [Fact]
    public void A_control_line_counts_from_its_first_day_until_the_day_before_its_last()
    {
        TestScene Scene(DateTimeOffset at) => new TestScene { At = at }.Open().Add(
            "controls", "timed", Box(0, 0, 100, 1000), ("kind", "heritage"),
            ("in_force_from", new DateOnly(2026, 3, 1)), ("in_force_to", new DateOnly(2026, 4, 1)));
        double Removed(string at) => Run(Scene(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture))).RemovedM2;
        Assert.Equal(0, Removed("2026-02-28T23:59:59+08:00"));
        Assert.Equal(100_000, Removed("2026-03-01T00:00:00+08:00"));
        Assert.Equal(100_000, Removed("2026-03-31T23:59:59+08:00"));
        Assert.Equal(0, Removed("2026-04-01T00:00:00+08:00"));
    }

    [Theory]
    [InlineData("held", "none", null, 100_000)]
    [InlineData("held", "own", "t50", 0)]
    [InlineData("held", "own", "t30", 100_000)]
    [InlineData("held", "own", null, 100_000)]
    [InlineData("reserved", "any", null, 0)]
    [InlineData("activated", "any", "t50", 100_000)]
    [InlineData("activated", "own", "t50", 100_000)]
    [InlineData("released", "none", null, 0)]
    public void Live_reserves_are_removed_unless_the_use_may_take_them(string state, string reserveUse, string? tier, double removed)
    {
        var scene = new TestScene().Open().Add("reserves", "r1", Box(0, 0, 100, 1000), ("park_id", "p"), ("state", state), ("tier", "t50"));
        Assert.Equal(removed, Run(scene, LandUse.Build("none") with { ReserveUse = reserveUse, Tier = tier }).RemovedM2);
        Assert.Equal(0, Run(scene, LandUse.Build("none") with { ExceptReserveId = "r1" }).RemovedM2);
    }

    private static EligibilityResult Run(TestScene scene, LandUse? use = null) =>
        EligibilityEngine.Run(Park, ZoneBuilder.Build(Park, scene.Build(), ShippedRules.Pack, use ?? LandUse.Build("none")));
}
