using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Jining231.Geo.Exchange;

/// <summary>Writes the "coordinates" member of one geometry into a buffer of at least <see cref="Bound"/> bytes.</summary>
internal ref struct JsonPositions(Span<byte> buffer, FixedDecimal format)
{
    private readonly Span<byte> _buffer = buffer;
    private readonly FixedDecimal _format = format;
    private int _at;

    /// <summary>What has been written.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._at];

    /// <summary>Buffer size that is always enough for WKB of that length (21 bytes per ordinate of 8, 3 per count of 4).</summary>
    public static int Bound(int wkbLength) => checked((wkbLength * 3) + 64);

    /// <summary>Writes the coordinates and gives the WKB type.</summary>
    public int AddGeometry(ref WkbCursor cursor)
    {
        var type = cursor.ReadHeader();
        switch (type)
        {
            case WkbCursor.Point:
                AddPosition(ref cursor);
                break;
            case WkbCursor.LineString:
                AddPositions(ref cursor);
                break;
            case WkbCursor.Polygon:
                AddRings(ref cursor);
                break;
            default:
                AddParts(ref cursor, type - 3);
                break;
        }

        return type;
    }

    private void AddParts(ref WkbCursor cursor, int partType)
    {
        var count = cursor.ReadCount(9);
        Add((byte)'[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                Add((byte)',');
            if (AddGeometry(ref cursor) != partType)
                throw WkbCursor.Broken();
        }

        Add((byte)']');
    }

    private void AddRings(ref WkbCursor cursor)
    {
        var count = cursor.ReadCount(4);
        Add((byte)'[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                Add((byte)',');
            AddPositions(ref cursor);
        }

        Add((byte)']');
    }

    private void AddPositions(ref WkbCursor cursor)
    {
        var count = cursor.ReadPositionCount();
        if (cursor.TryReadPairs(count, out var pairs))
        {
            AddPairs(pairs);
            return;
        }

        Add((byte)'[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                Add((byte)',');
            AddPosition(ref cursor);
        }

        Add((byte)']');
    }

    /// <summary>The usual case, x and y little-endian without gaps: the whole ring in one loop, room checked once.</summary>
    private void AddPairs(ReadOnlySpan<byte> pairs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(_buffer.Length - _at, ((pairs.Length / 16) * 46) + FixedDecimal.Room);
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(_buffer), _at);
        ref var from = ref MemoryMarshal.GetReference(pairs);
        to = (byte)'[';
        var at = 1;
        for (var i = 0; i < pairs.Length; i += 16)
        {
            Unsafe.Add(ref to, at) = (byte)'[';
            at += 1 + _format.Write(ref Unsafe.Add(ref to, at + 1), Unsafe.ReadUnaligned<double>(ref Unsafe.Add(ref from, i)));
            Unsafe.Add(ref to, at) = (byte)',';
            at += 1 + _format.Write(ref Unsafe.Add(ref to, at + 1), Unsafe.ReadUnaligned<double>(ref Unsafe.Add(ref from, i + 8)));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, at), BitConverter.IsLittleEndian ? CloseNext : BinaryPrimitives.ReverseEndianness(CloseNext));
            at += 2;
        }

        if (pairs.Length > 0)
            at--;
        Unsafe.Add(ref to, at) = (byte)']';
        _at += at + 1;
    }

    /// <summary>"],", the first in the lower byte.</summary>
    private const ushort CloseNext = ']' | (',' << 8);

    private void AddPosition(ref WkbCursor cursor)
    {
        cursor.ReadPosition(out var x, out var y);
        Add((byte)'[');
        AddNumber(x);
        Add((byte)',');
        AddNumber(y);
        Add((byte)']');
    }

    private void AddNumber(double value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(_buffer.Length - _at, FixedDecimal.Room);
        _at += _format.Write(ref _buffer[_at], value);
    }

    private void Add(byte value) => _buffer[_at++] = value;
}
