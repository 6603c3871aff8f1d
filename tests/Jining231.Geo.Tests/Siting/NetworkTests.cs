using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Networks;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Eligibility;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Siting;

public sealed class NetworkTests
{
    private const string Ask = """{"industry":"fluorosilicon","areaHa":20,"hazard":"low","count":1,"needs":[{"kind":"port","maxKm":100,"by":"network"}]}""";

    [Fact]
    public void A_way_goes_straight_to_the_line_along_it_and_straight_on()
    {
        var (result, request) = Run(Land(), Ask);
        var site = Assert.Single(result.Sites);
        var plot = Reproject.ToPlane(site.Geographic);
        var need = Assert.Single(site.Needs);
        var line = TestScene.Line(-500, 3000, 20_000, 3000, 20_000, 30_000);
        Assert.Equal("expressway", need.Route!.Network);
        Assert.Equal(plot.Distance(line) / 1000, need.Route.AccessKm, 0.0011);
        Assert.Equal(2, need.Route.EgressKm, 0.0011);
        Assert.Equal(need.ActualKm, need.Route.AccessKm + need.Route.AlongKm + need.Route.EgressKm, 1e-9);
        Assert.True(request.Needs[0].ByNetwork);
        Assert.InRange(need.ActualKm, plot.Distance(Port) / 1000, 100);
        Assert.Equal("network", site.Contributions.Single(c => c.Criterion == "transport").Method);
        using var json = JsonDocument.Parse(SitingScenarioTests.Bytes(result));
        var told = json.RootElement.GetProperty("sites").GetProperty("features")[0].GetProperty("properties").GetProperty("needs")[0];
        Assert.Equal(("network", "expressway"), (told.GetProperty("method").GetString(), told.GetProperty("network").GetString()));
        Assert.Equal("network", json.RootElement.GetProperty("meta").GetProperty("request").GetProperty("needs")[0].GetProperty("by").GetString());
    }

