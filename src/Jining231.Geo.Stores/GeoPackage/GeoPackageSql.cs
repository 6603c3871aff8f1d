using System.Globalization;
using System.Text;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Jining231.Geo.Stores.Paging;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Query text and parameters; values never become part of the text.</summary>
internal static class GeoPackageSql
{
    /// <summary>Geometry (if any) and fields, quoted, in storage order.</summary>
    public static IReadOnlyList<string> DataColumns(LayerDef layer)
    {
        var columns = layer.Fields.Select(f => $"\"{f.Name}\"");
        return layer.Geometry == GeometryKind.None ? [.. columns] : ["geom", .. columns];
    }

    /// <summary>The row query: id, version, geometry, fields.</summary>
    /// <param name="command">Gets text and parameters.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="query">Which rows match; limit, offset and position are those of the window.</param>
    /// <param name="asOf">Recorded time, or null for now.</param>
    /// <param name="plan">The plan of the query's filter, if it has one.</param>
    /// <param name="window">Which of them are read, in which order, and which columns.</param>
    public static void Select(SqliteCommand command, LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan, RowWindow window)
    {
        var sql = new StringBuilder("SELECT ").Append(Columns(layer, window));
        // Where nothing but the box chooses rows and their order is free, the index leads.
        AppendFrom(sql, command, layer, query, asOf, plan, boxFirst: window.Range is null && plan is null && query.Filters.Count == 0);
        if (window.Range is { } range)
            AppendRange(sql, command, layer, range, window.Scans);
        if (window.Limit is not null || window.Offset > 0)
        {
            sql.Append(" LIMIT $limit OFFSET $offset");
            command.Parameters.AddWithValue("$limit", window.Limit ?? -1);
            command.Parameters.AddWithValue("$offset", window.Offset);
        }

        command.CommandText = sql.ToString();
    }

    /// <summary>Counts the rows that match; at most one more than <paramref name="most"/>.</summary>
    public static void Count(SqliteCommand command, LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan, int? most = null)
    {
        var sql = new StringBuilder(most is null ? "SELECT count(*)" : "SELECT count(*) FROM (SELECT 1");
        AppendFrom(sql, command, layer, query, asOf, plan, boxFirst: most is not null);
        if (most is { } bound)
        {
            sql.Append(" LIMIT $limit)");
            command.Parameters.AddWithValue("$limit", bound + 1L);
        }

        command.CommandText = sql.ToString();
    }

    /// <summary>How many rows the index has in a box: those that match, and some at its edge; at most one more than <paramref name="most"/>.</summary>
    public static void Candidates(SqliteCommand command, LayerDef layer, NetTopologySuite.Geometries.Envelope box, int most)
    {
        BindBox(command, box);
        command.Parameters.AddWithValue("$most", most + 1L);
        command.CommandText = $"SELECT count(*) FROM (SELECT 1 FROM {Rtree(layer)} WHERE {InRtree} LIMIT $most)";
    }

    /// <summary>The numbers of the rows that the index has in a box, with some at its edge.</summary>
    public static void RowsInBox(SqliteCommand command, LayerDef layer, NetTopologySuite.Geometries.Envelope box)
    {
        BindBox(command, box);
        command.CommandText = $"SELECT id FROM {Rtree(layer)} WHERE {InRtree}";
    }

