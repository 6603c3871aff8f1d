using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Scenarios;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;

namespace Jining231.Geo.Tests.Siting;

/// <summary>Scenarios on top of the record: the base stays, each branch says what it changes and why.</summary>
public sealed class ScenarioTests
{
    private const string Request = """{"industry":"fluorosilicon","areaMu":300,"hazard":"medium","count":3}""";

    [Fact]
    public void A_new_control_line_fells_the_site_it_lies_on_and_leaves_the_base_alone()
    {
        var scene = ShippedScene.Scene;
        var plain = SitingScenarioTests.Run(scene, Parse([]).Request);
        var plot = System.Text.Encoding.UTF8.GetString(JsonBytes.Of(w => FeatureJsonWriter.WriteGeometry(w, plain.Sites[0].Geographic)));
        var result = ScenarioEngine.Run(scene, ShippedRules.Pack, Parse(
            $$$$"""{"name":"新基本农田","edits":[{"act":"create","collection":"controls","id":"new-line","feature":{"type":"Feature","geometry":{{{{plot}}}},"properties":{"name":"新线","kind":"permanent_farmland","source":"情景","quality":"synthetic"}}}]}""",
            """{"name":"同样"}"""));
        Assert.Equal(Bytes(plain), Bytes(result.Base));
        var branch = result.Branches[0];
        Assert.False(branch.Sites[0].Stands);
        Assert.Contains(branch.Sites[0].Reasons, r => r.Code == "removed-by-rule" && r.Zh.Contains("永久基本农田", StringComparison.Ordinal));
        var land = Assert.Single(branch.Land);
        Assert.Equal(plain.Sites[0].ParkId, land.ParkId);
        Assert.Equal(plain.Sites[0].PlanarM2, land.BaseM2!.Value - land.ScenarioM2!.Value, 1.0);
        var same = result.Branches[1];
        Assert.True(same.Sites.All(s => s.Stands && s.Rank == s.RankNow));
        Assert.Empty(same.Parks);
        Assert.Empty(same.Land);
    }

    [Fact]
    public void A_boundary_that_moves_a_feature_that_goes_other_distances_and_rules_that_take_nothing()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 1000)).Sensitive("village", TestScene.Box(-100, 0, 100, 1000)).Build();
        scene = LandScene(scene);
        var wide = TestScene.GeoJson(TestScene.Box(0, 0, 1500, 1000));
        var result = ScenarioEngine.Run(scene, ShippedRules.Pack, Parse(
            $$$$"""{"name":"扩园","edits":[{"act":"update","collection":"parks","id":"p","feature":{"geometry":{{{{wide}}}}}}]}""",
            """{"name":"村庄搬迁","edits":[{"act":"delete","collection":"sensitive","id":"village-3"}]}""",
            """{"name":"300 m","setbacks":{"sensitive:village":300}}""",
            """{"name":"不计","rulesOff":["sensitive:village"]}"""));
        double Change(int branch) => Assert.Single(result.Branches[branch].Land) is { BaseM2: { } a, ScenarioM2: { } b } ? b - a : double.NaN;
        Assert.Equal(500_000, Change(0), 100.0);
        Assert.Equal(100_000, Change(1), 200.0);
        Assert.Equal(-200_000, Change(2), 200.0);
        Assert.Equal(Change(1), Change(3), 1.0);
    }

    [Theory]
    [InlineData("""{}""", "/inputs/scenarios/0/name")]
    [InlineData("""{"name":"a","edits":[{"act":"delete","collection":"parks","id":"nowhere"}]}""", "/inputs/scenarios/0/edits/0/id")]
    [InlineData("""{"name":"a","edits":[{"act":"grow","collection":"parks","id":"p"}]}""", "/inputs/scenarios/0/edits/0/act")]
    [InlineData("""{"name":"a","edits":[{"act":"create","collection":"clouds","id":"p"}]}""", "/inputs/scenarios/0/edits/0/collection")]
    [InlineData("""{"name":"a","edits":[{"act":"create","collection":"controls","id":"p"}]}""", "/inputs/scenarios/0/edits/0/feature")]
    [InlineData("""{"name":"a","edits":[{"act":"create","collection":"controls","id":"p","feature":{"type":"Feature","geometry":null,"properties":{"kind":"nonsense"}}}]}""", "/inputs/scenarios/0/edits/0/feature/")]
    [InlineData("""{"name":"a","setbacks":{"nothing":5}}""", "/inputs/scenarios/0/setbacks/nothing")]
    [InlineData("""{"name":"a","setbacks":{"sensitive:village":-5}}""", "/inputs/scenarios/0/setbacks/sensitive:village")]
    [InlineData("""{"name":"a","rulesOff":["nothing"]}""", "/inputs/scenarios/0/rulesOff/0")]
    [InlineData("""{"name":"a","colour":1}""", "/inputs/scenarios/0/colour")]
    public void A_broken_scenario_is_named(string scenario, string field)
    {
        var problems = Assert.Throws<GeoProblemException>(() => ScenarioEngine.Run(new TestScene().Build(), ShippedRules.Pack, Parse(scenario))).Problems;
        Assert.StartsWith(field, problems[0].Field, StringComparison.Ordinal);
    }

    private static ScenarioRequest Parse(params string[] scenarios)
    {
        if (scenarios.Length == 0)
            scenarios = ["""{"name":"–"}"""];
        using var json = JsonDocument.Parse($$"""{"request":{{Request}},"scenarios":[{{string.Join(',', scenarios)}}]}""");
        return ScenarioRequestParser.Parse(json.RootElement, ShippedRules.Pack);
    }

    /// <summary>Rows drawn by hand carry no stored geometry; a scenario that changes a row needs it.</summary>
    private static Geo.Eligibility.LandScene LandScene(Geo.Eligibility.LandScene scene) => Geo.Eligibility.LandScene.From(
        LayerCatalog.All.SelectMany(l => scene[l.Name]).Select(f => f with
        {
            Row = new FeatureRow(f.Row.Layer, f.Id, 1, Wkb.Write(CanonicalGrid.Round(Reproject.ToGeographic(f.Plane!))), [.. f.Row.Layer.Fields.Select(d => f.Row[d.Name])]),
        }), scene.Revisions, scene.At);

    private static byte[] Bytes(SitingResult result) => SitingScenarioTests.Bytes(result);
}
