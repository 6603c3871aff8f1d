using System.Globalization;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using Jining231.Geo.Stores.Paging;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>One SQLite read transaction on a connection that it has to itself.</summary>
internal sealed class GeoPackageSnapshot : IFeatureSnapshot
{
    /// <summary>How far object rows are read ahead: little, because the caller may leave early.</summary>
    private const int AheadBytes = 16 * 1024;

    /// <summary>Row numbers that an estimate looks at.</summary>
    private const int SampleSize = 2_000;

    /// <summary>Rows of a box up to which an estimate is a count.</summary>
    private const int SmallCount = 10_000;

    /// <summary>Rows along the index of ids, some and for each row of the page, among which it is looked for before the whole layer is read.</summary>
    private const int WalkedRows = 500, WalkedRowsPerRow = 20;

    /// <summary>Rows of a box beyond the page that are read for nothing.</summary>
    private const int BeyondPage = 1_000;

    private readonly GeoPackageReaders _readers;
    private readonly GeoPackageReader _reader;
    private readonly SqliteTransaction _transaction;
    private readonly Dictionary<string, LayerDef> _layers;
    private readonly DateTimeOffset? _asOf;
    private bool _disposed;

    private GeoPackageSnapshot(
        GeoPackageReaders readers, GeoPackageReader reader, SqliteTransaction transaction, Dictionary<string, LayerDef> layers, DateTimeOffset? asOf, DateTimeOffset at)
    {
        _readers = readers;
        _reader = reader;
        _transaction = transaction;
        _layers = layers;
        _asOf = asOf;
        At = at;
        Revisions = asOf is null ? reader.Revisions(transaction, layers.Keys) : GeoPackageRevisions.Read(reader.Connection, transaction, layers.Keys, asOf);
    }

    public DateTimeOffset At { get; }

    public IReadOnlyDictionary<string, LayerRevision> Revisions { get; }

    public static GeoPackageSnapshot Open(GeoPackageReaders readers, Dictionary<string, LayerDef> layers, DateTimeOffset? asOf, DateTimeOffset now)
    {
        var reader = readers.Take();
        try
        {
            return new GeoPackageSnapshot(readers, reader, reader.Connection.BeginTransaction(deferred: true), layers, asOf, asOf ?? now);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public IRowReader ReadRows(FeatureQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var layer = Layer(query.Layer);
        var plan = FilterPlan.Of(query, layer);
        var ordered = new GeoPackageQueryReader(query, plan, Windows(layer, query, plan), (window, limit) =>
        {
            using var command = Command();
            GeoPackageSql.Select(command, layer, query, _asOf, plan, window);
            return new GeoPackageRowReader(_reader.Statements, command, layer, plan, limit, plan is { TestsRows: true } ? query.Offset : 0);
        });
        return query is { Bbox: { } box, Limit: { } most, SortBy.Count: 0, AnyOrder: false } && _asOf is null && layer.Geometry != GeometryKind.None
            ? new HeldPage(layer, query, ordered, (all, token) => Task.FromResult(SqliteProblems.Guard(_reader.Statements.Database, () => Gather(all, query, plan, (box, most), token))))
            : ordered;
    }

    /// <summary>
    /// The stretches of a query. A page by id of rows that a filter chooses is looked for along the index of ids first, over so many rows:
    /// most filters fill it there, while SQLite, which does not know how many rows a filter takes, would read and sort the whole layer.
    /// </summary>
    private IEnumerable<RowWindow> Windows(LayerDef layer, FeatureQuery query, FilterPlan? plan)
    {
        var windows = RowWindow.Of(layer, query, plan);
        var walks = query is { Limit: not null, Offset: 0, Bbox: null, SortBy.Count: 0, AnyOrder: false } && (plan is not null || query.Filters.Count > 0);
        return walks && _asOf is null ? Walked(layer, query, windows[0]) : windows;
    }

    private IEnumerable<RowWindow> Walked(LayerDef layer, FeatureQuery query, RowWindow whole)
    {
        using var command = Command();
        GeoPackageSql.IdBehind(command, layer, query.AfterId, WalkedRows + (int)Math.Min(query.Limit!.Value * WalkedRowsPerRow, int.MaxValue / 2));
        if (command.ExecuteScalar() is not string last)
        {
            yield return whole;
            yield break;
        }

        var (range, id) = (whole.Range!, new SortTerm("id"));
        yield return whole with { Range = range with { Conditions = [.. range.Conditions, new KeyCondition(id, KeyTest.UpTo, last)] } };
        yield return whole with { Range = range with { Conditions = [new KeyCondition(id, KeyTest.Behind, last)] }, Scans = true };
    }

    public IAsyncEnumerable<FeatureRow> QueryAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadRows(query with { AnyOrder = false }).ToRowsAsync(Layer(query.Layer), AheadBytes, cancellationToken);
    }

    public async ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var layer = Layer(query.Layer);
        var plan = FilterPlan.Of(query, layer);
        using var command = Command();
        if (plan is { TestsRows: true })
        {
            GeoPackageSql.Select(command, layer, query, _asOf, plan, new RowWindow { Columns = plan.RowProperties });
            return (await TestAsync(command, layer, query, plan, cancellationToken).ConfigureAwait(false)).Passed;
        }

        GeoPackageSql.Count(command, layer, query, _asOf, plan);
        return Whole(command, query, cancellationToken);
    }

