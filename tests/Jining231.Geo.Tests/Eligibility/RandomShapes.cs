using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>Boxes, stars and stars with a hole in about a square kilometre, in metres from one corner.</summary>
internal static class RandomShapes
{
    /// <summary>A shape; if <paramref name="whole"/>, stars have corners on a grid of 5 m, so that edges often touch.</summary>
    public static Geometry Any(Random random, bool whole) => random.Next(4) switch
    {
        0 => Ring(random, random.Next(900), random.Next(900)),
        1 => Box(random.Next(10) * 100, random.Next(10) * 100, 100 * random.Next(1, 4), 100),
        _ => Star(random, random.Next(1000), random.Next(1000), random.Next(20, 200), whole),
    };

    /// <summary>A star with a box cut out of its middle.</summary>
    public static Geometry Ring(Random random, int x, int y) => PlainLedger.Overlay(
        Star(random, x, y, 150, false), Box(x - 20, y - 20, 40, 40), SpatialFunction.Difference);

    /// <summary>A box and a star, with a hole.</summary>
    public static Geometry Land(Random random) => PlainLedger.Overlay(
        PlainLedger.Overlay(Box(0, 0, 600, 1000), Star(random, 600, 500, 400, false), SpatialFunction.Union),
        Ring(random, 400, 400), SpatialFunction.Difference);

    /// <summary>A valid star around a point.</summary>
    public static Polygon Star(Random random, int x, int y, int radius, bool whole)
    {
        while (true)
            if (Corners(random, x, y, radius, whole) is { IsValid: true } star)
                return star;
    }

    private static Polygon Corners(Random random, int x, int y, int radius, bool whole)
    {
        var corners = random.Next(3, 30);
        Coordinate[] ring =
        [
            .. Enumerable.Range(0, corners).Select(i => (Math.SinCos(2 * Math.PI * i / corners), radius * (0.5 + random.NextDouble() / 2)))
                .Select(a => new Coordinate(x + a.Item2 * a.Item1.Cos, y + a.Item2 * a.Item1.Sin))
                .Select(c => whole ? new Coordinate(Math.Round(c.X / 5) * 5, Math.Round(c.Y / 5) * 5) : c)
                .Select(c => new Coordinate(East + c.X, North + c.Y)),
        ];
        return GeoFactory.Plane.CreatePolygon([.. ring, ring[0].Copy()]);
    }
}
