using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Opens connections that are all alike: WAL, full sync, foreign keys, and the functions the R-tree triggers call.</summary>
internal static class GeoPackageConnection
{
    private const int BusySeconds = 30;

    /// <summary>
    /// SQLite's "multi-thread" mode: a connection and its statements are used by one thread at a time, which this program sees to anyway, so that
    /// SQLite need not lock at each of thousands of calls (sqlite.org/threadsafe.html). Only <c>sqlite3_interrupt</c> comes from outside, as it may.
    /// Every statement is disposed where it is used: none is left to the finalizer. It must be said before SQLite's first work; later it is refused.
    /// </summary>
    static GeoPackageConnection()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
    }

    /// <summary>A connection, to be opened, to a file that the program has to itself, with nothing set.</summary>
    public static SqliteConnection Bare(string path) => new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());

    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(ConnectionString(path));
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA synchronous = FULL;");
            Register(connection, "ST_MinX", static e => e.MinX);
            Register(connection, "ST_MaxX", static e => e.MaxX);
            Register(connection, "ST_MinY", static e => e.MinY);
            Register(connection, "ST_MaxY", static e => e.MaxY);
            connection.CreateFunction(GeoPackageFilterSql.TicksFunction, static (string? text) => text is null ? (long?)null : SqliteValues.Instant(text).UtcTicks, isDeterministic: true);
            connection.CreateFunction(GeoPackageFilterSql.DayFunction, static (string? text) => text is null ? null : SqliteValues.Day(text), isDeterministic: true);
            connection.CreateFunction("ST_IsEmpty", static (byte[]? blob) => blob is null || GpkgGeometry.IsEmpty(blob), isDeterministic: true);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string ConnectionString(string path) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWriteCreate,
        ForeignKeys = true,
        DefaultTimeout = BusySeconds,
        // The library's pool may lend one connection to two owners that open at the same time (dotnet/efcore issue 39008); snapshots keep theirs in GeoPackageReaders.
        Pooling = false,
    }.ToString();

    public static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    public static object? Scalar(SqliteConnection connection, string sql, SqliteTransaction? transaction = null, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteScalar();
    }

    private static void Register(SqliteConnection connection, string name, Func<NetTopologySuite.Geometries.Envelope, double> ordinate) =>
        connection.CreateFunction(name, (byte[]? blob) => blob is null ? (double?)null : ordinate(GpkgGeometry.Envelope(blob)), isDeterministic: true);
}
