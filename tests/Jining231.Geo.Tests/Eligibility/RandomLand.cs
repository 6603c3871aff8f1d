using CsCheck;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>A park and what lies around it, in metres from one corner.</summary>
internal sealed record RandomLand(Geometry Park, IReadOnlyList<(string Layer, string Kind, Geometry Shape)> Features, Geometry Coverage)
{
    private static readonly string[] Controls = ["permanent_farmland", "ecological_redline", "heritage", "river", "pipeline", "drinking_water"];

    /// <summary>Whole metres, so that edges often touch, coincide or cross in a vertex.</summary>
    private static readonly Gen<Geometry> Shape = Gen.OneOf(
        Gen.Select(Gen.Int[-3, 12], Gen.Int[-3, 12], Gen.Int[1, 8], Gen.Int[1, 8], (x, y, w, h) => Box(x * 100, y * 100, w * 100, h * 100)),
        Star(Gen.Int[-300, 1300], Gen.Int[-300, 1300], Gen.Int[20, 600]));

    private static readonly Gen<(string, string, Geometry)> Feature = Gen.Select(Gen.Int[0, 9], Shape, Gen.Int[0, 1300]).Select((i, shape, c) => i switch
    {
        6 => ("sensitive", "village", shape),
        7 => ("parcels", "built", shape),
        8 => ("transport", "rail", Line(-500, c, 700, 500, 1500, 1300 - c)),
        9 => ("parcels", "supplied-unbuilt", shape),
        _ => ("controls", Controls[i], shape),
    });

    public static Gen<RandomLand> Any { get; } = Gen.Select(
        Star(Gen.Int[400, 600], Gen.Int[400, 600], Gen.Int[200, 700]), Feature.List[0, 14],
        Gen.OneOf(Gen.Const(Box(-9000, -9000, 20_000, 20_000)), Shape),
        (park, features, coverage) => new RandomLand(park, features, coverage));

    public TestScene Scene(Func<Geometry, Geometry>? edit = null)
    {
        edit ??= g => g;
        var scene = new TestScene().Add("coverage", "all", edit(Coverage), ("layer", "controls")).Control("urban_boundary", edit(Box(-9000, -9000, 20_000, 20_000)));
        foreach (var (layer, kind, shape) in Features)
            if (layer == "parcels")
                scene.Parcel(kind, edit(shape));
            else
                scene.Add(layer, $"{kind}-{scene.Count}", edit(shape), ("kind", kind));
        return scene;
    }

    private static Gen<Geometry> Star(Gen<int> x, Gen<int> y, Gen<int> radius) =>
        Gen.Select(x, y, radius.Array[3, 10], (cx, cy, radii) =>
        {
            var ring = radii.Select((r, i) => new Coordinate(
                East + cx + Math.Round(r * Math.Cos(2 * Math.PI * i / radii.Length)), North + cy + Math.Round(r * Math.Sin(2 * Math.PI * i / radii.Length)))).ToList();
            ring.Add(ring[0].Copy());
            return (Geometry)GeoFactory.Plane.CreatePolygon([.. ring]);
        });
}
