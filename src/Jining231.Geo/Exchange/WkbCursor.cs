using System.Buffers.Binary;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Exchange;

/// <summary>Walks WKB forwards without allocating; every read is bounded, so that broken bytes end in a named problem.</summary>
internal ref struct WkbCursor(ReadOnlySpan<byte> bytes)
{
    public const int Point = 1, LineString = 2, Polygon = 3, MultiPoint = 4, MultiLineString = 5, MultiPolygon = 6;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;
    private bool _little;
    private int _positionBytes;

    /// <summary>True if everything has been read.</summary>
    public readonly bool AtEnd => _at == _bytes.Length;

    /// <summary>Reads byte order and type; ISO (1000s) and EWKB (high bits) dimensions are taken, Z and M are then skipped.</summary>
    public int ReadHeader()
    {
        var order = Take(1)[0];
        if (order > 1)
            throw Broken();
        _little = order == 1;
        var raw = ReadUInt32();
        var extra = (raw & 0x8000_0000) != 0 ? 1 : 0;
        extra += (raw & 0x4000_0000) != 0 ? 1 : 0;
        if ((raw & 0x2000_0000) != 0)
            Take(4);
        raw &= 0x1FFF_FFFF;
        extra += (raw / 1000) switch { 0 => 0, 1 or 2 => 1, 3 => 2, _ => throw Broken() };
        _positionBytes = 16 + 8 * Math.Min(extra, 2);
        var type = (int)(raw % 1000);
        return type is >= Point and <= MultiPolygon ? type : throw GeometryProblems.WrongType(
            "geometry", "WKB " + raw, "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon");
    }

    /// <summary>The type that <see cref="ReadHeader"/> would give, without moving on.</summary>
    public readonly int PeekType()
    {
        var copy = this;
        return copy.ReadHeader();
    }

    /// <summary>Reads a count of things that take at least <paramref name="leastBytes"/> each.</summary>
    public int ReadCount(int leastBytes)
    {
        var count = ReadUInt32();
        return count <= (uint)((_bytes.Length - _at) / leastBytes) ? (int)count : throw Broken();
    }

    /// <summary>Reads a count of positions.</summary>
    public int ReadPositionCount() => ReadCount(_positionBytes);

    /// <summary>Reads x and y of one position.</summary>
    public void ReadPosition(out double x, out double y)
    {
        var position = Take(_positionBytes);
        if (_little)
        {
            x = BinaryPrimitives.ReadDoubleLittleEndian(position);
            y = BinaryPrimitives.ReadDoubleLittleEndian(position[8..]);
        }
        else
        {
            x = BinaryPrimitives.ReadDoubleBigEndian(position);
            y = BinaryPrimitives.ReadDoubleBigEndian(position[8..]);
        }
    }

    /// <summary>Gives that many positions as they stand where they are x and y, little-endian, without Z and M; else reads nothing.</summary>
    public bool TryReadPairs(int count, out ReadOnlySpan<byte> pairs)
    {
        var plain = _little && BitConverter.IsLittleEndian && _positionBytes == 16;
        pairs = plain ? Take(count * 16) : default;
        return plain;
    }

    public static GeoProblemException Broken() =>
        GeometryProblems.Broken("geometry", "WKB 不完整或已损坏。", "The WKB is cut off or broken.");

    private uint ReadUInt32()
    {
        var four = Take(4);
        return _little ? BinaryPrimitives.ReadUInt32LittleEndian(four) : BinaryPrimitives.ReadUInt32BigEndian(four);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_bytes.Length - _at < count)
            throw Broken();
        var slice = _bytes.Slice(_at, count);
        _at += count;
        return slice;
    }
}
