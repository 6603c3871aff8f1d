using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;

namespace Jining231.Geo.Tests.Siting;

/// <summary>The kinds of plot that a request chooses.</summary>
public sealed class PlotKindTests
{
    private const string Bend = """{"industry":"fluorosilicon","areaHa":30,"minWidthM":150,"hazard":"low","count":8""";

    [Fact]
    public void Only_the_kinds_that_were_chosen_are_answered()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1500, 900)).Build();
        Assert.Equal(["rectangle"], Shapes(scene, Bend + "}"));
        Assert.Equal(["rectangle"], Shapes(scene, Bend + ""","plotKinds":["rectangle"]}"""));
        Assert.Equal(["cut"], Shapes(scene, Bend + ""","plotKinds":["cut"]}"""));
        var both = SitingScenarioTests.Run(scene, Bend + ""","plotKinds":["cut","rectangle"]}""").Result.Sites[0].Score;
        Assert.Equal(both, new[] { "cut", "rectangle" }.Max(k => SitingScenarioTests.Run(scene, Bend + $$""","plotKinds":["{{k}}"]}""").Result.Sites[0].Score));
        var (none, _) = SitingScenarioTests.Run(scene, Bend + ""","plotKinds":["block"]}""");
        Assert.Empty(none.Sites);
        Assert.Contains(none.Parks[0].Reasons, r => r.Code == "no-block-fits" && r.Zh.Contains('亩'));
    }

    [Fact]
    public void Where_only_rectangles_are_wanted_no_block_takes_their_place()
    {
        var bend = TestScene.Box(0, 0, 1000, 200).Union(TestScene.Box(0, 0, 200, 1000));
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "bend", bend).Build();
        Assert.Equal(["block"], Shapes(scene, Bend + "}"));
        Assert.Equal(["block"], Shapes(scene, Bend + ""","plotKinds":["rectangle","block"]}"""));
        Assert.Empty(Shapes(scene, Bend + ""","plotKinds":["rectangle"]}"""));
    }

    [Fact]
    public void A_request_without_kinds_says_nothing_of_them_and_one_with_kinds_tells_them_in_order()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1500, 900)).Build();
        Assert.DoesNotContain("plotKinds", Text(scene, Bend + "}"), StringComparison.Ordinal);
        Assert.Equal(Text(scene, Bend + "}"), Text(scene, Bend + ""","plotKinds":[]}"""));
        Assert.Contains("\"plotKinds\":[\"rectangle\",\"block\"]", Text(scene, Bend + ""","plotKinds":["block","rectangle"]}"""), StringComparison.Ordinal);
    }

    private static string[] Shapes(Jining231.Geo.Eligibility.LandScene scene, string ask)
    {
        var (result, request) = SitingScenarioTests.Run(scene, ask);
        SiteChecker.Check(result, scene, ShippedRules.Pack, request);
        return [.. result.Sites.Select(s => s.Shape).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string Text(Jining231.Geo.Eligibility.LandScene scene, string ask) =>
        System.Text.Encoding.UTF8.GetString(SitingScenarioTests.Bytes(SitingScenarioTests.Run(scene, ask).Result));
}
