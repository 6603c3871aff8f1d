using System.Globalization;
using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;
using Jining231.Geo.Stores.Filtering;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>
/// Filters in SQLite's SQL. Texts compare byte by byte (UTF-8, so by code point). Instants go through <see cref="TicksFunction"/>
/// and <see cref="DayFunction"/>, because other programs may have written them in another spelling of the same instant.
/// </summary>
internal sealed class GeoPackageFilterSql(SqliteCommand command, LayerDef layer, bool indexed) : FilterSql
{
    /// <summary>Function of every connection: 100 ns since year 1, UTC.</summary>
    public const string TicksFunction = "jn_ticks";

    /// <summary>Function of every connection: the UTC day as text.</summary>
    public const string DayFunction = "jn_day";

    private int _count;

    protected override string Constant(BoundConstant constant) => constant.Value switch
    {
        null => "NULL",
        bool v => v ? "1" : "0",
        DateTimeOffset v => Add(v.UtcTicks),
        DateOnly v => Add(SqliteValues.ToDatabase(v)),
        var v => Add(v),
    };

    protected override string Property(BoundProperty property) => property.Kind switch
    {
        ValueKind.Boolean => $"({Column(property)} <> 0)",
        ValueKind.Timestamp => $"{TicksFunction}({Column(property)})",
        _ => Column(property),
    };

    protected override string Real(string operand) => $"CAST({operand} AS REAL)";

    /// <summary>Only a property has a day that is not known beforehand.</summary>
    protected override string Day(BoundNode operand) => $"{DayFunction}({Column((BoundProperty)operand)})";

    protected override string Like(string operand, LikePattern pattern) => $"({operand} GLOB {Add(pattern.ToGlob())})";

    protected override string ArrayTest(string column, ArrayOperator op, IReadOnlyList<string> texts)
    {
        var set = texts.Select(t => Add(t)).ToArray();
        string[] each = [.. set.Select(s => $"EXISTS (SELECT 1 FROM json_each({column}) WHERE value = {s})")];
        var contains = each.Length == 0 ? "1" : Join(each, " AND ");
        var contained = $"NOT EXISTS (SELECT 1 FROM json_each({column}) WHERE value IS NULL OR value NOT IN ({string.Join(", ", set)}))";
        var test = op switch
        {
            ArrayOperator.Equals => $"{contains} AND {contained}",
            ArrayOperator.Contains => contains,
            ArrayOperator.ContainedBy => contained,
            _ => each.Length == 0 ? "0" : Join(each, " OR "),
        };
        return $"(CASE WHEN {column} IS NULL THEN NULL ELSE ({test}) END)";
    }

    protected override string Holds(BoundProperty column, string text) => column.Kind == ValueKind.Array
        ? $"EXISTS (SELECT 1 FROM json_each({Column(column)}) WHERE instr(value, {Add(text)}) > 0)"
        : $"(instr({Column(column)}, {Add(text)}) > 0)";

    protected override string MeetsBox(Envelope box)
    {
        string minX = Add(box.MinX), maxX = Add(box.MaxX), minY = Add(box.MinY), maxY = Add(box.MaxY);
        return indexed
            ? $"(fid IN (SELECT id FROM \"rtree_{layer.Name}_geom\" WHERE maxx >= {minX} AND minx <= {maxX} AND maxy >= {minY} AND miny <= {maxY}))"
            : $"(geom IS NOT NULL AND ST_MaxX(geom) >= {minX} AND ST_MinX(geom) <= {maxX} AND ST_MaxY(geom) >= {minY} AND ST_MinY(geom) <= {maxY})";
    }

    private string Add(object value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"$q{_count++}");
        command.Parameters.AddWithValue(name, value);
        return name;
    }
}
