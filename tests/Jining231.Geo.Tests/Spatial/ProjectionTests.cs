using System.Globalization;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Spatial;

public class ProjectionTests
{
    private const double Millimetre = 1e-3;

    private static readonly double[][] Golden = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cases", "projections.csv"))
        .Skip(2)
        .Select(line => Array.ConvertAll(line.Split(','), text => double.Parse(text, CultureInfo.InvariantCulture)))];

    public static TheoryData<string, int> Columns => new() { { "4548", 2 }, { "4527", 4 }, { "3857", 6 } };

    [Theory]
    [MemberData(nameof(Columns))]
    public void Projections_agree_with_PROJ_to_a_millimetre(string code, int column)
    {
        Assert.Equal(208, Golden.Length);
        foreach (var row in Golden)
        {
            var (x, y) = Crs.Parse(code).FromGeographic(row[0], row[1]);
            Assert.InRange(x - row[column], -Millimetre, Millimetre);
            Assert.InRange(y - row[column + 1], -Millimetre, Millimetre);
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void There_and_back_stays_on_the_canonical_grid(string code, int column)
    {
        var crs = Crs.Parse(code);
        foreach (var row in Golden)
        {
            var (x, y) = crs.FromGeographic(row[0], row[1]);
            var (lon, lat) = crs.ToGeographic(x, y);
            Assert.InRange(lon - row[0], -1e-10, 1e-10);
            Assert.InRange(lat - row[1], -1e-10, 1e-10);
            var (fromLon, fromLat) = crs.ToGeographic(row[column], row[column + 1]);
            Assert.InRange(fromLon - row[0], -1e-9, 1e-9);
            Assert.InRange(fromLat - row[1], -1e-9, 1e-9);
        }
    }

    [Fact]
    public void A_geometry_moves_between_any_two_systems_and_back()
    {
        var geographic = GeoFactory.Geographic.CreateLineString([new(116.1, 35.1), new(117.2, 36.0)]);
        foreach (var from in Crs.All)
            foreach (var to in Crs.All)
            {
                var start = Reproject.Between(geographic, Crs.Epsg4490, from);
                var back = Reproject.Between(Reproject.Between(start, from, to), to, from);
                Assert.True(start.EqualsExact(back, from.IsGeographic ? 1e-10 : 1e-5), $"{from.Code} to {to.Code}");
                Assert.Equal(start.SRID, back.SRID);
            }
    }

    [Fact]
    public void A_reprojected_envelope_contains_what_two_corners_lose()
    {
        var box = new Envelope(115.87, 117.62, 34.43, 35.93);
        var envelope = Envelopes.Reproject(box, Crs.Epsg4490, Crs.Epsg4548);
        for (var i = 0; i <= 1000; i++)
        {
            double lon = box.MinX + box.Width * i / 1000, lat = box.MinY + box.Height * i / 1000;
            foreach (var (x, y) in (ReadOnlySpan<(double, double)>)[(lon, box.MinY), (lon, box.MaxY), (box.MinX, lat), (box.MaxX, lat)])
            {
                var (e, n) = GaussKruger.Epsg4548.Forward(x, y);
                Assert.True(envelope.Contains(e, n));
            }
        }

        var (_, north) = GaussKruger.Epsg4548.Forward(117.62, 35.93);
        Assert.InRange(envelope.MaxY - north, 100, 1000);
    }
}
