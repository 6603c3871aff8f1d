using CsCheck;
using Jining231.Geo.Spatial;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;

namespace Jining231.Geo.Tests.Spatial;

public class BuffersTests
{
    /// <summary>Slack for the test's own arithmetic at northings of 4 000 km, metres.</summary>
    private const double Noise = 1e-6;

    private static readonly Gen<double> Metres = Gen.Double[0, Math.Log10(5000)].Select(e => Math.Pow(10, e));

    private static readonly Gen<LineString> SmoothLine = Walk(0.06, 40);
    private static readonly Gen<LineString> RoughLine = Walk(3.1, 12);

    private static readonly Gen<Polygon> Star =
        Gen.Select(Gen.Double[0.4, 1].Array[6, 60], Gen.Double[20, 3000], Gen.Bool).Select((radii, size, holed) =>
            GeoFactory.Plane.CreatePolygon(Ring(radii, size), holed ? [Ring([.. radii.Reverse().Select(r => r / 3)], size)] : []));

    [Fact]
    public void A_buffered_point_contains_the_true_circle() => Metres.Sample(d =>
        Proves(GeoFactory.Plane.CreatePoint(new Coordinate(500_000, 3_920_000)), d), iter: 60);

    [Fact]
    public void A_buffered_smooth_line_is_never_short() => Gen.Select(SmoothLine, Metres).Sample(Proves, iter: 150);

    [Fact]
    public void A_buffered_rough_line_is_never_short() => Gen.Select(RoughLine, Metres).Sample(Proves, iter: 150);

    [Fact]
    public void A_buffered_polygon_with_a_hole_is_never_short() => Gen.Select(Star, Metres).Sample(Proves, iter: 150);

    [Fact]
    public void Every_point_reached_from_the_geometry_is_covered() =>
        Gen.Select(SmoothLine, Metres, Gen.Double[0, 1], Gen.Double[0, 2 * Math.PI]).Sample(
            (line, d, along, angle) =>
            {
                var locator = new IndexedPointInAreaLocator(Buffers.Circumscribed(line, d));
                var k = Math.Min((int)(along * (line.NumPoints - 1)), line.NumPoints - 2);
                var f = along * (line.NumPoints - 1) - k;
                Coordinate a = line.GetCoordinateN(k), b = line.GetCoordinateN(k + 1);
                var reached = new Coordinate(
                    a.X + f * (b.X - a.X) + d * Math.Cos(angle), a.Y + f * (b.Y - a.Y) + d * Math.Sin(angle));
                return locator.Locate(reached) == Location.Interior;
            },
            iter: 300);

    [Fact]
    public void A_turn_too_small_for_the_library_still_gets_its_arc()
    {
        var line = GeoFactory.Plane.CreateLineString([new(500_000, 3_900_000), new(505_000, 3_900_000), new(510_000, 3_899_800)]);
        Assert.True(line.Buffer(1000, 118).Boundary.Distance(line) < 999.6, "the plain buffer is short: the reason for our own");
        Assert.True(Proves(line, 1000));
    }

    [Fact]
    public void A_buffer_put_together_from_strips_is_never_short() => Gen.Select(RoughLine, Metres).Sample(
        (line, d) => Proves(line, Buffers.FromStrips(line, d), d), iter: 30);

    [Fact]
    public void Distance_zero_gives_the_geometry_itself()
    {
        var point = GeoFactory.Plane.CreatePoint(new Coordinate(500_000, 3_920_000));
        Assert.Same(point, Buffers.Circumscribed(point, 0));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_distance_that_is_none_is_refused(double metres) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Buffers.Circumscribed(GeoFactory.Plane.CreatePoint(new Coordinate(0, 0)), metres));

    /// <summary>
    /// The boundary keeps at least d from the geometry, which lies inside: so nothing within d is left out. And no vertex of the
    /// boundary is farther than the excess allows.
    /// </summary>
    private static bool Proves(Geometry geometry, double d) => Proves(geometry, Buffers.Circumscribed(geometry, d), d);

    private static bool Proves(Geometry geometry, Geometry buffer, double d)
    {
        var edge = geometry is Polygon p ? p.Boundary : geometry;
        var near = new IndexedFacetDistance(edge);
        var least = near.Distance(buffer.Boundary);
        var most = buffer.Coordinates.Max(c => near.Distance(GeoFactory.Plane.CreatePoint(c)));
        Assert.True(least >= d - Noise, $"short by {d - least} m");
        Assert.True(most <= d + Buffers.MaxExcessM + Noise, $"long by {most - d} m");
        var inside = new IndexedPointInAreaLocator(buffer);
        return geometry.Coordinates.All(c => inside.Locate(c) == Location.Interior);
    }

    private static Gen<LineString> Walk(double turn, int most) =>
        Gen.Select(Gen.Double[-turn, turn], Gen.Double[0, 2.5]).Array[2, most].Select(steps =>
        {
            double x = 500_000, y = 3_920_000, heading = 1;
            var positions = new List<Coordinate> { new(x, y) };
            foreach (var (angle, size) in steps)
            {
                heading += angle;
                x += Math.Pow(10, size) * Math.Cos(heading);
                y += Math.Pow(10, size) * Math.Sin(heading);
                positions.Add(new Coordinate(x, y));
            }

            return GeoFactory.Plane.CreateLineString([.. positions]);
        });

    private static LinearRing Ring(double[] radii, double size)
    {
        var positions = radii.Select((r, i) => new Coordinate(
            500_000 + size * r * Math.Cos(2 * Math.PI * i / radii.Length),
            3_920_000 + size * r * Math.Sin(2 * Math.PI * i / radii.Length))).ToList();
        return GeoFactory.Plane.CreateLinearRing([.. positions, positions[0].Copy()]);
    }
}
