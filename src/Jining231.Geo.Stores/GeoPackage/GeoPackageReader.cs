using Jining231.Geo.Layers;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>A connection for snapshots, one at a time, with its prepared statements and the revisions that it last saw.</summary>
internal sealed class GeoPackageReader : IDisposable
{
    private readonly SqliteCommand _version;
    private long _known = -1;
    private IReadOnlyDictionary<string, LayerRevision>? _revisions;

    public GeoPackageReader(string path)
    {
        Connection = GeoPackageConnection.Open(path);
        Statements = new GeoPackageStatements(Connection);
        _version = Connection.CreateCommand();
        _version.CommandText = "PRAGMA data_version";
        GeoPackageConnection.Execute(Connection, $"PRAGMA cache_size = -{CacheKib}");
    }

    /// <summary>Pages of the file kept by a connection, KiB: the inner pages of a layer of a million rows and of its indexes.</summary>
    private const int CacheKib = 8 * 1024;

    public SqliteConnection Connection { get; }

    public GeoPackageStatements Statements { get; }

    /// <summary>
    /// The revisions in a transaction that has not read yet. They are read anew where SQLite's <c>data_version</c>, asked in the transaction
    /// itself, says that another connection has committed since; this one never writes.
    /// </summary>
    public IReadOnlyDictionary<string, LayerRevision> Revisions(SqliteTransaction transaction, IEnumerable<string> layers)
    {
        var version = Statements.WholeNumber(_version);
        if (_revisions is null || version != _known)
            (_revisions, _known) = (GeoPackageRevisions.Read(Connection, transaction, layers, null), version);
        return _revisions;
    }

    public void Dispose()
    {
        Statements.Dispose();
        _version.Dispose();
        Connection.Dispose();
    }
}
