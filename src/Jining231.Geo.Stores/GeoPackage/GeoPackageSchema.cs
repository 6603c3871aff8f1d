using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Jining231.Geo.Layers;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Makes the file's schema from the catalog and the scripts beside this class, and checks a file found.</summary>
internal static class GeoPackageSchema
{
    private const long ApplicationId = 0x47504B47;
    private const int GpkgVersion = 10300;
    private const string SchemaVersion = "3";

    /// <summary>What marks a file as a GeoPackage.</summary>
    internal static string Pragmas { get; } = string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {GpkgVersion};\n");

    /// <summary>Creates the schema if the file is new; raises <see cref="ProblemCode.StoreMismatch"/> if it is another program's or another version's.</summary>
    public static void Ensure(SqliteConnection connection, IReadOnlyList<LayerDef> catalog)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var tables = Convert.ToInt64(
            GeoPackageConnection.Scalar(connection, "SELECT count(*) FROM sqlite_master", transaction), CultureInfo.InvariantCulture);
        if (tables == 0)
            Create(connection, transaction, catalog);
        else
            Check(connection, transaction, catalog);
        GeoPackageConnection.Execute(connection, Script("jobs") + Script("branches"), transaction);
        GeoPackageConnection.Execute(connection, "INSERT OR IGNORE INTO store_info VALUES ('cursor_key', lower(hex(randomblob(32))))", transaction);
        transaction.Commit();
    }

    /// <summary>The key that signs the positions of pages.</summary>
    public static byte[] CursorKey(SqliteConnection connection) =>
        Convert.FromHexString((string)GeoPackageConnection.Scalar(connection, "SELECT value FROM store_info WHERE key = 'cursor_key'")!);

    private static void Create(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<LayerDef> catalog)
    {
        var sql = new StringBuilder();
        sql.Append(Pragmas);
        sql.Append(Script("geopackage")).Append(Script("store")).Append(Script("revisions"));
        foreach (var layer in catalog)
            AppendLayer(sql, layer);
        AppendReferences(sql, catalog);
        sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO store_info VALUES ('schema', '{SchemaVersion}'), ('catalog', '{CatalogDigest(catalog)}');\n");
        GeoPackageConnection.Execute(connection, sql.ToString(), transaction);
    }

    private static void AppendLayer(StringBuilder sql, LayerDef layer)
    {
        var spatial = layer.Geometry != GeometryKind.None;
        var fields = layer.Fields.Select(f => $"\"{f.Name}\" {SqliteValues.ColumnType(f.Type)}").ToList();
        if (spatial)
            fields.Insert(0, $"geom {layer.Geometry.ToString().ToUpperInvariant()}");
        var columns = GeoPackageSql.DataColumns(layer);
        sql.Append(CultureInfo.InvariantCulture,
            $"CREATE TABLE \"{layer.Name}\" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL DEFAULT 1, {string.Join(", ", fields)});\n");
        sql.Append(CultureInfo.InvariantCulture,
            $"INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES ('{layer.Name}', '{(spatial ? "features" : "attributes")}', '{layer.Name}', '{layer.TitleZh} {layer.TitleEn}', {(spatial ? "4490" : "NULL")});\n");
        sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO revisions VALUES ('{layer.Name}', 0, '1970-01-01T00:00:00.000Z');\n");
        if (spatial)
        {
            sql.Append(CultureInfo.InvariantCulture,
                $"INSERT INTO gpkg_geometry_columns VALUES ('{layer.Name}', 'geom', '{layer.Geometry.ToString().ToUpperInvariant()}', 4490, 0, 0);\n");
            sql.Append(Script("rtree").Replace("{layer}", layer.Name, StringComparison.Ordinal));
            sql.Append(Script("rtree-triggers").Replace("{layer}", layer.Name, StringComparison.Ordinal));
        }

        sql.Append(Script("history")
            .Replace("{layer}", layer.Name, StringComparison.Ordinal)
            .Replace("{definitions}", string.Join(", ", fields.Select(f => f.Replace("geom " + layer.Geometry.ToString().ToUpperInvariant(), "geom BLOB", StringComparison.Ordinal))), StringComparison.Ordinal));
        AppendTriggers(sql, layer);
        if (layer.ServiceWritesOnly)
            sql.Append(Script("service-writes-only").Replace("{layer}", layer.Name, StringComparison.Ordinal));
    }

    private static void AppendTriggers(StringBuilder sql, LayerDef layer)
    {
        var columns = GeoPackageSql.DataColumns(layer);
        sql.Append(Script("triggers")
            .Replace("{revision}", Script("foreign-revision"), StringComparison.Ordinal)
            .Replace("{layer}", layer.Name, StringComparison.Ordinal)
            .Replace("{columns}", string.Join(", ", columns), StringComparison.Ordinal)
            .Replace("{new}", string.Join(", ", columns.Select(c => "NEW." + c)), StringComparison.Ordinal)
            .Replace("{old}", string.Join(", ", columns.Select(c => "OLD." + c)), StringComparison.Ordinal));
    }

    private static void Check(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<LayerDef> catalog)
    {
        var ours = GeoPackageConnection.Scalar(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'store_info'", transaction);
        if (ours is not 1L)
            throw Mismatch("这个文件不是本系统的数据文件。请换一个路径。", "This file is not a store of this program. Choose another path.");
        var schema = GeoPackageConnection.Scalar(connection, "SELECT value FROM store_info WHERE key = 'schema'", transaction) as string;
        var digest = GeoPackageConnection.Scalar(connection, "SELECT value FROM store_info WHERE key = 'catalog'", transaction) as string;
        if (schema is "1" or "2" && digest == CatalogDigest(catalog))
        {
            Upgrade(connection, transaction, catalog, schema);
            return;
        }

        if (int.TryParse(schema, NumberStyles.None, CultureInfo.InvariantCulture, out var theirs) && theirs > int.Parse(SchemaVersion, CultureInfo.InvariantCulture))
            throw Mismatch(
                $"数据文件由更新版本的程序建立（文件结构版本 {schema}，本程序为 {SchemaVersion}）。请升级本程序后再打开，文件未被改动。",
                $"The store was made by a newer version of this program (schema {schema}; this one reads {SchemaVersion}). Update the program, then open it again; the file was not changed.");
        if (schema != SchemaVersion || digest != CatalogDigest(catalog))
            throw Mismatch(
                $"数据文件的结构版本（{schema}/{digest}）与程序（{SchemaVersion}/{CatalogDigest(catalog)}）不一致。请用建立该文件的程序版本导出数据，再写入新文件。",
                $"The store's schema ({schema}/{digest}) differs from the program's ({SchemaVersion}/{CatalogDigest(catalog)}). Export the data with the version that made it, then start on a new file.");
    }

    private static void AppendReferences(StringBuilder sql, IReadOnlyList<LayerDef> catalog)
    {
        foreach (var reference in LayerReference.In(catalog))
            sql.Append(Script("references")
                .Replace("{layer}", reference.Layer.Name, StringComparison.Ordinal)
                .Replace("{field}", reference.Field.Name, StringComparison.Ordinal)
                .Replace("{target}", reference.Target.Name, StringComparison.Ordinal));
    }

    /// <summary>From an older schema to this one, in the opening transaction: all or nothing.</summary>
    private static void Upgrade(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<LayerDef> catalog, string from)
    {
        RequireReferences(connection, transaction, catalog);
        var sql = new StringBuilder();
        if (from == "1")
            AppendUpgradeOf1(sql, catalog);
        AppendReferences(sql, catalog);
        sql.Append(CultureInfo.InvariantCulture, $"UPDATE store_info SET value = '{SchemaVersion}' WHERE key = 'schema';");
        GeoPackageConnection.Execute(connection, sql.ToString(), transaction);
    }

    private static void AppendUpgradeOf1(StringBuilder sql, IReadOnlyList<LayerDef> catalog)
    {
        sql.Append("DROP TRIGGER revisions_logged; CREATE TABLE version_guard (id INTEGER NOT NULL PRIMARY KEY);\n").Append(Script("revisions"));
        foreach (var layer in catalog)
        {
            sql.Append(Script("upgrade-1").Replace("{layer}", layer.Name, StringComparison.Ordinal));
            AppendTriggers(sql, layer);
        }
    }

    /// <summary>Schema 3 keeps references; a file that breaks one already is not touched.</summary>
    private static void RequireReferences(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<LayerDef> catalog)
    {
        var broken = LayerReference.In(catalog).Select(r =>
            $"SELECT '{r.Layer.Name}/' || id || ': {r.Field.Name} = ' || \"{r.Field.Name}\" AS place FROM \"{r.Layer.Name}\" c WHERE \"{r.Field.Name}\" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \"{r.Target.Name}\" t WHERE t.id = c.\"{r.Field.Name}\")").ToArray();
        if (broken.Length == 0)
            return;
        var all = string.Join(" UNION ALL ", broken);
        var places = GeoPackageConnection.Scalar(connection,
            $"SELECT (SELECT count(*) FROM ({all})) || ' (' || group_concat(place, '; ') || ')' FROM (SELECT place FROM ({all}) ORDER BY place LIMIT 10)", transaction) as string;
        if (places is not null)
            throw Mismatch(
                $"数据文件升级停止，未作改动：引用了不存在的要素的值有 {places}。请补上所引用的要素，或改正、清空这些值，再重新打开。",
                $"The store was not upgraded and nothing was changed: values that refer to features which do not exist: {places}. Add the features referred to, or correct or clear these values, then open it again.");
    }

    private static GeoProblemException Mismatch(string zh, string en) => new(new GeoProblem(ProblemCode.StoreMismatch, zh, en) { Field = "store" });

    private static string CatalogDigest(IReadOnlyList<LayerDef> catalog)
    {
        var text = string.Join(";", catalog.Select(l => $"{l.Name}:{l.Geometry}:{l.ServiceWritesOnly}:{string.Join(",", l.Fields.Select(f => f.Name + "=" + f.Type))}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }

    /// <summary>A script beside this class.</summary>
    internal static string Script(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream($"Jining231.Geo.Stores.GeoPackage.Schema.{name}.sql")
            ?? throw new InvalidOperationException($"Embedded script {name}.sql is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
