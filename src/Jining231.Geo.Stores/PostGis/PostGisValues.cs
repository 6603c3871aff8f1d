using Jining231.Geo.Layers;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Attribute values as PostgreSQL holds them: every type has its own.</summary>
internal static class PostGisValues
{
    public static NpgsqlDbType TypeOf(FieldType type) => type switch
    {
        FieldType.Integer => NpgsqlDbType.Bigint,
        FieldType.Real => NpgsqlDbType.Double,
        FieldType.Boolean => NpgsqlDbType.Boolean,
        FieldType.Timestamp => NpgsqlDbType.TimestampTz,
        FieldType.Date => NpgsqlDbType.Date,
        FieldType.TextArray => NpgsqlDbType.Array | NpgsqlDbType.Text,
        _ => NpgsqlDbType.Text,
    };

    public static object ToDatabase(object? value, FieldType type) => value switch
    {
        null => DBNull.Value,
        int i => type == FieldType.Real ? (double)i : (long)i,
        long l when type == FieldType.Real => (double)l,
        DateTimeOffset t => DateTimeOffset.FromUnixTimeMilliseconds(t.ToUnixTimeMilliseconds()),
        IReadOnlyList<string> list => list.ToArray(),
        _ => value,
    };

    /// <summary>A typed array of the values that a filter allows.</summary>
    public static Array ToArray(IReadOnlyList<object> values, FieldType type) => type switch
    {
        FieldType.Integer => values.Select(v => (long)ToDatabase(v, type)).ToArray(),
        FieldType.Real => values.Select(v => (double)ToDatabase(v, type)).ToArray(),
        FieldType.Boolean => values.Cast<bool>().ToArray(),
        FieldType.Timestamp => values.Select(v => (DateTimeOffset)ToDatabase(v, type)).ToArray(),
        FieldType.Date => values.Cast<DateOnly>().ToArray(),
        _ => values.Cast<string>().ToArray(),
    };
}
