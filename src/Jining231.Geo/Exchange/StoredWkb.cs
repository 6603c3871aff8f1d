using System.Buffers.Binary;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Exchange;

/// <summary>
/// WKB in the form in which geometry is stored. A polygon of one short ring, as most parcels are, is checked and rounded without
/// making geometry objects where that proves it valid; everything else takes the way of <see cref="StoredGeometry"/>, with the same bytes.
/// </summary>
public static class StoredWkb
{
    /// <summary>Bytes before the positions of a MultiPolygon of one ring, and of a Polygon of one ring.</summary>
    private const int MultiHead = 22, SingleHead = 13, PositionBytes = 16;

    private static readonly Envelope Extent = GeographicExtent.Bounds;

    /// <summary>Little-endian WKB of the declared Multi* type, on the canonical grid, valid, shells counter-clockwise.</summary>
    /// <param name="wkb">Any WKB in EPSG:4490 (x = longitude).</param>
    /// <param name="kind">Declared kind of the layer.</param>
    /// <exception cref="GeoProblemException">Broken, empty, wrong type, outside the CRS, or invalid; field "geometry".</exception>
    public static byte[] Normalise(ReadOnlyMemory<byte> wkb, GeometryKind kind) =>
        kind == GeometryKind.MultiPolygon && OneRing(wkb.Span) is { } stored ? stored : Wkb.Write(StoredGeometry.Normalise(Wkb.Read(wkb), kind));

    /// <summary>The stored form, or null where it takes more than plain arithmetic to know it.</summary>
    internal static byte[]? OneRing(ReadOnlySpan<byte> wkb)
    {
        var at = Positions(wkb);
        if (at < 0)
            return null;
        var ring = wkb[at..];
        var count = ring.Length / PositionBytes;
        var n = count - 1;
        // A ring that ends elsewhere is refused by name on the other way.
        if (n is < 3 or > SimpleRing.MaxVertices || !ring[..PositionBytes].SequenceEqual(ring[^PositionBytes..]))
            return null;
        Span<double> x = stackalloc double[n], y = stackalloc double[n], east = stackalloc double[n], north = stackalloc double[n];
        for (var i = 0; i < n; i++)
        {
            double lon = BinaryPrimitives.ReadDoubleLittleEndian(ring[(i * PositionBytes)..]), lat = BinaryPrimitives.ReadDoubleLittleEndian(ring[((i * PositionBytes) + 8)..]);
            (x[i], y[i]) = (CanonicalGrid.Round(lon), CanonicalGrid.Round(lat));
            if (!(x[i] > Extent.MinX && x[i] < Extent.MaxX && y[i] > Extent.MinY && y[i] < Extent.MaxY))
                return null;
            (east[i], north[i]) = GaussKruger.Epsg4548.Forward(x[i], y[i]);
        }

        var turn = SimpleRing.Turn(x, y);
        return turn == 0 || SimpleRing.Turn(east, north) == 0 ? null : Write(x, y, turn < 0);
    }

    /// <summary>Where the positions begin, or -1 if this is not a little-endian XY polygon of one ring.</summary>
    private static int Positions(ReadOnlySpan<byte> wkb)
    {
        var at = 0;
        if (wkb.Length >= MultiHead && wkb[0] == 1 && Word(wkb, 1) == WkbCursor.MultiPolygon && Word(wkb, 5) == 1)
            at = MultiHead - SingleHead;
        if (wkb.Length < at + SingleHead || wkb[at] != 1 || Word(wkb, at + 1) != WkbCursor.Polygon || Word(wkb, at + 5) != 1)
            return -1;
        var count = (uint)Word(wkb, at + 9);
        return count <= SimpleRing.MaxVertices + 1 && wkb.Length == at + SingleHead + (count * PositionBytes) ? at + SingleHead : -1;
    }

    private static byte[] Write(ReadOnlySpan<double> x, ReadOnlySpan<double> y, bool backwards)
    {
        var n = x.Length;
        var wkb = new byte[MultiHead + ((n + 1) * PositionBytes)];
        var to = wkb.AsSpan();
        to[0] = to[9] = 1;
        ReadOnlySpan<int> words = [WkbCursor.MultiPolygon, 1, WkbCursor.Polygon, 1, n + 1], places = [1, 5, 10, 14, 18];
        for (var k = 0; k < words.Length; k++)
            BinaryPrimitives.WriteInt32LittleEndian(to[places[k]..], words[k]);
        for (var i = 0; i <= n; i++)
        {
            var k = i % n;
            if (backwards && k > 0)
                k = n - k;
            BinaryPrimitives.WriteDoubleLittleEndian(to[(MultiHead + (i * PositionBytes))..], x[k]);
            BinaryPrimitives.WriteDoubleLittleEndian(to[(MultiHead + (i * PositionBytes) + 8)..], y[k]);
        }

        return wkb;
    }

    private static int Word(ReadOnlySpan<byte> wkb, int at) => BinaryPrimitives.ReadInt32LittleEndian(wkb[at..]);
}
