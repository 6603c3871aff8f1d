using Jining231.Geo.Branches;
using Jining231.Geo.Jobs;
using Jining231.Geo.Layers;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>
/// The embedded store: one OGC GeoPackage file (WAL, synchronous=FULL) that GDAL and QGIS open as it is. Several processes
/// may share the file; writes are serialised by SQLite's write lock.
/// </summary>
public sealed class GeoPackageStore : IFeatureStore, IStoreSecrets, IKeepsJobs, IKeepsBranches
{
    private const int PageBytes = 16 * 1024;

    private readonly string _path;
    private readonly IReadOnlyList<LayerDef> _catalog;
    private readonly Dictionary<string, LayerDef> _layers;
    private readonly TimeProvider _clock;
    private readonly GeoPackageRevisions _revisions;
    private readonly GeoPackageReaders _readers;
    private readonly SemaphoreSlim _oneWriter = new(1, 1);

    private GeoPackageStore(string path, IReadOnlyList<LayerDef> catalog, TimeProvider clock)
    {
        _path = path;
        _catalog = catalog;
        _layers = catalog.ToDictionary(l => l.Name, StringComparer.Ordinal);
        _clock = clock;
        Jobs = new GeoPackageJobs(path, clock);
        Branches = new GeoPackageBranches(path, clock);
        _revisions = new GeoPackageRevisions(path, _layers.Keys);
        _readers = new GeoPackageReaders(path);
    }

    /// <summary>Opens the file, creating it (and its folder) with an empty schema where there is none.</summary>
    /// <param name="path">File path, by convention *.gpkg.</param>
    /// <param name="catalog">Layers the file must hold.</param>
    /// <param name="clock">The store's clock.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="GeoProblemException">StoreUnavailable or StoreMismatch, saying what to do.</exception>
    public static Task<GeoPackageStore> OpenAsync(string path, IReadOnlyList<LayerDef> catalog, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(catalog);
        var full = Path.GetFullPath(path);
        return Task.Run(
            () => SqliteProblems.Guard(full, () =>
            {
                CreateFolder(full);
                using var connection = GeoPackageConnection.Open(full);
                // Heeded by a new file only. A page of features then takes half as many reads as with SQLite's 4 KiB.
                GeoPackageConnection.Execute(connection, $"PRAGMA page_size = {PageBytes}");
                SwitchToWal(connection);
                GeoPackageSchema.Ensure(connection, catalog);
                return new GeoPackageStore(full, catalog, clock);
            }),
            cancellationToken);
    }

    /// <inheritdoc/>
    public IJobStore Jobs { get; }

    /// <inheritdoc/>
    public IBranchStore Branches { get; }

    /// <inheritdoc/>
    public StoreDescription Describe() => new("geopackage", _path, _catalog);

    /// <inheritdoc/>
    public ValueTask<IFeatureSnapshot> OpenSnapshotAsync(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_clock.GetUtcNow().ToUnixTimeMilliseconds());
        // Readers never wait for writers, and read in the thread that asks.
        return ValueTask.FromResult<IFeatureSnapshot>(SqliteProblems.Guard(_path, () => GeoPackageSnapshot.Open(_readers, _layers, asOf, now)));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyDictionary<string, LayerRevision>> ReadRevisionsAsync(CancellationToken cancellationToken) =>
        await _revisions.ReadAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<byte[]> CursorKeyAsync(CancellationToken cancellationToken) => await Task.Run(
        () => SqliteProblems.Guard(_path, () =>
        {
            using var connection = GeoPackageConnection.Open(_path);
            return GeoPackageSchema.CursorKey(connection);
        }),
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<ChangeResult> ApplyAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        await _oneWriter.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(
                () => SqliteProblems.Guard(_path, () =>
                {
                    using var connection = GeoPackageConnection.Open(_path);
                    return new GeoPackageTransaction(connection, _catalog, _layers, _clock).Run(changes, cancellationToken);
                }),
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    /// <summary>Writes a consistent copy of the whole store by SQLite's backup API, while others read and write.</summary>
    /// <param name="targetPath">New file; an existing one is replaced.</param>
    /// <param name="cancellationToken">Cancels before the copy starts.</param>
    public Task BackupAsync(string targetPath, CancellationToken cancellationToken) => Task.Run(
        () => SqliteProblems.Guard(targetPath, () =>
        {
            using var source = GeoPackageConnection.Open(_path);
            using var target = GeoPackageConnection.Bare(targetPath);
            target.Open();
            source.BackupDatabase(target);
            GeoPackageConnection.Execute(target, "PRAGMA journal_mode = DELETE;");
            return 0;
        }),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _revisions.Dispose();
        _readers.Dispose();
        _oneWriter.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void CreateFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GeoProblemException(new GeoProblem(ProblemCode.StoreUnavailable,
                $"无法建立文件夹：{Path.GetDirectoryName(path)}。", $"The folder {Path.GetDirectoryName(path)} cannot be made: {e.Message}")
            { Field = "store" });
        }
    }

    /// <summary>The switch takes an exclusive lock for a moment and does not wait for it by itself.</summary>
    private static void SwitchToWal(SqliteConnection connection)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                GeoPackageConnection.Execute(connection, "PRAGMA journal_mode = WAL;");
                return;
            }
            catch (SqliteException e) when (e.SqliteErrorCode is 5 or 6 && attempt < 100)
            {
                Thread.Sleep(50);
            }
        }
    }
}
