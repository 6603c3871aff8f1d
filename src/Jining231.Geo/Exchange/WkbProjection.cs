using System.Buffers.Binary;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Exchange;

/// <summary>Stored WKB (EPSG:4490, x = longitude) as WKB of another CRS in the axis order of its authority, vertex by vertex.</summary>
public static class WkbProjection
{
    /// <summary>Decimals of an ordinate: 9 for degrees, 4 for metres (0.1 mm either way).</summary>
    public static int Decimals(Crs crs)
    {
        ArgumentNullException.ThrowIfNull(crs);
        return crs.IsGeographic ? 9 : 4;
    }

    /// <summary>True if the stored bytes are already in this CRS and its axis order.</summary>
    public static bool Keeps(Crs crs)
    {
        ArgumentNullException.ThrowIfNull(crs);
        return crs.IsGeographic && !crs.NorthFirst;
    }

    /// <summary>The same bytes for CRS84; else little-endian XY, rounded to <see cref="Decimals"/>.</summary>
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> wkb, Crs crs)
    {
        if (Keeps(crs))
            return wkb;
        var target = new byte[wkb.Length];
        return target.AsMemory(0, Apply(wkb.Span, crs, target));
    }

    /// <summary>Little-endian XY, rounded to <see cref="Decimals"/>, into an array that is as long as the WKB at least; gives the length.</summary>
    public static int Apply(ReadOnlySpan<byte> wkb, Crs crs, byte[] target)
    {
        ArgumentNullException.ThrowIfNull(crs);
        ArgumentNullException.ThrowIfNull(target);
        var cursor = new WkbCursor(wkb);
        var at = 0;
        Geometry(ref cursor, target, ref at, crs);
        return at;
    }

    private static void Geometry(ref WkbCursor cursor, byte[] target, ref int at, Crs crs)
    {
        var type = cursor.ReadHeader();
        target[at] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(target.AsSpan(at + 1), type);
        at += 5;
        switch (type)
        {
            case WkbCursor.Point:
                Position(ref cursor, target, ref at, crs);
                break;
            case WkbCursor.LineString:
                Positions(ref cursor, target, ref at, crs);
                break;
            case WkbCursor.Polygon:
                for (var rings = Count(cursor.ReadCount(4), target, ref at); rings > 0; rings--)
                    Positions(ref cursor, target, ref at, crs);
                break;
            default:
                for (var parts = Count(cursor.ReadCount(9), target, ref at); parts > 0; parts--)
                    Geometry(ref cursor, target, ref at, crs);
                break;
        }
    }

    private static void Positions(ref WkbCursor cursor, byte[] target, ref int at, Crs crs)
    {
        for (var count = Count(cursor.ReadPositionCount(), target, ref at); count > 0; count--)
            Position(ref cursor, target, ref at, crs);
    }

    private static int Count(int count, byte[] target, ref int at)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target.AsSpan(at), count);
        at += 4;
        return count;
    }

    private static void Position(ref WkbCursor cursor, byte[] target, ref int at, Crs crs)
    {
        cursor.ReadPosition(out var lon, out var lat);
        var (x, y) = crs.FromGeographic(lon, lat);
        var (first, second) = crs.Reorder(x, y);
        BinaryPrimitives.WriteDoubleLittleEndian(target.AsSpan(at), Math.Round(first, Decimals(crs)));
        BinaryPrimitives.WriteDoubleLittleEndian(target.AsSpan(at + 8), Math.Round(second, Decimals(crs)));
        at += 16;
    }
}
