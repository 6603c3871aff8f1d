using System.Data;
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

    /// <summary>Rows of a box beyond the page and its half that are read for nothing.</summary>
    private const int BeyondPage = 100;

    /// <summary>The store's clock, once, beside each layer's revision.</summary>
    private const string RevisionsNow = "SELECT n.at, r.layer, r.revision, r.recorded_at FROM (SELECT jining.store_now() AS at) AS n LEFT JOIN jining.revisions AS r ON true";

    private const string RevisionsThen = "SELECT n.at, r.layer, r.revision, r.recorded_at FROM (SELECT jining.store_now() AS at) AS n LEFT JOIN "
        + "(SELECT layer, max(revision) AS revision, max(recorded_at) AS recorded_at FROM jining.revision_log WHERE recorded_at <= $1 GROUP BY layer) AS r ON true";

    private readonly NpgsqlConnection _connection;
    private readonly PostGisParking? _parking;
    private readonly Dictionary<string, LayerDef> _layers;
    private readonly DateTimeOffset? _asOf;
    private readonly Dictionary<string, LayerRevision> _revisions;
    private NpgsqlTransaction? _transaction;
    private bool _gathered, _disposed;
    private (FeatureQuery Query, NpgsqlBatch Statement, NpgsqlDataReader Rows)? _first;

    /// <summary>Makes a snapshot that is to be opened.</summary>
    /// <param name="connection">Belongs to the snapshot from here on.</param>
    /// <param name="left">A transaction that the connection has still open from before.</param>
    /// <param name="parking">Where the connection may be left.</param>
    /// <param name="layers">The layers that are seen.</param>
    /// <param name="asOf">Recorded time, or null for now.</param>
    public PostGisSnapshot(NpgsqlConnection connection, NpgsqlTransaction? left, PostGisParking? parking, Dictionary<string, LayerDef> layers, DateTimeOffset? asOf)
    {
        _connection = connection;
        _transaction = left;
        _parking = parking;
        _layers = layers;
        _asOf = asOf;
        _revisions = layers.Keys.Order(StringComparer.Ordinal).ToDictionary(n => n, _ => LayerRevision.Unwritten, StringComparer.Ordinal);
    }

    public DateTimeOffset At { get; private set; }

    public IReadOnlyDictionary<string, LayerRevision> Revisions => _revisions;

    /// <summary>Begins the transaction, and asks for what will be read first, in one go.</summary>
    public async Task<PostGisSnapshot> OpenAsync(FeatureQuery? first, CancellationToken cancellationToken) => first is null
        ? await BeginAsync(null, cancellationToken).ConfigureAwait(false)
        : await new QueryClock(first).RunAsync(t => BeginAsync(first, t), cancellationToken).ConfigureAwait(false);

    public IRowReader ReadRows(FeatureQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var layer = Layer(query.Layer);
        var plan = FilterPlan.Of(query, layer);
        if (query is { AnyOrder: true, Limit: null, AfterId: null, Offset: 0 })
            return new PostGisCopyReader(Free, PostGisSql.Select(layer, query, _asOf, plan, RowWindow.Of(layer, query, plan)[0]), layer, query, plan);
        var ordered = new PostGisRowReader(layer, query, plan, window => Bound(PostGisSql.Select(layer, query, _asOf, plan, window)));
        return Gathered(layer, query, plan) is { } most
            ? new HeldPage(layer, query, ordered, (all, token) => PostGisProblems.GuardAsync(() => GatherAsync(all, query, most, token)))
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

    public async ValueTask<FeatureRow?> GetAsync(string layer, string id, CancellationToken cancellationToken)
    {
        await foreach (var row in QueryAsync(new FeatureQuery(layer) { Filters = [new FieldFilter("id", [id])] }, cancellationToken).ConfigureAwait(false))
            return row;
        return null;
    }

    /// <summary>
    /// Leaves the connection to the next page where this one is read to its end. Else leaves what has not been read and rolls back; a
    /// transaction that was lost with its server had nothing to lose.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            if (_gathered && _connection.FullState == ConnectionState.Open && _parking?.TryLeave(_connection, _transaction!) == true)
                return;
            if (_transaction is not null)
                await _transaction.DisposeAsync().ConfigureAwait(false);
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _parking?.Over();
        }
    }

    private async Task<PostGisSnapshot> BeginAsync(FeatureQuery? first, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(_connection);
        if (_transaction is null)
        {
            // Nothing is sent for this alone: it goes with the batch.
            _transaction = await _connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SET TRANSACTION READ ONLY"));
        }
        else
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("ROLLBACK"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
        }

        var revisions = new NpgsqlBatchCommand(_asOf is null ? RevisionsNow : RevisionsThen);
        batch.BatchCommands.Add(revisions);
        if (_asOf is { } instant)
            revisions.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = instant.ToUniversalTime() });
        if (first is not null && Layer(first.Layer) is var layer && Gathered(layer, first, FilterPlan.Of(first, layer)) is { } most)
            PostGisSql.Gather(batch, layer, first, most + 1);
        else
            first = null;
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            At = _asOf ?? reader.GetFieldValue<DateTimeOffset>(0);
            if (!reader.IsDBNull(1))
                _revisions[reader.GetString(1)] = new LayerRevision(reader.GetInt64(2), reader.GetFieldValue<DateTimeOffset>(3));
        }

        if (first is not null)
        {
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            _first = (first, batch, reader);
            return this;
        }

        await reader.DisposeAsync().ConfigureAwait(false);
        await batch.DisposeAsync().ConfigureAwait(false);
        return this;
    }

    /// <summary>How many rows of a box are read at most to choose a page from them here; null if the page is read in order.</summary>
    private int? Gathered(LayerDef layer, FeatureQuery query, FilterPlan? plan)
    {
        if (query is not { Bbox: not null, Limit: { } limit, SortBy.Count: 0, Filters.Count: 0, AnyOrder: false }
            || plan is not null || _asOf is not null || layer.Geometry == GeometryKind.None)
            return null;
        var most = limit + (limit / 2) + BeyondPage;
        return query.Expected > most ? null : most;
    }

    /// <summary>All rows of a box; false if they were found to be too many.</summary>
    private async Task<bool> GatherAsync(RowBatch all, FeatureQuery query, int most, CancellationToken cancellationToken)
    {
        var (statement, rows) = await FirstAsync(all.Layer, query, most, cancellationToken).ConfigureAwait(false);
        await using (statement.ConfigureAwait(false))
        await using (rows.ConfigureAwait(false))
        {
            var box = new BoxTest(query);
            var read = 0;
            for (; await rows.ReadAsync(cancellationToken).ConfigureAwait(false) && !all.IsFull; read++)
            {
                var before = all.Used;
                PostGisWire.Take(all, all.Layer, rows);
                box.Settle(all, before);
            }

            _gathered = read <= most;
            return _gathered;
        }
    }

    /// <summary>The rows that came with the opening, if they are those of the query.</summary>
    private async Task<(NpgsqlBatch Statement, NpgsqlDataReader Rows)> FirstAsync(LayerDef layer, FeatureQuery query, int most, CancellationToken cancellationToken)
    {
        if (_first is { } first && first.Query == query)
        {
            _first = null;
            return (first.Statement, first.Rows);
        }

        var statement = new NpgsqlBatch(Free);
        PostGisSql.Gather(statement, layer, query, most + 1);
        return (statement, await statement.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false));
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

    /// <summary>The connection for a statement of the snapshot.</summary>
    private NpgsqlConnection Free
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _first is null ? _connection : throw new InvalidOperationException("What was asked for first has not been read.");
        }
    }

    private NpgsqlCommand Bound(NpgsqlCommand command)
    {
        command.Connection = Free;
        return command;
    }

    private LayerDef Layer(string name) => LayerHistory.Find(_layers, name, present: _asOf is null);
}
