using Jining231.Geo.Eligibility;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>Eligible land alone, against plain overlay: parcels that touch, overlap, repeat and contain each other, with and without distances.</summary>
public class ConstraintSetTests
{
    [Fact]
    public void Land_and_area_are_what_plain_overlay_says() => Parallel.For(1, 201, seed =>
    {
        var random = new Random(seed);
        var constraints = Parcels(random, overlaps: seed % 2 == 0).Select(g => (g, (double)(random.Next(12) switch { 0 => 300, 1 or 2 => 50, _ => 0 }))).ToList();
        var park = Circle(500, 500, random.Next(200, 600), random.Next(3, 40));
        var zone = PlainLedger.Union(constraints.Select(c => Buffers.Circumscribed(c.g, c.Item2)));
        var expected = PlainLedger.Overlay(park, zone, SpatialFunction.Difference);
        var land = Assert.Single(new ConstraintSet(constraints).EligibleLand([park]));
        Assert.True(Math.Abs(expected.Area - land.Area) <= Math.Max(0.001, 1e-6 * expected.Area), $"{seed}: {expected.Area:R} {land.Area:R}");
        Assert.True(PlainLedger.Overlay(expected, land, SpatialFunction.SymDifference).Area <= Math.Max(0.001, 1e-6 * park.Area), $"{seed}: not the same land");
    });

    [Theory]
    [InlineData(200, 200, 100, 100, 910_000, "a parcel inside another")]
    [InlineData(100, 100, 100, 100, 910_000, "a parcel inside another, edges in common")]
    [InlineData(100, 100, 300, 300, 910_000, "the same parcel twice")]
    [InlineData(300, 300, 300, 300, 830_000, "parcels that cross")]
    [InlineData(400, 100, 300, 300, 820_000, "parcels that touch along an edge")]
    [InlineData(400, 200, 300, 300, 820_000, "parcels that touch along part of an edge")]
    [InlineData(400, 400, 300, 300, 820_000, "parcels that touch in a point")]
    [InlineData(600, 600, 300, 300, 820_000, "parcels apart")]
    public void Two_parcels_are_taken_once(double x, double y, double width, double height, double eligible, string how)
    {
        var set = new ConstraintSet([(Box(100, 100, 300, 300), 0), (Box(x, y, width, height), 0)]);
        Assert.True(Math.Abs(eligible - set.EligibleLand(Box(0, 0, 1000, 1000)).Area) < 1e-6, how);
    }

    [Fact]
    public void The_preview_of_a_distance_is_near_the_exact_area()
    {
        var random = new Random(7);
        var fixedOnes = Parcels(random, overlaps: false).Select(g => (g, 0.0)).ToList();
        var moving = Enumerable.Range(0, 6).Select(_ => (Geometry)Circle(random.Next(-100, 1100), random.Next(-100, 1100), 40, 7)).ToList();
        moving.Add(Line(-100, 300, 500, 420, 1200, 300));
        var park = Circle(500, 500, 600, 30);
        var preview = new ConstraintSet([.. fixedOnes, .. moving.Select(g => (g, 50.0))]).Preview(park, 50, 300);
        foreach (var metres in new double[] { 1, 20, 50, 51.5, 120, 300 })
        {
            var exact = new ConstraintSet([.. fixedOnes, .. moving.Select(g => (g, metres))]).EligibleLand(park).Area;
            Assert.Equal(exact, preview.AreaM2(metres), 0.004 * park.Area);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => preview.AreaM2(300.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => preview.AreaM2(-1));
    }

    private static List<Geometry> Parcels(Random random, bool overlaps)
    {
        var corners = new Coordinate[12, 12];
        for (var i = 0; i < 12; i++)
            for (var j = 0; j < 12; j++)
                corners[i, j] = new Coordinate(East + (i - 1) * 100 + random.Next(-28, 29) + random.NextDouble(), North + (j - 1) * 100 + random.Next(-28, 29));
        var parcels = new List<Geometry>();
        for (var i = 0; i < 11; i++)
            for (var j = 0; j < 11; j++)
                if (random.Next(5) < 2)
                    parcels.Add(GeoFactory.Plane.CreatePolygon([corners[i, j], corners[i + 1, j], corners[i + 1, j + 1], corners[i, j + 1], corners[i, j].Copy()]));
        for (var k = overlaps ? random.Next(1, 6) : 0; k > 0; k--)
            parcels.Add(random.Next(3) == 0 && parcels.Count > 0
                ? parcels[random.Next(parcels.Count)].Copy()
                : Circle(random.Next(1000), random.Next(1000), random.Next(5, 300), random.Next(3, 20)));
        return parcels;
    }

    private static Polygon Circle(double x, double y, double radius, int corners) => GeoFactory.Plane.CreatePolygon(
        [.. Enumerable.Range(0, corners + 1).Select(i => Math.SinCos(2 * Math.PI * (i % corners) / corners))
            .Select(a => new Coordinate(East + x + radius * a.Cos, North + y + radius * a.Sin))]);
}
