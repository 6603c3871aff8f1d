using System.Globalization;
using System.Text;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Jining231.Geo.Stores.Paging;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Query text and parameters; values never become part of the text.</summary>
internal static class PostGisSql
{
    /// <summary>The row query: id, version, geometry (EWKB on the wire), fields.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="query">Which rows match; limit, offset and position are those of the window.</param>
    /// <param name="asOf">Recorded time, or null for now.</param>
    /// <param name="plan">The plan of the query's filter, if it has one.</param>
    /// <param name="window">Which of them are read, in which order, and which columns.</param>
    public static NpgsqlCommand Select(LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan, RowWindow window)
    {
        var command = new NpgsqlCommand();
        var sql = new StringBuilder("SELECT id, version");
        if (layer.Geometry != GeometryKind.None)
            sql.Append(window.Columns?.Contains("geometry") == false ? ", NULL" : ", geom");
        foreach (var field in layer.Fields)
            sql.Append(window.Columns?.Contains(field.Name) == false ? ", NULL" : $", \"{field.Name}\"");
        AppendFrom(sql, command, layer, query, asOf, plan, exactBox: !query.NearBox);
        if (window.Range is { } range)
            AppendRange(sql, command, layer, range);
        if (window.Limit is { } limit)
            sql.Append(" LIMIT ").Append(Add(command, NpgsqlDbType.Bigint, limit));
        if (window.Offset > 0)
            sql.Append(" OFFSET ").Append(Add(command, NpgsqlDbType.Bigint, window.Offset));
        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>
    /// Rows of a box behind the query's position in no order, at most <paramref name="most"/>. Whatever the box, this is read by the spatial
    /// index, so that one plan serves all: a partitioned layer takes as long to plan as a page to read. What the session does otherwise is restored.
    /// Rows come as well that only nearly meet the box, by what the index rounds: to test its edge costs the caller a fraction of what it costs here.
    /// </summary>
    public static void Gather(NpgsqlBatch batch, LayerDef layer, FeatureQuery query, int most)
    {
        using var select = Select(layer, query with { NearBox = true }, null, null, BoxTest.Reads(new RowWindow { Columns = RowWindow.Of(layer, query, null)[0].Columns }));
        var sql = new StringBuilder(select.CommandText);
        if (query.AfterId is { } id)
            sql.Append(" AND id > ").Append(Add(select, NpgsqlDbType.Text, id));
        sql.Append(" LIMIT ").Append(Add(select, NpgsqlDbType.Bigint, (long)most));
        var rows = new NpgsqlBatchCommand(sql.ToString());
        var parameters = select.Parameters.Cast<NpgsqlParameter>().ToArray();
        select.Parameters.Clear();
        rows.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL plan_cache_mode = force_generic_plan"));
        batch.BatchCommands.Add(rows);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL plan_cache_mode = DEFAULT"));
    }

    /// <summary>Counts the rows that match; at most one more than <paramref name="most"/>.</summary>
    public static NpgsqlCommand Count(LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan, int? most = null)
    {
        var command = new NpgsqlCommand();
        var sql = new StringBuilder(most is null ? "SELECT count(*)" : "SELECT count(*) FROM (SELECT 1");
        AppendFrom(sql, command, layer, query, asOf, plan);
        if (most is { } bound)
            sql.Append(" LIMIT ").Append(Add(command, NpgsqlDbType.Bigint, bound + 1L)).Append(") AS counted");
        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>Asks the planner how many rows it expects. What it cannot judge (the exact box test behind the index) is left out.</summary>
    public static NpgsqlCommand Estimate(LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan)
    {
        var command = new NpgsqlCommand();
        var sql = new StringBuilder("EXPLAIN (FORMAT JSON) SELECT 1");
        AppendFrom(sql, command, layer, query, asOf, plan, exactBox: false);
        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>Adds a parameter and gives its name in the text.</summary>
    public static string Add(NpgsqlCommand command, NpgsqlDbType type, object value)
    {
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
        return "$" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
    }

    private static void AppendFrom(
        StringBuilder sql, NpgsqlCommand command, LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan, bool exactBox = true)
    {
        sql.Append(CultureInfo.InvariantCulture, $" FROM jining.\"{layer.Name}{(asOf is null ? "" : "_history")}\" WHERE true");
        if (asOf is { } instant)
        {
            var at = Add(command, NpgsqlDbType.TimestampTz, instant.ToUniversalTime());
            sql.Append(CultureInfo.InvariantCulture, $" AND recorded_from <= {at} AND (recorded_to IS NULL OR recorded_to > {at})");
        }

        if (query.Bbox is { } box)
            AppendBox(sql, command, layer, box, exactBox);
        foreach (var filter in query.Filters)
            AppendFilter(sql, command, layer, filter);
        foreach (var condition in plan?.Conditions(new PostGisFilterSql(command)) ?? [])
            sql.Append(" AND ").Append(condition);
    }

    /// <summary>The index holds single precision, rounded outward: at the edge of the box the stored envelope decides.</summary>
    private static void AppendBox(StringBuilder sql, NpgsqlCommand command, LayerDef layer, Envelope box, bool exact)
    {
        if (layer.Geometry == GeometryKind.None)
        {
            sql.Append(" AND false");
            return;
        }

        var wide = WidenedBox.By(WidenedBox.QueryM, box);
        var minX = Add(command, NpgsqlDbType.Double, wide.MinX);
        var minY = Add(command, NpgsqlDbType.Double, wide.MinY);
        var maxX = Add(command, NpgsqlDbType.Double, wide.MaxX);
        var maxY = Add(command, NpgsqlDbType.Double, wide.MaxY);
        sql.Append(CultureInfo.InvariantCulture, $" AND geom && ST_MakeEnvelope({minX}, {minY}, {maxX}, {maxY}, 4490)");
        if (!exact)
            return;
        sql.Append(" AND (");
        if (CertainBox.Within(wide) is { } inner)
        {
            var corners = string.Join(", ", new[] { inner.MinX, inner.MinY, inner.MaxX, inner.MaxY }.Select(v => Add(command, NpgsqlDbType.Double, v)));
            sql.Append(CultureInfo.InvariantCulture, $"geom && ST_MakeEnvelope({corners}, 4490) OR ");
        }

        sql.Append(CultureInfo.InvariantCulture, $"(ST_XMax(geom) >= {minX} AND ST_XMin(geom) <= {maxX} AND ST_YMax(geom) >= {minY} AND ST_YMin(geom) <= {maxY}))");
    }

    private static void AppendRange(StringBuilder sql, NpgsqlCommand command, LayerDef layer, KeysetRange range)
    {
        foreach (var (key, test, value) in range.Conditions)
        {
            sql.Append(" AND \"").Append(key.Field).Append('"');
            if (test is KeyTest.Present or KeyTest.Absent)
            {
                sql.Append(test == KeyTest.Present ? " IS NOT NULL" : " IS NULL");
                continue;
            }

            var type = key.Field == "id" ? FieldType.Text : layer.Fields[layer.IndexOf(key.Field)].Type;
            sql.Append(test == KeyTest.Equal ? " = " : key.Descending ? " < " : " > ")
                .Append(Add(command, PostGisValues.TypeOf(type), value is DateTimeOffset t ? t.ToUniversalTime() : value!));
        }

        sql.Append(" ORDER BY ").AppendJoin(", ", range.Order.Select((k, i) =>
            $"\"{k.Field}\"{(k.Descending ? " DESC" : "")}{((i == 0 && range.FirstIsPresent) || k.Field == "id" ? "" : " NULLS LAST")}"));
    }

    private static void AppendFilter(StringBuilder sql, NpgsqlCommand command, LayerDef layer, FieldFilter filter)
    {
        var type = filter.Field == "id" ? FieldType.Text : layer.Fields[FieldIndex(layer, filter.Field)].Type;
        var element = type == FieldType.TextArray ? NpgsqlDbType.Text : PostGisValues.TypeOf(type);
        var values = Add(command, NpgsqlDbType.Array | element, PostGisValues.ToArray(filter.Values, type));
        sql.Append(" AND \"").Append(filter.Field).Append(type == FieldType.TextArray ? $"\" && {values}" : $"\" = ANY ({values})");
    }

    private static int FieldIndex(LayerDef layer, string name) =>
        layer.IndexOf(name) is >= 0 and var index ? index : throw new GeoProblemException(
            new GeoProblem(ProblemCode.UnknownName, $"图层“{layer.TitleZh}”没有字段“{name}”。", $"Layer '{layer.Name}' has no field '{name}'.")
            {
                Field = name,
                Allowed = ["id", .. layer.Fields.Select(f => f.Name)],
            });
}
