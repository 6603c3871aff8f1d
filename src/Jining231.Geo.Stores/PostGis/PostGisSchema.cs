using System.Reflection;
using DbUp;
using DbUp.Engine.Output;
using Jining231.Geo.Layers;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>
/// Runs the numbered scripts beside this class once each (DbUp, under an advisory lock), and checks a database found. One statement sees
/// whether there is anything to run: scripts are run in one transaction, so that it sees all of them or none, and needs no lock.
/// </summary>
internal static class PostGisSchema
{
    private const string Prefix = "Jining231.Geo.Stores.PostGis.Schema.";

    /// <summary>Key of the advisory lock: one program at a time looks at or changes the schema.</summary>
    private const long LockKey = 0x4a4e_2331;

    /// <summary>Everything as text, lists one to a line. The columns are those that information_schema.columns would show, without its other work.</summary>
    private const string LookSql = """
        SELECT CASE WHEN pg_is_in_recovery() THEN '' ELSE pg_current_wal_insert_lsn()::text END,
          (SELECT coalesce(string_agg(scriptname::text, E'\n'), '') FROM jining.schema_versions),
          (SELECT coalesce(string_agg(c.relname || '.' || a.attname, E'\n'), '') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'jining'::regnamespace AND c.relkind IN ('r', 'v', 'f', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
              AND (pg_has_role(c.relowner, 'USAGE') OR has_column_privilege(c.oid, a.attnum, 'SELECT, INSERT, UPDATE, REFERENCES')))
        """;

    /// <summary>Raises <see cref="ProblemCode.StoreMismatch"/> with the way out where the database does not fit.</summary>
    /// <returns>Where the primary's log stood once the schema was whole; a standby behind it may not have the schema yet. Default on a standby.</returns>
    public static async Task<NpgsqlLogSequenceNumber> EnsureAsync(
        NpgsqlMultiHostDataSource source, NpgsqlConnectionStringBuilder settings, IReadOnlyList<LayerDef> catalog, CancellationToken cancellationToken)
    {
        var connection = await source.WithTargetSession(TargetSessionAttributes.PreferPrimary).OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var found = await LookAsync(connection, cancellationToken).ConfigureAwait(false);
            if (found is null || Pending(found.Scripts).Count > 0)
                found = await UpgradeAsync(connection, settings, cancellationToken).ConfigureAwait(false);
            Check(found, catalog);
            return found.Position;
        }
    }

    /// <summary>Brings the schema up to date while no other program looks at or changes it.</summary>
    private static async Task<Found> UpgradeAsync(NpgsqlConnection connection, NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        if ((bool)(await ScalarAsync(connection, "SELECT pg_is_in_recovery()", cancellationToken).ConfigureAwait(false))!)
            throw Mismatch("数据库结构不是最新的，而当前只有备库。请先连接主库升级。", "The schema is not up to date and only a standby answers. Connect to the primary first.");
        await ScalarAsync(connection, $"SELECT pg_advisory_lock({LockKey})", cancellationToken).ConfigureAwait(false);
        try
        {
            if (await LookAsync(connection, cancellationToken).ConfigureAwait(false) is not { } found || Pending(found.Scripts).Count > 0)
            {
                await PrepareAsync(connection, cancellationToken).ConfigureAwait(false);
                Upgrade(settings, connection);
            }

            return (await LookAsync(connection, cancellationToken).ConfigureAwait(false))!;
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open)
                await ScalarAsync(connection, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>What the database has of the schema, in one statement; null where it has no journal.</summary>
    private static async Task<Found?> LookAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(LookSql, connection);
        await using (command.ConfigureAwait(false))
        {
            try
            {
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                    return new Found(
                        reader.GetString(0) is { Length: > 0 } position ? NpgsqlLogSequenceNumber.Parse(position) : default, Lines(reader.GetString(1)), [.. Lines(reader.GetString(2))]);
                }
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
            {
                return null;
            }
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static List<string> Scripts() =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Scripts not yet run; one that we do not know was run by a newer program.</summary>
    private static List<string> Pending(string[] applied)
    {
        var scripts = Scripts();
        var newer = applied.Except(scripts, StringComparer.Ordinal).ToArray();
        return newer.Length == 0 ? [.. scripts.Except(applied, StringComparer.Ordinal)] : throw Mismatch(
            $"数据库结构比程序新（{newer[^1]}）。请升级程序。", $"The database schema is newer than this program ({newer[^1]}). Upgrade the program.");
    }

    private static async Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(connection, "SELECT 1 FROM pg_extension WHERE extname = 'postgis'", cancellationToken).ConfigureAwait(false) is null)
        {
            if (await ScalarAsync(connection, "SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'", cancellationToken).ConfigureAwait(false) is null)
                throw Mismatch("数据库服务器没有 PostGIS。请安装 postgresql-15-postgis-3 后重试。", "The server has no PostGIS. Install postgresql-15-postgis-3 and start again.");
            await ExecuteAsync(connection, "CREATE EXTENSION postgis SCHEMA public", cancellationToken).ConfigureAwait(false);
        }

        await ExecuteAsync(connection, "CREATE SCHEMA IF NOT EXISTS jining", cancellationToken).ConfigureAwait(false);
        // Npgsql learns the types of the extension only now.
        await connection.ReloadTypesAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void Upgrade(NpgsqlConnectionStringBuilder settings, NpgsqlConnection connection)
    {
        var primary = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            Host = connection.Host,
            Port = connection.Port,
            Pooling = false,
            LoadBalanceHosts = false,
        };
        var result = DeployChanges.To.PostgresqlDatabase(primary.ConnectionString, "jining")
            .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .JournalToPostgresqlTable("jining", "schema_versions")
            .WithVariablesDisabled()
            .WithTransaction()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw PostGisProblems.Problem(result.Error) is { } problem
                ? new GeoProblemException(problem)
                : Mismatch($"升级数据库结构失败：{result.Error.Message}", $"The schema could not be brought up to date: {result.Error.Message}");
    }

    private static void Check(Found found, IReadOnlyList<LayerDef> catalog)
    {
        var present = found.Columns;
        if (present.Count == 0)
            throw Mismatch("数据库用户看不到 jining 模式中的表。请 DBA 按 README“PostGIS”一节授权。", "The database role sees no table of schema jining. Have the DBA grant the rights as in README, PostGIS.");
        foreach (var layer in catalog)
            foreach (var field in layer.Fields)
                if (!present.Contains($"{layer.Name}.{field.Name}"))
                    throw Mismatch(
                        $"数据库的表 {layer.Name} 没有字段 {field.Name}。请恢复结构或从备份还原。",
                        $"Table {layer.Name} has no column {field.Name}. Restore the schema, or the database from a backup.");
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is var value and not DBNull ? value : null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a database has.</summary>
    /// <param name="Position">Where the primary's log stands; default on a standby.</param>
    /// <param name="Scripts">Scripts that were run.</param>
    /// <param name="Columns">Columns of the tables that this role has any right to, as <c>table.column</c>.</param>
    private sealed record Found(NpgsqlLogSequenceNumber Position, string[] Scripts, HashSet<string> Columns);

    private static GeoProblemException Mismatch(string zh, string en) => new(new GeoProblem(ProblemCode.StoreMismatch, zh, en) { Field = "store" });
}
