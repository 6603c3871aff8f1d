using Jining231.Geo.Branches;
using Jining231.Geo.Jobs;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Bulk;
using Npgsql;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>
/// The production store: PostgreSQL with PostGIS. With several hosts in the connection string, snapshots go to hot standbys
/// (the primary if none answers, or none has what this process last wrote) and change sets to the primary.
/// </summary>
public sealed class PostGisStore : IFeatureStore, IStoreSecrets, IBulkLoad, IKeepsJobs, IKeepsBranches
{
    private const int Attempts = 8, ReadBuffer = 64 * 1024, PreparedStatements = 64;

    private readonly NpgsqlDataSource _readers;
    private readonly NpgsqlDataSource _writer;
    private readonly NpgsqlDataSource _owner;
    private readonly IReadOnlyList<LayerDef> _catalog;
    private readonly Dictionary<string, LayerDef> _layers;
    private readonly string _location;
    private readonly PostGisRevisions? _revisions;
    private readonly PostGisParking? _parking;
    private NpgsqlTypes.NpgsqlLogSequenceNumber _lastWrite;

    private PostGisStore(NpgsqlMultiHostDataSource source, NpgsqlConnectionStringBuilder settings, IReadOnlyList<LayerDef> catalog)
    {
        _owner = source;
        _readers = source.WithTargetSession(TargetSessionAttributes.PreferStandby);
        _writer = source.WithTargetSession(TargetSessionAttributes.Primary);
        Jobs = new PostGisJobs(_writer);
        Branches = new PostGisBranches(_writer);
        _location = $"{settings.Host}:{settings.Port}/{settings.Database}";
        _catalog = catalog;
        _layers = catalog.ToDictionary(l => l.Name, StringComparer.Ordinal);
        // With standbys, what a reader may see depends on which of them answers and on what this process wrote: see ReaderAsync.
        if (HasSeveralHosts(settings))
            return;
        _revisions = new PostGisRevisions(_writer, _layers.Keys);
        _parking = new PostGisParking();
    }

