using System.Text.Json;
using CsCheck;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Jining231.Geo.Tests.Exchange;

public class WkbTests
{
    private static readonly Gen<Coordinate> Place = Gen.Select(Gen.Double[115.8, 117.7], Gen.Double[34.4, 36])
        .Select((x, y) => new Coordinate(CanonicalGrid.Round(x), CanonicalGrid.Round(y)));

    private static readonly Gen<Geometry> Points =
        Place.Array[1, 20].Select(p => (Geometry)GeoFactory.Geographic.CreateMultiPointFromCoords(p));

    private static readonly Gen<Geometry> Lines =
        Place.Array[2, 30].Array[1, 4].Select(parts => (Geometry)GeoFactory.Geographic.CreateMultiLineString(
            [.. parts.Select(p => GeoFactory.Geographic.CreateLineString(p))]));

    /// <summary>Stars side by side, some with a hole.</summary>
    private static readonly Gen<Geometry> Polygons =
        Gen.Select(Gen.Double[0.4, 1].Array[5, 40], Gen.Bool).Array[1, 4].Select(parts =>
            (Geometry)GeoFactory.Geographic.CreateMultiPolygon([.. parts.Select((part, i) => GeoFactory.Geographic.CreatePolygon(
                Ring(part.Item1, 0.01, 116 + 0.1 * i), part.Item2 ? [Ring(part.Item1, 0.003, 116 + 0.1 * i)] : []))]));

    private static readonly Gen<(Geometry, GeometryKind)> Any = Gen.OneOf(
        Points.Select(g => (g, GeometryKind.MultiPoint)),
        Lines.Select(g => (g, GeometryKind.MultiLineString)),
        Polygons.Select(g => (g, GeometryKind.MultiPolygon)));

    [Fact]
    public void Wkb_to_GeoJSON_to_Wkb_is_identical_byte_by_byte() => Any.Sample((geometry, kind) =>
    {
        var wkb = Wkb.Write(StoredGeometry.Normalise(geometry, kind));
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            FeatureJsonWriter.WriteGeometry(writer, wkb);
        using var json = JsonDocument.Parse(stream.ToArray());
        var read = FeatureJsonReader.ReadGeometry(json.RootElement, "");
        return Wkb.Write(StoredGeometry.Normalise(read, kind)).AsSpan().SequenceEqual(wkb);
    });

    [Fact]
    public void Our_Wkb_is_the_library_s_in_either_byte_order() => Any.Sample((geometry, _) =>
    {
        var little = new WKBWriter(ByteOrder.LittleEndian, false).Write(geometry);
        var big = new WKBWriter(ByteOrder.BigEndian, false).Write(geometry);
        return Wkb.Write(geometry).AsSpan().SequenceEqual(little)
            && Wkb.Read(big).EqualsExact(geometry) && Wkb.Read(little).EqualsExact(geometry);
    });

    [Fact]
    public void Stored_form_is_stable_and_counter_clockwise() => Any.Sample((geometry, kind) =>
    {
        var once = StoredGeometry.Normalise(geometry.Reverse(), kind);
        var twice = StoredGeometry.Normalise(once, kind);
        return once.EqualsExact(twice) && once.NumPoints == geometry.NumPoints && once.SRID == 4490
            && (once is not MultiPolygon m || m.Geometries.Cast<Polygon>().All(p => p.Shell.IsCCW && p.Holes.All(h => !h.IsCCW)));
    });

    [Fact]
    public void Broken_bytes_end_in_a_named_problem() =>
        Gen.Select(Any, Gen.Double[0, 1], Gen.Byte).Sample((any, at, value) =>
        {
            var wkb = Wkb.Write(any.Item1);
            var cut = wkb[..(int)(at * (wkb.Length - 1))];
            Assert.Throws<GeoProblemException>(() => Wkb.Read(cut));
            wkb[(int)(at * (wkb.Length - 1))] = value;
            try
            {
                Wkb.Read(wkb);
            }
            catch (GeoProblemException e)
            {
                Assert.Equal("geometry", e.Problems[0].Field);
            }
        });

    [Fact]
    public void Altitudes_are_dropped()
    {
        var point = new WKBWriter(ByteOrder.LittleEndian, false, true).Write(
            GeoFactory.Geographic.CreatePoint(new CoordinateZ(116.5, 35.5, 40)));
        Assert.Equal(21, Wkb.Write(Wkb.Read(point)).Length);
    }

    private static LinearRing Ring(double[] radii, double size, double lon)
    {
        var ring = radii.Select((r, i) => new Coordinate(
            CanonicalGrid.Round(lon + size * r * Math.Cos(2 * Math.PI * i / radii.Length)),
            CanonicalGrid.Round(35.4 + size * r * Math.Sin(2 * Math.PI * i / radii.Length)))).ToList();
        return GeoFactory.Geographic.CreateLinearRing([.. ring, ring[0].Copy()]);
    }
}
