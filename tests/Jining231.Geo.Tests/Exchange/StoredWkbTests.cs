using System.Buffers.Binary;
using CsCheck;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Exchange;

/// <summary>The short way of a one-ring polygon gives the bytes of the long way, or leaves it to the long way; never more, never other.</summary>
public class StoredWkbTests
{
    private static readonly long Runs = Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 2_000_000 : 20_000;

    /// <summary>Rings on a coarse lattice (many touch, cross or run straight on), on a fine one, and round ones that are mostly simple.</summary>
    private static readonly Gen<(double X, double Y)[]> Rings = Gen.OneOf(
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], (x, y) => (116.3 + (x * 0.001), 35.2 + (y * 0.001))).Array[3, 7],
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], (x, y) => (116.3 + (x * 1e-9), 35.2 + (y * 1e-9))).Array[3, 6],
        Gen.Select(Gen.Double[115.9, 117.6], Gen.Double[34.5, 35.9], (x, y) => (x, y)).Array[3, 7],
        Gen.Select(Gen.Double[1e-8, 0.01].Array[3, 40], Gen.Bool, Gen.Double[73.7, 134.7], Gen.Double[16.8, 53.5], Round));

    [Fact]
    public void Any_ring_is_stored_as_by_the_exact_way_or_left_to_it()
    {
        var (taken, left) = (0, 0);
        Gen.Select(Rings, Gen.Bool).Sample(
            (ring, multi) =>
            {
                var wkb = Ring(ring, multi);
                var quick = StoredWkb.OneRing(wkb);
                Interlocked.Increment(ref quick is null ? ref left : ref taken);
                if (quick is not null)
                    Assert.Equal(Wkb.Write(StoredGeometry.Normalise(Wkb.Read(wkb), GeometryKind.MultiPolygon)), quick);
            },
            iter: Runs);
        Assert.True(taken > Runs / 5, $"Only {taken} of {Runs} rings were proved.");
        Assert.True(left > Runs / 5, $"Only {left} of {Runs} rings were left.");
    }

    [Fact]
    public void A_clockwise_ring_is_turned_and_keeps_its_first_vertex()
    {
        var stored = (MultiPolygon)Wkb.Read(StoredWkb.OneRing(Ring([(116.3, 35.2), (116.3, 35.3), (116.4, 35.3), (116.4, 35.2)], false))!);
        var shell = ((Polygon)stored[0]).Shell;
        Assert.True(shell.IsCCW);
        Assert.Equal(new Coordinate(116.3, 35.2), shell.Coordinates[0]);
        Assert.Equal(5, shell.NumPoints);
    }

    [Fact]
    public void What_is_no_plain_ring_takes_the_exact_way()
    {
        var ring = Ring([(116.3, 35.2), (116.4, 35.2), (116.4, 35.3)], true);
        Assert.NotNull(StoredWkb.OneRing(ring));
        Assert.Null(StoredWkb.OneRing(ring.AsSpan(0, ring.Length - 1)));
        Assert.Null(StoredWkb.OneRing([.. ring, 0]));
        Assert.Null(StoredWkb.OneRing(Ring([(200, 35.2), (116.4, 35.2), (116.4, 35.3)], true)));
        Assert.Null(StoredWkb.OneRing(Ring([(double.NaN, 35.2), (116.4, 35.2), (116.4, 35.3)], true)));
        Assert.Null(StoredWkb.OneRing(Ring([(116.3, 35.2), (116.4, 35.3), (116.4, 35.2), (116.3, 35.3)], true)));
        ring[^1] ^= 1;
        Assert.Null(StoredWkb.OneRing(ring));
        Assert.Throws<GeoProblemException>(() => StoredWkb.Normalise(ring, GeometryKind.MultiPolygon));
    }

    private static (double X, double Y)[] Round(double[] radii, bool clockwise, double lon, double lat)
    {
        var ring = radii.Select((r, i) => (lon + (r * 1e-2 * Math.Cos(2 * Math.PI * i / radii.Length)), lat + (r * 1e-2 * Math.Sin(2 * Math.PI * i / radii.Length)))).ToArray();
        if (clockwise)
            Array.Reverse(ring);
        return ring;
    }

    private static byte[] Ring((double X, double Y)[] ring, bool multi)
    {
        var wkb = new byte[(multi ? 22 : 13) + ((ring.Length + 1) * 16)];
        var to = wkb.AsSpan();
        if (multi)
        {
            to[0] = 1;
            BinaryPrimitives.WriteInt32LittleEndian(to[1..], 6);
            BinaryPrimitives.WriteInt32LittleEndian(to[5..], 1);
            to = to[9..];
        }

        to[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(to[1..], 3);
        BinaryPrimitives.WriteInt32LittleEndian(to[5..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(to[9..], ring.Length + 1);
        for (var i = 0; i <= ring.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(to[(13 + (i * 16))..], ring[i % ring.Length].X);
            BinaryPrimitives.WriteDoubleLittleEndian(to[(21 + (i * 16))..], ring[i % ring.Length].Y);
        }

        return wkb;
    }
}
