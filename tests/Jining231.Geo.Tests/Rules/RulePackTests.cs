using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using NJsonSchema;

namespace Jining231.Geo.Tests.Rules;

public class RulePackTests
{
    public static TheoryData<string> Files => [.. RulePack.FileNames];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_shipped_file_is_valid_against_its_schema(string file)
    {
        var schema = await Schema(file);
        Assert.Empty(schema.Validate(ShippedRules.Texts()[file]));
    }

    [Theory]
    [InlineData("setbacks.json", "\"law\"", "\"rumour\"")]
    [InlineData("setbacks.json", "\"inverse\": false", "\"inverse\": 0")]
    [InlineData("industries.json", "\"cluster\": \"chemical\"", "\"cluster\": \"steel\"")]
    [InlineData("land.json", "\"minWidthM\": 100", "\"minWidthM\": -1")]
    [InlineData("scoring.json", "\"confidence\": \"D\",", "")]
    [InlineData("profiles.json", "\"maxHazard\": \"high\"", "\"maxHazard\": \"extreme\"")]
    [InlineData("solar.json", "\"muPerMw\": 24.4", "\"muPerMw\": \"24.4\"")]
    [InlineData("targets.json", "\"id\": \"T9\"", "\"id\": \"T10\"")]
    public async Task A_broken_value_fails_both_the_schema_and_the_parser(string file, string from, string to)
    {
        var texts = ShippedRules.Texts();
        Assert.Contains(from, texts[file], StringComparison.Ordinal);
        texts[file] = texts[file].Replace(from, to, StringComparison.Ordinal);
        var schema = await Schema(file);
        Assert.NotEmpty(schema.Validate(texts[file]));
        var problem = Assert.Throws<GeoProblemException>(() => ShippedRules.Parse(texts)).Problems[0];
        Assert.Equal(ProblemCode.InvalidRules, problem.Code);
        Assert.StartsWith(file + "#/", problem.Field, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("setbacks.json", "\"high\": 300", "\"high\": 3", "setbacks.json#/setbacks/17/metresByHazard")]
    [InlineData("setbacks.json", "\"key\": \"control:ecological_redline\"", "\"key\": \"control:permanent_farmland\"", "setbacks.json#/setbacks")]
    [InlineData("setbacks.json", "\"version\":", "\"extra\": 1, \"version\":", "setbacks.json#/extra")]
    [InlineData("setbacks.json", "\"version\":", "\"version\": \"1\", \"version\":", "setbacks.json#")]
    [InlineData("scoring.json", "[[0, 1], [10, 0.5]]", "[[10, 1], [0, 0.5]]", "scoring.json#/criteria/1/utility/points")]
    [InlineData("solar.json", "\"muPerMwHigh\": 36", "\"muPerMwHigh\": 20", "solar.json#/modes/0/muPerMw")]
    [InlineData("profiles.json", "\"parkKind\": \"bonded\"", "\"parkKind\": \"chemical\"", "profiles.json#/profiles")]
    public void What_the_schema_cannot_say_the_parser_refuses_by_place(string file, string from, string to, string place)
    {
        var texts = ShippedRules.Texts();
        Assert.Contains(from, texts[file], StringComparison.Ordinal);
        texts[file] = texts[file].Replace(from, to, StringComparison.Ordinal);
        var problem = Assert.Throws<GeoProblemException>(() => ShippedRules.Parse(texts)).Problems[0];
        Assert.Equal((ProblemCode.InvalidRules, place), (problem.Code, problem.Field));
    }

    [Fact]
    public void A_missing_and_an_unknown_file_are_named()
    {
        var texts = ShippedRules.Texts();
        texts.Remove("solar.json");
        Assert.Equal("solar.json#", Assert.Throws<GeoProblemException>(() => ShippedRules.Parse(texts)).Problems[0].Field);
        texts["sonar.json"] = "{}";
        Assert.Equal("sonar.json#", Assert.Throws<GeoProblemException>(() => ShippedRules.Parse(texts)).Problems[0].Field);
    }

    [Fact]
    public void The_hash_ignores_layout_and_sees_every_value()
    {
        var texts = ShippedRules.Texts();
        texts["land.json"] = texts["land.json"].Replace("\n", "\n  ", StringComparison.Ordinal);
        Assert.Equal(ShippedRules.Pack.Hash, ShippedRules.Parse(texts).Hash);
        texts["land.json"] = texts["land.json"].Replace("\"minWidthM\": 100", "\"minWidthM\": 101", StringComparison.Ordinal);
        Assert.NotEqual(ShippedRules.Pack.Hash, ShippedRules.Parse(texts).Hash);
    }

    [Fact]
    public void Recalled_and_unsourced_values_are_indicative()
    {
        var pack = ShippedRules.Pack;
        Evidence[] all =
        [
            .. pack.Rules.Select(r => r.Evidence), .. pack.Industries.Select(i => i.Evidence), .. pack.Widths.Select(w => w.Evidence),
            .. pack.Scoring.Criteria.Select(c => c.Evidence), .. pack.Profiles.Select(p => p.Evidence), .. pack.Solar.Modes.Select(m => m.Evidence),
        ];
        Assert.All(all.Where(e => e.Confidence[0] is 'C' or 'D'), e => Assert.True(e.IsIndicative));
    }

    [Fact]
    public void All_six_clusters_and_the_fluorosilicon_industry_are_there()
    {
        var pack = ShippedRules.Pack;
        Assert.True(pack.FindIndustry("fluorosilicon") is { Chemical: true, Zh: "氟硅新材料" });
        Assert.Equal(Codelists.Cluster.Codes.Select(c => c.Value).Order(), pack.Industries.Select(i => i.Cluster).Distinct().Order());
    }

    [Theory]
    [InlineData("linear", 0, 0, 10, 1, 2.5, 0.25)]
    [InlineData("linear", 0, 0, 10, 1, 11, 1)]
    [InlineData("decay", 0, 1, 10, 0.5, 20, 0.25)]
    [InlineData("decay", 2, 1, 10, 0.5, 1, 1)]
    public void Utility_follows_its_points(string type, double x0, double u0, double x1, double u1, double raw, double utility) =>
        Assert.Equal(utility, new UtilityFunction(type, [new(x0, u0), new(x1, u1)]).At(raw), 12);

    private static Task<JsonSchema> Schema(string file) => JsonSchema.FromJsonAsync(File.ReadAllText(
        Path.Combine(ShippedRules.Folder, "schema", file.Replace(".json", ".schema.json", StringComparison.Ordinal))));
}
