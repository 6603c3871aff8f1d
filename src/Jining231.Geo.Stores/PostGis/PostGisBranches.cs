using System.Globalization;
using Jining231.Geo.Branches;
using Jining231.Geo.Stores.Branches;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Branches in <c>jining.branches</c> of the primary; the database's clock says when.</summary>
internal sealed class PostGisBranches(NpgsqlDataSource primary) : IBranchStore
{
    private static readonly BranchSql Sql = new("jining.branches", n => "$" + n.ToString(CultureInfo.InvariantCulture));

    public Task<IReadOnlyList<Branch>> ListAsync(CancellationToken cancellationToken) => RunAsync<IReadOnlyList<Branch>>(
        async c => await ReadAsync(c, Sql.List, cancellationToken).ConfigureAwait(false), cancellationToken);

    public Task<Branch?> FindAsync(string name, CancellationToken cancellationToken) => RunAsync(
        async c => (await ReadAsync(c, Sql.Find, cancellationToken, name).ConfigureAwait(false)).FirstOrDefault(), cancellationToken);

    public Task<Branch?> AddAsync(BranchDraft draft, string actor, CancellationToken cancellationToken) => RunAsync(
        async c => (await ReadAsync(
            c, Sql.Add, cancellationToken, draft.Name, draft.BaseAt, BranchSql.Write(draft.BaseRevisions), draft.Content.ToArray(), actor,
            await NowAsync(c, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false)).FirstOrDefault(),
        cancellationToken);

    public Task<Branch?> ReplaceAsync(BranchDraft draft, long version, string actor, CancellationToken cancellationToken) => RunAsync(
        async c => (await ReadAsync(
            c, Sql.Replace, cancellationToken, draft.Name, draft.BaseAt, BranchSql.Write(draft.BaseRevisions), draft.Content.ToArray(), actor,
            await NowAsync(c, cancellationToken).ConfigureAwait(false), version).ConfigureAwait(false)).FirstOrDefault(),
        cancellationToken);

    public Task<bool> DeleteAsync(string name, long version, CancellationToken cancellationToken) => RunAsync(async c =>
    {
        var command = Command(c, Sql.Delete, name, version);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) == 1;
    }, cancellationToken);

    private Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) => PostGisProblems.GuardAsync(async () =>
    {
        var connection = await primary.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
            return await work(connection).ConfigureAwait(false);
    });

    private static async Task<DateTimeOffset> NowAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand("SELECT jining.store_now()", connection);
        await using (command.ConfigureAwait(false))
            return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!, TimeSpan.Zero);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters)
            command.Parameters.Add(value switch
            {
                DateTimeOffset instant => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = instant.ToUniversalTime() },
                byte[] bytes => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea, Value = bytes },
                long number => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = number },
                var other => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = other },
            });
        return command;
    }

    private static async Task<List<Branch>> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        var rows = new List<Branch>();
        var command = Command(connection, sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    rows.Add(new Branch(
                        reader.GetString(0), reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2), BranchSql.Read(reader.GetString(3)), reader.GetString(4),
                        reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<DateTimeOffset>(6))
                    {
                        Content = reader.FieldCount > 7 ? reader.GetFieldValue<byte[]>(7) : [],
                    });
        }

        return rows;
    }
}
