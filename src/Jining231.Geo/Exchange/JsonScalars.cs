using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Jining231.Geo.Exchange;

/// <summary>Single JSON values as UTF-8 at the end of a buffer, with the text that <see cref="FeatureJsonWriter"/> gives.</summary>
internal static class JsonScalars
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    /// <summary>A text in quotes; bytes that are no UTF-8 become U+FFFD.</summary>
    public static void AddText(this ByteBuffer buffer, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));
        var at = utf8.IndexOfAny(Escaped);
        if (at < 0)
        {
            var room = buffer.Reserve(utf8.Length + 2);
            room[0] = (byte)'"';
            utf8.CopyTo(room[1..]);
            room[utf8.Length + 1] = (byte)'"';
            buffer.Advance(utf8.Length + 2);
            return;
        }

        buffer.Add((byte)'"');
        for (; at >= 0; at = utf8.IndexOfAny(Escaped))
        {
            buffer.Add(utf8[..at]);
            AddEscape(buffer, utf8[at]);
            utf8 = utf8[(at + 1)..];
        }

        buffer.Add(utf8);
        buffer.Add((byte)'"');
    }

    /// <summary>A whole number.</summary>
    public static void AddInteger(this ByteBuffer buffer, long value)
    {
        Utf8Formatter.TryFormat(value, buffer.Reserve(20), out var written);
        buffer.Advance(written);
    }

    /// <summary>A number in the shortest form that reads back the same; null where JSON has no form for it (NaN, infinity).</summary>
    public static void AddReal(this ByteBuffer buffer, double value)
    {
        if (!double.IsFinite(value))
        {
            buffer.Add("null"u8);
            return;
        }

        // With at most 15 digits a decimal is the only one of its double, so that two decimals that read back are the shortest.
        var hundredths = Math.Round(value * 100);
        if (Math.Abs(hundredths) is >= 1 and < 1e15 && hundredths / 100 == value)
        {
            AddHundredths(buffer, (long)hundredths);
            return;
        }

        Utf8Formatter.TryFormat(value, buffer.Reserve(32), out var written);
        buffer.Advance(written);
    }

    /// <summary>An instant as RFC 3339 UTC with milliseconds, in quotes; finer parts are cut off.</summary>
    /// <param name="buffer">Written at its end.</param>
    /// <param name="utcTicks">Units of 100 ns since year 1.</param>
    public static void AddInstant(this ByteBuffer buffer, long utcTicks)
    {
        var time = new DateTime(utcTicks, DateTimeKind.Utc);
        var room = buffer.Reserve(26);
        room[0] = (byte)'"';
        Date(room[1..], time.Year, time.Month, time.Day);
        room[11] = (byte)'T';
        Two(room[12..], time.Hour);
        room[14] = (byte)':';
        Two(room[15..], time.Minute);
        room[17] = (byte)':';
        Two(room[18..], time.Second);
        room[20] = (byte)'.';
        room[21] = (byte)('0' + (time.Millisecond / 100));
        Two(room[22..], time.Millisecond % 100);
        room[24] = (byte)'Z';
        room[25] = (byte)'"';
        buffer.Advance(26);
    }

    /// <summary>A day as <c>yyyy-MM-dd</c>, in quotes.</summary>
    public static void AddDay(this ByteBuffer buffer, DateOnly day)
    {
        var room = buffer.Reserve(12);
        room[0] = (byte)'"';
        Date(room[1..], day.Year, day.Month, day.Day);
        room[11] = (byte)'"';
        buffer.Advance(12);
    }

    private static void AddHundredths(ByteBuffer buffer, long value)
    {
        var room = buffer.Reserve(24);
        var at = 0;
        if (value < 0)
            room[at++] = (byte)'-';
        var (whole, fraction) = Math.DivRem(Math.Abs(value), 100);
        Utf8Formatter.TryFormat(whole, room[at..], out var written);
        at += written;
        if (fraction != 0)
        {
            room[at] = (byte)'.';
            Two(room[(at + 1)..], (int)fraction);
            at += fraction % 10 == 0 ? 2 : 3;
        }

        buffer.Advance(at);
    }

    private static void Date(Span<byte> room, int year, int month, int day)
    {
        Two(room, year / 100);
        Two(room[2..], year % 100);
        room[4] = (byte)'-';
        Two(room[5..], month);
        room[7] = (byte)'-';
        Two(room[8..], day);
    }

    private static void Two(Span<byte> room, int value)
    {
        var tens = value * 103 >> 10;
        BinaryPrimitives.WriteUInt16LittleEndian(room, (ushort)(0x3030 + tens + ((value - (tens * 10)) << 8)));
    }

    private static void AddEscape(ByteBuffer buffer, byte value)
    {
        var letter = value switch
        {
            (byte)'"' or (byte)'\\' => value,
            (byte)'\b' => (byte)'b',
            (byte)'\t' => (byte)'t',
            (byte)'\n' => (byte)'n',
            (byte)'\f' => (byte)'f',
            (byte)'\r' => (byte)'r',
            _ => (byte)'u',
        };
        buffer.Add((byte)'\\');
        buffer.Add(letter);
        if (letter != (byte)'u')
            return;
        buffer.Add("00"u8);
        buffer.Add((byte)(value < 16 ? '0' : '1'));
        buffer.Add((byte)"0123456789ABCDEF"[value % 16]);
    }
}
