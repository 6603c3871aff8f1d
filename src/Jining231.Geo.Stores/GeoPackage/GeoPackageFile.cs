using System.Buffers;
using System.Globalization;
using System.Text;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using SQLitePCL;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>
/// A plain OGC GeoPackage 1.3 (12-128r17) of one layer, for other programs: geometry with its R-tree, the fields with titles, units and code
/// lists, the row version. It is no store of this product. Coordinates run x = longitude or easting.
/// </summary>
public sealed class GeoPackageFile : IRowFile
{
    /// <summary>Media type.</summary>
    public const string Media = "application/geopackage+sqlite3";

    private readonly FeatureShape _shape;
    private readonly bool _spatial;
    private readonly int _srs;
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _insert;
    private readonly sqlite3_stmt? _index;
    private readonly Envelope _extent = new();
    private long _fid;

    /// <summary>Begins the file.</summary>
    /// <param name="path">Where; must not be there yet.</param>
    /// <param name="shape">What is shown of a feature.</param>
    /// <param name="recordedAt">When the layer was last written.</param>
    public GeoPackageFile(string path, FeatureShape shape, DateTimeOffset recordedAt)
    {
        ArgumentNullException.ThrowIfNull(shape);
        _shape = shape;
        _spatial = shape.Geometry && shape.Layer.Geometry != GeometryKind.None;
        _srs = CrsWkt.EpsgNumber(shape.Crs);
        _connection = GeoPackageConnection.Bare(path);
        try
        {
            _connection.Open();
            // Nobody else sees the file before it is whole, so it needs no journal.
            GeoPackageConnection.Execute(_connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
            GeoPackageConnection.Execute(_connection, "BEGIN;" + GeoPackageSchema.Pragmas + GeoPackageSchema.Script("geopackage") + GeoPackageSchema.Script("titles"));
            GeoPackageConnection.Execute(_connection, Tables());
            Describe(recordedAt);
            _insert = Prepare($"INSERT INTO \"{Table}\" VALUES ({string.Join(", ", Enumerable.Range(1, ColumnCount).Select(i => "?" + i.ToString(CultureInfo.InvariantCulture)))})");
            _index = _spatial ? Prepare($"INSERT INTO \"rtree_{Table}_geom\" VALUES (?1, ?2, ?3, ?4, ?5)") : null;
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    private string Table => _shape.Layer.Name;

    private int ColumnCount => 2 + (_spatial ? 1 : 0) + _shape.Fields.Count + (_shape.Version ? 1 : 0);

    /// <inheritdoc/>
    public void Add(RawRow row)
    {
        raw.sqlite3_reset(_insert);
        raw.sqlite3_clear_bindings(_insert);
        Check(raw.sqlite3_bind_int64(_insert, 1, ++_fid));
        var column = 2;
        if (_spatial)
        {
            if (row.HasGeometry)
                BindGeometry(row.Wkb, column);
            column++;
        }

        Check(raw.sqlite3_bind_text(_insert, column++, row.Id));
        foreach (var field in _shape.Fields)
        {
            if (!row.IsNull(field))
                Check(SqliteValues.Bind(_insert, column, row, field));
            column++;
        }

        if (_shape.Version)
            Check(raw.sqlite3_bind_int64(_insert, column, row.Version));
        Step(_insert);
    }

    /// <inheritdoc/>
    public void Complete()
    {
        if (!_extent.IsNull)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "UPDATE gpkg_contents SET min_x = $a, min_y = $b, max_x = $c, max_y = $d";
            foreach (var (name, value) in new[] { ("$a", _extent.MinX), ("$b", _extent.MinY), ("$c", _extent.MaxX), ("$d", _extent.MaxY) })
                command.Parameters.AddWithValue(name, value);
            command.ExecuteNonQuery();
        }

        var triggers = _spatial ? GeoPackageSchema.Script("rtree-triggers").Replace("{layer}", Table, StringComparison.Ordinal) : "";
        GeoPackageConnection.Execute(_connection, triggers + "COMMIT;");
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _index?.Dispose();
        _connection.Dispose();
    }

    private void BindGeometry(ReadOnlySpan<byte> wkb, int column)
    {
        var blob = ArrayPool<byte>.Shared.Rent(GpkgGeometry.HeaderWithEnvelope + wkb.Length);
        var projected = ArrayPool<byte>.Shared.Rent(wkb.Length);
        try
        {
            var body = blob.AsSpan(GpkgGeometry.HeaderWithEnvelope);
            if (_shape.Crs.IsGeographic)
                wkb.CopyTo(body);
            else
                projected.AsSpan(0, WkbProjection.ApplyXy(wkb, _shape.Crs, projected)).CopyTo(body);
            var envelope = WkbEnvelope.Of(body[..wkb.Length]);
            GpkgGeometry.WriteHeader(blob, envelope, _srs);
            Check(raw.sqlite3_bind_blob(_insert, column, blob.AsSpan(0, GpkgGeometry.HeaderWithEnvelope + wkb.Length)));
            _extent.ExpandToInclude(envelope);
            Index(envelope);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(blob);
            ArrayPool<byte>.Shared.Return(projected);
        }
    }

    private void Index(Envelope envelope)
    {
        raw.sqlite3_reset(_index!);
        Check(raw.sqlite3_bind_int64(_index!, 1, _fid));
        foreach (var (i, ordinate) in (ReadOnlySpan<(int, double)>)[(2, envelope.MinX), (3, envelope.MaxX), (4, envelope.MinY), (5, envelope.MaxY)])
            Check(raw.sqlite3_bind_double(_index!, i, ordinate));
        Step(_index!);
    }

    private string Tables()
    {
        var (layer, kind) = (_shape.Layer, _shape.Layer.Geometry.ToString().ToUpperInvariant());
        var sql = new StringBuilder();
        if (_srs is not (4326 or 4490))
            sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO gpkg_spatial_ref_sys VALUES ('EPSG:{_srs}', {_srs}, 'EPSG', {_srs}, '{CrsWkt.Ogc(_shape.Crs)}', NULL);\n");
        sql.Append(CultureInfo.InvariantCulture, $"CREATE TABLE \"{Table}\" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, ");
        sql.AppendJoin(", ", [
            .. _spatial ? ["geom " + kind] : (string[])[], "id TEXT NOT NULL UNIQUE",
            .. _shape.Fields.Select(i => $"\"{layer.Fields[i].Name}\" {SqliteValues.ColumnType(layer.Fields[i].Type)}"), .. _shape.Version ? ["version INTEGER"] : (string[])[],
        ]).Append(");\n");
        sql.Append(CultureInfo.InvariantCulture,
            $"INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('{Table}', '{(_spatial ? "features" : "attributes")}', '{Table}', {(_spatial ? _srs : 0)});\n");
        if (_spatial)
        {
            sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO gpkg_geometry_columns VALUES ('{Table}', 'geom', '{kind}', {_srs}, 0, 0);\n");
            sql.Append(GeoPackageSchema.Script("rtree").Replace("{layer}", Table, StringComparison.Ordinal));
        }

        return sql.ToString();
    }

    private void Describe(DateTimeOffset recordedAt)
    {
        var layer = _shape.Layer;
        Run("UPDATE gpkg_contents SET description = $1, last_change = $2", $"{layer.TitleZh} {layer.TitleEn}", Rfc3339.Format(recordedAt));
        foreach (var field in _shape.Fields.Select(i => layer.Fields[i]))
        {
            Run("INSERT INTO gpkg_data_columns VALUES ($1, $2, $2, $3, $4, $5, $6)", layer.Name, field.Name, field.TitleZh + (field.Unit is { } unit ? $"（{unit}）" : ""),
                field.TitleEn, field.Type == FieldType.TextArray ? "application/json" : null, field.Codelist?.Name);
            foreach (var code in field.Codelist?.Codes ?? [])
                Run("INSERT OR IGNORE INTO gpkg_data_column_constraints (constraint_name, constraint_type, value, description) VALUES ($1, 'enum', $2, $3)",
                    field.Codelist!.Name, code.Value, $"{code.Zh} {code.En}");
        }
    }

    private void Run(string sql, params string?[] values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue("$" + (i + 1).ToString(CultureInfo.InvariantCulture), (object?)values[i] ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_connection.Handle!, sql, out var statement));
        return statement;
    }

    private void Step(sqlite3_stmt statement)
    {
        if (raw.sqlite3_step(statement) is not raw.SQLITE_DONE and var code)
            Check(code);
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            SqliteProblems.Guard<int>(_connection.Handle!, () => throw new SqliteException($"SQLite Error {code}: '{raw.sqlite3_errmsg(_connection.Handle!).utf8_to_string()}'.", code & 0xff, code));
    }
}
