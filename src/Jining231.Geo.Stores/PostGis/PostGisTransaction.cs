using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>
/// One change set from BEGIN to COMMIT. Revision rows are locked first and in name order, so that writers of a layer follow each
/// other and READ COMMITTED sees all that was committed before.
/// </summary>
internal sealed class PostGisTransaction(NpgsqlConnection connection, IReadOnlyList<LayerDef> catalog, Dictionary<string, LayerDef> layers)
{
    /// <summary>How long COMMIT may wait for a synchronous standby.</summary>
    private static readonly TimeSpan CommitPatience = TimeSpan.FromSeconds(10);

    /// <summary>Set while the answer to COMMIT is awaited: a link lost now leaves the outcome unknown.</summary>
    public bool Committing { get; private set; }

    public async Task<ChangeResult> RunAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await RequireStandbyAsync(transaction, cancellationToken).ConfigureAwait(false);
            if (await ReplayAsync(changes, transaction, cancellationToken).ConfigureAwait(false) is { } earlier)
            {
                await CommitAsync(changes, transaction).ConfigureAwait(false);
                return earlier;
            }

            var touched = changes.Changes.Select(c => c.Layer).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            foreach (var layer in touched.Where(l => !layers.ContainsKey(l)))
                LayerCatalog.Get(layer);
            await LockAsync(changes, touched, transaction, cancellationToken).ConfigureAwait(false);
            var (recordedAt, revisions) = await AdvanceAsync(changes, touched, transaction, cancellationToken).ConfigureAwait(false);
            var writer = new PostGisWriter(connection, transaction, layers);
            var versions = await writer.ApplyAsync(changes.Changes, cancellationToken).ConfigureAwait(false);
            await new ReferenceGuard(writer, LayerReference.In(catalog)).CheckAsync(changes.Changes, cancellationToken).ConfigureAwait(false);
            await new ExclusiveCoverGuard(writer, catalog).CheckAsync(changes.Changes, recordedAt, cancellationToken).ConfigureAwait(false);
            var result = new ChangeResult(recordedAt, versions, revisions, Replayed: false) { Ids = [.. changes.Changes.Select(c => c.Id)] };
            await RememberAsync(changes, result, transaction, cancellationToken).ConfigureAwait(false);
            await CheckNowAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
            await CommitAsync(changes, transaction).ConfigureAwait(false);
            return result;
        }
    }

    /// <summary>The link, or the synchronous standbys, went away during COMMIT.</summary>
    public static GeoProblemException OutcomeUnknown(ChangeSet changes) => new(new GeoProblem(
        ProblemCode.StoreUnavailable,
        changes.IdempotencyKey is null
            ? "提交时与数据库失去联系，结果不明：请重新读取后再决定是否重做。"
            : "提交时与数据库失去联系，结果不明：请用同一个 Idempotency-Key 重发，已提交的会得到原答复。",
        changes.IdempotencyKey is null
            ? "The link to the database was lost during commit and the outcome is unknown: read again before repeating."
            : "The link to the database was lost during commit and the outcome is unknown: send it again with the same Idempotency-Key; what was committed is answered as it was.")
    { Field = "store" });

    /// <summary>Has the server check now what it would check at COMMIT, so that a refusal is one of a statement and never of a commit.</summary>
    public static async Task CheckNowAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand("SET CONSTRAINTS ALL IMMEDIATE", connection, transaction) { CommandTimeout = 0 };
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancelled by nobody, but by time where the standbys do not answer: then the outcome is unknown.</summary>
    private async Task CommitAsync(ChangeSet changes, NpgsqlTransaction transaction)
    {
        using var patience = new CancellationTokenSource(CommitPatience);
        var onlyHere = false;
        void Listen(object sender, NpgsqlNoticeEventArgs notice) => onlyHere |= notice.Notice.SqlState == "01000";
        connection.Notice += Listen;
        try
        {
            Committing = true;
            await transaction.CommitAsync(patience.Token).ConfigureAwait(false);
            Committing = false;
        }
        finally
        {
            connection.Notice -= Listen;
        }

        // The server gave up waiting for its standbys: committed, but lost if this primary is.
        if (onlyHere)
            throw OutcomeUnknown(changes);
    }

    /// <summary>Where commits must reach a synchronous standby and none is connected, nothing is begun that could only hang.</summary>
    private async Task RequireStandbyAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(
            "SELECT current_setting('synchronous_standby_names') = '' OR EXISTS (SELECT 1 FROM pg_stat_replication WHERE sync_state IS NULL OR sync_state IN ('sync', 'quorum'))",
            connection, transaction);
        await using (command.ConfigureAwait(false))
            if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
                throw new GeoProblemException(new GeoProblem(ProblemCode.StoreUnavailable,
                    "没有同步备库在线，暂不能写入，请稍后再试。", "No synchronous standby is connected, so nothing can be written safely; try again.")
                { Field = "store" });
    }

    private async Task<ChangeResult?> ReplayAsync(ChangeSet changes, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (changes.IdempotencyKey is not { } key)
            return null;
        // An update, so that the answer given again waits for the standbys as the first one did.
        var command = new NpgsqlCommand("UPDATE jining.applied_changes SET key = key WHERE key = $1 RETURNING digest, result", connection, transaction);
        await using (command.ConfigureAwait(false))
        {
            PostGisSql.Add(command, NpgsqlDbType.Text, key);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    return null;
                if ((reader.IsDBNull(0) ? null : reader.GetString(0)) != changes.RequestDigest)
                    throw RowEdits.KeyOfAnotherRequest();
                return JsonSerializer.Deserialize<ChangeResult>(reader.GetString(1))! with { Replayed = true };
            }
        }
    }

    /// <summary>Locks what is written and what the decision rests on, in name order, and checks the latter.</summary>
    private async Task LockAsync(ChangeSet changes, string[] touched, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var all = touched.Concat(changes.RestsOn.Keys).Distinct(StringComparer.Ordinal).ToArray();
        var command = new NpgsqlCommand("SELECT layer, revision FROM jining.revisions WHERE layer = ANY ($1) ORDER BY layer FOR UPDATE", connection, transaction);
        await using (command.ConfigureAwait(false))
        {
            PostGisSql.Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, all);
            var current = new Dictionary<string, long>(StringComparer.Ordinal);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    current[reader.GetString(0)] = reader.GetInt64(1);
            foreach (var (layer, expected) in changes.RestsOn)
                if (!current.TryGetValue(layer, out var revision) || revision != expected)
                    throw RowEdits.Moved(layer);
        }
    }

    private async Task<(DateTimeOffset RecordedAt, Dictionary<string, long> Revisions)> AdvanceAsync(
        ChangeSet changes, string[] touched, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(
            "SELECT a.layer, a.revision, a.recorded_at, set_config('jining.actor', $2, true), set_config('jining.document_no', $3, true) FROM jining.advance($1) a",
            connection, transaction);
        await using (command.ConfigureAwait(false))
        {
            PostGisSql.Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, touched);
            PostGisSql.Add(command, NpgsqlDbType.Text, changes.Actor);
            PostGisSql.Add(command, NpgsqlDbType.Text, changes.DocumentNo ?? "");
            var revisions = new Dictionary<string, long>(StringComparer.Ordinal);
            var recordedAt = DateTimeOffset.UnixEpoch;
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    revisions[reader.GetString(0)] = reader.GetInt64(1);
                    recordedAt = reader.GetFieldValue<DateTimeOffset>(2);
                }

            return (recordedAt, revisions);
        }
    }

    private async Task RememberAsync(ChangeSet changes, ChangeResult result, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (changes.IdempotencyKey is not { } key)
            return;
        var command = new NpgsqlCommand("INSERT INTO jining.applied_changes VALUES ($1, $2, $3, $4)", connection, transaction);
        await using (command.ConfigureAwait(false))
        {
            PostGisSql.Add(command, NpgsqlDbType.Text, key);
            PostGisSql.Add(command, NpgsqlDbType.Text, (object?)changes.RequestDigest ?? DBNull.Value);
            PostGisSql.Add(command, NpgsqlDbType.Text, JsonSerializer.Serialize(result));
            PostGisSql.Add(command, NpgsqlDbType.TimestampTz, result.RecordedAt);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
