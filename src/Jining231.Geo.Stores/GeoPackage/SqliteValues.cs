using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jining231.Geo.Layers;
using SQLitePCL;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Attribute values as SQLite holds them: instants and days as ISO 8601 text, lists as JSON text.</summary>
internal static class SqliteValues
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ColumnType(FieldType type) => type switch
    {
        FieldType.Integer => "INTEGER",
        FieldType.Real => "REAL",
        FieldType.Boolean => "BOOLEAN",
        FieldType.Timestamp => "DATETIME",
        FieldType.Date => "DATE",
        _ => "TEXT",
    };

    public static object ToDatabase(object? value) => value switch
    {
        null => DBNull.Value,
        bool b => b ? 1L : 0L,
        DateTimeOffset t => Rfc3339.Format(t),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        string s => s,
        IReadOnlyList<string> list => JsonSerializer.Serialize(list, Json),
        int i => (long)i,
        _ => value,
    };

    /// <summary>The value of a field as a slot of a batch; what stands in it is as <see cref="ToDatabase"/> writes it, or a foreign tool.</summary>
    public static RawValue Read(SqliteColumn column, FieldType type, RowBatch batch) => type switch
    {
        FieldType.Integer => new RawValue(column.WholeNumber, 0, 0),
        FieldType.Real => new RawValue(BitConverter.DoubleToInt64Bits(column.Real), 0, 0),
        FieldType.Boolean => new RawValue(column.WholeNumber != 0 ? 1 : 0, 0, 0),
        FieldType.Timestamp => new RawValue(Ticks(Text(column, batch)), 0, 0),
        FieldType.Date => new RawValue(DateOnly.Parse(Encoding.UTF8.GetString(Text(column, batch)), CultureInfo.InvariantCulture).DayNumber, 0, 0),
        FieldType.TextArray => List(Text(column, batch).ToArray(), batch),
        _ => column.AddTo(batch),
    };

    /// <summary>The text of a column, in room that the batch has not given to a value.</summary>
    private static ReadOnlySpan<byte> Text(SqliteColumn column, RowBatch batch)
    {
        var length = column.CopyTo(batch);
        return batch.Bytes.AsSpan(batch.Used, length);
    }

    /// <summary>UTC ticks of an instant: the form that this program writes digit by digit, any other by the general parser.</summary>
    private static long Ticks(ReadOnlySpan<byte> text)
    {
        if (text.Length == 24 && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':' && text[19] == '.' && text[23] == 'Z'
            && Digits(text[..4]) is var year and >= 1 && Digits(text[5..7]) is var month and >= 1 and <= 12
            && Digits(text[8..10]) is var day and >= 1 && day <= DateTime.DaysInMonth(year, month)
            && Digits(text[11..13]) is var hour and >= 0 and < 24 && Digits(text[14..16]) is var minute and >= 0 and < 60
            && Digits(text[17..19]) is var second and >= 0 and < 60 && Digits(text[20..23]) is var milli and >= 0)
            return new DateTime(year, month, day, hour, minute, second, milli, DateTimeKind.Utc).Ticks;
        return Instant(Encoding.UTF8.GetString(text)).UtcTicks;
    }

    /// <summary>Binds a field's value, which is not null, as <see cref="ToDatabase"/> would write it; gives SQLite's code.</summary>
    public static int Bind(sqlite3_stmt statement, int column, RawRow row, int field) => row.Layer.Fields[field].Type switch
    {
        FieldType.Integer => raw.sqlite3_bind_int64(statement, column, row.WholeNumber(field)),
        FieldType.Real => raw.sqlite3_bind_double(statement, column, row.Real(field)),
        FieldType.Boolean => raw.sqlite3_bind_int64(statement, column, row.Boolean(field) ? 1 : 0),
        FieldType.Timestamp => raw.sqlite3_bind_text(statement, column, Rfc3339.Format(new DateTimeOffset(row.UtcTicks(field), TimeSpan.Zero))),
        FieldType.Date => raw.sqlite3_bind_text(statement, column, (string)ToDatabase(row.Day(field))),
        FieldType.TextArray => raw.sqlite3_bind_text(statement, column, (string)ToDatabase(row.List(field).ToArray())),
        _ => raw.sqlite3_bind_text(statement, column, row.Text(field)),
    };

    /// <summary>A short decimal number, or -1.</summary>
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
                return -1;
            value = (value * 10) + (digit - '0');
        }

        return value;
    }

    private static RawValue List(ReadOnlySpan<byte> json, RowBatch batch)
    {
        var (start, count) = (batch.Used, 0);
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            throw new InvalidDataException("A list column holds no JSON array.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new InvalidDataException("A list column holds an element that is no text.");
            var room = batch.Reserve(4 + reader.ValueSpan.Length);
            var length = reader.CopyString(room[4..]);
            BinaryPrimitives.WriteInt32BigEndian(room, length);
            batch.Used += 4 + length;
            count++;
        }

        return new RawValue(count, start, batch.Used - start);
    }

    /// <summary>The UTC day of an instant, as days are held.</summary>
    public static string Day(string instant) => (string)ToDatabase(DateOnly.FromDateTime(Instant(instant).UtcDateTime));

    public static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
