using Jining231.Geo.Branches;
using Jining231.Geo.Stores.Branches;
using Npgsql;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Branches in <c>jining.branches</c> of the primary; the database's clock says when.</summary>
internal sealed class PostGisBranches(NpgsqlDataSource primary) : IBranchStore
{
    private static readonly BranchSql Sql = new("jining.branches", PostGisTable.Parameter);

    private readonly PostGisTable _table = new(primary);

    public Task<IReadOnlyList<Branch>> ListAsync(CancellationToken cancellationToken) => _table.RunAsync<IReadOnlyList<Branch>>(
        async c => await ReadAsync(c, Sql.List, cancellationToken).ConfigureAwait(false), cancellationToken);

    public Task<Branch?> FindAsync(string name, CancellationToken cancellationToken) => _table.RunAsync(
        async c => (await ReadAsync(c, Sql.Find, cancellationToken, name).ConfigureAwait(false)).FirstOrDefault(), cancellationToken);

    public Task<Branch?> AddAsync(BranchDraft draft, string actor, CancellationToken cancellationToken) => _table.RunAsync(
        async c => (await ReadAsync(
            c, Sql.Add, cancellationToken, draft.Name, draft.BaseAt, BranchSql.Write(draft.BaseRevisions), draft.Content.ToArray(), actor,
            await PostGisTable.NowAsync(c, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false)).FirstOrDefault(),
        cancellationToken);

    public Task<Branch?> ReplaceAsync(BranchDraft draft, long version, string actor, CancellationToken cancellationToken) => _table.RunAsync(
        async c => (await ReadAsync(
            c, Sql.Replace, cancellationToken, draft.Name, draft.BaseAt, BranchSql.Write(draft.BaseRevisions), draft.Content.ToArray(), actor,
            await PostGisTable.NowAsync(c, cancellationToken).ConfigureAwait(false), version).ConfigureAwait(false)).FirstOrDefault(),
        cancellationToken);

    public Task<bool> DeleteAsync(string name, long version, CancellationToken cancellationToken) => _table.RunAsync(
        async c => await PostGisTable.ExecuteAsync(c, Sql.Delete, cancellationToken, name, version).ConfigureAwait(false) == 1, cancellationToken);

    private static async Task<List<Branch>> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        var rows = new List<Branch>();
        var command = PostGisTable.Command(connection, sql, parameters);
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
