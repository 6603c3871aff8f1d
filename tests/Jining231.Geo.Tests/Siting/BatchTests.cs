using System.Text.Json;
using CsCheck;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting.Batch;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Siting;

/// <summary>Many projects in one run: given plots are judged by the rules of found ones, and the assignment is the best there is.</summary>
public sealed class BatchTests
{
    [Fact]
    public void The_assignment_equals_brute_force_on_random_small_batches() =>
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var random = new Random(seed);
            var projects = Enumerable.Range(0, random.Next(1, 5)).Select(_ => (IReadOnlyList<(double, Geometry)>)Enumerable.Range(0, random.Next(0, 5))
                .Select(_ => (Math.Round(random.NextDouble() * 100, 2), TestScene.Box(random.Next(6) * 50, random.Next(6) * 50, 120, 120))).ToList()).ToList();
            var answer = SiteAssignment.Run(projects);
            Assert.Equal(Best(projects, 0, []), answer.TotalScore, 1e-6);
            Assert.Equal(answer.TotalScore, answer.Bound, 1e-6);
            var planes = answer.Pairs.Select(p => projects[p.Project][p.Rank - 1]).ToList();
            Assert.Equal(answer.TotalScore, planes.Sum(p => p.Item1), 1e-6);
            Assert.Equal(answer.Pairs.Count, answer.Pairs.Select(p => p.Project).Distinct().Count());
            for (var i = 0; i < planes.Count; i++)
                for (var k = 0; k < i; k++)
                    Assert.True(planes[i].Item2.Intersection(planes[k].Item2).Area <= Overlay.ToleranceM2);
        }, iter: 150);

    [Fact]
    public void Found_sites_of_several_projects_are_given_out_without_overlap_and_the_same_each_time()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1800, 600)).Build();
        var batch = Parse("""
            {"projects":[{"name":"甲","industry":"fluorosilicon","areaHa":25,"hazard":"low","count":6},{"name":"乙","industry":"fluorosilicon","areaHa":25,"hazard":"low","count":6},
             {"name":"丙","industry":"fluorosilicon","areaHa":120,"hazard":"low"}],"assign":true}
            """);
        var result = BatchEngine.Run(scene, ShippedRules.Pack, batch);
        Assert.Equal(["甲", "乙", "丙"], result.Projects.Select(p => p.Name));
        Assert.Empty(result.Projects[2].Sites);
        Assert.Equal([0, 1], result.Assignment!.Pairs.Select(p => p.Project));
        var planes = result.Assignment.Pairs.Select(p => Reproject.ToPlane(result.Projects[p.Project].Sites[p.Rank - 1].Geographic)).ToList();
        Assert.True(planes[0].Intersection(planes[1]).Area <= Overlay.ToleranceM2);
        foreach (var (project, answer) in batch.Projects.Zip(result.Projects))
            Assert.Equal(SitingScenarioTests.Run(scene, project.Request).Sites.Select(s => s.Score), answer.Sites.Select(s => s.Score));
        Assert.Equal(Bytes(result), Bytes(BatchEngine.Run(scene, ShippedRules.Pack, batch)));
    }

    [Fact]
    public void Given_plots_are_scored_or_refused_with_every_reason()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 2000, 1000))
            .Sensitive("village", TestScene.Box(1900, 0, 300, 1000)).Parcel("built", TestScene.Box(1000, 0, 300, 300)).Build();
        var plots = new (string Id, Geometry Plane)[]
        {
            ("good", TestScene.Box(100, 100, 500, 500)), ("built", TestScene.Box(800, 100, 500, 500)), ("small", TestScene.Box(100, 700, 100, 100)),
            ("far", TestScene.Box(5000, 5000, 500, 500)), ("edge", TestScene.Box(-200, 400, 500, 500)), ("village", TestScene.Box(1400, 400, 500, 500)),
        };
        var features = string.Join(',', plots.Select(p => $$$"""{"type":"Feature","id":"{{{p.Id}}}","properties":{},"geometry":{{{TestScene.GeoJson(p.Plane)}}}}"""));
        var batch = Parse($$$"""
            {"projects":[{"industry":"fluorosilicon","areaHa":20,"minWidthM":200,"hazard":"medium"}],"plots":{"type":"FeatureCollection","features":[{{{features}}}]}}
            """);
        var answer = BatchEngine.Run(scene, ShippedRules.Pack, batch).Projects[0];
        Assert.Equal(["good"], answer.PlotIds);
        Assert.Equal("given", answer.Sites[0].Shape);
        Assert.True(answer.Sites[0].Score > 0);
        string[] Codes(string id) => [.. answer.Refused.Single(r => r.PlotId == id).Reasons.Select(r => r.Code)];
        Assert.Equal(["removed-by-rule"], Codes("built"));
        Assert.Equal(["plot-too-small", "plot-too-narrow"], Codes("small"));
        Assert.Equal(["outside-park"], Codes("far"));
        Assert.Equal(["outside-park"], Codes("edge"));
        Assert.Equal(["removed-by-rule"], Codes("village"));
    }

    [Fact]
    public void Projects_come_from_a_table()
    {
        var csv = "name,industry,areaMu,hazard,needs,counties\n\"甲,\"\"一\"\"期\",fluorosilicon,300,medium,rail=10;port=20,\n乙,fluorosilicon,,,,\n";
        var problems = Assert.Throws<GeoProblemException>(() => Parse(Csv(csv))).Problems;
        Assert.StartsWith("/inputs/projectsCsv/3", Assert.Single(problems).Field, StringComparison.Ordinal);
        var batch = Parse(Csv(csv.Replace("乙,fluorosilicon,,", "乙,fluorosilicon,200,", StringComparison.Ordinal)));
        Assert.Equal(["甲,\"一\"期", "乙"], batch.Projects.Select(p => p.Name));
        Assert.Equal([("rail", 10.0), ("port", 20)], batch.Projects[0].Request.Needs.Select(n => (n.Kind.Key, n.MaxKm)));
        Assert.Equal(200 * 2000 / 3.0, batch.Projects[1].Request.AreaM2, 1e-6);
    }

    [Theory]
    [InlineData("""{"projects":[]}""", "/inputs/projects")]
    [InlineData("""{"projects":{}}""", "/inputs/projects")]
    [InlineData("""{"projects":[{"industry":"fluorosilicon","areaMu":-1}]}""", "/inputs/projects/0/areaMu")]
    [InlineData("""{"projects":[{"name":5,"industry":"fluorosilicon","areaMu":1}]}""", "/inputs/projects/0/name")]
    [InlineData("""{"projects":[{"industry":"fluorosilicon","areaMu":1,"asOf":"2026-01-01T00:00:00Z"}]}""", "/inputs/projects/0/asOf")]
    [InlineData("""{"projects":[{"industry":"fluorosilicon","areaMu":1}],"plots":[]}""", "/inputs/plots")]
    [InlineData("""{"projects":[{"industry":"fluorosilicon","areaMu":1}],"plots":{"features":[{"geometry":{"type":"Point","coordinates":[116,35]}}]}}""", "/inputs/plots/features/0/geometry")]
    [InlineData("""{"projects":[{"industry":"fluorosilicon","areaMu":1}],"colour":1}""", "/inputs/colour")]
    [InlineData("""{"projectsCsv":"name,colour\n甲,red"}""", "/inputs/projectsCsv")]
    [InlineData("""{"projectsCsv":"name,industry\n\"甲,x"}""", "/inputs/projectsCsv/2")]
    public void A_broken_batch_is_named(string inputs, string field) =>
        Assert.StartsWith(field, Assert.Throws<GeoProblemException>(() => Parse(inputs)).Problems[0].Field, StringComparison.Ordinal);

    private static double Best(List<IReadOnlyList<(double Score, Geometry Plane)>> projects, int at, IReadOnlyList<Geometry> taken)
    {
        if (at == projects.Count)
            return 0;
        var best = Best(projects, at + 1, taken);
        foreach (var (score, plane) in projects[at])
            if (taken.All(t => t.Intersection(plane).Area <= Overlay.ToleranceM2))
                best = Math.Max(best, score + Best(projects, at + 1, [.. taken, plane]));
        return best;
    }

    private static BatchRequest Parse(string json) => BatchRequestParser.Parse(JsonDocument.Parse(json).RootElement, ShippedRules.Pack);

    private static string Csv(string text) => JsonSerializer.Serialize(new { projectsCsv = text });

    private static byte[] Bytes(BatchResult result) => JsonBytes.Of(w => BatchJson.Write(w, result));
}
