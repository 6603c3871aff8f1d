using System.Buffers.Text;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Exchange;

/// <summary>Writes the "coordinates" member of one geometry into a buffer.</summary>
internal ref struct JsonPositions(Span<byte> buffer)
{
    private const double Scale = 1e9;

    private readonly Span<byte> _buffer = buffer;
    private int _at;

    /// <summary>What has been written.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._at];

    /// <summary>Buffer size that is always enough for WKB of that length (21 bytes per ordinate of 8, 3 per count of 4).</summary>
    public static int Bound(int wkbLength) => checked(wkbLength * 3 + 64);

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
        Add((byte)'[');
        for (var i = 0; i < count; i++)
        {
            if (i > 0)
                Add((byte)',');
            AddPosition(ref cursor);
        }

        Add((byte)']');
    }

    private void AddPosition(ref WkbCursor cursor)
    {
        cursor.ReadPosition(out var x, out var y);
        Add((byte)'[');
        AddNumber(x);
        Add((byte)',');
        AddNumber(y);
        Add((byte)']');
    }

    /// <summary>Nine decimals without trailing zeros and without exponent; exact for values on the canonical grid.</summary>
    private void AddNumber(double degrees)
    {
        if (!(Math.Abs(degrees) <= 1e9))
            throw GeometryProblems.NotFinite("geometry");
        var nano = (long)Math.Round(degrees * Scale);
        if (nano < 0)
        {
            Add((byte)'-');
            nano = -nano;
        }

        var (whole, fraction) = Math.DivRem(nano, (long)Scale);
        Utf8Formatter.TryFormat(whole, _buffer[_at..], out var written);
        _at += written;
        if (fraction == 0)
            return;
        Add((byte)'.');
        for (var i = 8; i >= 0; i--)
        {
            _buffer[_at + i] = (byte)('0' + fraction % 10);
            fraction /= 10;
        }

        _at += 9;
        while (_buffer[_at - 1] == (byte)'0')
            _at--;
    }

    private void Add(byte value) => _buffer[_at++] = value;
}
