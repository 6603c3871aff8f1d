using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>The indexes of an empty layer and its history, taken away before a large load and made again after it, in one transaction.</summary>
internal sealed class PostGisLayerIndexes(NpgsqlConnection connection, string layer)
{
    private const string Find = """
        SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
        WHERE i.indrelid IN (format('jining.%I', $1)::regclass, format('jining.%I', $1 || '_history')::regclass)
          AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
        """;

    /// <summary>Ours to alter, and no check waits for the end of the transaction (such a table cannot be altered before).</summary>
    private const string MayAlter = """
        SELECT pg_has_role(current_user, c.relowner, 'USAGE') AND NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgdeferrable)
        FROM pg_class c WHERE c.oid = format('jining.%I', $1)::regclass
        """;

    private readonly List<string> _definitions = [];

    /// <summary>False, and nothing changed, where the layer is not empty or not ours to alter.</summary>
    public async Task<bool> StepAsideAsync(CancellationToken cancellationToken)
    {
        if (await AskAsync(MayAlter, cancellationToken).ConfigureAwait(false) is not true)
            return false;
        await ExecuteAsync($"LOCK TABLE jining.\"{layer}\" IN ACCESS EXCLUSIVE MODE", cancellationToken).ConfigureAwait(false);
        if (await AskAsync($"SELECT EXISTS (SELECT 1 FROM jining.\"{layer}\") OR EXISTS (SELECT 1 FROM jining.retired WHERE layer = $1)", cancellationToken).ConfigureAwait(false) is true)
            return false;
        var names = new List<string>();
        var command = new NpgsqlCommand(Find, connection);
        await using (command.ConfigureAwait(false))
        {
            PostGisSql.Add(command, NpgsqlDbType.Text, layer);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    names.Add(reader.GetString(0));
                    // A partitioned index is described without its parts; made again, it gets them.
                    _definitions.Add(reader.GetString(1).Replace(" ON ONLY ", " ON ", StringComparison.Ordinal));
                }
        }

        await ExecuteAsync($"ALTER TABLE jining.\"{layer}\" DISABLE TRIGGER \"{layer}_row_before\"", cancellationToken).ConfigureAwait(false);
        if (names.Count > 0)
            await ExecuteAsync("DROP INDEX " + string.Join(", ", names), cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Makes the indexes as they were and counts the rows for the planner.</summary>
    public async Task ReturnAsync(CancellationToken cancellationToken)
    {
        foreach (var definition in _definitions)
            await ExecuteAsync(definition, cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(
            $"ALTER TABLE jining.\"{layer}\" ENABLE TRIGGER \"{layer}_row_before\"; ANALYZE jining.\"{layer}\", jining.\"{layer}_history\"", cancellationToken).ConfigureAwait(false);
    }

    private async Task<object?> AskAsync(string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            PostGisSql.Add(command, NpgsqlDbType.Text, layer);
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
