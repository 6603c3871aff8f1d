using System.Globalization;
using System.Text;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Query text and parameters; values never become part of the text.</summary>
internal static class GeoPackageSql
{
    /// <summary>One metre in degrees of latitude and of longitude at 36.5° N, rounded up.</summary>
    private const double MetreLat = 9.1e-6, MetreLon = 1.13e-5;

    /// <summary>Geometry (if any) and fields, quoted, in storage order.</summary>
    public static IReadOnlyList<string> DataColumns(LayerDef layer)
    {
        var columns = layer.Fields.Select(f => $"\"{f.Name}\"");
        return layer.Geometry == GeometryKind.None ? [.. columns] : ["geom", .. columns];
    }

    /// <summary>The page query: id, version, geometry, fields; ordered by id. Where rows are tested afterwards there is no limit in it.</summary>
    /// <param name="command">Gets text and parameters.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="query">What to read.</param>
    /// <param name="asOf">Recorded time, or null for now.</param>
    /// <param name="plan">The plan of the query's filter, if it has one.</param>
    /// <param name="only">For rows that are only counted: columns that are read; the others come as NULL, in no order. Null: all, by id.</param>
    public static void Select(
        SqliteCommand command, LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan = null, IReadOnlySet<string>? only = null)
    {
        var columns = DataColumns(layer).Select(c => only is null || only.Contains(c == "geom" ? "geometry" : c.Trim('"')) ? c : "NULL");
        var sql = new StringBuilder("SELECT id, version, ").AppendJoin(", ", columns);
        AppendFrom(sql, command, layer, query, asOf, plan);
        if (query.AfterId is { } after)
        {
            sql.Append(" AND id > $after");
            command.Parameters.AddWithValue("$after", after);
        }

        if (only is null && !query.AnyOrder)
            sql.Append(" ORDER BY id");
        if (query.Limit is { } limit && plan is not { TestsRows: true })
        {
            sql.Append(" LIMIT $limit");
            command.Parameters.AddWithValue("$limit", limit);
        }

        command.CommandText = sql.ToString();
    }

    /// <summary>The count behind <see cref="Select"/>, without limit and paging.</summary>
    public static void Count(SqliteCommand command, LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan)
    {
        var sql = new StringBuilder("SELECT count(*)");
        AppendFrom(sql, command, layer, query, asOf, plan);
        command.CommandText = sql.ToString();
    }

    private static void AppendFrom(StringBuilder sql, SqliteCommand command, LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan)
    {
        sql.Append(CultureInfo.InvariantCulture, $" FROM \"{layer.Name}{(asOf is null ? "" : "_history")}\" WHERE 1");
        if (asOf is { } instant)
        {
            sql.Append(" AND recorded_from <= $asOf AND (recorded_to IS NULL OR recorded_to > $asOf)");
            command.Parameters.AddWithValue("$asOf", Rfc3339.Format(instant));
        }

        if (query.Bbox is { } box)
            AppendBox(sql, command, layer, box, indexed: asOf is null);
        for (var i = 0; i < query.Filters.Count; i++)
            AppendFilter(sql, command, layer, query.Filters[i], i);
        foreach (var condition in plan?.Conditions(new GeoPackageFilterSql(command, layer, indexed: asOf is null)) ?? [])
            sql.Append(" AND ").Append(condition);
    }

    private static void AppendBox(StringBuilder sql, SqliteCommand command, LayerDef layer, NetTopologySuite.Geometries.Envelope box, bool indexed)
    {
        if (layer.Geometry == GeometryKind.None)
        {
            sql.Append(" AND 0");
            return;
        }

        command.Parameters.AddWithValue("$minx", box.MinX - MetreLon);
        command.Parameters.AddWithValue("$maxx", box.MaxX + MetreLon);
        command.Parameters.AddWithValue("$miny", box.MinY - MetreLat);
        command.Parameters.AddWithValue("$maxy", box.MaxY + MetreLat);
        if (indexed)
            sql.Append(CultureInfo.InvariantCulture,
                $" AND fid IN (SELECT id FROM \"rtree_{layer.Name}_geom\" WHERE maxx >= $minx AND minx <= $maxx AND maxy >= $miny AND miny <= $maxy)");
        // The R-tree holds single precision: at the edge of the box the stored envelope decides.
        sql.Append(" AND geom IS NOT NULL AND (");
        if (indexed && CertainBox.Within(box.MinX - MetreLon, box.MinY - MetreLat, box.MaxX + MetreLon, box.MaxY + MetreLat) is { } inner)
        {
            foreach (var (name, value) in ((string, double)[])[("$minx_in", inner.MinX), ("$maxx_in", inner.MaxX), ("$miny_in", inner.MinY), ("$maxy_in", inner.MaxY)])
                command.Parameters.AddWithValue(name, value);
            sql.Append(CultureInfo.InvariantCulture,
                $"fid IN (SELECT id FROM \"rtree_{layer.Name}_geom\" WHERE maxx >= $minx_in AND minx <= $maxx_in AND maxy >= $miny_in AND miny <= $maxy_in) OR ");
        }

        sql.Append("(ST_MaxX(geom) >= $minx AND ST_MinX(geom) <= $maxx AND ST_MaxY(geom) >= $miny AND ST_MinY(geom) <= $maxy))");
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
}