    [Fact]
    public void Where_no_network_joins_them_the_distance_is_straight_and_says_so()
    {
        foreach (var line in new[] { TestScene.Line(-500, 60_000, 20_000, 60_000), TestScene.Line(-500, 3000, 1000, 3000) })
        {
            var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 1000))
                .Add("ports", "port", Port, ("kind", "inland")).Add("transport", "road", line, ("kind", "expressway"))
                .Add("transport", "other", TestScene.Line(19_000, 25_000, 19_000, 40_000), ("kind", "rail")).Build();
            var site = Assert.Single(Run(scene, Ask).Result.Sites);
            var need = Assert.Single(site.Needs);
            if (need.Route is null)
                Assert.Equal(Reproject.ToPlane(site.Geographic).Distance(Port) / 1000, need.ActualKm, 0.0011);
            else
                Assert.True(need.Route.AccessKm + need.Route.EgressKm < Reproject.ToPlane(site.Geographic).Distance(Port) / 1000);
            Assert.Equal(need.Route is null ? "straight-line" : "network", site.Contributions.Single(c => c.Criterion == "transport").Method);
        }
    }

    [Fact]
    public void A_need_without_networks_in_the_rules_stays_a_straight_line()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 1000))
            .Add("transport", "line", TestScene.Line(5000, -5000, 5000, 9000), ("kind", "rail")).Build();
        var by = Run(scene, Ask.Replace("port", "rail", StringComparison.Ordinal)).Result.Sites[0];
        var plain = Run(scene, Ask.Replace("port", "rail", StringComparison.Ordinal).Replace(",\"by\":\"network\"", "", StringComparison.Ordinal)).Result.Sites[0];
        Assert.Null(by.Needs[0].Route);
        Assert.Equal(plain.Needs[0].ActualKm, by.Needs[0].ActualKm);
        Assert.Null(plain.Contributions.Single(c => c.Criterion == "transport").Method);
    }

    [Fact]
    public void The_bound_holds_along_the_network()
    {
        Assert.NotEmpty(Run(Land(), Ask).Result.Sites);
        var near = Run(Land(), Ask.Replace("\"maxKm\":100", "\"maxKm\":38", StringComparison.Ordinal)).Result;
        Assert.Empty(near.Sites);
        Assert.NotEmpty(Run(Land(), Ask.Replace("\"maxKm\":100", "\"maxKm\":38", StringComparison.Ordinal).Replace(",\"by\":\"network\"", "", StringComparison.Ordinal)).Result.Sites);
    }

    [Fact]
    public void Passenger_railways_and_other_kinds_do_not_carry()
    {
        LandScene Scene(string kind, string type) => SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 1000))
            .Add("ports", "port", Port, ("kind", "inland"))
            .Add("transport", "line", TestScene.Line(-500, 3000, 20_000, 3000, 20_000, 30_000), ("kind", kind), ("class", type)).Build();
        var ask = Ask.Replace("\"port\"", "\"inland-port\"", StringComparison.Ordinal);
        Assert.Equal("rail", Run(Scene("rail", "普速干线"), ask).Result.Sites[0].Needs[0].Route!.Network);
        Assert.Null(Run(Scene("rail", "高速铁路"), ask).Result.Sites[0].Needs[0].Route);
        Assert.Null(Run(Scene("gas", "长输管道"), ask).Result.Sites[0].Needs[0].Route);
    }

    [Fact]
    public void Ends_and_crossings_within_the_tolerance_are_one_node()
    {
        double Along(params Geometry[] lines)
        {
            var network = LineNetwork.Of(lines)!;
            NetworkAccess From(double x, double y) => network.Nearest(TestScene.Box(x, y, 0.5, 0.5));
            var target = From(2000, 1000);
            return network.Along(From(0, 0), target, network.WaysTo(target));
        }

        Assert.Equal(3000, Along(TestScene.Line(0, 0, 2000, 0), TestScene.Line(2000, 0, 2000, 1000)), 2.0);
        Assert.Equal(3000, Along(TestScene.Line(0, 0, 2000, 0), TestScene.Line(2000.6, 0.3, 2000, 1000)), 3.0);
        Assert.Equal(3000, Along(TestScene.Line(0, 0, 3000, 0), TestScene.Line(2000, -500, 2000, 1000)), 2.0);
        Assert.Equal(double.PositiveInfinity, Along(TestScene.Line(0, 0, 1990, 0), TestScene.Line(2000, 5, 2000, 1000)));
    }

    [Fact]
    public void The_shortest_way_is_that_of_trying_all_ways_on_random_small_graphs()
    {
        var joined = 0;
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var nodes = Enumerable.Range(0, 6).Select(i => (X: 1000.0 * random.Next(0, 8), Y: 1000.0 * random.Next(0, 8) + 100 * i)).ToArray();
            var edges = (from a in Enumerable.Range(0, 6) from b in Enumerable.Range(0, a) where random.NextDouble() < 0.35 select (a, b)).ToArray();
            Geometry[] lines = [.. edges.Select(e => TestScene.Line(nodes[e.a].X, nodes[e.a].Y, nodes[e.b].X, nodes[e.b].Y))];
            if (lines.Length == 0)
                continue;
            var network = LineNetwork.Of(lines)!;
            var (from, to) = (edges[0].a, edges[^1].b);
            Geometry At(int n) => GeoFactory.Plane.CreatePoint(TestScene.Line(nodes[n].X, nodes[n].Y, nodes[n].X + 1, nodes[n].Y).Coordinates[0]);
            var (source, target) = (network.Nearest(At(from)), network.Nearest(At(to)));
            Assert.Equal(0, source.DistanceM, 6);
            var along = network.Along(source, target, network.WaysTo(target));
            var brute = AllWays(lines, At(from).Coordinate, At(to).Coordinate);
            if (double.IsInfinity(brute))
                Assert.Equal(brute, along);
            else
                Assert.Equal(brute, along, 3.0);
            var reversed = LineNetwork.Of([.. lines.Reverse().Select(l => l.Reverse())])!;
            var end = reversed.Nearest(At(to));
            Assert.Equal(along, reversed.Along(reversed.Nearest(At(from)), end, reversed.WaysTo(end)), 6);
            if (!double.IsInfinity(along))
                joined++;
        }

        Assert.True(joined > 50, $"{joined} pairs were joined");
    }

    [Fact]
    public void On_the_shipped_record_no_way_is_shorter_than_the_straight_line_and_bytes_repeat()
    {
        var (result, _) = Run(ShippedScene.Scene, """{"industry":"fluorosilicon","areaMu":300,"count":5,"needs":[{"kind":"inland-port","maxKm":150,"by":"network"},{"kind":"canal-port","maxKm":150,"by":"network"}]}""");
        Assert.NotEmpty(result.Sites);
        Assert.Contains(result.Sites, s => s.Needs.Any(n => n.Route is not null));
        foreach (var site in result.Sites)
            foreach (var need in site.Needs)
                Assert.InRange(
                    ShippedScene.Scene.Find("ports", need.FeatureId)!.Plane!.Distance(Reproject.ToPlane(site.Geographic)) / 1000, 0, need.ActualKm);
        var again = Run(ShippedScene.Read(), """{"industry":"fluorosilicon","areaMu":300,"count":5,"needs":[{"kind":"inland-port","maxKm":150,"by":"network"},{"kind":"canal-port","maxKm":150,"by":"network"}]}""").Result;
        Assert.Equal(SitingScenarioTests.Bytes(result), SitingScenarioTests.Bytes(again));
    }

    [Fact]
    public void An_unknown_measure_is_named()
    {
        var problem = Assert.Single(Assert.Throws<GeoProblemException>(() => Run(Land(), Ask.Replace("network", "crow", StringComparison.Ordinal))).Problems);
        Assert.Equal("/inputs/needs/0/by", problem.Field);
        Assert.Equal(["line", "network"], problem.Allowed);
    }

    private static Geometry Port => TestScene.Box(22_000, 25_000, 1, 1).Centroid.Buffer(0.001);

    private static LandScene Land() => SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1000, 1000))
        .Add("ports", "port", Port, ("kind", "inland"))
        .Add("transport", "a", TestScene.Line(-500, 3000, 20_000, 3000), ("kind", "expressway"))
        .Add("transport", "b", TestScene.Line(20_000, 3000, 20_000, 30_000), ("kind", "expressway")).Build();

    /// <summary>Every walk without a node twice, over the lines cut at all their plain intersections.</summary>
    private static double AllWays(Geometry[] lines, Coordinate from, Coordinate to)
    {
        var cuts = lines.Select(l => l.Coordinates.ToList()).ToArray();
        for (var i = 0; i < lines.Length; i++)
            for (var j = 0; j < lines.Length; j++)
                if (i != j)
                    cuts[i].AddRange(lines[i].Intersection(lines[j]).Coordinates);
        var ways = new Dictionary<string, List<(string Next, double Length)>>();
        foreach (var cut in cuts)
        {
            var start = cut[0];
            var ordered = cut.OrderBy(c => c.Distance(start)).ToList();
            for (var i = 1; i < ordered.Count; i++)
                if (ordered[i].Distance(ordered[i - 1]) > 0.5)
                {
                    Way(ordered[i - 1], ordered[i]);
                    Way(ordered[i], ordered[i - 1]);
                }
        }

        return Walk(Key(from), [Key(from)]);

        double Walk(string at, HashSet<string> seen)
        {
            if (at == Key(to))
                return 0;
            var best = double.PositiveInfinity;
            foreach (var (next, length) in ways.GetValueOrDefault(at) ?? [])
                if (seen.Add(next))
                {
                    best = Math.Min(best, length + Walk(next, seen));
                    seen.Remove(next);
                }

            return best;
        }

        void Way(Coordinate a, Coordinate b)
        {
            if (!ways.TryGetValue(Key(a), out var list))
                ways[Key(a)] = list = [];
            list.Add((Key(b), a.Distance(b)));
        }

        static string Key(Coordinate c) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(c.X)} {Math.Round(c.Y)}");
    }

    private static (SitingResult Result, SitingRequest Request) Run(LandScene scene, string json) => SitingScenarioTests.Run(scene, json);
}
