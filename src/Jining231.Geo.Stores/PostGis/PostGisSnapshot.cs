using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>One REPEATABLE READ, read-only transaction on its own connection, on the primary or a standby.</summary>
internal sealed class PostGisSnapshot : IFeatureSnapshot
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly Dictionary<string, LayerDef> _layers;
    private readonly DateTimeOffset? _asOf;

    private PostGisSnapshot(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Dictionary<string, LayerDef> layers,
        DateTimeOffset? asOf, DateTimeOffset now, Dictionary<string, LayerRevision> revisions)
    {
        _connection = connection;
        _transaction = transaction;
        _layers = layers;
        _asOf = asOf;
        At = asOf ?? now;
        Revisions = revisions;
    }

    public DateTimeOffset At { get; }

    public IReadOnlyDictionary<string, LayerRevision> Revisions { get; }

    /// <summary>Begins the transaction; the connection belongs to the snapshot from here on.</summary>
    public static async Task<PostGisSnapshot> OpenAsync(
        NpgsqlConnection connection, Dictionary<string, LayerDef> layers, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        var revisions = layers.Keys.Order(StringComparer.Ordinal).ToDictionary(n => n, _ => new LayerRevision(0, DateTimeOffset.UnixEpoch), StringComparer.Ordinal);
        var command = new NpgsqlCommand("", connection, transaction);
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = asOf is null
                ? "SET TRANSACTION READ ONLY; SELECT jining.store_now(); SELECT layer, revision, recorded_at FROM jining.revisions"
                : "SET TRANSACTION READ ONLY; SELECT jining.store_now(); SELECT layer, max(revision), max(recorded_at) FROM jining.revision_log WHERE recorded_at <= @as_of GROUP BY layer";
            if (asOf is { } instant)
                command.Parameters.Add(new NpgsqlParameter("as_of", NpgsqlDbType.TimestampTz) { Value = instant.ToUniversalTime() });
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var now = reader.GetFieldValue<DateTimeOffset>(0);
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    revisions[reader.GetString(0)] = new LayerRevision(reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2));
                return new PostGisSnapshot(connection, transaction, layers, asOf, now, revisions);
            }
        }
    }

    public IRowReader ReadRows(FeatureQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var layer = Layer(query.Layer);
        var plan = Plan(query, layer);
        return query is { AnyOrder: true, Limit: null, AfterId: null }
            ? new PostGisCopyReader(_connection, PostGisSql.Select(layer, query, _asOf, plan), layer, plan)
            : new PostGisRowReader(layer, query, plan, part => Bound(PostGisSql.Select(layer, part, _asOf, plan)));
    }

    public IAsyncEnumerable<FeatureRow> QueryAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadRows(query with { AnyOrder = false }).ToRowsAsync(Layer(query.Layer), RowBatch.DefaultBytes, cancellationToken);
    }

    public async ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var layer = Layer(query.Layer);
        var plan = Plan(query, layer);
        if (plan is { TestsRows: true })
        {
            var all = query with { AfterId = null, Limit = null };
            var rows = new PostGisRowReader(layer, all, plan, part => Bound(PostGisSql.Select(layer, part, _asOf, plan, plan.RowProperties)));
            await using (rows.ConfigureAwait(false))
                return await rows.CountAsync(cancellationToken).ConfigureAwait(false);
        }

        var command = Bound(PostGisSql.Count(layer, query, _asOf, plan));
        await using (command.ConfigureAwait(false))
            return (long)(await PostGisProblems.GuardAsync(() => command.ExecuteScalarAsync(cancellationToken)).ConfigureAwait(false))!;
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

    private static FilterPlan? Plan(FeatureQuery query, LayerDef layer) => query.Filter is { } filter ? new FilterPlan(filter, layer) : null;

    private NpgsqlCommand Bound(NpgsqlCommand command)
    {
        command.Connection = _connection;
        command.Transaction = _transaction;
        return command;
    }

    private LayerDef Layer(string name) => _layers.TryGetValue(name, out var layer) ? layer : LayerCatalog.Get(name);
}
