using System.Globalization;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Writes the changes of one set inside one transaction; commands are prepared once per layer.</summary>
internal sealed class GeoPackageWriter(SqliteConnection connection, SqliteTransaction transaction, Dictionary<string, LayerDef> layers) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

    /// <summary>Applies one change; gives the row's new version (0 for a deletion).</summary>
    public long Apply(FeatureChange change)
    {
        var layer = layers.TryGetValue(change.Layer, out var found) ? found : LayerCatalog.Get(change.Layer);
        return change switch
        {
            CreateFeature create => Create(layer, create),
            UpdateFeature update => Update(layer, update),
            DeleteFeature delete => Delete(layer, delete),
            _ => throw new ArgumentException($"Unknown change {change.GetType().Name}.", nameof(change)),
        };
    }

    public FeatureRow? Get(LayerDef layer, string id) => Rows(layer, "id", id).FirstOrDefault();

    public List<FeatureRow> Rows(LayerDef layer, string field, string value)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        GeoPackageSql.Select(command, layer, new FeatureQuery(layer.Name) { Filters = [new FieldFilter(field, [value])] }, null);
        using var reader = command.ExecuteReader();
        var rows = new List<FeatureRow>();
        while (reader.Read())
            rows.Add(FeatureRows.Read(reader, layer));
        return rows;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
    }

    private long Create(LayerDef layer, CreateFeature change)
    {
        if (string.IsNullOrWhiteSpace(change.Id) || change.Id.Length > 200)
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, "编号应为 1–200 个字符。", "An id has 1 to 200 characters.") { Field = "/id" });
        RowCheck.Values(layer, change.Values);
        var values = new object?[layer.Fields.Count];
        foreach (var (name, value) in change.Values)
            values[layer.IndexOf(name)] = value;
        var geometry = Blob(layer, change.Wkb);
        RowCheck.Complete(layer, values, geometry is not null);
        var command = Prepared("insert", layer, () => Insert(layer));
        Bind(command, layer, change.Id, geometry, values);
        try
        {
            return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 19 && e.Message.Contains(".id", StringComparison.Ordinal))
        {
            throw new GeoProblemException(new GeoProblem(ProblemCode.AlreadyExists, $"编号“{change.Id}”已存在。", $"The id '{change.Id}' is already taken.") { Field = "/id" });
        }
    }

    private long Update(LayerDef layer, UpdateFeature change)
    {
        RowCheck.Values(layer, change.Values);
        var current = Current(layer, change.Id, change.ExpectedVersion);
        var values = current.Values.ToArray();
        foreach (var (name, value) in change.Values)
            values[layer.IndexOf(name)] = value;
        var geometry = change.Wkb is null ? Raw(current.Wkb) : Blob(layer, change.Wkb);
        RowCheck.Complete(layer, values, geometry is not null);
        var command = Prepared("update", layer, () => Replace(layer));
        Bind(command, layer, change.Id, geometry, values);
        command.Parameters["$version"].Value = change.ExpectedVersion;
        return command.ExecuteNonQuery() == 1 ? change.ExpectedVersion + 1 : throw Stale(layer, change.Id, change.ExpectedVersion, null);
    }

    private long Delete(LayerDef layer, DeleteFeature change)
    {
        Current(layer, change.Id, change.ExpectedVersion);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"DELETE FROM \"{layer.Name}\" WHERE id = $id AND version = $version";
        command.Parameters.AddWithValue("$id", change.Id);
        command.Parameters.AddWithValue("$version", change.ExpectedVersion);
        return command.ExecuteNonQuery() == 1 ? 0 : throw Stale(layer, change.Id, change.ExpectedVersion, null);
    }

    private FeatureRow Current(LayerDef layer, string id, long expected)
    {
        var row = Get(layer, id) ?? throw new GeoProblemException(
            new GeoProblem(ProblemCode.NotFound, $"图层“{layer.TitleZh}”没有要素“{id}”。", $"Layer '{layer.Name}' has no feature '{id}'.") { Field = "/id" });
        return row.Version == expected ? row : throw Stale(layer, id, expected, row.Version);
    }

    private static GeoProblemException Stale(LayerDef layer, string id, long expected, long? current) => new(new GeoProblem(
        ProblemCode.PreconditionFailed,
        $"“{id}”已被修改：您的版本是 {expected}，现在是 {current}。请重新读取后再改。",
        $"'{id}' in '{layer.Name}' has changed: you have version {expected}, it is now {current}. Read it again.")
    { Field = "/version" });

    private static byte[]? Blob(LayerDef layer, ReadOnlyMemory<byte>? wkb)
    {
        if (wkb is not { } bytes)
            return null;
        var geometry = StoredGeometry.Normalise(Wkb.Read(bytes), layer.Geometry);
        return GpkgGeometry.Encode(Wkb.Write(geometry), geometry.EnvelopeInternal);
    }

    private static byte[]? Raw(ReadOnlyMemory<byte>? wkb) =>
        wkb is { } bytes ? GpkgGeometry.Encode(bytes.Span, Wkb.Read(bytes).EnvelopeInternal) : null;

    private SqliteCommand Prepared(string verb, LayerDef layer, Func<string> sql)
    {
        if (_commands.TryGetValue(verb + layer.Name, out var command))
            return command;
        command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql();
        command.Parameters.Add(new SqliteParameter("$id", SqliteType.Text));
        command.Parameters.Add(new SqliteParameter("$version", SqliteType.Integer) { Value = 0L });
        for (var i = 0; i < GeoPackageSql.DataColumns(layer).Count; i++)
            command.Parameters.Add(new SqliteParameter($"$c{i}", null));
        _commands[verb + layer.Name] = command;
        return command;
    }

    private static void Bind(SqliteCommand command, LayerDef layer, string id, byte[]? geometry, object?[] values)
    {
        command.Parameters["$id"].Value = id;
        var column = 0;
        if (layer.Geometry != GeometryKind.None)
            command.Parameters[$"$c{column++}"].Value = (object?)geometry ?? DBNull.Value;
        foreach (var value in values)
            command.Parameters[$"$c{column++}"].Value = SqliteValues.ToDatabase(value);
    }

    /// <summary>An id that was here before goes on counting, so that no two states ever share id and version.</summary>
    private static string Insert(LayerDef layer)
    {
        var columns = GeoPackageSql.DataColumns(layer);
        return $"INSERT INTO \"{layer.Name}\" (id, version, {string.Join(", ", columns)}) VALUES ($id, 1 + coalesce((SELECT max(version) FROM \"{layer.Name}_history\" WHERE id = $id), 0), {string.Join(", ", columns.Select((_, i) => $"$c{i}"))}) RETURNING version";
    }

    private static string Replace(LayerDef layer)
    {
        var columns = GeoPackageSql.DataColumns(layer);
        return $"UPDATE \"{layer.Name}\" SET version = version + 1, {string.Join(", ", columns.Select((c, i) => $"{c} = $c{i}"))} WHERE id = $id AND version = $version";
    }
}
