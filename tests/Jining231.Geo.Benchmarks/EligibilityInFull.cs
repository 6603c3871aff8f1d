using System.Collections.Concurrent;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Benchmarks;

/// <summary>
/// The same case as control lines of three rules (0, 50 and 300 m, never short): the account of every park, and a whole siting answer with
/// ranking, in the process. Cold: the scene is new, its indexes included; warm: scene and land are kept, as a service keeps them.
/// </summary>
[Config(typeof(ProcessUnderTest.Warm))]
public class EligibilityInFull
{
    private static readonly (string Kind, double Metres)[] Rules = [("heritage", 0), ("river", 50), ("mineral", 300)];

    private readonly ConcurrentDictionary<string, ParkLand> _lands = new(StringComparer.Ordinal);
    private SceneFeature[] _features = [];
    private RulePack _pack = null!;
    private Siting.SitingRequest _request = null!;
    private LandScene _scene = null!;

    /// <summary>
    /// 亩 asked for, with a width of 100 m; from 1000 on 300 m, which few of these parks hold: then the rules that would have to give way are
    /// searched for in every other park.
    /// </summary>
    [Params(300, 1000)]
    public int AreaMu { get; set; }

    /// <summary>Makes features, rules and the request.</summary>
    [GlobalSetup]
    public void Make()
    {
        var data = new EligibilityCase();
        _pack = Pack();
        _request = SitingRequestParser.Parse(
            JsonDocument.Parse($$"""{"industry":"construction-machinery","areaMu":{{AreaMu}},"minWidthM":{{(AreaMu < 1000 ? 100 : 300)}},"hazard":"none"}""").RootElement,
            _pack);
        var everywhere = GeoFactory.Plane.ToGeometry(new Envelope(300_000, 700_000, 3_700_000, 4_100_000));
        _features =
        [
            .. data.Parks.Select((p, i) => Feature("parks", $"p{i}", p, ("kind", "industrial"), ("level", "park"))),
            .. data.Constraints.Select((c, i) => Feature("controls", $"c{i}", c.Plane, ("kind", Rules.Single(r => r.Metres == c.Metres).Kind))),
            Feature("coverage", "all", everywhere, ("layer", "controls")),
        ];
        _scene = Scene();
        var result = SitingEngine.Run(_scene, _pack, _request, Land);
        Console.WriteLine($"// {result.Sites.Count} sites");
        if (result.Sites.Count == 0)
            throw new InvalidOperationException("No site was found.");
    }

    /// <summary>The account of all parks on a new scene.</summary>
    [Benchmark]
    public double Account()
    {
        var scene = Scene();
        return scene["parks"].AsParallel().Sum(p =>
            EligibilityEngine.Run(p.Plane!, ZoneBuilder.Build(p.Plane!, scene, _pack, LandUse.Build("none"))).EligibleM2);
    }

    /// <summary>A siting answer on a new scene.</summary>
    [Benchmark]
    public int SitingCold() => SitingEngine.Run(Scene(), _pack, _request).Sites.Count;

    /// <summary>A siting answer on kept land.</summary>
    [Benchmark]
    public int SitingWarm() => SitingEngine.Run(_scene, _pack, _request, Land).Sites.Count;

    private LandScene Scene() => LandScene.From(
        _features, new Dictionary<string, LayerRevision> { ["parks"] = new(1, DateTimeOffset.UnixEpoch) }, DateTimeOffset.UnixEpoch.AddYears(60));

    private ParkLand Land(SceneFeature park) =>
        _lands.GetOrAdd(park.Id, _ => ParkLand.Of(park, _scene, _pack, SitingEngine.UseOf(_request)));

    private static SceneFeature Feature(string layer, string id, Geometry plane, params (string Field, object Value)[] values)
    {
        var definition = LayerCatalog.Get(layer);
        var row = new object?[definition.Fields.Count];
        foreach (var (field, value) in values.Concat([("name", id), ("source", "benchmark"), ("quality", "synthetic")]))
            row[definition.IndexOf(field)] = value;
        return new SceneFeature(layer, id, id, values.FirstOrDefault(v => v.Field == "kind").Value as string ?? "", plane, new FeatureRow(definition, id, 1, null, row));
    }

    private static RulePack Pack()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "geodata", "rules")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("geodata/rules");
        var files = RulePack.FileNames.ToDictionary(n => n, n => (Stream)new MemoryStream(File.ReadAllBytes(Path.Combine(folder.FullName, "geodata", "rules", n))));
        var shipped = RulePack.Parse(files);
        var setback = shipped.Setbacks.First(s => s is { Layer: "controls", Removes: true, Inverse: false });
        return shipped with
        {
            Setbacks = [.. Rules.Select(r => setback with { Key = "control:" + r.Kind, Kind = r.Kind, MetresByHazard = new HazardMetres(r.Metres, r.Metres, r.Metres, r.Metres) })],
        };
    }
}
