using Jining231.Geo.Layers;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>
/// What slows a large load into an empty layer steps aside and comes back, in one transaction: the indexes of the layer and its
/// history, and the two triggers that see every row (PostgreSQL sends rows one by one while they exist).
/// </summary>
internal sealed class PostGisEmptyLayer(NpgsqlConnection connection, LayerDef layer)
{
    private const string Find = """
        SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
        WHERE i.indrelid IN (format('jining.%I', $1)::regclass, format('jining.%I', $1 || '_history')::regclass)
          AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
        """;

    private const string FindTriggers = """
        SELECT quote_ident(t.tgname), pg_get_triggerdef(t.oid) FROM pg_trigger t
        WHERE t.tgrelid = format('jining.%I', $1)::regclass AND t.tgname IN ($1 || '_row_before', $1 || '_inserted')
        """;

    /// <summary>
    /// Ours to alter; the triggers that see insertions are our two and both on, so that nobody's rule is passed by; and no check but that
    /// of a foreign key waits for the end of the transaction (such a table cannot be altered before).
    /// </summary>
    private const string MayAlter = """
        SELECT pg_has_role(current_user, c.relowner, 'USAGE') AND NOT EXISTS (
            SELECT 1 FROM pg_trigger t
            WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
              AND (t.tgdeferrable OR (t.tgtype & 4) <> 0 AND (t.tgname NOT IN ($1 || '_row_before', $1 || '_inserted') OR t.tgenabled <> 'O')))
        FROM pg_class c WHERE c.oid = format('jining.%I', $1)::regclass
        """;

    private readonly List<string> _indexes = [], _triggers = [];

    /// <summary>False, and nothing changed, where the layer is not empty or not ours to alter.</summary>
    public async Task<bool> StepAsideAsync(CancellationToken cancellationToken)
    {
        if (await AskAsync(MayAlter, cancellationToken).ConfigureAwait(false) is not true)
            return false;
        await ExecuteAsync($"LOCK TABLE jining.\"{layer.Name}\" IN ACCESS EXCLUSIVE MODE", cancellationToken).ConfigureAwait(false);
        if (await AskAsync(
            $"SELECT EXISTS (SELECT 1 FROM jining.\"{layer.Name}\") OR EXISTS (SELECT 1 FROM jining.\"{layer.Name}_history\") OR EXISTS (SELECT 1 FROM jining.retired WHERE layer = $1)",
            cancellationToken).ConfigureAwait(false) is true)
            return false;
        var names = await TakeAsync(Find, _indexes, cancellationToken).ConfigureAwait(false);
        foreach (var trigger in await TakeAsync(FindTriggers, _triggers, cancellationToken).ConfigureAwait(false))
            await ExecuteAsync($"DROP TRIGGER {trigger} ON jining.\"{layer.Name}\"", cancellationToken).ConfigureAwait(false);
        if (names.Count > 0)
            await ExecuteAsync("DROP INDEX " + string.Join(", ", names), cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Writes revision and history, makes indexes and triggers as they were, and counts the rows for the planner.</summary>
    public async Task ReturnAsync(CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            "SELECT set_config('maintenance_work_mem', '256MB', true) WHERE pg_size_bytes(current_setting('maintenance_work_mem')) < 268435456", cancellationToken).ConfigureAwait(false);
        await AnalyseAsync(layer.Name, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(
            $"SELECT jining.layer_loaded('{layer.Name}', {(layer.PartitionField is { } split ? $"'{split}'" : "NULL")})", cancellationToken).ConfigureAwait(false);
        foreach (var definition in _indexes)
            await ExecuteAsync(definition, cancellationToken).ConfigureAwait(false);
        foreach (var definition in _triggers)
            await ExecuteAsync(definition, cancellationToken).ConfigureAwait(false);
        await AnalyseAsync(layer.Name + "_history", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A small sample tells the planner enough of rows that have just come; the usual one of a partitioned table reads most of its pages.</summary>
    private Task AnalyseAsync(string table, CancellationToken cancellationToken) => ExecuteAsync(
        $"SELECT set_config('default_statistics_target', '25', true); ANALYZE jining.\"{table}\"; SELECT set_config('default_statistics_target', reset_val, true) FROM pg_settings WHERE name = 'default_statistics_target'",
        cancellationToken);

    private async Task<List<string>> TakeAsync(string sql, List<string> definitions, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            PostGisSql.Add(command, NpgsqlDbType.Text, layer.Name);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    names.Add(reader.GetString(0));
                    // A partitioned index is described without its parts; made again, it gets them.
                    definitions.Add(reader.GetString(1).Replace(" ON ONLY ", " ON ", StringComparison.Ordinal));
                }
        }

        return names;
    }

    private async Task<object?> AskAsync(string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            PostGisSql.Add(command, NpgsqlDbType.Text, layer.Name);
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        // Building an index of a million rows takes longer than the usual limit of a command.
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
