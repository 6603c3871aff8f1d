using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Tests.Geodata;
using Jining231.Geo.Tests.Rules;

namespace Jining231.Geo.Tests.Siting;

public sealed class ShippedSitingTests
{
    private static readonly Lazy<LandScene> Scene = new(Read);

    [Theory]
    [InlineData("""{"industry":"fluorosilicon","investmentYi":50,"areaMu":1000,"minWidthM":300,"hazard":"medium","needs":[{"kind":"rail","maxKm":10}]}""")]
    [InlineData("""{"industry":"fluorosilicon","areaMu":300,"hazard":"high","count":20}""")]
    public void The_officers_request_gets_sites_that_withstand_an_independent_check(string ask)
    {
        var (result, request) = SitingScenarioTests.Run(Scene.Value, ask);
        Assert.NotEmpty(result.Sites);
        SiteChecker.Check(result, Scene.Value, ShippedRules.Pack, request);
        Assert.Equal(Scene.Value["parks"].Select(p => p.Id), result.Parks.Select(p => p.ParkId));
        Assert.All(result.Parks.Where(p => p.Verdict != "sited"), p => Assert.NotEmpty(p.Reasons));
        Assert.Equal(SitingScenarioTests.Bytes(result), SitingScenarioTests.Bytes(SitingScenarioTests.Run(Scene.Value, ask).Result));
    }

    internal static IReadOnlyList<FeatureRow> Rows()
    {
        var rows = new List<FeatureRow>();
        foreach (var layer in LayerCatalog.All)
        {
            var path = Path.Combine(Shipped.LayersFolder, $"{layer.Name}.geojson");
            if (!File.Exists(path))
                continue;
            using var stream = File.OpenRead(path);
            rows.AddRange(FeatureJsonReader.ReadCollection(stream, layer, 10_000_000).Select(c =>
                new FeatureRow(layer, c.Id, 1, c.Wkb, [.. layer.Fields.Select(f => c.Values.TryGetValue(f.Name, out var v) ? v : null)])));
        }

        return rows;
    }

    private static LandScene Read()
    {
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        return LandScene.From(Rows().Select(SceneFeature.From), LayerCatalog.All.ToDictionary(l => l.Name, _ => new LayerRevision(1, at)), at.AddDays(1));
    }
}
