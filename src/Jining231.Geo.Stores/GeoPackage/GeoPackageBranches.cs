using Jining231.Geo.Branches;
using Jining231.Geo.Stores.Branches;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Branches in the table <c>branches</c> of the file; every statement is a transaction of its own.</summary>
internal sealed class GeoPackageBranches(string path, TimeProvider clock) : IBranchStore
{
    private static readonly BranchSql Sql = new("branches", GeoPackageTable.Parameter);

    private readonly GeoPackageTable _table = new(path, clock);

    public Task<IReadOnlyList<Branch>> ListAsync(CancellationToken cancellationToken) =>
        _table.RunAsync(c => (IReadOnlyList<Branch>)Read(c, Sql.List), cancellationToken);

    public Task<Branch?> FindAsync(string name, CancellationToken cancellationToken) =>
        _table.RunAsync(c => Read(c, Sql.Find, name).FirstOrDefault(), cancellationToken);

    public Task<Branch?> AddAsync(BranchDraft draft, string actor, CancellationToken cancellationToken)
    {
        var now = _table.Now();
        return _table.RunAsync(
            c => Read(c, Sql.Add, draft.Name, draft.BaseAt, BranchSql.Write(draft.BaseRevisions), draft.Content.ToArray(), actor, now).FirstOrDefault(), cancellationToken);
    }

    public Task<Branch?> ReplaceAsync(BranchDraft draft, long version, string actor, CancellationToken cancellationToken)
    {
        var now = _table.Now();
        return _table.RunAsync(
            c => Read(c, Sql.Replace, draft.Name, draft.BaseAt, BranchSql.Write(draft.BaseRevisions), draft.Content.ToArray(), actor, now, version).FirstOrDefault(),
            cancellationToken);
    }

    public Task<bool> DeleteAsync(string name, long version, CancellationToken cancellationToken) => _table.RunAsync(c =>
    {
        using var command = GeoPackageTable.Command(c, Sql.Delete, name, version);
        return command.ExecuteNonQuery() == 1;
    }, cancellationToken);

    private static List<Branch> Read(SqliteConnection connection, string sql, params object[] parameters)
    {
        using var command = GeoPackageTable.Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<Branch>();
        while (reader.Read())
            rows.Add(new Branch(
                reader.GetString(0), reader.GetInt64(1), SqliteValues.Instant(reader.GetString(2)), BranchSql.Read(reader.GetString(3)), reader.GetString(4),
                SqliteValues.Instant(reader.GetString(5)), SqliteValues.Instant(reader.GetString(6)))
            {
                Content = reader.FieldCount > 7 ? (byte[])reader[7] : [],
            });
        return rows;
    }
}
