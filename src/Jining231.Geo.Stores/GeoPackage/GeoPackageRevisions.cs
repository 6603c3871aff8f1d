using System.Globalization;
using Jining231.Geo.Layers;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>
/// The layers' revisions now, on a connection of its own: SQLite's <c>data_version</c> tells whether any other connection, of this process
/// or another, has committed since; only then are they read again.
/// </summary>
internal sealed class GeoPackageRevisions : IDisposable
{
    private readonly string _path;
    private readonly IReadOnlyCollection<string> _layers;
    private readonly SharedRead<IReadOnlyDictionary<string, LayerRevision>> _shared;
    private SqliteConnection? _connection;
    private SqliteCommand? _version;
    private long _known = -1;
    private IReadOnlyDictionary<string, LayerRevision>? _revisions;

    public GeoPackageRevisions(string path, IReadOnlyCollection<string> layers)
    {
        _path = path;
        _layers = layers;
        _shared = new(() => Task.FromResult(SqliteProblems.Guard(_path, Read)));
    }

    public Task<IReadOnlyDictionary<string, LayerRevision>> ReadAsync() => _shared.RunAsync();

    public void Dispose()
    {
        _version?.Dispose();
        _connection?.Dispose();
    }

    private IReadOnlyDictionary<string, LayerRevision> Read()
    {
        if (_connection is null)
        {
            _connection = GeoPackageConnection.Open(_path);
            _version = _connection.CreateCommand();
            _version.CommandText = "PRAGMA data_version";
        }

        // Asked first: a commit between the two is then seen the next time.
        var version = Convert.ToInt64(_version!.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (_revisions is not null && version == _known)
            return _revisions;
        using var transaction = _connection.BeginTransaction(deferred: true);
        (_revisions, _known) = (Read(_connection, transaction, _layers, null), version);
        return _revisions;
    }

    /// <summary>Revisions in a transaction: of now, or as recorded at an instant.</summary>
    public static Dictionary<string, LayerRevision> Read(
        SqliteConnection connection, SqliteTransaction transaction, IEnumerable<string> layers, DateTimeOffset? asOf)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = asOf is null
            ? "SELECT layer, revision, recorded_at FROM revisions"
            : "SELECT layer, max(revision), max(recorded_at) FROM revision_log WHERE recorded_at <= $asOf GROUP BY layer";
        if (asOf is { } instant)
            command.Parameters.AddWithValue("$asOf", Rfc3339.Format(instant));
        var result = layers.Order(StringComparer.Ordinal).ToDictionary(n => n, _ => LayerRevision.Unwritten, StringComparer.Ordinal);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            result[reader.GetString(0)] = new LayerRevision(reader.GetInt64(1), SqliteValues.Instant(reader.GetString(2)));
        return result;
    }
}
