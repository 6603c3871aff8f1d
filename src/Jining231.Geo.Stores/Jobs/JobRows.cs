using System.Text.Json;
using Jining231.Geo.Jobs;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Jobs;

/// <summary>The columns of a job in both stores, and the statements that differ only in how a parameter and the time are written.</summary>
/// <param name="Table">Qualified name of the table.</param>
/// <param name="Parameter">Writes the n-th parameter, from 1.</param>
internal sealed record JobSql(string Table, Func<int, string> Parameter)
{
    private const string Columns = "id, process, status, actor, created_at, updated_at, expires_at, started_at, finished_at, progress, attempts, problems";

    private string P(int n) => Parameter(n);

    /// <summary>1 id, 2 process, 3 actor, 4 now, 5 expiry, 6 inputs.</summary>
    public string Add => $"INSERT INTO {Table} (id, process, status, actor, created_at, updated_at, expires_at, inputs) VALUES ({P(1)}, {P(2)}, 'accepted', {P(3)}, {P(4)}, {P(4)}, {P(5)}, {P(6)}) RETURNING {Columns}";

    /// <summary>1 id.</summary>
    public string Find => $"SELECT {Columns} FROM {Table} WHERE id = {P(1)}";

    /// <summary>1 now, 2 process or null, 3 status or null, 4 id to begin before or null, 5 limit.</summary>
    public string List(bool process, bool status, bool before) => $"SELECT {Columns} FROM {Table} WHERE expires_at > {P(1)}"
        + (process ? $" AND process = {P(2)}" : "") + (status ? $" AND status = {P(3)}" : "") + (before ? $" AND id < {P(4)}" : "")
        + $" ORDER BY id DESC LIMIT {P(5)}";

    /// <summary>1 id.</summary>
    public string Result => $"SELECT result FROM {Table} WHERE id = {P(1)} AND status = 'successful'";

    /// <summary>1 now, 2 attempts. Jobs that may be taken; nothing is locked.</summary>
    public string Waiting => $"SELECT id FROM {Table} WHERE status = 'accepted' OR status = 'running' AND lease_until < {P(1)} ORDER BY id LIMIT 1";

    /// <summary>1 now, 2 attempts, 3 problems. Jobs whose worker is gone for the last time.</summary>
    public string GiveUp => $"UPDATE {Table} SET status = 'failed', finished_at = {P(1)}, updated_at = {P(1)}, problems = {P(3)}, worker = NULL WHERE status = 'running' AND lease_until < {P(1)} AND attempts >= {P(2)}";

    /// <summary>1 now, 2 attempts, 3 worker, 4 lease.</summary>
    public string Claim(string locking) => $"UPDATE {Table} SET status = 'running', attempts = attempts + 1, worker = {P(3)}, lease_until = {P(4)}, started_at = {P(1)}, updated_at = {P(1)}, progress = 0"
        + $" WHERE id = (SELECT id FROM {Table} WHERE status = 'accepted' OR status = 'running' AND lease_until < {P(1)} AND attempts < {P(2)} ORDER BY id LIMIT 1 {locking}) RETURNING {Columns}, inputs";

    /// <summary>1 now, 2 id, 3 worker, 4 progress, 5 lease.</summary>
    public string Renew => $"UPDATE {Table} SET progress = {P(4)}, lease_until = {P(5)}, updated_at = {P(1)} WHERE {Mine}";

    /// <summary>1 now, 2 id, 3 worker, 4 result.</summary>
    public string Succeed => $"UPDATE {Table} SET status = 'successful', progress = 100, finished_at = {P(1)}, updated_at = {P(1)}, result = {P(4)}, worker = NULL, lease_until = NULL WHERE {Mine}";

    /// <summary>1 now, 2 id, 3 worker, 4 problems.</summary>
    public string Fail => $"UPDATE {Table} SET status = 'failed', finished_at = {P(1)}, updated_at = {P(1)}, problems = {P(4)}, worker = NULL, lease_until = NULL WHERE {Mine}";

    /// <summary>1 now, 2 id, 3 worker.</summary>
    public string Return => $"UPDATE {Table} SET status = 'accepted', attempts = attempts - 1, updated_at = {P(1)}, worker = NULL, lease_until = NULL, progress = 0, started_at = NULL WHERE {Mine}";

    /// <summary>1 now, 2 id.</summary>
    public string Dismiss => $"UPDATE {Table} SET status = 'dismissed', updated_at = {P(1)}, finished_at = coalesce(finished_at, {P(1)}), result = NULL, inputs = NULL, worker = NULL, lease_until = NULL WHERE id = {P(2)} AND status <> 'dismissed' AND expires_at > {P(1)}";

    /// <summary>1 now.</summary>
    public string Empty => $"UPDATE {Table} SET result = NULL, inputs = NULL WHERE expires_at <= {P(1)} AND status NOT IN ('accepted', 'running') AND (result IS NOT NULL OR inputs IS NOT NULL)";

    /// <summary>1 instant before which jobs expired that are forgotten.</summary>
    public string Forget => $"DELETE FROM {Table} WHERE expires_at <= {P(1)} AND status NOT IN ('accepted', 'running')";

    private string Mine => $"id = {P(2)} AND worker = {P(3)} AND status = 'running'";
}

/// <summary>Problems as the stores keep them.</summary>
internal static class JobProblems
{
    public static string Write(IReadOnlyList<GeoProblem> problems) => JsonSerializer.Serialize(problems);

    public static IReadOnlyList<GeoProblem> Read(string? text) => text is null ? [] : JsonSerializer.Deserialize<GeoProblem[]>(text) ?? [];

    public static JobStatus Status(string name) => JobStatuses.Find(name) ?? throw new InvalidOperationException($"Unknown job status {name}.");
}
