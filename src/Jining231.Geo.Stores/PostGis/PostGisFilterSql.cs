using System.Globalization;
using Jining231.Geo.Layers.Cql2;
using Jining231.Geo.Stores.Filtering;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Filters in PostgreSQL's SQL. Text columns have the collation "C": byte order of UTF-8, which is code point order.</summary>
internal sealed class PostGisFilterSql(NpgsqlCommand command) : FilterSql
{
    protected override string Constant(BoundConstant constant) => (constant.Kind, constant.Value) switch
    {
        (ValueKind.Boolean, null) => "NULL::boolean",
        (ValueKind.Boolean, var v) => v is true ? "true" : "false",
        (ValueKind.Text, var v) => $"({Add(NpgsqlDbType.Text, v)}::text COLLATE \"C\")",
        (ValueKind.Integer, var v) => Add(NpgsqlDbType.Bigint, v),
        (ValueKind.Real, var v) => Add(NpgsqlDbType.Double, v),
        (ValueKind.Date, var v) => Add(NpgsqlDbType.Date, v),
        (_, var v) => Add(NpgsqlDbType.TimestampTz, v),
    };

    protected override string Real(string operand) => $"({operand})::double precision";

    protected override string Day(BoundNode operand) => $"(({Write(operand)}) AT TIME ZONE 'UTC')::date";

    protected override string Like(string operand, LikePattern pattern) => $"({operand} LIKE {Add(NpgsqlDbType.Text, pattern.ToLike())})";

    protected override string ArrayTest(string column, ArrayOperator op, IReadOnlyList<string> texts)
    {
        var set = Add(NpgsqlDbType.Array | NpgsqlDbType.Text, texts.ToArray());
        return op switch
        {
            ArrayOperator.Equals => $"({column} @> {set} AND {column} <@ {set})",
            ArrayOperator.Contains => $"({column} @> {set})",
            ArrayOperator.ContainedBy => $"({column} <@ {set})",
            _ => $"({column} && {set})",
        };
    }

    protected override string Holds(BoundProperty column, string text) => column.Kind == ValueKind.Array
        ? $"EXISTS (SELECT 1 FROM unnest({Column(column)}) AS member (text) WHERE strpos(member.text, {Add(NpgsqlDbType.Text, text)}) > 0)"
        : $"(strpos({Column(column)}, {Add(NpgsqlDbType.Text, text)}) > 0)";

    protected override string MeetsBox(Envelope box)
    {
        var corners = string.Join(", ", new[] { box.MinX, box.MinY, box.MaxX, box.MaxY }.Select(v => Add(NpgsqlDbType.Double, v)));
        return string.Create(CultureInfo.InvariantCulture, $"(geom && ST_MakeEnvelope({corners}, 4490))");
    }

    private string Add(NpgsqlDbType type, object? value) => PostGisSql.Add(command, type, value ?? DBNull.Value);
}
