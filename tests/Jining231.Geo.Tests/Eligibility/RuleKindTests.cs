using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>Each kind of rule by hand: cases and the areas reckoned on paper are in <c>Cases/rule-kinds.json</c>.</summary>
public class RuleKindTests
{
    private static readonly JsonElement[] All = [.. Read().EnumerateArray()];

    public static TheoryData<string> Names => [.. All.Select(c => c.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_the_areas_reckoned_by_hand(string name)
    {
        var golden = All.Single(c => c.GetProperty("name").GetString() == name);
        var scene = new TestScene().Add("coverage", "all", Box(-9000, -9000, 20_000, 20_000), ("layer", "controls"));
        foreach (var feature in golden.GetProperty("features").EnumerateArray())
            scene.Add(
                feature.GetProperty("layer").GetString()!, $"f{scene.Count}", Shape(feature.GetProperty("box")),
                [("kind", feature.GetProperty("kind").GetString()), .. Population(feature)]);
        var texts = ShippedRules.Texts();
        texts["setbacks.json"] = $$"""{"$schema":"-","version":"1","noteZh":"-","noteEn":"-","setbacks":{{golden.GetProperty("rules").GetRawText()}}}""";
        var pack = ShippedRules.Parse(texts);
        var park = Shape(golden.GetProperty("park"));
        var result = EligibilityEngine.Run(park, ZoneBuilder.Build(park, scene.Build(), pack, LandUse.Build("medium")));
        var tolerance = golden.GetProperty("toleranceM2").GetDouble();
        Assert.Equal(golden.GetProperty("eligibleM2").GetDouble(), result.EligibleM2, tolerance);
        var removed = golden.GetProperty("removed").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
        Assert.Equal(removed.Keys.Order(StringComparer.Ordinal), result.Rules.Select(r => r.Rule));
        Assert.All(result.Rules, r => Assert.Equal(removed[r.Rule], r.AloneM2 + r.SharedM2, tolerance));
    }

    private static IEnumerable<(string Field, object? Value)> Population(JsonElement feature) =>
        feature.TryGetProperty("population", out var people) ? [("population", people.GetInt64())] : [];

    private static Geometry Shape(JsonElement box) => Box(box[0].GetDouble(), box[1].GetDouble(), box[2].GetDouble(), box[3].GetDouble());

    private static JsonElement Read() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Cases", "rule-kinds.json"))).RootElement;
}
