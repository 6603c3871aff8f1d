using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Jining231.Geo.Stores.Paging;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>One REPEATABLE READ, read-only transaction on its own connection, on the primary or a standby.</summary>
internal sealed class PostGisSnapshot : IFeatureSnapshot
{
    /// <summary>Rows that an estimate tests.</summary>
    private const int SampleSize = 500;

    /// <summary>Rows up to which an estimate is a count.</summary>
    private const int SmallCount = 10_000;

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
        var plan = FilterPlan.Of(query, layer);
        if (query is { AnyOrder: true, Limit: null, AfterId: null, Offset: 0 })
            return new PostGisCopyReader(_connection, PostGisSql.Select(layer, query, _asOf, plan, RowWindow.Of(layer, query, plan)[0]), layer, query, plan);
        var ordered = new PostGisRowReader(layer, query, plan, window => Bound(PostGisSql.Select(layer, query, _asOf, plan, window)));
        return query is { Bbox: not null, Limit: { } most, SortBy.Count: 0, Filters.Count: 0, AnyOrder: false } && plan is null && _asOf is null && layer.Geometry != GeometryKind.None
            ? new HeldPage(layer, query, ordered, (all, token) => PostGisProblems.GuardAsync(() => GatherAsync(all, query, most + (most / 2) + 100, token)))
            : ordered;
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
        var plan = FilterPlan.Of(query, layer);
        if (plan is { TestsRows: true })
            return (await TestAsync(layer, query, plan, null, cancellationToken).ConfigureAwait(false)).Passed;
        return (long)(await ScalarAsync(query, PostGisSql.Count(layer, query, _asOf, plan), cancellationToken).ConfigureAwait(false))!;
    }

    public async ValueTask<long?> CountUpToAsync(FeatureQuery query, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var layer = Layer(query.Layer);
        var plan = FilterPlan.Of(query, layer);
        if (plan is { TestsRows: true })
        {
            var (read, passed) = await TestAsync(layer, query, plan, most + 1L, cancellationToken).ConfigureAwait(false);
            return read > most ? null : passed;
        }

        var count = (long)(await ScalarAsync(query, PostGisSql.Count(layer, query, _asOf, plan, most), cancellationToken).ConfigureAwait(false))!;
        return count > most ? null : count;
    }

    public async ValueTask<long> EstimateAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var layer = Layer(query.Layer);
        var plan = FilterPlan.Of(query, layer);
        var explained = (string)(await ScalarAsync(query, PostGisSql.Estimate(layer, query, _asOf, plan), cancellationToken).ConfigureAwait(false))!;
        using var document = JsonDocument.Parse(explained);
        var rows = document.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetDouble();
        if (plan is { TestsRows: true })
        {
            var (read, passed) = await TestAsync(layer, query, plan, SampleSize, cancellationToken).ConfigureAwait(false);
            if (read < SampleSize)
                return passed;
            rows *= (double)passed / read;
        }
        // A small layer may never have been analysed; counting it costs no more than a page.
        else if (rows <= SmallCount && await CountUpToAsync(query, SmallCount, cancellationToken).ConfigureAwait(false) is { } exact)
        {
            return exact;
        }

        return (long)Math.Round(rows);
    }

    /// <summary>All rows of a box; false if they are known to be more than so many, or were found to be.</summary>
    private async Task<bool> GatherAsync(RowBatch all, FeatureQuery query, int most, CancellationToken cancellationToken)
    {
        if (query.Expected > most)
            return false;
        var statement = Bound(PostGisSql.Gather(all.Layer, query, RowWindow.Of(all.Layer, query, null)[0], most + 1));
        await using (statement.ConfigureAwait(false))
        {
            var reader = await statement.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) && !all.IsFull)
                    PostGisWire.Take(all, all.Layer, reader);
        }

        return all.Count <= most;
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

    /// <summary>Reads rows in no order, with only the columns that the row test needs, and tests them.</summary>
    private async Task<(long Read, long Passed)> TestAsync(LayerDef layer, FeatureQuery query, FilterPlan plan, long? most, CancellationToken cancellationToken)
    {
        var whole = query.Whole;
        var rows = new PostGisRowReader(
            layer, whole, plan, w => Bound(PostGisSql.Select(layer, whole, _asOf, plan, w)), new RowWindow { Columns = plan.RowProperties, Limit = most });
        await using (rows.ConfigureAwait(false))
        {
            var passed = await rows.CountAsync(cancellationToken).ConfigureAwait(false);
            return (rows.Read, passed);
        }
    }

    private async Task<object?> ScalarAsync(FeatureQuery query, NpgsqlCommand text, CancellationToken cancellationToken)
    {
        var command = Bound(text);
        await using (command.ConfigureAwait(false))
            return await new QueryClock(query).RunAsync(t => PostGisProblems.GuardAsync(() => command.ExecuteScalarAsync(t)), cancellationToken).ConfigureAwait(false);
    }

    private NpgsqlCommand Bound(NpgsqlCommand command)
    {
        command.Connection = _connection;
        command.Transaction = _transaction;
        return command;
    }

    private NpgsqlBatch Bound(NpgsqlBatch batch)
    {
        batch.Connection = _connection;
        batch.Transaction = _transaction;
        return batch;
    }

    private LayerDef Layer(string name) => LayerHistory.Find(_layers, name, present: _asOf is null);
}
