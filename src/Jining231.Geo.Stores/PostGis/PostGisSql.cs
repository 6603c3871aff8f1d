using System.Globalization;
using System.Text;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using NetTopologySuite.Geometries;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Query text and parameters; values never become part of the text.</summary>
internal static class PostGisSql
{
    /// <summary>One metre in degrees of latitude and of longitude at 36.5° N, rounded up.</summary>
    private const double MetreLat = 9.1e-6, MetreLon = 1.13e-5;

    /// <summary>The page query: id, version, geometry (EWKB on the wire), fields; ordered by id unless any order will do.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="query">What to read; its limit is that of SQL, whatever rows are tested afterwards.</param>
    /// <param name="asOf">Recorded time, or null for now.</param>
    /// <param name="plan">The plan of the query's filter, if it has one.</param>
    /// <param name="only">For rows that are only counted: columns that are read; the others come as NULL, in no order. Null: all, by id.</param>
    public static NpgsqlCommand Select(
        LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan = null, IReadOnlySet<string>? only = null)
    {
        var command = new NpgsqlCommand();
        var sql = new StringBuilder("SELECT id, version");
        if (layer.Geometry != GeometryKind.None)
            sql.Append(only?.Contains("geometry") == false ? ", NULL" : ", geom");
        foreach (var field in layer.Fields)
            sql.Append(only?.Contains(field.Name) == false ? ", NULL" : $", \"{field.Name}\"");
        AppendFrom(sql, command, layer, query, asOf, plan);
        if (query.AfterId is { } after)
            sql.Append(" AND id > ").Append(Add(command, NpgsqlDbType.Text, after));
        if (only is null && !query.AnyOrder)
            sql.Append(" ORDER BY id");
        if (query.Limit is { } limit)
            sql.Append(" LIMIT ").Append(Add(command, NpgsqlDbType.Integer, limit));
        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>The count behind <see cref="Select"/>, without limit and paging.</summary>
    public static NpgsqlCommand Count(LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan)
    {
        var command = new NpgsqlCommand();
        var sql = new StringBuilder("SELECT count(*)");
        AppendFrom(sql, command, layer, query, asOf, plan);
        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>Adds a parameter and gives its name in the text.</summary>
    public static string Add(NpgsqlCommand command, NpgsqlDbType type, object value)
    {
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
        return "$" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
    }

    private static void AppendFrom(StringBuilder sql, NpgsqlCommand command, LayerDef layer, FeatureQuery query, DateTimeOffset? asOf, FilterPlan? plan)
    {
        sql.Append(CultureInfo.InvariantCulture, $" FROM jining.\"{layer.Name}{(asOf is null ? "" : "_history")}\" WHERE true");
        if (asOf is { } instant)
        {
            var at = Add(command, NpgsqlDbType.TimestampTz, instant.ToUniversalTime());
            sql.Append(CultureInfo.InvariantCulture, $" AND recorded_from <= {at} AND (recorded_to IS NULL OR recorded_to > {at})");
        }

        if (query.Bbox is { } box)
            AppendBox(sql, command, layer, box);
        foreach (var filter in query.Filters)
            AppendFilter(sql, command, layer, filter);
        foreach (var condition in plan?.Conditions(new PostGisFilterSql(command)) ?? [])
            sql.Append(" AND ").Append(condition);
    }

    /// <summary>The index holds single precision, rounded outward: at the edge of the box the stored envelope decides.</summary>
    private static void AppendBox(StringBuilder sql, NpgsqlCommand command, LayerDef layer, Envelope box)
    {
        if (layer.Geometry == GeometryKind.None)
        {
            sql.Append(" AND false");
            return;
        }

        var minX = Add(command, NpgsqlDbType.Double, box.MinX - MetreLon);
        var minY = Add(command, NpgsqlDbType.Double, box.MinY - MetreLat);
        var maxX = Add(command, NpgsqlDbType.Double, box.MaxX + MetreLon);
        var maxY = Add(command, NpgsqlDbType.Double, box.MaxY + MetreLat);
        sql.Append(CultureInfo.InvariantCulture, $" AND geom && ST_MakeEnvelope({minX}, {minY}, {maxX}, {maxY}, 4490)")
            .Append(" AND (");
        if (CertainBox.Within(box.MinX - MetreLon, box.MinY - MetreLat, box.MaxX + MetreLon, box.MaxY + MetreLat) is { } inner)
        {
            var corners = string.Join(", ", new[] { inner.MinX, inner.MinY, inner.MaxX, inner.MaxY }.Select(v => Add(command, NpgsqlDbType.Double, v)));
            sql.Append(CultureInfo.InvariantCulture, $"geom && ST_MakeEnvelope({corners}, 4490) OR ");
        }

        sql.Append(CultureInfo.InvariantCulture, $"(ST_XMax(geom) >= {minX} AND ST_XMin(geom) <= {maxX} AND ST_YMax(geom) >= {minY} AND ST_YMin(geom) <= {maxY}))");
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
