using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Prepared statements of one connection, kept between uses. Not safe for concurrent use.</summary>
internal sealed class GeoPackageStatements(SqliteConnection connection) : IDisposable
{
    private const int Most = 64;

    private readonly Dictionary<string, sqlite3_stmt> _idle = new(StringComparer.Ordinal);

    /// <summary>Statements taken and not returned; each may hold a transaction open.</summary>
    public int Taken { get; private set; }

    /// <summary>The database behind the statements.</summary>
    public sqlite3 Database => connection.Handle!;

    /// <summary>A statement with the text and the parameters of a command, ready for its first step.</summary>
    public sqlite3_stmt Take(SqliteCommand command)
    {
        if (!_idle.Remove(command.CommandText, out var statement))
            Check(raw.sqlite3_prepare_v3(Database, command.CommandText, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        try
        {
            foreach (SqliteParameter parameter in command.Parameters)
                Bind(statement, parameter);
            Taken++;
            return statement;
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    /// <summary>The one whole number that a command gives.</summary>
    public long WholeNumber(SqliteCommand command)
    {
        var statement = Take(command);
        try
        {
            if (raw.sqlite3_step(statement) is var code && code != raw.SQLITE_ROW)
                throw Refusal(code);
            return raw.sqlite3_column_int64(statement, 0);
        }
        finally
        {
            Return(command.CommandText, statement);
        }
    }

    /// <summary>The whole numbers that a command gives in its first column, as many as wanted.</summary>
    public List<long> WholeNumbers(SqliteCommand command, int most, CancellationToken cancellationToken)
    {
        var statement = Take(command);
        try
        {
            var numbers = new List<long>();
            var row = statement.DangerousGetHandle();
            while (numbers.Count < most && Step(statement, cancellationToken))
                numbers.Add(new SqliteColumn(row, 0).WholeNumber);
            GC.KeepAlive(statement);
            return numbers;
        }
        finally
        {
            Return(command.CommandText, statement);
        }
    }

    /// <summary>Goes on to the next row; false behind the last. Told to stop by <see cref="StoppedBy"/>, it ends as called off.</summary>
    public bool Step(sqlite3_stmt statement, CancellationToken cancellationToken)
    {
        var code = raw.sqlite3_step(statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
            return code == raw.SQLITE_ROW;
        if (code == raw.SQLITE_INTERRUPT)
            cancellationToken.ThrowIfCancellationRequested();
        throw Refusal(code);
    }

    /// <summary>SQLite works in the thread that asks: when the token is cancelled it is told to stop from outside, until the registration is disposed.</summary>
    public CancellationTokenRegistration StoppedBy(CancellationToken cancellationToken)
    {
        var database = Database;
        return cancellationToken.Register(() => raw.sqlite3_interrupt(database));
    }

    /// <summary>Takes a statement back that is not needed any more.</summary>
    public void Return(string text, sqlite3_stmt statement)
    {
        Taken--;
        // What the last step said has been told; here it is only repeated.
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
        if (_idle.Count == Most)
            Dispose();
        if (!_idle.TryAdd(text, statement))
            statement.Dispose();
    }

    /// <summary>Raises SQLite's refusal of a call.</summary>
    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Refusal(code);
    }

    public void Dispose()
    {
        foreach (var statement in _idle.Values)
            statement.Dispose();
        _idle.Clear();
    }

    private SqliteException Refusal(int code) => new($"SQLite Error {code}: '{raw.sqlite3_errmsg(Database).utf8_to_string()}'.", code & 0xff, code);

    private void Bind(sqlite3_stmt statement, SqliteParameter parameter)
    {
        var index = raw.sqlite3_bind_parameter_index(statement, parameter.ParameterName);
        if (index == 0)
            return;
        Check(parameter.Value switch
        {
            string text => raw.sqlite3_bind_text(statement, index, text),
            long number => raw.sqlite3_bind_int64(statement, index, number),
            int number => raw.sqlite3_bind_int64(statement, index, number),
            bool truth => raw.sqlite3_bind_int64(statement, index, truth ? 1 : 0),
            double number => raw.sqlite3_bind_double(statement, index, number),
            byte[] bytes => raw.sqlite3_bind_blob(statement, index, bytes),
            null or DBNull => raw.sqlite3_bind_null(statement, index),
            var other => throw new ArgumentException($"A parameter of type {other.GetType().Name}.", nameof(parameter)),
        });
    }
}
