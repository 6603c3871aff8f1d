using System.Buffers.Binary;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>The GeoPackage geometry blob: header with envelope, then ISO WKB (OGC 12-128r17, clause 2.1.3).</summary>
internal static class GpkgGeometry
{
    /// <summary>Bytes before the WKB.</summary>
    public const int HeaderWithEnvelope = 40;

    private const int StoredSrs = 4490;

    /// <summary>Wraps little-endian WKB (EPSG:4490, x = longitude) with its envelope.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> wkb, Envelope envelope)
    {
        var blob = new byte[HeaderWithEnvelope + wkb.Length];
        WriteHeader(blob, envelope, StoredSrs);
        wkb.CopyTo(blob.AsSpan(HeaderWithEnvelope));
        return blob;
    }

    /// <summary>Writes what stands before little-endian WKB.</summary>
    public static void WriteHeader(Span<byte> blob, Envelope envelope, int srsId)
    {
        blob[0] = (byte)'G';
        blob[1] = (byte)'P';
        blob[2] = 0;
        blob[3] = 0b0000_0011;
        BinaryPrimitives.WriteInt32LittleEndian(blob[4..], srsId);
        BinaryPrimitives.WriteDoubleLittleEndian(blob[8..], envelope.MinX);
        BinaryPrimitives.WriteDoubleLittleEndian(blob[16..], envelope.MaxX);
        BinaryPrimitives.WriteDoubleLittleEndian(blob[24..], envelope.MinY);
        BinaryPrimitives.WriteDoubleLittleEndian(blob[32..], envelope.MaxY);
    }

    /// <summary>The WKB behind the header, without a copy.</summary>
    public static ReadOnlyMemory<byte> Wkb(byte[] blob) => blob.AsMemory(HeaderLength(blob));

    /// <summary>True for the empty-geometry flag.</summary>
    public static bool IsEmpty(byte[] blob) => (blob[3] & 0b0001_0000) != 0;

    /// <summary>Envelope from the header, or from the coordinates where a foreign writer left it out.</summary>
    public static Envelope Envelope(byte[] blob)
    {
        var kind = (blob[3] >> 1) & 7;
        if (kind == 0)
            return Exchange.Wkb.Read(Wkb(blob)).EnvelopeInternal;
        var little = (blob[3] & 1) == 1;
        return new Envelope(Ordinate(blob, 8, little), Ordinate(blob, 16, little), Ordinate(blob, 24, little), Ordinate(blob, 32, little));
    }

    private static double Ordinate(byte[] blob, int at, bool little) => little
        ? BinaryPrimitives.ReadDoubleLittleEndian(blob.AsSpan(at))
        : BinaryPrimitives.ReadDoubleBigEndian(blob.AsSpan(at));

    /// <summary>Bytes before the WKB of a blob.</summary>
    public static int HeaderLength(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 8 || blob[0] != 'G' || blob[1] != 'P')
            throw new InvalidDataException("A geometry column holds bytes that are not a GeoPackage geometry.");
        return ((blob[3] >> 1) & 7) switch { 0 => 8, 1 => 40, 2 or 3 => 56, 4 => 72, _ => throw new InvalidDataException("Bad GeoPackage envelope code.") };
    }
}
