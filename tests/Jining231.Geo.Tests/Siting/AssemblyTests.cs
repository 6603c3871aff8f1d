using CsCheck;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Assemblies;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Siting;

/// <summary>Vacant parcels put together to one plot: connected, in range, fewest owners, shortest outline, and proved like any plot.</summary>
public sealed class AssemblyTests
{
    private const double Cell = 200;

    [Fact]
    public void The_best_assembly_equals_brute_force_on_random_small_graphs()
    {
        var (found, none, refused) = (0, 0, 0);
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var random = new Random(seed);
            var parcels = RandomParcels(random);
            if (parcels.Count == 0)
                return;
            var land = VacantParcels.In(TestScene.Box(-1000, -1000, 5000, 5000), parcels);
            Assert.Equal(parcels.Count, land.Features.Count);
            var least = (long)(Cell * Cell * (1 + random.NextDouble() * 3) * 100);
            var problem = new AssemblyProblem(land.Parcels, land.Borders, least, (long)(least * (1.1 + random.NextDouble())));
            var (width, aspect) = (random.Next(3) * 90.0, 1.5 + random.NextDouble() * 3);
            var best = Best(land.Features, problem, width, aspect);
            var answer = AssemblySolver.Solve(problem, members => Fits(members, land.Features, width, aspect), 1, int.MaxValue);
            Interlocked.Add(ref refused, answer.Refused);
            if (best is null)
            {
                Assert.Empty(answer.Sets);
                Interlocked.Increment(ref none);
                return;
            }

            var set = Assert.Single(answer.Sets);
            Assert.True(set.Proven);
            Assert.Equal(best.Value.Owners, set.Owners);
            Assert.InRange(set.PerimeterCm / 100.0, best.Value.PerimeterM - 0.1, best.Value.PerimeterM + 0.1);
            Assert.True(Connected(set.Members, land.Features));
            Interlocked.Increment(ref found);
        }, iter: 150);
        Assert.True(found > 30 && none > 5 && refused > 5, $"{found} found, {none} without, {refused} refused");
    }

    [Fact]
    public void Further_assemblies_share_at_most_a_fifth_of_the_smaller()
    {
        var parcels = Enumerable.Range(0, 24).Select(i => Parcel($"p{i:00}", TestScene.Box(i % 6 * Cell, i / 6 * Cell, Cell, Cell), "vacant", null)).ToList();
        var land = VacantParcels.In(TestScene.Box(-1000, -1000, 5000, 5000), parcels);
        var least = (long)(4 * Cell * Cell * 100);
        var answer = AssemblySolver.Solve(new AssemblyProblem(land.Parcels, land.Borders, least, least + 100), _ => true, 4, 10);
        Assert.Equal(4, answer.Sets.Count);
        Assert.Equal((1, 160_000L), (answer.Sets[0].Owners, answer.Sets[0].PerimeterCm));
        Assert.Equal(answer.Sets.Select(s => s.PerimeterCm).Order(), answer.Sets.Select(s => s.PerimeterCm));
        foreach (var a in answer.Sets)
            Assert.All(answer.Sets.Where(b => b != a), b => Assert.Empty(a.Members.Intersect(b.Members)));
    }

    [Fact]
    public void Parcels_that_meet_in_a_corner_or_across_a_road_are_not_joined()
    {
        SceneFeature[] parcels =
        [
            Parcel("a", TestScene.Box(0, 0, 200, 200), "vacant", null), Parcel("corner", TestScene.Box(200, 200, 200, 200), "vacant", null),
            Parcel("road", TestScene.Box(218, 0, 200, 180), "vacant", null), Parcel("short", TestScene.Box(-200, 191, 200, 200), "vacant", null),
            Parcel("long", TestScene.Box(-200, -189, 200, 200), "idle", null),
        ];
        var land = VacantParcels.In(TestScene.Box(-1000, -1000, 5000, 5000), parcels);
        Assert.Equal(["a", "corner", "long", "road", "short"], land.Features.Select(f => f.Id));
        var joined = Assert.Single(land.Borders, b => b.Joins);
        Assert.Equal((0, 2, 1100L), (joined.A, joined.B, joined.SharedCm));
        Assert.Contains(land.Borders, b => b is { A: 0, B: 4, SharedCm: 900 });
        Assert.Equal(4, land.Components().Count);
    }

    [Fact]
    public void Owners_are_enterprises_the_supplier_of_vacant_land_and_each_nameless_holder_for_himself()
    {
        SceneFeature[] parcels =
        [
            Parcel("a", TestScene.Box(0, 0, 100, 100), "vacant", null), Parcel("b", TestScene.Box(100, 0, 100, 100), "approved-unsupplied", null),
            Parcel("c", TestScene.Box(200, 0, 100, 100), "idle", null), Parcel("d", TestScene.Box(300, 0, 100, 100), "idle", null),
            Parcel("e", TestScene.Box(400, 0, 100, 100), "idle", "甲"), Parcel("f", TestScene.Box(500, 0, 100, 100), "vacant", "甲"),
        ];
        Assert.Equal([0, 0, 1, 2, 3, 3], VacantParcels.In(TestScene.Box(-100, -100, 900, 900), parcels).Parcels.Select(p => p.Owner));
    }

    [Fact]
    public void The_outline_of_parcels_keeps_their_vertices_and_closes_their_cracks()
    {
        var a = TestScene.Box(0, 0, 400, 200);
        var b = TestScene.Box(0, 200.0001, 150, 200);
        var c = TestScene.Box(150.0001, 199.9999, 250, 200);
        var outline = Assert.IsType<Polygon>(ParcelUnion.Of([a, b, c]));
        Assert.Equal(0, outline.NumInteriorRings);
        Assert.Equal(160_000, outline.Area, 0);
        Assert.True(outline.IsValid);
        Assert.Null(ParcelUnion.Of([a, TestScene.Box(0, 218, 150, 200)]));
        var ring = new[] { (0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1) }.Select(p => TestScene.Box(p.Item1 * 100, p.Item2 * 100, 100, 100)).ToArray();
        Assert.Equal(10_000, new Polygon((LinearRing)Assert.Single(ParcelUnion.Of(ring)!.InteriorRings)).Area, 2);
    }

    [Fact]
    public void A_park_offers_parcels_with_fewest_owners_and_names_them()
    {
        var scene = ParcelPark().Build();
        var (result, request) = SitingScenarioTests.Run(scene, """{"industry":"fluorosilicon","areaHa":7,"minWidthM":150,"hazard":"low","count":4,"plotKinds":["assembly"]}""");
        Assert.NotEmpty(result.Sites);
        foreach (var site in result.Sites)
        {
            Assert.Equal("assembly", site.Shape);
            var plot = SiteChecker.CheckOne(site, scene, ShippedRules.Pack, request);
            var parcels = site.Assembly!.Parcels.Select(p => scene.Find("parcels", p.Id)!).ToList();
            Assert.Equal(parcels.Sum(p => p.Plane!.Area), plot.Area, 0);
            Assert.All(parcels, p => Assert.True(p.Plane!.Difference(plot).Area < 0.1));
            Assert.All(parcels, p => Assert.NotEqual("built", p.Row.Text("status")));
            Assert.InRange(plot.Area, 70_000, 70_000 * 1.31);
            Assert.True(site.Assembly.Proven);
            Assert.True(site.LengthM / site.WidthM <= request.MaxAspect + 0.01);
        }

        Assert.Contains(result.Sites, s => s.Assembly!.Owners == 1);
        var text = System.Text.Encoding.UTF8.GetString(SitingScenarioTests.Bytes(result));
        Assert.Contains("\"shape\":\"assembly\",\"parcels\":[{\"id\":\"v", text, StringComparison.Ordinal);
        Assert.Contains("\"owners\":1,\"fewestOwnersProven\":true", text, StringComparison.Ordinal);
        Assert.Equal(text, System.Text.Encoding.UTF8.GetString(SitingScenarioTests.Bytes(SitingScenarioTests.Run(scene, request))));
    }

    [Fact]
    public void A_park_without_parcels_for_it_says_why()
    {
        const string Ask = """{"industry":"fluorosilicon","areaHa":7,"minWidthM":150,"hazard":"low","plotKinds":["assembly"]}""";
        var bare = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1500, 900)).Build();
        var reasons = Assert.Single(SitingScenarioTests.Run(bare, Ask).Result.Parks).Reasons;
        Assert.Contains(reasons, r => r.Code == "no-vacant-parcel");
        Assert.Contains("整宗未占用地块", Assert.Single(reasons, r => r.Code == "no-relaxation").Zh, StringComparison.Ordinal);
        var small = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1500, 900))
            .Parcel("vacant", TestScene.Box(0, 0, 200, 200)).Parcel("vacant", TestScene.Box(250, 0, 200, 200)).Parcel("vacant", TestScene.Box(1400, 0, 200, 200)).Build();
        var why = Assert.Single(Assert.Single(SitingScenarioTests.Run(small, Ask).Result.Parks).Reasons, r => r.Code == "parcels-too-small");
        Assert.Contains("40000.00 m² (60.00 亩)", why.En, StringComparison.Ordinal);
        Assert.Contains("(1 in part)", why.En, StringComparison.Ordinal);
        var thin = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1500, 900)).Parcel("vacant", TestScene.Box(0, 0, 800, 100)).Build();
        Assert.Contains(Assert.Single(SitingScenarioTests.Run(thin, Ask).Result.Parks).Reasons, r => r.Code == "no-assembly");
    }

    [Fact]
    public void Assemblies_on_random_land_withstand_an_independent_check()
    {
        var sites = 0;
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[2, 14], Gen.Int[0, 200], Gen.OneOfConst("none", "low", "medium")).Sample((seed, areaHa, width, hazard) =>
        {
            var scene = WithParcels(RandomLand.Scene(seed, reverse: false), seed);
            var (result, request) = SitingScenarioTests.Run(
                scene, $$"""{"industry":"fluorosilicon","areaHa":{{areaHa}},"minWidthM":{{width}},"hazard":"{{hazard}}","plotKinds":["assembly","rectangle"],"assemblyMaxRatio":1.6,"needs":[{"kind":"rail","maxKm":4}]}""");
            SiteChecker.Check(result, scene, ShippedRules.Pack, request);
            foreach (var site in result.Sites.Where(s => s.Assembly is not null))
            {
                var plot = Reproject.ToPlane(site.Geographic);
                Assert.Equal(site.Assembly!.Parcels.Sum(p => scene.Find("parcels", p.Id)!.Plane!.Area), plot.Area, 0);
                Interlocked.Increment(ref sites);
            }
        }, iter: Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 2_000 : 8);
        Assert.True(sites > 2, $"{sites} assemblies were checked");
    }

    [Fact]
    public void A_locked_assembly_keeps_its_parcels_as_long_as_they_are_its_outline()
    {
        var scene = ParcelPark().Build();
        var (first, _) = SitingScenarioTests.Run(scene, """{"industry":"fluorosilicon","areaHa":7,"minWidthM":150,"hazard":"low","count":2,"plotKinds":["assembly"]}""");
        var site = first.Sites[0];
        var plot = System.Text.Encoding.UTF8.GetString(JsonBytes.Of(w => FeatureJsonWriter.WriteGeometry(w, site.Geographic)));
        (SitingResult Result, SitingRequest Request) Lock(LandScene on, params string[] parcels) => SitingScenarioTests.Run(
            on, $$$"""{"industry":"fluorosilicon","areaHa":7,"minWidthM":150,"hazard":"low","count":2,"plotKinds":["assembly"],"locked":[{"name":"甲","geometry":{{{plot}}},"parcels":[{{{string.Join(',', parcels.Select(p => $"\"{p}\""))}}}]}]}""");
        string[] ids = [.. site.Assembly!.Parcels.Select(p => p.Id)];
        var (result, request) = Lock(scene, [.. ids.Reverse()]);
        SiteChecker.Check(result, scene, ShippedRules.Pack, request);
        var kept = Assert.Single(result.Sites, s => s.LockedName == "甲");
        Assert.Equal(("assembly", site.Assembly.Owners, (bool?)null), (kept.Shape, kept.Assembly!.Owners, kept.Assembly.Proven));
        Assert.Equal(site.Assembly.Parcels, kept.Assembly.Parcels);
        Assert.Equal((site.Score, site.Quality), (kept.Score, kept.Quality));
        var text = System.Text.Encoding.UTF8.GetString(SitingScenarioTests.Bytes(result));
        Assert.Contains($"\"parcels\":[{string.Join(',', ids.Select(i => $"\"{i}\""))}]", text, StringComparison.Ordinal);

        Reason Amiss(params string[] parcels) => Assert.Single(Assert.Single(Lock(scene, parcels).Result.Locked).Reasons);
        Assert.Contains("v99", Amiss([.. ids, "v99"]) is { Code: "parcels-gone" } gone ? gone.Zh : "", StringComparison.Ordinal);
        Assert.Equal("parcels-moved", Amiss(ids[..^1]).Code);
        Assert.Null(Lock(scene, [.. ids, "v99"]).Result.Sites.FirstOrDefault(s => s.LockedName is not null));
        var outline = Assert.Single(Lock(scene).Result.Sites, s => s.LockedName is not null);
        Assert.Equal(("given", (SiteAssembly?)null), (outline.Shape, outline.Assembly));
        var sold = scene.With([Parcel(ids[0], scene.Find("parcels", ids[0])!.Plane!, "built", "乙")], f => f.Id == ids[0]);
        Assert.Contains(Assert.Single(Lock(sold, ids).Result.Locked).Reasons, r => r.Code == "removed-by-rule");
    }

    [Fact]
    public void A_request_for_assemblies_alone_is_told_which_rules_would_have_to_give_way()
    {
        const string Ask = """{"industry":"fluorosilicon","areaHa":7,"minWidthM":150,"hazard":"low","plotKinds":["assembly"]}""";
        var scene = ParcelPark().Control("permanent_farmland", TestScene.Box(0, 0, 1500, 500), "field").Sensitive("village", TestScene.Box(0, 480, 1500, 100)).Build();
        var park = Assert.Single(SitingScenarioTests.Run(scene, Ask).Result.Parks);
        Assert.Equal("no-site", park.Verdict);
        Assert.Equal([["control:permanent_farmland"], ["sensitive:village"]], park.Relaxations.Select(r => r.Rules.Select(x => x.Rule).ToArray()).OrderBy(r => r[0], StringComparer.Ordinal));
        Assert.Contains(park.Reasons, r => r.Zh.Contains("永久基本农田", StringComparison.Ordinal));
        Assert.DoesNotContain(park.Reasons, r => r.Code == "no-relaxation");
    }

    [Fact]
    public void The_rules_to_relax_for_assemblies_are_those_that_trying_every_set_finds()
    {
        var (some, none) = (0, 0);
        foreach (var seed in Enumerable.Range(0, Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 200 : 10))
        {
            var random = new Random(seed);
            var scene = ParcelPark();
            foreach (var kind in new[] { "permanent_farmland", "heritage", "river" })
                scene.Control(kind, TestScene.Box(random.Next(1200), random.Next(700), 200 + random.Next(500), 150 + random.Next(400)), kind);
            scene.Sensitive("village", TestScene.Box(random.Next(1400), random.Next(800), 100, 100));
            scene.Control("drinking_water", TestScene.Box(random.Next(300), random.Next(200), 1100, 600), "water");
            var built = scene.Build();
            var (result, request) = SitingScenarioTests.Run(built, $$"""{"industry":"fluorosilicon","areaHa":{{5 + random.Next(6)}},"minWidthM":150,"hazard":"low","plotKinds":["assembly"]}""");
            var park = Assert.Single(result.Parks);
            if (result.Sites.Count > 0)
                continue;
            string[] keys = [.. park.Ledger!.Rules.Select(r => r.Rule).Order(StringComparer.Ordinal)];
            var minimal = new List<string[]>();
            for (var size = 1; size <= 3; size++)
                minimal.AddRange(RelaxedLand.Subsets(keys, size).Where(s => !minimal.Any(m => m.All(s.Contains))).ToList()
                    .Where(s => Holds(built, ShippedRules.Pack.Relaxed(s), request)));
            Assert.Equal(
                minimal.Select(m => string.Join(' ', m)).Order(StringComparer.Ordinal), park.Relaxations.Select(r => string.Join(' ', r.Rules.Select(x => x.Rule))).Order(StringComparer.Ordinal));
            if (minimal.Count > 0)
                some++;
            else
                none++;
        }

        Assert.True(some > 1, $"{some} with a way out, {none} without");
    }

    /// <summary>True if the rules, as a pack of their own, leave land in which parcels make a plot that the judge of given plots lets pass.</summary>
    private static bool Holds(LandScene scene, RulePack rules, SitingRequest request)
    {
        var (park, use) = (scene["parks"][0], SitingEngine.UseOf(request));
        var demand = PlotDemand.In(park.Plane!, request);
        var room = Polygons.AtLeast(Polygons.Parts(ParkLand.Of(park, scene, rules, use).Eligibility.Eligible), demand.AreaM2);
        var judge = new PlotJudge(scene, rules, request);
        return !room.IsEmpty && new AssemblySearch(demand, new NeedFinder(scene, []), o => judge.Judge(o, park).Plot)
            .Run(room, new PlotRules(scene, rules, use).Vacant(room)).Plots.Count > 0;
    }

    private static TestScene ParcelPark()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "p", TestScene.Box(0, 0, 1500, 900));
        for (var i = 0; i < 24; i++)
            scene.Add("parcels", $"v{i:00}", TestScene.Box(50 + i % 6 * Cell, 20 + i / 6 * Cell, Cell, Cell), ("class_code", "1001"),
                ("status", i % 7 == 3 ? "built" : i % 2 == 0 ? "vacant" : "idle"), ("enterprise", i % 2 == 0 ? null : "甲乙丙丁".Substring(i % 4, 1)));
        return scene;
    }

    private static LandScene WithParcels(LandScene scene, int seed)
    {
        var random = new Random(seed);
        var more = new TestScene();
        foreach (var park in scene["parks"])
        {
            var box = park.Plane!.EnvelopeInternal;
            var size = 90 + random.Next(160);
            for (var i = 0; i < 60; i++)
                if (random.Next(8) > 0)
                    more.Add("parcels", $"{park.Id}-{i:00}", TestScene.Box(box.MinX - TestScene.East + 200 + i % 10 * size, box.MinY - TestScene.North + 200 + i / 10 * size, size, size),
                        ("class_code", "1001"), ("status", random.Next(3) == 0 ? "idle" : "vacant"), ("enterprise", random.Next(3) == 0 ? $"e{random.Next(4)}" : null));
        }

        return LandScene.From(LayerCatalog.All.SelectMany(l => scene[l.Name]).Concat(more.Build()["parcels"]), scene.Revisions, scene.At);
    }

    private static List<SceneFeature> RandomParcels(Random random)
    {
        var parcels = new List<SceneFeature>();
        var taken = new bool[3, 3];
        for (var i = 0; i < 9; i++)
        {
            if (taken[i / 3, i % 3] || random.Next(6) == 0)
                continue;
            var wide = i % 3 < 2 && !taken[i / 3, i % 3 + 1] && random.Next(4) == 0 ? 2 : 1;
            for (var k = 0; k < wide; k++)
                taken[i / 3, i % 3 + k] = true;
            var cut = random.Next(5) == 0 ? 18 : 0;
            parcels.Add(Parcel($"p{i}", TestScene.Box(i % 3 * Cell, i / 3 * Cell, wide * Cell - cut, Cell - random.Next(2) * random.Next(60)),
                random.Next(2) == 0 ? "vacant" : "idle", random.Next(2) == 0 ? $"e{random.Next(3)}" : null));
        }

        return parcels;
    }

    private static SceneFeature Parcel(string id, Geometry plane, string status, string? enterprise) => new TestScene().Add(
        "parcels", id, plane, ("status", status), ("class_code", "1001"), ("enterprise", enterprise)).Build()["parcels"][0];

    private static (int Owners, double PerimeterM)? Best(IReadOnlyList<SceneFeature> parcels, AssemblyProblem problem, double width, double aspect)
    {
        (int Owners, double PerimeterM)? best = null;
        for (var bits = 1; bits < 1 << parcels.Count; bits++)
        {
            var members = Enumerable.Range(0, parcels.Count).Where(i => (bits >> i & 1) == 1).ToList();
            var area = members.Sum(i => problem.Parcels[i].Area);
            if (area < problem.Least || area > problem.Most || !Connected(members, parcels) || !Fits(members, parcels, width, aspect))
                continue;
            var owners = members.Select(i => problem.Parcels[i].Owner).Distinct().Count();
            var perimeter = members.Select(i => parcels[i].Plane!).Aggregate((a, b) => a.Union(b)).Length;
            if (best is null || owners < best.Value.Owners || owners == best.Value.Owners && perimeter < best.Value.PerimeterM)
                best = (owners, perimeter);
        }

        return best;
    }

    /// <summary>Connection the plain way: from the first parcel over common boundaries of at least 10 m, measured by intersection.</summary>
    private static bool Connected(IReadOnlyList<int> members, IReadOnlyList<SceneFeature> parcels)
    {
        var reached = new HashSet<int> { members[0] };
        while (members.FirstOrDefault(m => !reached.Contains(m) && reached.Any(r => parcels[r].Plane!.Intersection(parcels[m].Plane!).Length >= 10), -1) is var next and >= 0)
            reached.Add(next);
        return reached.Count == members.Count;
    }

    private static bool Fits(IReadOnlyList<int> members, IReadOnlyList<SceneFeature> parcels, double width, double aspect)
    {
        if (members.Select(i => parcels[i].Plane!).Aggregate((a, b) => a.Union(b)) is not Polygon outline)
            return false;
        var (narrow, wide) = MainAxis.Sides(outline);
        return wide <= narrow * aspect && BlockSearch.HasWidth(outline, width);
    }
}