    /// <summary>True if the text is a connection string and not a file path.</summary>
    public static bool IsConnectionString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains("Host=", StringComparison.OrdinalIgnoreCase) || text.Contains("Server=", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Connects, and brings the schema up to date where this role may.</summary>
    /// <param name="connectionString">Npgsql's own, for instance <c>Host=a,b;Database=jining;Username=…</c>.</param>
    /// <param name="catalog">Layers the database must hold.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="GeoProblemException">StoreUnavailable or StoreMismatch, saying what to do.</exception>
    public static async Task<PostGisStore> OpenAsync(string connectionString, IReadOnlyList<LayerDef> catalog, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var settings = Settings(connectionString);
        var source = new NpgsqlDataSourceBuilder(settings.ConnectionString).BuildMultiHost();
        try
        {
            var whole = await PostGisProblems.GuardAsync(() => PostGisSchema.EnsureAsync(source, settings, catalog, cancellationToken)).ConfigureAwait(false);
            var store = new PostGisStore(source, settings, catalog);
            if (store._revisions is null)
                store._lastWrite = whole;
            return store;
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public IJobStore Jobs { get; }

    /// <inheritdoc/>
    public IBranchStore Branches { get; }

    /// <inheritdoc/>
    public StoreDescription Describe() => new("postgis", _location, _catalog);

    /// <inheritdoc/>
    public ValueTask<IFeatureSnapshot> OpenSnapshotAsync(DateTimeOffset? asOf, CancellationToken cancellationToken) => OpenSnapshotAsync(asOf, null, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IFeatureSnapshot> OpenSnapshotAsync(DateTimeOffset? asOf, FeatureQuery? first, CancellationToken cancellationToken) =>
        await PostGisProblems.GuardAsync(async () =>
        {
            var parked = _parking?.Take();
            NpgsqlConnection? connection = null;
            try
            {
                connection = parked?.Connection ?? await ReaderAsync(cancellationToken).ConfigureAwait(false);
                var snapshot = new PostGisSnapshot(connection, parked?.Transaction, _parking, _layers, asOf);
                return await snapshot.OpenAsync(first, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                _parking?.Over();
                if (connection is not null)
                    await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, LayerRevision>> ReadRevisionsAsync(CancellationToken cancellationToken)
    {
        if (_revisions is not null)
            return await _revisions.ReadSharedAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        var snapshot = await OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
            return snapshot.Revisions;
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]> CursorKeyAsync(CancellationToken cancellationToken) =>
        await PostGisProblems.GuardAsync(async () =>
        {
            var connection = await ReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var command = new NpgsqlCommand("SELECT jining.cursor_key()", connection);
                await using (command.ConfigureAwait(false))
                    return (byte[])(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
            }
        }).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<ChangeResult> ApplyAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return PostGisProblems.GuardAsync(async () =>
        {
            for (var attempt = 1; ; attempt++)
            {
                var connection = await _writer.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    var act = new PostGisTransaction(connection, _catalog, _layers);
                    try
                    {
                        var result = await act.RunAsync(changes, cancellationToken).ConfigureAwait(false);
                        await RememberPositionAsync(connection, cancellationToken).ConfigureAwait(false);
                        return result;
                    }
                    catch (PostgresException e) when (PostGisProblems.IsConflict(e) && attempt < Attempts)
                    {
                        // Lost against another writer and rolled back: the same act may be tried again.
                    }
                    catch (Exception e) when (act.Committing && (e is OperationCanceledException || PostGisProblems.IsLost(e)))
                    {
                        throw PostGisTransaction.OutcomeUnknown(changes);
                    }
                }
            }
        });
    }

    /// <inheritdoc/>
    public Task<long> LoadAsync(string layer, string actor, IAsyncEnumerable<CreateFeature> features, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(features);
        var known = _layers.TryGetValue(layer, out var found) ? found : LayerCatalog.Get(layer);
        return PostGisProblems.GuardAsync(async () =>
        {
            var connection = await _writer.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var rows = await new PostGisBulkLoad(connection, known).RunAsync(actor, features, progress, cancellationToken).ConfigureAwait(false);
                await RememberPositionAsync(connection, cancellationToken).ConfigureAwait(false);
                return rows;
            }
        });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_revisions is not null)
            await _revisions.DisposeAsync().ConfigureAwait(false);
        if (_parking is not null)
            await _parking.DisposeAsync().ConfigureAwait(false);
        await _owner.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A connection string with what this store needs, where it does not say otherwise.</summary>
    internal static NpgsqlConnectionStringBuilder Settings(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            settings.ApplicationName ??= "jining231";
            settings.SearchPath ??= "jining,public";
            settings.IncludeErrorDetail = true;
            // Statements are parsed once per connection; they are planned each time, because the size of a box decides its plan.
            settings.Options ??= "-c plan_cache_mode=force_custom_plan";
            var given = Given(connectionString);
            if (!given.Contains("READBUFFERSIZE"))
                settings.ReadBufferSize = ReadBuffer;
            if (!given.Contains("MAXAUTOPREPARE"))
                (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (PreparedStatements, 2);
            // Whatever is set on a connection is set for one transaction only.
            if (!given.Contains("NORESETONCLOSE"))
                settings.NoResetOnClose = true;
            if (!given.Contains("TIMEOUT"))
                settings.Timeout = 5;
            var several = HasSeveralHosts(settings);
            if (several)
                settings.LoadBalanceHosts = true;
            // So long a host is passed over of which one connection has died; a single one is soon tried again.
            if (!given.Contains("HOSTRECHECKSECONDS"))
                settings.HostRecheckSeconds = several ? 2 : 1;

            return settings;
        }
        catch (ArgumentException e)
        {
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue,
                $"数据库连接串有误：{e.Message}", $"The connection string cannot be read: {e.Message}")
            { Field = "--store" });
        }
    }

    private static bool HasSeveralHosts(NpgsqlConnectionStringBuilder settings) => settings.Host?.Contains(',', StringComparison.Ordinal) == true;

    /// <summary>Keywords in a connection string, without spaces; Npgsql's own builder says of every keyword it knows that it is there.</summary>
    private static HashSet<string> Given(string connectionString)
    {
        var plain = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = connectionString };
        return [.. plain.Keys.Cast<string>().Select(k => k.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant())];
    }

    /// <summary>A connection to a standby that has replayed what this process last wrote, else to the primary.</summary>
    private async Task<NpgsqlConnection> ReaderAsync(CancellationToken cancellationToken)
    {
        var connection = await _readers.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var behind = true;
        try
        {
            behind = _lastWrite != default && await IsBehindAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (behind)
                await connection.DisposeAsync().ConfigureAwait(false);
        }

        return behind ? await _writer.OpenConnectionAsync(cancellationToken).ConfigureAwait(false) : connection;
    }

    private async Task<bool> IsBehindAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand("SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() < $1", connection);
        await using (command.ConfigureAwait(false))
        {
            PostGisSql.Add(command, NpgsqlTypes.NpgsqlDbType.PgLsn, _lastWrite);
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
        }
    }

    private async Task RememberPositionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_revisions is not null)
            return;
        var command = new NpgsqlCommand("SELECT pg_current_wal_insert_lsn()", connection);
        await using (command.ConfigureAwait(false))
            _lastWrite = (NpgsqlTypes.NpgsqlLogSequenceNumber)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }
}
