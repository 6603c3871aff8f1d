using System.Buffers.Binary;
using Jining231.Geo.Layers;
using Npgsql;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Values in PostgreSQL's binary format, which result rows and COPY share, as slots of a batch.</summary>
internal static class PostGisWire
{
    /// <summary>2000-01-01, from which PostgreSQL counts, in ticks and in days since year 1.</summary>
    private static readonly long EpochTicks = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks, EpochDay = new DateOnly(2000, 1, 1).DayNumber;

    /// <summary>Length of byte order, type and SRID, and what ISO WKB has of it.</summary>
    private const int EwkbHeader = 9, WkbHeader = 5;

    /// <summary>Room offered to a value before its length is asked.</summary>
    private const int UsualBytes = 4096;

    /// <summary>Column of the geometry; layers without one have their fields from here on.</summary>
    public const int GeometryColumn = 2;

    /// <summary>The slot of a result column, in the order of <see cref="PostGisSql.Select"/>.</summary>
    public static int SlotOf(LayerDef layer, int column) =>
        column < GeometryColumn || layer.Geometry != GeometryKind.None ? column : column + 1;

    /// <summary>Adds the row at hand.</summary>
    public static void Take(RowBatch batch, LayerDef layer, NpgsqlDataReader reader)
    {
        var slots = batch.NewRow();
        for (var column = 0; column < reader.FieldCount; column++)
            if (!reader.IsDBNull(column))
                slots[SlotOf(layer, column)] = Value(batch, layer, reader, column);
    }

    private static RawValue Value(RowBatch batch, LayerDef layer, NpgsqlDataReader reader, int column)
    {
        batch.Reserve(UsualBytes);
        var length = (int)reader.GetBytes(column, 0, batch.Bytes, batch.Used, batch.Bytes.Length - batch.Used);
        if (length == batch.Bytes.Length - batch.Used)
        {
            var whole = (int)reader.GetBytes(column, 0, null, 0, 0);
            batch.Reserve(whole);
            length = (int)reader.GetBytes(column, 0, batch.Bytes, batch.Used, whole);
        }

        var start = batch.Used;
        batch.Used += length;
        return Decode(layer, SlotOf(layer, column), batch.Bytes, start, length);
    }

    /// <summary>Reads the value that stands in <paramref name="bytes"/> at <paramref name="start"/>.</summary>
    public static RawValue Decode(LayerDef layer, int slot, Span<byte> bytes, int start, int length) => slot switch
    {
        RowBatch.IdSlot => new RawValue(0, start, length),
        RowBatch.VersionSlot => new RawValue(BinaryPrimitives.ReadInt64BigEndian(bytes[start..]), 0, 0),
        RowBatch.GeometrySlot => Geometry(bytes, start, length),
        _ => Field(layer.Fields[slot - RowBatch.FirstField].Type, bytes, start, length),
    };

    private static RawValue Field(FieldType type, ReadOnlySpan<byte> bytes, int start, int length) => type switch
    {
        FieldType.Integer or FieldType.Real => new RawValue(BinaryPrimitives.ReadInt64BigEndian(bytes[start..]), 0, 0),
        FieldType.Boolean => new RawValue(bytes[start], 0, 0),
        FieldType.Timestamp => new RawValue(Ticks(BinaryPrimitives.ReadInt64BigEndian(bytes[start..])), 0, 0),
        FieldType.Date => new RawValue(Day(BinaryPrimitives.ReadInt32BigEndian(bytes[start..])), 0, 0),
        FieldType.TextArray => List(bytes, start, length),
        _ => new RawValue(0, start, length),
    };

    /// <summary>EWKB becomes ISO WKB in place: the SRID goes, byte order and type move up to the coordinates. The parts never carry one.</summary>
    private static RawValue Geometry(Span<byte> bytes, int start, int length)
    {
        var wkb = bytes.Slice(start, length);
        if (length < EwkbHeader || wkb[0] != 1 || (wkb[4] & 0x20) == 0)
            return new RawValue(0, start, length);
        var type = BinaryPrimitives.ReadUInt32LittleEndian(wkb[1..]) & ~0x2000_0000u;
        const int Moved = EwkbHeader - WkbHeader;
        wkb[Moved] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(wkb[(Moved + 1)..], type);
        return new RawValue(0, start + Moved, length - Moved);
    }

    /// <summary>Infinity, which only foreign writers leave, becomes the first or the last instant there is.</summary>
    private static long Ticks(long microseconds) =>
        (long)Int128.Clamp(((Int128)microseconds * 10) + EpochTicks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);

    private static long Day(int days) => Math.Clamp(days + EpochDay, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber);

    /// <summary>One dimension: dimensions, null flag, element type, count, lower bound; then each text with its length.</summary>
    private static RawValue List(ReadOnlySpan<byte> bytes, int start, int length) => length <= 20
        ? new RawValue(0, start, 0)
        : new RawValue(BinaryPrimitives.ReadInt32BigEndian(bytes[(start + 12)..]), start + 20, length - 20);
}
