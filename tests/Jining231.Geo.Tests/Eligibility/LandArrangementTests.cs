using Jining231.Geo.Eligibility.Arrangement;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>Land without polygons in one noding, against plain overlay; nothing is left to the noding that stands in where it gives up.</summary>
public class LandArrangementTests
{
    [Fact]
    public void Land_is_what_plain_overlay_says_and_valid() => Parallel.For(1, 301, seed =>
    {
        var random = new Random(seed);
        Geometry[] taking = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => RandomShapes.Any(random, seed % 3 == 0))];
        Check(seed, RandomShapes.Land(random), taking);
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
        var free = Free(Box(0, 0, 1000, 1000), taking);
        Assert.True(free.IsValid, how);
        Assert.True(parts == free.NumGeometries, $"{how}: {free.NumGeometries}");
        Check(0, Box(0, 0, 1000, 1000), taking);
    }

    [Fact]
    public void Land_that_is_taken_wholly_is_empty() =>
        Assert.True(Free(Box(100, 100, 50, 50), [Box(0, 0, 130, 1000), Box(120, 0, 500, 1000)]).IsEmpty);

    [Fact]
    public void Land_under_one_rectangle_is_taken_wherever_the_rectangle_ends() =>
        Assert.True(Free(Box(100, 100, 50, 50), [Box(-5000, -5000, 10_000, 10_000), Box(120, 0, 500, 1000)]).IsEmpty);

    private static Geometry Free(Geometry land, Geometry[] taking)
    {
        var arrangement = LandArrangement.Of(land, [taking.Select(t => (t, 1))]);
        return arrangement.Join([.. arrangement.OfLand().Where(label => !arrangement.Lies(label, 0))]);
    }

    private static void Check(int seed, Geometry land, Geometry[] taking)
    {
        var expected = PlainLedger.Overlay(land, PlainLedger.Union(taking), SpatialFunction.Difference);
        var free = Free(land, taking);
        Assert.True(free.IsValid, $"{seed}: not valid");
        Assert.True(Math.Abs(expected.Area - free.Area) <= 1e-6 * land.Area, $"{seed}: {expected.Area:R} {free.Area:R}");
        Assert.True(PlainLedger.Overlay(expected, free, SpatialFunction.SymDifference).Area <= 1e-6 * land.Area, $"{seed}: not the same land");
    }
}
