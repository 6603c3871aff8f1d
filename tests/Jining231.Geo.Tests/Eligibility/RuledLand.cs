using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>A park, features in and around it (some far beyond any edge of park or city), and rules of every kind; one number makes it all.</summary>
internal sealed class RuledLand
{
    private static readonly string[] Kinds = ["heritage", "river", "mineral", "pipeline"];

    private readonly Random _random;
    private readonly List<(string Layer, string Kind, Geometry Shape, long? People)> _features = [];
    private readonly Dictionary<string, Geometry> _coverage = [];

    public RuledLand(int seed)
    {
        _random = new Random(seed);
        Park = Star(500, 500, 250, 700);
        List<SetbackRule> rules =
        [
            TestRule.Of("controls", "urban_boundary", inverse: true),
            TestRule.Of("controls", "cultivated_land", "conditional"),
            TestRule.Of("sensitive", "village", metres: Pick(0, 50, 300)) with { Range = new FieldRange("population", 100, Pick<double?>(null, 500)) },
            TestRule.Of("transport", "rail", metres: Pick(15, 55)),
            TestRule.Of("parks", "chemical", metres: Pick(100, 500)),
            .. Kinds[..^1].Select(k => TestRule.Of("controls", k, metres: Pick(0, 0, 25, 120))),
            TestRule.Of("controls", "pipeline", "permitted") with { Opens = ["controls:heritage", "sensitive:village"] },
        ];
        Pack = ShippedRules.Pack with { Setbacks = rules, Reserves = [] };
        for (var i = _random.Next(2, 12); i > 0; i--)
            Place(i);
        _features.Add(("controls", "urban_boundary", Chance(0.5) ? Box(-9000, -9000, 20_000, 20_000) : Star(500, 500, 300, 900), null));
        foreach (var kind in Kinds.Append("urban_boundary").Append("cultivated_land"))
            _coverage[kind] = Chance(0.8) ? Box(-9000, -9000, 20_000, 20_000) : Star(500, 500, 300, 900);
    }

    public Geometry Park { get; }

    public RulePack Pack { get; }

    /// <summary>The engine's answer.</summary>
    public EligibilityResult Run() => Run(Pack, g => g);

    /// <summary>The engine's answer under another order of the rules, or on moved or turned geometry.</summary>
    public EligibilityResult Run(RulePack pack, Func<Geometry, Geometry> edit)
    {
        var park = edit(Park);
        return EligibilityEngine.Run(park, ZoneBuilder.Build(park, Scene(edit), pack, LandUse.Build("medium")));
    }

    /// <summary>The same by plain overlay.</summary>
    public PlainLedger Oracle()
    {
        var zones = new Dictionary<string, Geometry>();
        foreach (var rule in Pack.Setbacks.Where(r => r.Removes))
        {
            var shapes = _features.Where(f => f.Layer == rule.Layer && f.Kind == rule.Kind && Counts(rule.Range, f.People)).Select(f => f.Shape).ToList();
            var metres = rule.MetresByHazard.Medium;
            zones[rule.Key] = rule.Inverse
                ? PlainLedger.Overlay(_coverage[rule.Kind], PlainLedger.Union(shapes), SpatialFunction.Difference)
                : PlainLedger.Union(shapes.Select(s => rule.Layer == "parks"
                    ? PlainLedger.Overlay(Buffers.Circumscribed(s, metres), s, SpatialFunction.Difference)
                    : Buffers.Circumscribed(s, metres)));
        }

        foreach (var status in Pack.Parcels.Where(p => p.Occupied))
            zones[status.Key] = PlainLedger.Union(_features.Where(f => f.Layer == "parcels" && f.Kind == status.Status).Select(f => f.Shape));
        foreach (var rule in Pack.Setbacks)
            foreach (var opened in rule.Opens)
                zones[opened] = PlainLedger.Overlay(
                    zones[opened], PlainLedger.Union(_features.Where(f => f.Kind == rule.Kind).Select(f => f.Shape)), SpatialFunction.Difference);
        var world = Box(-9000, -9000, 20_000, 20_000);
        return new PlainLedger(Park, zones, _coverage.Where(c => c.Key != "pipeline").ToDictionary(
            c => "controls:" + c.Key, c => PlainLedger.Overlay(world, c.Value, SpatialFunction.Difference)));
    }

    private LandScene Scene(Func<Geometry, Geometry> edit)
    {
        var scene = new TestScene();
        foreach (var (kind, shape) in _coverage)
            scene.Add("coverage", "coverage-" + kind, edit(shape), ("layer", "controls"), ("kind", kind));
        foreach (var (layer, kind, shape, people) in _features)
            if (layer == "parcels")
                scene.Parcel(kind, edit(shape));
            else if (layer == "sensitive")
                scene.Add(layer, $"{kind}-{scene.Count}", edit(shape), ("kind", kind), ("population", people));
            else
                scene.Add(layer, $"{kind}-{scene.Count}", edit(shape), ("kind", kind));
        return scene.Build();
    }

    private void Place(int i)
    {
        var shape = Chance(0.4)
            ? Box(_random.Next(-4, 13) * 100, _random.Next(-4, 13) * 100, _random.Next(1, 9) * 100, _random.Next(1, 9) * 100)
            : Star(_random.Next(-500, 1500), _random.Next(-500, 1500), 20, 600);
        _features.Add(_random.Next(10) switch
        {
            0 => ("sensitive", "village", shape, Pick<long?>(null, 50, 100, 400, 900)),
            1 => ("transport", "rail", Line(-500, _random.Next(1300), 700, 500, 1500, _random.Next(1300)), null),
            2 => ("parks", "chemical", Chance(0.3) ? Park : shape, null),
            3 => ("parcels", Pick("built", "supplied-unbuilt", "vacant"), shape, null),
            4 => ("controls", "cultivated_land", shape, null),
            _ => ("controls", Kinds[(i + _random.Next(2)) % Kinds.Length], shape, null),
        });
    }

    private static bool Counts(FieldRange? range, long? value) =>
        range is null || value is null || value >= (range.Least ?? double.MinValue) && value <= (range.Most ?? double.MaxValue);

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private bool Chance(double share) => _random.NextDouble() < share;

    private Polygon Star(int x, int y, int least, int most)
    {
        var corners = _random.Next(3, 12);
        var ring = Enumerable.Range(0, corners).Select(i =>
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * i / corners);
            var r = _random.Next(least, most);
            return new Coordinate(East + x + Math.Round(r * cos), North + y + Math.Round(r * sin));
        }).ToList();
        ring.Add(ring[0].Copy());
        return GeoFactory.Plane.CreatePolygon([.. ring]);
    }
}
