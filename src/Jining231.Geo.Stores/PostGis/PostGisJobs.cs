using Jining231.Geo.Jobs;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Jobs;
using Npgsql;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Jobs in <c>jining.jobs</c> of the primary; the database's clock decides about leases and expiry.</summary>
internal sealed class PostGisJobs(NpgsqlDataSource primary) : IJobStore
{
    private static readonly JobSql Sql = new("jining.jobs", PostGisTable.Parameter);

    private readonly PostGisTable _table = new(primary);

    public Task<Job> AddAsync(string id, string process, string actor, ReadOnlyMemory<byte> inputs, TimeSpan kept, CancellationToken cancellationToken) => _table.RunAsync(async c =>
    {
        var now = await PostGisTable.NowAsync(c, cancellationToken).ConfigureAwait(false);
        return (await ReadAsync(c, Sql.Add, cancellationToken, id, process, actor, now, now + kept, inputs.ToArray()).ConfigureAwait(false))[0].Job;
    }, cancellationToken);

    public Task<Job?> FindAsync(string id, CancellationToken cancellationToken) =>
        _table.RunAsync(async c => await ReadAsync(c, Sql.Find, cancellationToken, id).ConfigureAwait(false) is [var found] ? found.Job : null, cancellationToken);

    public Task<IReadOnlyList<Job>> ListAsync(JobQuery query, CancellationToken cancellationToken) => _table.RunAsync<IReadOnlyList<Job>>(async c =>
    {
        var now = await PostGisTable.NowAsync(c, cancellationToken).ConfigureAwait(false);
        var sql = Sql.List(query.Process is not null, query.Status is not null, query.BeforeId is not null);
        return [.. (await ReadAsync(c, sql, cancellationToken, now, query.Process, query.Status is { } s ? JobStatuses.Name(s) : null, query.BeforeId, query.Limit)
            .ConfigureAwait(false)).Select(r => r.Job)];
    }, cancellationToken);

    public Task<byte[]?> ResultAsync(string id, CancellationToken cancellationToken) => _table.RunAsync(async c =>
    {
        var command = PostGisTable.Command(c, Sql.Result, id);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as byte[];
    }, cancellationToken);

    public Task<ClaimedJob?> ClaimAsync(string worker, TimeSpan lease, int attempts, GeoProblem interrupted, CancellationToken cancellationToken) => _table.RunAsync(async c =>
    {
        var now = await PostGisTable.NowAsync(c, cancellationToken).ConfigureAwait(false);
        await PostGisTable.ExecuteAsync(c, Sql.GiveUp, cancellationToken, now, attempts, JobProblems.Write([interrupted])).ConfigureAwait(false);
        return await ReadAsync(c, Sql.Claim("FOR UPDATE SKIP LOCKED"), cancellationToken, now, attempts, worker, now + lease).ConfigureAwait(false) is [var (job, inputs)]
            ? new ClaimedJob(job, inputs)
            : null;
    }, cancellationToken);

    public Task<bool> RenewAsync(string id, string worker, int progress, TimeSpan lease, CancellationToken cancellationToken) =>
        ChangeAsync(Sql.Renew, now => [now, id, worker, progress, now + lease], cancellationToken);

    public Task<bool> SucceedAsync(string id, string worker, ReadOnlyMemory<byte> result, CancellationToken cancellationToken) =>
        ChangeAsync(Sql.Succeed, now => [now, id, worker, result.ToArray()], cancellationToken);

    public Task<bool> FailAsync(string id, string worker, IReadOnlyList<GeoProblem> problems, CancellationToken cancellationToken) =>
        ChangeAsync(Sql.Fail, now => [now, id, worker, JobProblems.Write(problems)], cancellationToken);

    public Task<bool> ReturnAsync(string id, string worker, CancellationToken cancellationToken) =>
        ChangeAsync(Sql.Return, now => [now, id, worker], cancellationToken);

    public Task<bool> DismissAsync(string id, CancellationToken cancellationToken) => ChangeAsync(Sql.Dismiss, now => [now, id], cancellationToken);

    public Task PurgeAsync(TimeSpan remembered, CancellationToken cancellationToken) => _table.RunAsync(async c =>
    {
        var now = await PostGisTable.NowAsync(c, cancellationToken).ConfigureAwait(false);
        await PostGisTable.ExecuteAsync(c, Sql.Empty, cancellationToken, now).ConfigureAwait(false);
        return await PostGisTable.ExecuteAsync(c, Sql.Forget, cancellationToken, now - remembered).ConfigureAwait(false);
    }, cancellationToken);

    public Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => _table.RunAsync(c => PostGisTable.NowAsync(c, cancellationToken), cancellationToken);

    private Task<bool> ChangeAsync(string sql, Func<DateTimeOffset, object?[]> parameters, CancellationToken cancellationToken) => _table.RunAsync(async c =>
    {
        var now = await PostGisTable.NowAsync(c, cancellationToken).ConfigureAwait(false);
        return await PostGisTable.ExecuteAsync(c, sql, cancellationToken, parameters(now)).ConfigureAwait(false) == 1;
    }, cancellationToken);

    private static async Task<List<(Job Job, byte[] Inputs)>> ReadAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object?[] parameters)
    {
        var rows = new List<(Job, byte[])>();
        var command = PostGisTable.Command(connection, sql, parameters);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    DateTimeOffset? Instant(int i) => reader.IsDBNull(i) ? null : reader.GetFieldValue<DateTimeOffset>(i);
                    var job = new Job(reader.GetString(0), reader.GetString(1), JobProblems.Status(reader.GetString(2)), reader.GetString(3), Instant(4)!.Value, Instant(5)!.Value, Instant(6)!.Value)
                    {
                        StartedAt = Instant(7),
                        FinishedAt = Instant(8),
                        Progress = reader.GetInt32(9),
                        Attempts = reader.GetInt32(10),
                        Problems = JobProblems.Read(reader.IsDBNull(11) ? null : reader.GetString(11)),
                    };
                    rows.Add((job, reader.FieldCount > 12 && !reader.IsDBNull(12) ? reader.GetFieldValue<byte[]>(12) : []));
                }
        }

        return rows;
    }
}
