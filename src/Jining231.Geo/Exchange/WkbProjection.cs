using System.Buffers;
using System.Buffers.Binary;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

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
    public static int Apply(ReadOnlySpan<byte> wkb, Crs crs, byte[] target) => Apply(wkb, crs, target, crs?.NorthFirst ?? false);

    /// <summary>As <see cref="Apply(ReadOnlySpan{byte}, Crs, byte[])"/>, but x = longitude or easting always, as files have it.</summary>
    public static int ApplyXy(ReadOnlySpan<byte> wkb, Crs crs, byte[] target) => Apply(wkb, crs, target, northFirst: false);

    /// <summary>Geometry in the CRS, x = longitude or easting.</summary>
    public static Geometry ReadXy(ReadOnlySpan<byte> wkb, Crs crs)
    {
        ArgumentNullException.ThrowIfNull(crs);
        if (crs.IsGeographic)
            return Wkb.Read(wkb, GeoFactory.For(crs));
        var target = ArrayPool<byte>.Shared.Rent(wkb.Length);
        try
        {
            return Wkb.Read(target.AsSpan(0, ApplyXy(wkb, crs, target)), GeoFactory.For(crs));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(target);
        }
    }

    private static int Apply(ReadOnlySpan<byte> wkb, Crs crs, byte[] target, bool northFirst)
    {
        ArgumentNullException.ThrowIfNull(crs);
        ArgumentNullException.ThrowIfNull(target);
        var cursor = new WkbCursor(wkb);
        var at = 0;
        Geometry(ref cursor, target, ref at, (crs, northFirst));
        return at;
    }

    private static void Geometry(ref WkbCursor cursor, byte[] target, ref int at, (Crs Crs, bool NorthFirst) to)
    {
        var type = cursor.ReadHeader();
        target[at] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(target.AsSpan(at + 1), type);
        at += 5;
        switch (type)
        {
            case WkbCursor.Point:
                Position(ref cursor, target, ref at, to);
                break;
            case WkbCursor.LineString:
                Positions(ref cursor, target, ref at, to);
                break;
            case WkbCursor.Polygon:
                for (var rings = Count(cursor.ReadCount(4), target, ref at); rings > 0; rings--)
                    Positions(ref cursor, target, ref at, to);
                break;
            default:
                for (var parts = Count(cursor.ReadCount(9), target, ref at); parts > 0; parts--)
                    Geometry(ref cursor, target, ref at, to);
                break;
        }
    }

    private static void Positions(ref WkbCursor cursor, byte[] target, ref int at, (Crs Crs, bool NorthFirst) to)
    {
        for (var count = Count(cursor.ReadPositionCount(), target, ref at); count > 0; count--)
            Position(ref cursor, target, ref at, to);
    }

    private static int Count(int count, byte[] target, ref int at)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target.AsSpan(at), count);
        at += 4;
        return count;
    }

    private static void Position(ref WkbCursor cursor, byte[] target, ref int at, (Crs Crs, bool NorthFirst) to)
    {
        cursor.ReadPosition(out var lon, out var lat);
        var (x, y) = to.Crs.FromGeographic(lon, lat);
        var (first, second) = to.NorthFirst ? (y, x) : (x, y);
        BinaryPrimitives.WriteDoubleLittleEndian(target.AsSpan(at), Math.Round(first, Decimals(to.Crs)));
        BinaryPrimitives.WriteDoubleLittleEndian(target.AsSpan(at + 8), Math.Round(second, Decimals(to.Crs)));
        at += 16;
    }
}
