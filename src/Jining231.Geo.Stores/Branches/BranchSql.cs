using System.Text.Json;

namespace Jining231.Geo.Stores.Branches;

/// <summary>The columns of a branch in both stores, and the statements that differ only in how a parameter is written.</summary>
/// <param name="Table">Qualified name of the table.</param>
/// <param name="Parameter">Writes the n-th parameter, from 1.</param>
internal sealed record BranchSql(string Table, Func<int, string> Parameter)
{
    private const string Columns = "name, version, base_at, base_revisions, actor, created_at, updated_at";

    private string P(int n) => Parameter(n);

    /// <summary>No parameter.</summary>
    public string List => $"SELECT {Columns} FROM {Table} ORDER BY name";

    /// <summary>1 name.</summary>
    public string Find => $"SELECT {Columns}, content FROM {Table} WHERE name = {P(1)}";

    /// <summary>1 name, 2 base instant, 3 base revisions, 4 content, 5 actor, 6 now.</summary>
    public string Add => $"INSERT INTO {Table} (name, version, base_at, base_revisions, content, actor, created_at, updated_at)"
        + $" VALUES ({P(1)}, 1, {P(2)}, {P(3)}, {P(4)}, {P(5)}, {P(6)}, {P(6)}) ON CONFLICT (name) DO NOTHING RETURNING {Columns}, content";

    /// <summary>1 name, 2 base instant, 3 base revisions, 4 content, 5 actor, 6 now, 7 version seen.</summary>
    public string Replace => $"UPDATE {Table} SET version = version + 1, base_at = {P(2)}, base_revisions = {P(3)}, content = {P(4)}, actor = {P(5)}, updated_at = {P(6)}"
        + $" WHERE name = {P(1)} AND version = {P(7)} RETURNING {Columns}, content";

    /// <summary>1 name, 2 version seen.</summary>
    public string Delete => $"DELETE FROM {Table} WHERE name = {P(1)} AND version = {P(2)}";

    /// <summary>Revisions as the stores keep them, layers in ordinal order.</summary>
    public static string Write(IReadOnlyDictionary<string, long> revisions) =>
        JsonSerializer.Serialize(new SortedDictionary<string, long>(revisions.ToDictionary(r => r.Key, r => r.Value), StringComparer.Ordinal));

    /// <summary>The opposite of <see cref="Write"/>.</summary>
    public static IReadOnlyDictionary<string, long> Read(string revisions) =>
        new SortedDictionary<string, long>(JsonSerializer.Deserialize<Dictionary<string, long>>(revisions) ?? [], StringComparer.Ordinal);
}
