using System.Reflection;
using DbUp;
using DbUp.Engine.Output;
using Jining231.Geo.Layers;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Runs the numbered scripts beside this class once each (DbUp, under an advisory lock), and checks a database found.</summary>
internal static class PostGisSchema
{
    private const string Prefix = "Jining231.Geo.Stores.PostGis.Schema.";

    /// <summary>Key of the advisory lock: one program at a time looks at or changes the schema.</summary>
    private const long LockKey = 0x4a4e_2331;

    /// <summary>Raises <see cref="ProblemCode.StoreMismatch"/> with the way out where the database does not fit.</summary>
    /// <returns>Where the primary's log stood once the schema was whole; a standby behind it may not have the schema yet. Default on a standby.</returns>
    public static async Task<NpgsqlLogSequenceNumber> EnsureAsync(
        NpgsqlMultiHostDataSource source, NpgsqlConnectionStringBuilder settings, IReadOnlyList<LayerDef> catalog, CancellationToken cancellationToken)
    {
        var connection = await source.WithTargetSession(TargetSessionAttributes.PreferPrimary).OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var standby = (bool)(await ScalarAsync(connection, "SELECT pg_is_in_recovery()", cancellationToken).ConfigureAwait(false))!;
            if (!standby)
                await ScalarAsync(connection, $"SELECT pg_advisory_lock({LockKey})", cancellationToken).ConfigureAwait(false);
            try
            {
                var pending = await PendingAsync(connection, cancellationToken).ConfigureAwait(false);
                if (pending.Count > 0 && standby)
                    throw Mismatch("数据库结构不是最新的，而当前只有备库。请先连接主库升级。", "The schema is not up to date and only a standby answers. Connect to the primary first.");
                if (pending.Count > 0)
                {
                    await PrepareAsync(connection, cancellationToken).ConfigureAwait(false);
                    Upgrade(settings, connection);
                }

                await CheckColumnsAsync(connection, catalog, cancellationToken).ConfigureAwait(false);
                return standby ? default : (NpgsqlLogSequenceNumber)(await ScalarAsync(connection, "SELECT pg_current_wal_insert_lsn()", cancellationToken).ConfigureAwait(false))!;
            }
            finally
            {
                if (!standby && connection.State == System.Data.ConnectionState.Open)
                    await ScalarAsync(connection, $"SELECT pg_advisory_unlock({LockKey})", CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static List<string> Scripts() =>
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Scripts not yet run; one that we do not know was run by a newer program.</summary>
    private static async Task<List<string>> PendingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var scripts = Scripts();
        if (await ScalarAsync(connection, "SELECT to_regclass('jining.schema_versions')::text", cancellationToken).ConfigureAwait(false) is not string)
            return scripts;
        var applied = new List<string>();
        var command = new NpgsqlCommand("SELECT scriptname FROM jining.schema_versions", connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    applied.Add(reader.GetString(0));
        }

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

    private static async Task CheckColumnsAsync(NpgsqlConnection connection, IReadOnlyList<LayerDef> catalog, CancellationToken cancellationToken)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        var command = new NpgsqlCommand("SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'jining'", connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    present.Add(reader.GetString(0));
        }

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

    private static GeoProblemException Mismatch(string zh, string en) => new(new GeoProblem(ProblemCode.StoreMismatch, zh, en) { Field = "store" });
}
