using System.Globalization;
using Jining231.Geo.Layers;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>A table beside the layers (jobs, branches) of the file: each piece of work on a connection of its own.</summary>
internal sealed class GeoPackageTable(string path, TimeProvider clock)
{
    /// <summary>Name of the parameter at a position, from 1.</summary>
    public static string Parameter(int number) => "$p" + number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The clock, to a millisecond.</summary>
    public DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    public Task<T> RunAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken) => Task.Run(
        () => SqliteProblems.Guard(path, () =>
        {
            using var connection = GeoPackageConnection.Open(path);
            return work(connection);
        }),
        cancellationToken);

    public static SqliteCommand Command(SqliteConnection connection, string sql, params object?[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters.AddWithValue(Parameter(i + 1), parameters[i] switch
            {
                null => DBNull.Value,
                DateTimeOffset instant => Rfc3339.Format(instant),
                var value => value,
            });
        return command;
    }
}