    public async ValueTask<long?> CountUpToAsync(FeatureQuery query, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var layer = Layer(query.Layer);
        var plan = FilterPlan.Of(query, layer);
        using var command = Command();
        if (plan is { TestsRows: true })
        {
            GeoPackageSql.Select(command, layer, query, _asOf, plan, new RowWindow { Columns = plan.RowProperties, Limit = most + 1L });
            var (read, passed) = await TestAsync(command, layer, query, plan, cancellationToken).ConfigureAwait(false);
            return read > most ? null : passed;
        }

        GeoPackageSql.Count(command, layer, query, _asOf, plan, most);
        var count = Whole(command, query, cancellationToken);
        return count > most ? null : count;
    }

    public async ValueTask<long> EstimateAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var layer = Layer(query.Layer);
        var plan = FilterPlan.Of(query, layer);
        // The rows of a small box are too few for a sample of the layer, and counted as fast.
        if (query.Bbox is { } box && _asOf is null && layer.Geometry != GeometryKind.None && Candidates(layer, box, SmallCount) <= SmallCount
            && await CountUpToAsync(query, SmallCount, cancellationToken).ConfigureAwait(false) is { } exact)
            return exact;
        var (first, last) = Ends(layer);
        var span = last - first + 1;
        if (span <= SampleSize)
            return await CountAsync(query, cancellationToken).ConfigureAwait(false);
        using var command = Command();
        GeoPackageSql.Sample(command, layer, query, _asOf, plan, new RowWindow { Columns = plan?.RowProperties ?? new HashSet<string>() }, (first, span, SampleSize));
        var (_, passed) = await TestAsync(command, layer, query, plan, cancellationToken).ConfigureAwait(false);
        return (long)Math.Round((double)passed * span / SampleSize);
    }

    public async ValueTask<FeatureRow?> GetAsync(string layer, string id, CancellationToken cancellationToken)
    {
        await foreach (var row in QueryAsync(new FeatureQuery(layer) { Filters = [new FieldFilter("id", [id])] }, cancellationToken).ConfigureAwait(false))
            return row;
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            await _transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch
        {
            _reader.Dispose();
            throw;
        }

        _readers.Return(_reader);
    }

    private long Candidates(LayerDef layer, Envelope box, int most)
    {
        using var command = Command();
        GeoPackageSql.Candidates(command, layer, box, most);
        return _reader.Statements.WholeNumber(command);
    }

    /// <summary>All rows of a box, where the index has hardly more than the page takes.</summary>
    private bool Gather(RowBatch all, FeatureQuery query, FilterPlan? plan, (Envelope Box, int Most) page, CancellationToken cancellationToken)
    {
        using var stop = _reader.Statements.StoppedBy(cancellationToken);
        using var entries = Command();
        GeoPackageSql.RowsInBox(entries, all.Layer, page.Box);
        if (RowRun.Of(_reader.Statements, entries, page.Most + BeyondPage, cancellationToken) is not { } runs)
            return false;
        using var command = Command();
        GeoPackageSql.Gather(command, all.Layer, query, plan, BoxTest.Reads(RowWindow.Of(all.Layer, query, plan)[0]));
        using var rows = new GeoPackageRowReader(_reader.Statements, command, all.Layer, plan, null, box: new BoxTest(query));
        rows.Append(all, runs, cancellationToken);
        return true;
    }

    private async Task<(long Read, long Passed)> TestAsync(SqliteCommand command, LayerDef layer, FeatureQuery query, FilterPlan? plan, CancellationToken cancellationToken)
    {
        var clock = new QueryClock(query);
        var rows = new GeoPackageRowReader(_reader.Statements, command, layer, plan, null);
        await using (rows.ConfigureAwait(false))
        {
            var batch = new RowBatch(layer, AheadBytes);
            var passed = 0L;
            while (await clock.RunAsync(t => rows.ReadAsync(batch, t).AsTask(), cancellationToken).ConfigureAwait(false))
                passed += batch.Count;
            return (rows.Read, passed);
        }
    }

    private (long First, long Last) Ends(LayerDef layer)
    {
        using var command = Command();
        command.CommandText = GeoPackageSql.Ends(layer, _asOf);
        using var reader = command.ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? (reader.GetInt64(0), reader.GetInt64(1)) : (1, 0);
    }

    /// <summary>SQLite works in this thread; at the bound, or when the caller leaves, it is told to stop from outside.</summary>
    private long Whole(SqliteCommand command, FeatureQuery query, CancellationToken cancellationToken)
    {
        return new QueryClock(query).Run(
            t =>
            {
                using var stop = _reader.Statements.StoppedBy(t);
                return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
            },
            cancellationToken);
    }

    private SqliteCommand Command()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var command = _reader.Connection.CreateCommand();
        command.Transaction = _transaction;
        return command;
    }

    private LayerDef Layer(string name) => LayerHistory.Find(_layers, name, present: _asOf is null);
}
