using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Siting;

/// <summary>Plots that somebody has settled on: judged like found ones, ranked among them, and never dropped in silence.</summary>
public sealed class LockedPlotTests
{
    private static LandScene Scene() => SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 2000, 1000))
        .Sensitive("village", TestScene.Box(1900, 0, 300, 1000)).Parcel("built", TestScene.Box(1000, 0, 300, 300)).Build();

    [Fact]
    public void A_locked_plot_is_ranked_among_the_found_ones_which_keep_clear_of_it()
    {
        var scene = Scene();
        var plot = TestScene.Box(300, 250, 450, 450);
        var (result, request) = SitingScenarioTests.Run(scene, Ask(4, ("甲", plot)));
        SiteChecker.Check(result, scene, ShippedRules.Pack, request);
        var locked = Assert.Single(result.Sites, s => s.LockedName is not null);
        Assert.Equal(("甲", "given"), (locked.LockedName, locked.Shape));
        var found = result.Sites.Where(s => s.LockedName is null).ToList();
        Assert.NotEmpty(found);
        Assert.All(found, s => Assert.True(Reproject.ToPlane(s.Geographic).Intersection(Reproject.ToPlane(locked.Geographic)).Area <= Overlay.ToleranceM2));
        var answer = Assert.Single(result.Locked);
        Assert.Equal((locked.Rank, "p"), (answer.Rank, answer.ParkId));
        Assert.Empty(answer.Reasons);
        Assert.Empty(answer.Breaches);
    }

    [Fact]
    public void A_found_site_that_is_locked_scores_as_it_did_when_it_was_found()
    {
        var scene = Scene();
        var (first, _) = SitingScenarioTests.Run(scene, Ask(3));
        foreach (var site in first.Sites)
        {
            var (again, _) = SitingScenarioTests.Run(scene, Ask(0, ("x", Reproject.ToPlane(site.Geographic))));
            var only = Assert.Single(again.Sites);
            Assert.Equal(site.Score, only.Score);
            Assert.Equal(site.Contributions, only.Contributions);
            Assert.Equal(site.Clearances, only.Clearances);
            Assert.True(site.Geographic.EqualsExact(only.Geographic));
        }
    }

    [Fact]
    public void Without_a_search_only_the_locked_plots_are_answered()
    {
        var (result, _) = SitingScenarioTests.Run(Scene(), Ask(0, ("甲", TestScene.Box(300, 250, 600, 500)), ("乙", TestScene.Box(1500, 250, 600, 500))));
        Assert.Equal("甲", Assert.Single(result.Sites).LockedName);
        Assert.Equal([1, null], result.Locked.Select(l => l.Rank));
        Assert.Equal("sited", Assert.Single(result.Parks).Verdict);
        Assert.Equal("not-searched", Assert.Single(SitingScenarioTests.Run(Scene(), Ask(0, ("乙", TestScene.Box(1500, 250, 600, 500)))).Result.Parks).Verdict);
    }

    [Fact]
    public void A_locked_plot_that_breaks_rules_says_which_where_and_by_how_much()
    {
        var plot = TestScene.Box(1250, 200, 600, 500);
        var (result, _) = SitingScenarioTests.Run(Scene(), Ask(2, ("乙", plot)));
        Assert.DoesNotContain(result.Sites, s => s.LockedName is not null);
        Assert.All(result.Sites, s => Assert.True(Reproject.ToPlane(s.Geographic).Intersection(plot).Area <= 1));
        var answer = Assert.Single(result.Locked);
        Assert.Null(answer.Rank);
        Assert.Equal(2, answer.Reasons.Count(r => r.Code == "removed-by-rule"));
        Assert.Equal(["parcel:built", "sensitive:village"], answer.Breaches.Select(b => b.Rule));
        var (built, village) = (answer.Breaches[0], answer.Breaches[1]);
        Assert.Equal(50 * 100, built.AreaM2, 0);
        Assert.Null(built.RequiredM);
        Assert.Equal(0, Assert.Single(built.Features).ActualM);
        Assert.Equal(100, village.RequiredM);
        Assert.InRange(Assert.Single(village.Features).ActualM, 49.9, 50);
        Assert.InRange(village.AreaM2, 50 * 500, 50.11 * 500);
        Assert.InRange(Reproject.ToPlane(village.Where!).Intersection(TestScene.Box(1800, 200, 50, 500)).Area, 24_990, 25_000.01);
    }

    [Fact]
    public void A_distance_that_falls_short_by_less_than_the_tolerance_of_areas_is_named_too()
    {
        var near = TestScene.Box(1200, 350, 600.00001, 500);
        var (result, _) = SitingScenarioTests.Run(Scene(), Ask(0, ("丙", near)));
        var answer = Assert.Single(result.Locked);
        Assert.Null(answer.Rank);
        var breach = Assert.Single(answer.Breaches);
        Assert.Equal(("sensitive:village", 100.0, 99.99), (breach.Rule, breach.RequiredM, Assert.Single(breach.Features).ActualM));
    }

    [Fact]
    public void A_locked_plot_outside_park_or_scope_says_so()
    {
        var scene = Scene();
        var (out1, _) = SitingScenarioTests.Run(scene, Ask(0, ("far", TestScene.Box(9000, 9000, 600, 500)), ("edge", TestScene.Box(-100, 400, 600, 500))));
        Assert.Equal(["outside-park", "outside-park"], out1.Locked.Select(l => Assert.Single(l.Reasons).Code));
        Assert.Equal(100 * 500, Assert.Single(out1.Locked[1].Breaches, b => b.Rule == "outside-park").AreaM2, 0);
        var scope = $$$""","scope":{"excluding":[{{{TestScene.GeoJson(TestScene.Box(0, 0, 400, 1000))}}}]}}""";
        var (out2, _) = SitingScenarioTests.Run(scene, Ask(0, ("甲", TestScene.Box(300, 250, 600, 500)))[..^1] + scope);
        Assert.Equal("outside-scope", Assert.Single(out2.Locked[0].Reasons).Code);
        Assert.Equal(100 * 500, Assert.Single(out2.Locked[0].Breaches).AreaM2, 0);
    }

    [Theory]
    [InlineData(""" "locked":[]""", "/inputs/locked")]
    [InlineData(""" "locked":{}""", "/inputs/locked")]
    [InlineData(""" "locked":[{}]""", "/inputs/locked/0/geometry")]
    [InlineData(""" "locked":[5]""", "/inputs/locked/0")]
    [InlineData(""" "locked":[{"geometry":{"type":"Point","coordinates":[116,35]}}]""", "/inputs/locked/0/geometry")]
    [InlineData(""" "locked":[{"geometry":{"type":"Polygon","coordinates":[[[116,35],[117,36],[117,35],[116,36],[116,35]]]}}]""", "/inputs/locked/0/geometry")]
    [InlineData(""" "locked":[{"geometry":{"type":"Polygon","coordinates":[[[116,35],[116.1,35],[116.1,35.1],[116,35]]]},"name":5}]""", "/inputs/locked/0/name")]
    [InlineData(""" "locked":[{"geometry":{"type":"Polygon","coordinates":[[[116,35],[116.1,35],[116.1,35.1],[116,35]]]},"colour":5}]""", "/inputs/locked/0/colour")]
    [InlineData(""" "plotKinds":["circle"]""", "/inputs/plotKinds/0")]
    [InlineData(""" "plotKinds":"cut" """, "/inputs/plotKinds")]
    [InlineData(""" "assemblyMaxRatio":0.5""", "/inputs/assemblyMaxRatio")]
    public void A_broken_input_is_named(string member, string field)
    {
        using var json = JsonDocument.Parse($$"""{"industry":"fluorosilicon","areaMu":100,{{member}}}""");
        var problems = Assert.Throws<GeoProblemException>(() => SitingRequestParser.Parse(json.RootElement, ShippedRules.Pack)).Problems;
        Assert.Equal(field, problems[0].Field);
        Assert.NotEqual("", problems[0].MessageZh);
    }

    private static string Ask(int count, params (string Name, Geometry Plane)[] locked)
    {
        var plots = string.Join(',', locked.Select(l => $$"""{"name":"{{l.Name}}","geometry":{{TestScene.GeoJson(l.Plane)}}}"""));
        return $$"""{"industry":"fluorosilicon","areaHa":20,"minWidthM":200,"hazard":"medium","count":{{count}}{{(locked.Length > 0 ? $",\"locked\":[{plots}]" : "")}}}""";
    }
}
