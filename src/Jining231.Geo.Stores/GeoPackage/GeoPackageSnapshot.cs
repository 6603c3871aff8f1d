using System.Globalization;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>One SQLite read transaction on its own connection.</summary>
internal sealed class GeoPackageSnapshot : IFeatureSnapshot
{
    /// <summary>How far object rows are read ahead: little, because the caller may leave early.</summary>
    private const int AheadBytes = 16 * 1024;

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly Dictionary<string, LayerDef> _layers;
    private readonly DateTimeOffset? _asOf;

    private GeoPackageSnapshot(SqliteConnection connection, SqliteTransaction transaction, Dictionary<string, LayerDef> layers, DateTimeOffset? asOf, DateTimeOffset at)
    {
        _connection = connection;
        _transaction = transaction;
        _layers = layers;
        _asOf = asOf;
        At = at;
        Revisions = GeoPackageRevisions.Read(connection, transaction, layers.Keys, asOf);
    }

    public DateTimeOffset At { get; }

    public IReadOnlyDictionary<string, LayerRevision> Revisions { get; }

    public static GeoPackageSnapshot Open(string path, Dictionary<string, LayerDef> layers, DateTimeOffset? asOf, DateTimeOffset now)
    {
        var connection = GeoPackageConnection.Open(path);
        try
        {
            return new GeoPackageSnapshot(connection, connection.BeginTransaction(deferred: true), layers, asOf, asOf ?? now);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public IRowReader ReadRows(FeatureQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var layer = Layer(query.Layer);
        var plan = Plan(query, layer);
        using var command = Command();
        GeoPackageSql.Select(command, layer, query, _asOf, plan);
        return new GeoPackageRowReader(_connection, command, layer, plan, query.Limit);
    }

    public IAsyncEnumerable<FeatureRow> QueryAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadRows(query with { AnyOrder = false }).ToRowsAsync(Layer(query.Layer), AheadBytes, cancellationToken);
    }

    public ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        var layer = Layer(query.Layer);
        var plan = Plan(query, layer);
        using var command = Command();
        if (plan is { TestsRows: true })
            return CountRowsAsync(layer, query, plan, cancellationToken);
        GeoPackageSql.Count(command, layer, query, _asOf, plan);
        return ValueTask.FromResult(Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture));
    }

    public async ValueTask<FeatureRow?> GetAsync(string layer, string id, CancellationToken cancellationToken)
    {
        await foreach (var row in QueryAsync(new FeatureQuery(layer) { Filters = [new FieldFilter("id", [id])] }, cancellationToken).ConfigureAwait(false))
            return row;
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<long> CountRowsAsync(LayerDef layer, FeatureQuery query, FilterPlan plan, CancellationToken cancellationToken)
    {
        using var command = Command();
        GeoPackageSql.Select(command, layer, query with { AfterId = null, Limit = null }, _asOf, plan, plan.RowProperties);
        var rows = new GeoPackageRowReader(_connection, command, layer, plan, null);
        await using (rows.ConfigureAwait(false))
        {
            var batch = new RowBatch(layer, AheadBytes);
            var count = 0L;
            while (await rows.ReadAsync(batch, cancellationToken).ConfigureAwait(false))
                count += batch.Count;
            return count;
        }
    }

    private static FilterPlan? Plan(FeatureQuery query, LayerDef layer) => query.Filter is { } filter ? new FilterPlan(filter, layer) : null;

    private SqliteCommand Command()
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        return command;
    }

    private LayerDef Layer(string name) => _layers.TryGetValue(name, out var layer) ? layer : LayerCatalog.Get(name);
}