    /// <summary>The rows of a <see cref="RowRun"/> behind the query's position that pass its filters; its box is not asked.</summary>
    public static void Gather(SqliteCommand command, LayerDef layer, FeatureQuery query, FilterPlan? plan, RowWindow window)
    {
        // Whatever else could choose the rows, none of it is narrower than the run.
        var sql = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"SELECT {Columns(layer, window)} FROM {Table(layer, null)} NOT INDEXED WHERE fid BETWEEN {RowRun.FirstName} AND {RowRun.LastName} AND geom IS NOT NULL"));
        AppendFilters(sql, command, layer, query, plan, indexed: false);
        if (query.AfterId is { } id)
        {
            sql.Append(" AND id > $after");
            command.Parameters.AddWithValue("$after", id);
        }

        command.CommandText = sql.ToString();
    }

    /// <summary>The id that stands so many places behind another, or behind the start; none if there are not so many.</summary>
    public static void IdBehind(SqliteCommand command, LayerDef layer, string? after, int places)
    {
        command.Parameters.AddWithValue("$after", after ?? "");
        command.Parameters.AddWithValue("$places", places - 1);
        command.CommandText = $"SELECT id FROM {Table(layer, null)} WHERE id > $after ORDER BY id LIMIT 1 OFFSET $places";
    }

    /// <summary>First and last row number of a layer or its history, found at the ends of the table.</summary>
    public static string Ends(LayerDef layer, DateTimeOffset? asOf) =>
        $"SELECT (SELECT min(rowid) FROM {Table(layer, asOf)}), (SELECT max(rowid) FROM {Table(layer, asOf)})";

    /// <summary>
    /// The rows that match among row numbers spread evenly from the first one over the span; a number that no row has gives
    /// none, so that gaps are allowed for.
    /// </summary>
    public static void Sample(
        SqliteCommand command, LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan, RowWindow window, (long First, long Span, int Size) spread)
    {
        var sql = new StringBuilder("WITH RECURSIVE jn_pick(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM jn_pick WHERE i + 1 < $size) SELECT ").Append(Columns(layer, window));
        AppendFrom(sql, command, layer, query, asOf, plan, sampled: true);
        command.Parameters.AddWithValue("$first", spread.First);
        command.Parameters.AddWithValue("$span", spread.Span);
        command.Parameters.AddWithValue("$size", spread.Size);
        command.CommandText = sql.ToString();
    }

    private static string Columns(LayerDef layer, RowWindow window) => "id, version, " + string.Join(", ",
        DataColumns(layer).Select(c => window.Columns is null || window.Columns.Contains(c == "geom" ? "geometry" : c.Trim('"')) ? c : "NULL"));

    private static string Table(LayerDef layer, DateTimeOffset? asOf) => $"\"{layer.Name}{(asOf is null ? "" : "_history")}\"";

    private static void AppendFrom(
        StringBuilder sql, SqliteCommand command, LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan, bool boxFirst = false, bool sampled = false)
    {
        var table = Table(layer, asOf);
        var boxed = (boxFirst || sampled) && asOf is null && query.Bbox is not null && layer.Geometry != GeometryKind.None;
        // By the golden ratio and not by equal steps, which fall into step with rows laid in rows.
        var row = sampled ? "$first + (i * 618034 % 1000000) * $span / 1000000" : "";
        if (boxed)
            // Rows come as the R-tree yields them, or of its picked entries those in the box, and no more than are asked for.
            sql.Append(CultureInfo.InvariantCulture, $" FROM {(sampled ? "jn_pick CROSS JOIN " : "")}(SELECT id AS jn_fid, minx AS jn_minx, maxx AS jn_maxx, miny AS jn_miny, maxy AS jn_maxy FROM {Rtree(layer)} WHERE {InRtree}) {(sampled ? $"ON jn_fid = {row} " : "")}CROSS JOIN {table} ON fid = jn_fid WHERE 1");
        else if (sampled)
            sql.Append(CultureInfo.InvariantCulture, $" FROM jn_pick CROSS JOIN {table} AS jn_row ON jn_row.rowid = {row} WHERE 1");
        else
            sql.Append(CultureInfo.InvariantCulture, $" FROM {table} WHERE 1");
        if (asOf is { } instant)
        {
            sql.Append(" AND recorded_from <= $asOf AND (recorded_to IS NULL OR recorded_to > $asOf)");
            command.Parameters.AddWithValue("$asOf", Rfc3339.Format(instant));
        }

        var indexed = asOf is null && !sampled;
        if (query.Bbox is { } box)
            AppendBox(sql, command, layer, box, query.NearBox, boxed ? BoxIndex.Joined : indexed ? BoxIndex.Asked : BoxIndex.None);
        AppendFilters(sql, command, layer, query, plan, indexed);
    }

    private static void AppendFilters(StringBuilder sql, SqliteCommand command, LayerDef layer, FeatureQuery query, FilterPlan? plan, bool indexed)
    {
        for (var i = 0; i < query.Filters.Count; i++)
            AppendFilter(sql, command, layer, query.Filters[i], i);
        foreach (var condition in plan?.Conditions(new GeoPackageFilterSql(command, layer, indexed)) ?? [])
            sql.Append(" AND ").Append(condition);
    }

    /// <summary>A plus sign keeps SQLite from an index.</summary>
    private static void AppendRange(StringBuilder sql, SqliteCommand command, LayerDef layer, KeysetRange range, bool scans)
    {
        for (var i = 0; i < range.Conditions.Count; i++)
        {
            var (key, test, value) = range.Conditions[i];
            sql.Append(" AND ").Append(scans ? "+" : "").Append(test is KeyTest.Present or KeyTest.Absent ? $"\"{key.Field}\"" : Ordered(layer, key)).Append(test switch
            {
                KeyTest.Present => " IS NOT NULL",
                KeyTest.Absent => " IS NULL",
                KeyTest.Equal => " = ",
                KeyTest.UpTo => key.Descending ? " >= " : " <= ",
                _ => key.Descending ? " < " : " > ",
            });
            if (test is KeyTest.Present or KeyTest.Absent)
                continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"$k{i}");
            sql.Append(name);
            command.Parameters.AddWithValue(name, value is DateTimeOffset t ? t.UtcTicks : SqliteValues.ToDatabase(value));
        }

        sql.Append(" ORDER BY ").AppendJoin(", ", range.Order.Select((k, i) =>
            $"{(scans ? "+" : "")}{Ordered(layer, k)}{(k.Descending ? " DESC" : "")}{((i == 0 && range.FirstIsPresent) || k.Field == "id" ? "" : " NULLS LAST")}"));
    }

    /// <summary>The value by which a key orders; foreign programs may have spelled instants and truth values in their own way.</summary>
    private static string Ordered(LayerDef layer, SortTerm key) => key.Field == "id" ? "id" : layer.Fields[layer.IndexOf(key.Field)].Type switch
    {
        FieldType.Timestamp => $"{GeoPackageFilterSql.TicksFunction}(\"{key.Field}\")",
        FieldType.Boolean => $"(\"{key.Field}\" <> 0)",
        _ => $"\"{key.Field}\"",
    };

    private const string InRtree = "maxx >= $minx AND minx <= $maxx AND maxy >= $miny AND miny <= $maxy";

    private static string Rtree(LayerDef layer) => $"\"rtree_{layer.Name}_geom\"";

    private static void AppendBox(StringBuilder sql, SqliteCommand command, LayerDef layer, NetTopologySuite.Geometries.Envelope box, bool near, BoxIndex index)
    {
        if (layer.Geometry == GeometryKind.None)
        {
            sql.Append(" AND 0");
            return;
        }

        var wide = BindBox(command, box);
        if (index == BoxIndex.Asked)
            sql.Append(CultureInfo.InvariantCulture, $" AND fid IN (SELECT id FROM {Rtree(layer)} WHERE {InRtree})");
        sql.Append(" AND geom IS NOT NULL");
        if (near && index != BoxIndex.None)
            return;
        // The R-tree holds single precision: at the edge of the box the stored envelope decides.
        sql.Append(" AND (");
        if (index != BoxIndex.None && CertainBox.Within(wide) is { } inner)
        {
            foreach (var (name, value) in ((string, double)[])[("$minx_in", inner.MinX), ("$maxx_in", inner.MaxX), ("$miny_in", inner.MinY), ("$maxy_in", inner.MaxY)])
                command.Parameters.AddWithValue(name, value);
            sql.Append(index == BoxIndex.Joined
                ? "(jn_maxx >= $minx_in AND jn_minx <= $maxx_in AND jn_maxy >= $miny_in AND jn_miny <= $maxy_in) OR "
                : $"fid IN (SELECT id FROM {Rtree(layer)} WHERE maxx >= $minx_in AND minx <= $maxx_in AND maxy >= $miny_in AND miny <= $maxy_in) OR ");
        }

        sql.Append("(ST_MaxX(geom) >= $minx AND ST_MinX(geom) <= $maxx AND ST_MaxY(geom) >= $miny AND ST_MinY(geom) <= $maxy))");
    }

    /// <summary>Binds the widened box of a query, and gives it.</summary>
    private static NetTopologySuite.Geometries.Envelope BindBox(SqliteCommand command, NetTopologySuite.Geometries.Envelope box)
    {
        var wide = WidenedBox.By(WidenedBox.QueryM, box);
        command.Parameters.AddWithValue("$minx", wide.MinX);
        command.Parameters.AddWithValue("$maxx", wide.MaxX);
        command.Parameters.AddWithValue("$miny", wide.MinY);
        command.Parameters.AddWithValue("$maxy", wide.MaxY);
        return wide;
    }

    private static void AppendFilter(StringBuilder sql, SqliteCommand command, LayerDef layer, FieldFilter filter, int number)
    {
        var field = filter.Field == "id" ? null : layer.Fields[FieldIndex(layer, filter.Field)];
        var names = filter.Values.Select((_, k) => $"$f{number}_{k}").ToArray();
        for (var k = 0; k < names.Length; k++)
            command.Parameters.AddWithValue(names[k], SqliteValues.ToDatabase(filter.Values[k]));
        var list = string.Join(", ", names);
        sql.Append(field?.Type == FieldType.TextArray
            ? $" AND EXISTS (SELECT 1 FROM json_each(\"{field.Name}\") WHERE value IN ({list}))"
            : $" AND \"{filter.Field}\" IN ({list})");
    }

    private static int FieldIndex(LayerDef layer, string name) =>
        layer.IndexOf(name) is >= 0 and var index ? index : throw new GeoProblemException(
            new GeoProblem(ProblemCode.UnknownName, $"图层“{layer.TitleZh}”没有字段“{name}”。", $"Layer '{layer.Name}' has no field '{name}'.")
            {
                Field = name,
                Allowed = ["id", .. layer.Fields.Select(f => f.Name)],
            });

    /// <summary>What the R-tree does for a box.</summary>
    private enum BoxIndex
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>It is asked for row numbers.</summary>
        Asked,

        /// <summary>Its entries come first and the rows are found by them.</summary>
        Joined,
    }
}
