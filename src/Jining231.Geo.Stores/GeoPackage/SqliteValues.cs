using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jining231.Geo.Layers;
using Microsoft.Data.Sqlite;

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

    public static object? FromDatabase(SqliteDataReader reader, int column, FieldType type)
    {
        if (reader.IsDBNull(column))
            return null;
        return type switch
        {
            FieldType.Integer => reader.GetInt64(column),
            FieldType.Real => reader.GetDouble(column),
            FieldType.Boolean => reader.GetInt64(column) != 0,
            FieldType.Timestamp => Instant(reader.GetString(column)),
            FieldType.Date => DateOnly.Parse(reader.GetString(column), CultureInfo.InvariantCulture),
            FieldType.TextArray => JsonSerializer.Deserialize<string[]>(reader.GetString(column), Json),
            _ => reader.GetString(column),
        };
    }

    /// <summary>The UTC day of an instant, as days are held.</summary>
    public static string Day(string instant) => (string)ToDatabase(DateOnly.FromDateTime(Instant(instant).UtcDateTime));

    public static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
