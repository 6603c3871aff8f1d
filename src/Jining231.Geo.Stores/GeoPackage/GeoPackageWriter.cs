using System.Globalization;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Paging;
using Jining231.Geo.Stores.Writing;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Writes the changes of one set inside one transaction; commands are prepared once per layer.</summary>
internal sealed class GeoPackageWriter(SqliteConnection connection, SqliteTransaction transaction, Dictionary<string, LayerDef> layers) : IWriteRows, IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private readonly GeoPackageStatements _statements = new(connection);

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

    public ValueTask<FeatureRow?> GetAsync(LayerDef layer, string id, CancellationToken cancellationToken) => ValueTask.FromResult(Get(layer, id));

    public ValueTask<IReadOnlySet<string>> PresentAsync(LayerDef layer, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT id FROM \"{layer.Name}\" WHERE id IN (SELECT value FROM json_each($ids))";
        command.Parameters.AddWithValue("$ids", SqliteValues.ToDatabase(ids));
        var present = new HashSet<string>(StringComparer.Ordinal);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            present.Add(reader.GetString(0));
        return ValueTask.FromResult<IReadOnlySet<string>>(present);
    }

    public ValueTask<IReadOnlyList<FeatureRow>> RowsAsync(FeatureQuery query, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<FeatureRow>>(Rows(layers[query.Layer], query));

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _statements.Dispose();
    }

    private FeatureRow? Get(LayerDef layer, string id) =>
        Rows(layer, new FeatureQuery(layer.Name) { Filters = [new FieldFilter("id", [id])] }).FirstOrDefault();

    private List<FeatureRow> Rows(LayerDef layer, FeatureQuery query)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        GeoPackageSql.Select(command, layer, query, null, null, RowWindow.ById);
        using var reader = new GeoPackageRowReader(_statements, command, layer, null, query.Limit);
        return reader.All();
    }

    private long Create(LayerDef layer, CreateFeature change)
    {
        var command = Prepared("insert", layer, () => Insert(layer));
        Bind(command, layer, change.Id, RowEdits.Created(layer, change));
        try
        {
            return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 19 && e.Message.Contains(".id", StringComparison.Ordinal))
        {
            throw RowEdits.Taken(change.Id);
        }
    }

    private long Update(LayerDef layer, UpdateFeature change)
    {
        RowCheck.Values(layer, change.Values);
        var current = RowEdits.Current(layer, change.Id, change.ExpectedVersion, Get(layer, change.Id));
        var command = Prepared("update", layer, () => Replace(layer));
        Bind(command, layer, change.Id, RowEdits.Updated(layer, current, change));
        command.Parameters["$version"].Value = change.ExpectedVersion;
        return command.ExecuteNonQuery() == 1 ? change.ExpectedVersion + 1 : throw RowEdits.Stale(layer, change.Id, change.ExpectedVersion, null);
    }

    private long Delete(LayerDef layer, DeleteFeature change)
    {
        RowEdits.Current(layer, change.Id, change.ExpectedVersion, Get(layer, change.Id));
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"DELETE FROM \"{layer.Name}\" WHERE id = $id AND version = $version";
        command.Parameters.AddWithValue("$id", change.Id);
        command.Parameters.AddWithValue("$version", change.ExpectedVersion);
        return command.ExecuteNonQuery() == 1 ? 0 : throw RowEdits.Stale(layer, change.Id, change.ExpectedVersion, null);
    }

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

    private static byte[]? Blob(byte[]? wkb) => wkb is null ? null : GpkgGeometry.Encode(wkb, Wkb.Read(wkb).EnvelopeInternal);

    private static void Bind(SqliteCommand command, LayerDef layer, string id, RowState state)
    {
        command.Parameters["$id"].Value = id;
        var column = 0;
        if (layer.Geometry != GeometryKind.None)
            command.Parameters[$"$c{column++}"].Value = (object?)Blob(state.Wkb) ?? DBNull.Value;
        foreach (var value in state.Values)
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
