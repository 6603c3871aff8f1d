using CsCheck;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Siting;

/// <summary>Measured without an overlay, the largest part on one side of a line is the one that the overlay cuts off.</summary>
public class TurnedPolygonTests
{
    [Fact]
    public void Largest_part_equals_the_overlay_on_random_land() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Double[0, Math.PI], Gen.Double[-0.05, 1.05]).Sample((seed, angle, share) =>
        {
            var land = Land(new Random(seed));
            var frame = new RotatedFrame(angle);
            var turned = new TurnedPolygon(land, frame);
            var t = turned.MinU + share * (turned.MaxU - turned.MinU);
            var cut = HalfPlane.LargestPartUpTo(land, frame, t)?.Area ?? 0;
            return Math.Abs(turned.LargestPartUpTo(t) - cut) <= 1e-6 * land.Area;
        }, iter: 2000);

    [Fact]
    public void Total_area_counts_every_part() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Double[0, Math.PI]).Sample((seed, angle) =>
        {
            var land = Land(new Random(seed));
            var turned = new TurnedPolygon(land, new RotatedFrame(angle));
            return Math.Abs(turned.AreaUpTo(turned.MaxU) - land.Area) <= 1e-9 * land.Area
                && turned.AreaUpTo(turned.MinU) <= 1e-9 * land.Area;
        }, iter: 500);

    [Fact]
    public void A_hole_takes_from_the_part_that_it_lies_in()
    {
        // Two arms to the left of the line; the hole lies in the lower, larger one and makes it the smaller.
        var arms = Shell((0, 0), (10, 0), (10, 8), (0, 8), (0, 5), (8, 5), (8, 4), (0, 4));
        var land = (Polygon)Overlay.Difference(arms, Shell((1, 0.5), (7, 0.5), (7, 3.5), (1, 3.5)));
        var turned = new TurnedPolygon(land, new RotatedFrame(0));
        Assert.Equal(24, turned.LargestPartUpTo(East + 8 - 1e-9), 1e-5);
    }

    private const double East = 480_000;
    private const double North = 3_900_000;

    private static Polygon Shell(params (double X, double Y)[] corners)
    {
        Coordinate[] ring = [.. corners.Select(c => new Coordinate(East + c.X, North + c.Y))];
        return GeoFactory.Plane.CreatePolygon([.. ring, ring[0].Copy()]);
    }

    /// <summary>A star of many points, less random boxes: arms, notches and holes; its largest part.</summary>
    private static Polygon Land(Random random)
    {
        var star = Enumerable.Range(0, 24).Select(i => (i * Math.PI / 12, 300 + random.NextDouble() * 900))
            .Select(p => (p.Item2 * Math.Cos(p.Item1), p.Item2 * Math.Sin(p.Item1)));
        Geometry land = Shell([.. star]);
        for (var i = 0; i < 12; i++)
        {
            double x = random.Next(-900, 900), y = random.Next(-900, 900), w = random.Next(20, 300), h = random.Next(20, 300);
            land = Overlay.Difference(land, Shell((x, y), (x + w, y), (x + w, y + h), (x, y + h)));
        }

        return Polygons.Largest(land)!;
    }
}
