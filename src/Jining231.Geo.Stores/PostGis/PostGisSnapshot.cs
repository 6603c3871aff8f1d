using System.Runtime.CompilerServices;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>One REPEATABLE READ, read-only transaction on its own connection, on the primary or a standby.</summary>
internal sealed class PostGisSnapshot : IFeatureSnapshot
{
    /// <summary>Rows fetched at once where a limit counts rows that SQL alone cannot tell.</summary>
    private const int FirstPortion = 500, LargestPortion = 20_000;

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

    public async IAsyncEnumerable<FeatureRow> QueryAsync(FeatureQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var layer = Layer(query.Layer);
        var plan = Plan(query, layer);
        if (query.Limit is null || plan is not { TestsRows: true })
        {
            await foreach (var row in ReadAsync(layer, query, plan, null, cancellationToken).ConfigureAwait(false))
                if (plan?.Passes(row) != false)
                    yield return row;
            yield break;
        }

        // In portions that grow: a reader that is left early would fetch all the rest first.
        var (left, after, portion) = (query.Limit.Value, query.AfterId, Math.Clamp(query.Limit.Value, FirstPortion, LargestPortion));
        for (var more = true; more && left > 0; portion = Math.Min(portion * 2, LargestPortion))
        {
            var read = 0;
            await foreach (var row in ReadAsync(layer, query with { AfterId = after, Limit = portion }, plan, null, cancellationToken).ConfigureAwait(false))
            {
                read++;
                after = row.Id;
                if (left > 0 && plan.Passes(row))
                {
                    left--;
                    yield return row;
                }
            }

            more = read == portion;
        }
    }

    public async ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var layer = Layer(query.Layer);
        var plan = Plan(query, layer);
        if (plan is { TestsRows: true })
        {
            var count = 0L;
            var all = query with { AfterId = null, Limit = null };
            await foreach (var row in ReadAsync(layer, all, plan, plan.RowProperties, cancellationToken).ConfigureAwait(false))
                if (plan.Passes(row))
                    count++;
            return count;
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

    private async IAsyncEnumerable<FeatureRow> ReadAsync(
        LayerDef layer, FeatureQuery query, FilterPlan? plan, IReadOnlySet<string>? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = Bound(PostGisSql.Select(layer, query, _asOf, plan, only));
        await using var reader = await PostGisProblems.GuardAsync(() => command.ExecuteReaderAsync(cancellationToken)).ConfigureAwait(false);
        while (await PostGisProblems.GuardAsync(() => reader.ReadAsync(cancellationToken)).ConfigureAwait(false))
            yield return FeatureRows.Read(reader, layer);
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
