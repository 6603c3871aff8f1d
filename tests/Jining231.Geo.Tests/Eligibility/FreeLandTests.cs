using Jining231.Geo.Eligibility.Arrangement;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>Land without polygons in one noding, against plain overlay; nothing is left to the union that stands in where it gives up.</summary>
public class FreeLandTests
{
    [Fact]
    public void Land_is_what_plain_overlay_says_and_valid() => Parallel.For(1, 301, seed =>
    {
        var random = new Random(seed);
        Geometry[] taking = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Shape(random, seed % 3 == 0))];
        var land = PlainLedger.Overlay(
            PlainLedger.Overlay(Box(0, 0, 600, 1000), Star(random, 600, 500, 400, false), SpatialFunction.Union),
            Ring(random, 400, 400), SpatialFunction.Difference);
        Check(seed, land, taking);
    });

    [Theory]
    [InlineData("land in land: a ring of parcels that meet at corners", new[] { 200, 300, 300, 200, 400, 300, 300, 400 }, 2)]
    [InlineData("four parcels meet in a point", new[] { 300, 300, 400, 400, 300, 400, 400, 300 }, 1)]
    [InlineData("two parcels at opposite corners", new[] { 300, 300, 400, 400 }, 1)]
    [InlineData("a parcel touches the edge from inside", new[] { 0, 300, 300, 0 }, 1)]
    [InlineData("a parcel touches the edge from outside", new[] { -100, 300, 1000, 300 }, 1)]
    [InlineData("the same parcel three times", new[] { 300, 300, 300, 300, 300, 300 }, 1)]
    [InlineData("a row across the land", new[] { 0, 500, 100, 500, 200, 500, 300, 500, 400, 500, 500, 500, 600, 500, 700, 500, 800, 500, 900, 500 }, 2)]
    public void Parcels_that_meet_leave_the_right_parts(string how, int[] corners, int parts)
    {
        Geometry[] taking = [.. corners.Chunk(2).Select(c => Box(c[0], c[1], 100, 100))];
        var free = FreeLand.Of(Box(0, 0, 1000, 1000), taking);
        Assert.True(free.IsValid, how);
        Assert.True(parts == free.NumGeometries, $"{how}: {free.NumGeometries}");
        Check(0, Box(0, 0, 1000, 1000), taking);
    }

    [Fact]
    public void Land_that_is_taken_wholly_is_empty() =>
        Assert.True(FreeLand.Of(Box(100, 100, 50, 50), [Box(0, 0, 130, 1000), Box(120, 0, 500, 1000)]).IsEmpty);

    private static void Check(int seed, Geometry land, Geometry[] taking)
    {
        var expected = PlainLedger.Overlay(land, PlainLedger.Union(taking), SpatialFunction.Difference);
        var free = FreeLand.Of(land, taking);
        Assert.True(free.IsValid, $"{seed}: not valid");
        Assert.True(Math.Abs(expected.Area - free.Area) <= 1e-6 * land.Area, $"{seed}: {expected.Area:R} {free.Area:R}");
        Assert.True(PlainLedger.Overlay(expected, free, SpatialFunction.SymDifference).Area <= 1e-6 * land.Area, $"{seed}: not the same land");
    }

    private static Geometry Shape(Random random, bool whole) => random.Next(4) switch
    {
        0 => Ring(random, random.Next(900), random.Next(900)),
        1 => Box(random.Next(10) * 100, random.Next(10) * 100, 100 * random.Next(1, 4), 100),
        _ => Star(random, random.Next(1000), random.Next(1000), random.Next(20, 200), whole),
    };

    private static Geometry Ring(Random random, int x, int y) => PlainLedger.Overlay(
        Star(random, x, y, 150, false), Box(x - 20, y - 20, 40, 40), SpatialFunction.Difference);

    private static Polygon Star(Random random, int x, int y, int radius, bool whole)
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
