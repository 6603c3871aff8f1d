using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Spatial;

public class AreaTests
{
    [Theory]
    [InlineData(115.9, 1000)]
    [InlineData(116.6, 3000)]
    [InlineData(117.0, 1000)]
    [InlineData(117.6, 3000)]
    public void Ellipsoidal_area_agrees_with_the_closed_form(double lon, double side)
    {
        var square = Square(lon, side);
        var closed = ClosedForm(square.Coordinates);
        Assert.InRange(EllipsoidalArea.OfPlane(square) / closed - 1, -1e-9, 1e-9);
    }

    [Theory]
    [MemberData(nameof(References))]
    public void Ellipsoidal_area_agrees_with_the_reference_numbers(double lon, double side, double m2) =>
        Assert.InRange(EllipsoidalArea.OfPlane(Square(lon, side)) - m2, -0.005, 0.005);

    [Fact]
    public void A_hole_is_taken_off_and_ring_order_does_not_matter()
    {
        var shell = Square(116.5, 1000);
        var hole = (LinearRing)GeoFactory.Plane.CreateLinearRing([.. shell.Coordinates.Select(c => new Coordinate(
            shell.Centroid.X + (c.X - shell.Centroid.X) / 2, shell.Centroid.Y + (c.Y - shell.Centroid.Y) / 2))]);
        var holed = GeoFactory.Plane.CreatePolygon(shell.Shell, [hole]);
        var expected = EllipsoidalArea.OfPlane(shell) - EllipsoidalArea.OfPlane(GeoFactory.Plane.CreatePolygon(hole));
        Assert.Equal(expected, EllipsoidalArea.OfPlane(holed), 6);
        Assert.Equal(expected, EllipsoidalArea.OfPlane(holed.Reverse()), 6);
        Assert.Equal(750_000, PlanarArea.OfPlane(holed), 6);
    }

    [Fact]
    public void A_measure_names_its_method_and_its_units_agree()
    {
        var measure = AreaMeasure.Planar(Square(116.5, 1000));
        Assert.Equal(new AreaMeasure(AreaMethod.Planar4548, 1_000_000, 100, 1500), measure);
        Assert.Equal("平面面积（EPSG:4548）", measure.MethodZh);
        Assert.Equal("椭球面积", AreaMeasure.Ellipsoidal(Square(116.5, 1000)).MethodZh);
    }

    [Fact]
    public void Planar_and_ellipsoidal_area_differ_as_the_scale_says()
    {
        var ratio = PlanarArea.OfPlane(Square(115.9, 1000)) / EllipsoidalArea.OfPlane(Square(115.9, 1000)) - 1;
        Assert.InRange(ratio, 200e-6, 300e-6);
    }

    public static TheoryData<double, double, double> References => new()
    {
        { 115.9, 1000, 999756.485 },
        { 115.9, 3000, 8997852.081 },
        { 116.3, 1000, 999901.944 },
        { 116.3, 3000, 8999145.104 },
        { 116.6, 1000, 999968.359 },
        { 116.6, 3000, 8999730.752 },
        { 117.0, 1000, 999999.992 },
        { 117.0, 3000, 8999999.335 },
        { 117.6, 1000, 999925.462 },
        { 117.6, 3000, 8999304.403 },
    };

    private static Polygon Square(double lon, double side)
    {
        var (e, n) = GaussKruger.Epsg4548.Forward(lon, 35.4);
        return GeoFactory.Plane.CreatePolygon([new(e, n), new(e + side, n), new(e + side, n + side), new(e, n + side), new(e, n)]);
    }

    /// <summary>Trapezoids whose area is taken from the integral of the meridian strip in closed form; edges divided at 5 m.</summary>
    private static double ClosedForm(Coordinate[] ring)
    {
        double sum = 0;
        for (var i = 1; i < ring.Length; i++)
        {
            var pieces = (int)Math.Ceiling(ring[i].Distance(ring[i - 1]) / 5);
            var (lon, lat) = GaussKruger.Epsg4548.Inverse(ring[i - 1].X, ring[i - 1].Y);
            for (var k = 1; k <= pieces; k++)
            {
                var f = (double)k / pieces;
                var (nextLon, nextLat) = GaussKruger.Epsg4548.Inverse(
                    ring[i - 1].X + f * (ring[i].X - ring[i - 1].X), ring[i - 1].Y + f * (ring[i].Y - ring[i - 1].Y));
                sum += (Strip(nextLat) - Strip(lat)) * ((lon + nextLon) / 2 - 117) * Math.PI / 180;
                (lon, lat) = (nextLon, nextLat);
            }
        }

        return Math.Abs(sum);
    }

    /// <summary>Area between the equator and a latitude per radian of longitude, m².</summary>
    private static double Strip(double latDeg)
    {
        const double a = 6378137, f = 1 / 298.257222101, b = a * (1 - f), e2 = f * (2 - f);
        double s = Math.Sin(latDeg * Math.PI / 180), e = Math.Sqrt(e2);
        return b * b / 2 * (s / (1 - e2 * s * s) + Math.Atanh(e * s) / e);
    }
}
