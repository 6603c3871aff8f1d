using Jining231.Geo.Jobs;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Jobs;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Jobs in the table <c>jobs</c> of the file; every statement is a transaction of its own.</summary>
internal sealed class GeoPackageJobs(string path, TimeProvider clock) : IJobStore
{
    private static readonly JobSql Sql = new("jobs", GeoPackageTable.Parameter);

    private readonly GeoPackageTable _table = new(path, clock);

    public Task<Job> AddAsync(string id, string process, string actor, ReadOnlyMemory<byte> inputs, TimeSpan kept, CancellationToken cancellationToken)
    {
        var now = _table.Now();
        return _table.RunAsync(c => Read(c, Sql.Add, id, process, actor, now, now + kept, inputs.ToArray())[0].Job, cancellationToken);
    }

    public Task<Job?> FindAsync(string id, CancellationToken cancellationToken) =>
        _table.RunAsync(c => Read(c, Sql.Find, id) is [var found] ? found.Job : null, cancellationToken);

    public Task<IReadOnlyList<Job>> ListAsync(JobQuery query, CancellationToken cancellationToken) => _table.RunAsync(c => (IReadOnlyList<Job>)
    [
        .. Read(c, Sql.List(query.Process is not null, query.Status is not null, query.BeforeId is not null),
            _table.Now(), query.Process, query.Status is { } status ? JobStatuses.Name(status) : null, query.BeforeId, query.Limit).Select(r => r.Job),
    ], cancellationToken);

    public Task<byte[]?> ResultAsync(string id, CancellationToken cancellationToken) => _table.RunAsync(c =>
    {
        using var command = GeoPackageTable.Command(c, Sql.Result, id);
        return command.ExecuteScalar() as byte[];
    }, cancellationToken);

    /// <summary>Looks first without a write lock: idle workers ask again and again.</summary>
    public Task<ClaimedJob?> ClaimAsync(string worker, TimeSpan lease, int attempts, GeoProblem interrupted, CancellationToken cancellationToken) => _table.RunAsync(c =>
    {
        var now = _table.Now();
        using (var waiting = GeoPackageTable.Command(c, Sql.Waiting, now, attempts))
            if (waiting.ExecuteScalar() is null)
                return null;
        using (var giveUp = GeoPackageTable.Command(c, Sql.GiveUp, now, attempts, JobProblems.Write([interrupted])))
            giveUp.ExecuteNonQuery();
        return Read(c, Sql.Claim(""), now, attempts, worker, now + lease) is [var (job, inputs)] ? new ClaimedJob(job, inputs) : null;
    }, cancellationToken);

    public Task<bool> RenewAsync(string id, string worker, int progress, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = _table.Now();
        return ChangeAsync(Sql.Renew, cancellationToken, now, id, worker, progress, now + lease);
    }

    public Task<bool> SucceedAsync(string id, string worker, ReadOnlyMemory<byte> result, CancellationToken cancellationToken) =>
        ChangeAsync(Sql.Succeed, cancellationToken, _table.Now(), id, worker, result.ToArray());

    public Task<bool> FailAsync(string id, string worker, IReadOnlyList<GeoProblem> problems, CancellationToken cancellationToken) =>
        ChangeAsync(Sql.Fail, cancellationToken, _table.Now(), id, worker, JobProblems.Write(problems));

    public Task<bool> ReturnAsync(string id, string worker, CancellationToken cancellationToken) => ChangeAsync(Sql.Return, cancellationToken, _table.Now(), id, worker);

    public Task<bool> DismissAsync(string id, CancellationToken cancellationToken) => ChangeAsync(Sql.Dismiss, cancellationToken, _table.Now(), id);

    public Task PurgeAsync(TimeSpan remembered, CancellationToken cancellationToken) => _table.RunAsync(c =>
    {
        using var empty = GeoPackageTable.Command(c, Sql.Empty, _table.Now());
        empty.ExecuteNonQuery();
        using var forget = GeoPackageTable.Command(c, Sql.Forget, _table.Now() - remembered);
        return forget.ExecuteNonQuery();
    }, cancellationToken);

    public Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => Task.FromResult(_table.Now());

    private Task<bool> ChangeAsync(string sql, CancellationToken cancellationToken, params object?[] parameters) => _table.RunAsync(c =>
    {
        using var command = GeoPackageTable.Command(c, sql, parameters);
        return command.ExecuteNonQuery() == 1;
    }, cancellationToken);

    private static List<(Job Job, byte[] Inputs)> Read(SqliteConnection connection, string sql, params object?[] parameters)
    {
        using var command = GeoPackageTable.Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<(Job, byte[])>();
        while (reader.Read())
        {
            DateTimeOffset? Instant(int i) => reader.IsDBNull(i) ? null : SqliteValues.Instant(reader.GetString(i));
            var job = new Job(reader.GetString(0), reader.GetString(1), JobProblems.Status(reader.GetString(2)), reader.GetString(3), Instant(4)!.Value, Instant(5)!.Value, Instant(6)!.Value)
            {
                StartedAt = Instant(7),
                FinishedAt = Instant(8),
                Progress = reader.GetInt32(9),
                Attempts = reader.GetInt32(10),
                Problems = JobProblems.Read(reader.IsDBNull(11) ? null : reader.GetString(11)),
            };
            rows.Add((job, reader.FieldCount > 12 && !reader.IsDBNull(12) ? (byte[])reader[12] : []));
        }

        return rows;
    }
}
