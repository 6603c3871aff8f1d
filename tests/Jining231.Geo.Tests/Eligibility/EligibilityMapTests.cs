using Jining231.Geo.Eligibility;
using Jining231.Geo.Eligibility.Maps;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Rules;
using Jining231.Geo.Tests.Siting;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>The land of a park by state, and as if distances were other ones.</summary>
public sealed class EligibilityMapTests
{
    private static readonly LandScene Village = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 1000))
        .Sensitive("village", TestScene.Box(-100, -5000, 100, 11000)).Parcel("built", TestScene.Box(800, 0, 200, 1000)).Build();

    [Fact]
    public void States_make_up_the_park_and_a_tried_distance_moves_the_edge_exactly()
    {
        foreach (var metres in new[] { 0.0, 130, 400, 850 })
        {
            var map = Run(Village, new() { ["sensitive:village"] = metres });
            Assert.True(map.IsTrial);
            Assert.Equal(1_000_000, map.States.Sum(s => s.AreaM2), 0.02);
            // A buffer reaches up to 0.1 m too far, never too short.
            var expected = 1000 * Math.Max(0, 800 - metres);
            Assert.InRange(map.Account.EligibleM2, Math.Max(0, expected - 100.5), expected + 0.5);
            Assert.Equal(map.Account.EligibleM2, map.States.Where(s => s.State == "eligible").Sum(s => s.AreaM2));
            for (var i = 0; i < map.States.Count; i++)
                for (var k = 0; k < i; k++)
                    Assert.True(Overlay.Intersection(map.States[i].Plane, map.States[k].Plane).Area < 0.01);
        }

        var both = Run(Village, new() { ["sensitive:village"] = 850 }).States.Single(s => s.Rules.Count == 2);
        Assert.Equal(["parcel:built", "sensitive:village"], both.Rules);
        Assert.InRange(both.AreaM2, 49_999.5, 50_100.5);
    }

    [Fact]
    public void Without_a_trial_it_is_the_account_of_siting()
    {
        foreach (var park in ShippedScene.Scene["parks"].Where(p => p.Plane is not null).Take(8))
        {
            var map = EligibilityMapEngine.Run(park, ShippedScene.Scene, ShippedRules.Pack, new(park.Id, null, "build", "medium", new Dictionary<string, double>()));
            var zones = ZoneBuilder.Build(park.Plane!, ShippedScene.Scene, ShippedRules.Pack, LandUse.Build("medium"));
            var account = EligibilityEngine.Run(park.Plane!, zones);
            Assert.False(map.IsTrial);
            Assert.Equal((account.EligibleM2, account.UnknownM2), (map.Account.EligibleM2, map.Account.UnknownM2));
            Assert.Equal(account.Rules, map.Account.Rules);
            Assert.Equal(account.GrossM2, map.States.Sum(s => s.AreaM2), 0.01 * (map.States.Count + 1));
            Assert.All(map.Distances, d => Assert.Equal(d.RuleM, d.TriedM));
        }
    }

    [Fact]
    public void Land_without_a_survey_is_a_state_of_its_own()
    {
        var half = new TestScene().Add("coverage", "west", TestScene.Box(-50_000, -50_000, 50_500, 101_000), ("layer", "controls"))
            .Control("urban_boundary", TestScene.Box(-50_000, -50_000, 101_000, 101_000), "urban");
        var map = Run(SitingScenarioTests.Park(half, "p", TestScene.Box(0, 0, 1000, 1000)).Build(), []);
        Assert.Equal(["eligible", "unknown"], map.States.Select(s => s.State));
        Assert.Equal(500_000, map.Account.UnknownM2, 0.5);
    }

    [Fact]
    public void A_rule_without_a_distance_cannot_be_tried()
    {
        var problem = Assert.Throws<GeoProblemException>(() => Run(Village, new() { ["control:urban_boundary"] = 10 })).Problems[0];
        Assert.Equal(("setbacks", ProblemCode.UnknownName), (problem.Field, problem.Code));
        Assert.Contains("sensitive:village", problem.Allowed);
    }

    private static EligibilityMap Run(LandScene scene, Dictionary<string, double> setbacks) =>
        EligibilityMapEngine.Run(scene.Find("parks", "p")!, scene, ShippedRules.Pack, new("p", null, "build", "low", setbacks));
}
