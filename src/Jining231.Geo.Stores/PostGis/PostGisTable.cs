using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>A table beside the layers (jobs, branches) on the primary: each piece of work on a connection of its own; the database's clock says when.</summary>
internal sealed class PostGisTable(NpgsqlDataSource primary)
{
    /// <summary>Name of the parameter at a position, from 1.</summary>
    public static string Parameter(int number) => "$" + number.ToString(CultureInfo.InvariantCulture);

    public Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) => PostGisProblems.GuardAsync(async () =>
    {
        var connection = await primary.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
            return await work(connection).ConfigureAwait(false);
    });

    public static async Task<DateTimeOffset> NowAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand("SELECT jining.store_now()", connection);
        await using (command.ConfigureAwait(false))
            return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!, TimeSpan.Zero);
    }

    /// <summary>Runs a statement; gives the rows that it changed.</summary>
    public static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object?[] parameters)
    {
        var command = Command(connection, sql, parameters);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object?[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters)
            command.Parameters.Add(value switch
            {
                null => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = DBNull.Value },
                DateTimeOffset instant => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = instant.ToUniversalTime() },
                byte[] bytes => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea, Value = bytes },
                int number => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Integer, Value = number },
                long number => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = number },
                var other => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = other },
            });
        return command;
    }
}
