using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Writes the changes of one set inside one transaction; creations travel in batches.</summary>
internal sealed class PostGisWriter(NpgsqlConnection connection, NpgsqlTransaction transaction, Dictionary<string, LayerDef> layers) : IWriteRows
{
    private const int BatchSize = 500;

    /// <summary>Applies the changes in order; gives each row's new version (0 for a deletion).</summary>
    public async Task<long[]> ApplyAsync(IReadOnlyList<FeatureChange> changes, CancellationToken cancellationToken)
    {
        var versions = new long[changes.Count];
        for (var i = 0; i < changes.Count;)
        {
            var run = i;
            while (run < changes.Count && run - i < BatchSize && changes[run] is CreateFeature && changes[run].Layer == changes[i].Layer)
                run++;
            if (run > i)
            {
                await CreateAsync(Layer(changes[i].Layer), [.. changes.Skip(i).Take(run - i).Cast<CreateFeature>()], versions.AsMemory(i, run - i), cancellationToken).ConfigureAwait(false);
                i = run;
                continue;
            }

            versions[i] = changes[i] switch
            {
                UpdateFeature update => await UpdateAsync(Layer(update.Layer), update, cancellationToken).ConfigureAwait(false),
                DeleteFeature delete => await DeleteAsync(Layer(delete.Layer), delete, cancellationToken).ConfigureAwait(false),
                var other => throw new ArgumentException($"Unknown change {other.GetType().Name}.", nameof(changes)),
            };
            i++;
        }

        return versions;
    }

    public async ValueTask<FeatureRow?> GetAsync(LayerDef layer, string id, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(new FeatureQuery(layer.Name) { Filters = [new FieldFilter("id", [id])] }, cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    public async ValueTask<IReadOnlySet<string>> PresentAsync(LayerDef layer, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        var command = Bound(new NpgsqlCommand($"SELECT id FROM jining.\"{layer.Name}\" WHERE id = ANY ($1)"));
        await using (command.ConfigureAwait(false))
        {
            PostGisSql.Add(command, NpgsqlDbType.Array | NpgsqlDbType.Text, ids.ToArray());
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    present.Add(reader.GetString(0));
        }

        return present;
    }

    public async ValueTask<IReadOnlyList<FeatureRow>> RowsAsync(FeatureQuery query, CancellationToken cancellationToken)
    {
        var layer = Layer(query.Layer);
        var rows = new List<FeatureRow>();
        var batch = new RowBatch(layer, 16 * 1024);
        var reader = new PostGisRowReader(layer, query, null, window => Bound(PostGisSql.Select(layer, query, null, null, window)));
        await using (reader.ConfigureAwait(false))
            while (await reader.FillAsync(batch, cancellationToken).ConfigureAwait(false))
                for (var i = 0; i < batch.Count; i++)
                    rows.Add(batch[i].ToFeatureRow());

        return rows;
    }

    private async Task CreateAsync(LayerDef layer, CreateFeature[] changes, Memory<long> versions, CancellationToken cancellationToken)
    {
        var sql = InsertText(layer);
        var batch = new NpgsqlBatch(connection, transaction);
        await using (batch.ConfigureAwait(false))
        {
            foreach (var change in changes)
            {
                var command = new NpgsqlBatchCommand(sql);
                Bind(command.Parameters, layer, change.Id, RowEdits.Created(layer, change));
                batch.BatchCommands.Add(command);
            }

            try
            {
                var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    for (var i = 0; i < changes.Length; i++)
                    {
                        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                        versions.Span[i] = reader.GetInt64(0);
                        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
                    }
                }
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                throw RowEdits.Taken((e.BatchCommand as NpgsqlBatchCommand)?.Parameters[0].Value as string ?? changes[0].Id);
            }
        }
    }

    private async Task<long> UpdateAsync(LayerDef layer, UpdateFeature change, CancellationToken cancellationToken)
    {
        RowCheck.Values(layer, change.Values);
        var current = RowEdits.Current(layer, change.Id, change.ExpectedVersion, await GetAsync(layer, change.Id, cancellationToken).ConfigureAwait(false));
        var command = Bound(new NpgsqlCommand(UpdateText(layer)));
        await using (command.ConfigureAwait(false))
        {
            Bind(command.Parameters, layer, change.Id, RowEdits.Updated(layer, current, change));
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = change.ExpectedVersion });
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is long version
                ? version
                : throw RowEdits.Stale(layer, change.Id, change.ExpectedVersion, null);
        }
    }

    private async Task<long> DeleteAsync(LayerDef layer, DeleteFeature change, CancellationToken cancellationToken)
    {
        RowEdits.Current(layer, change.Id, change.ExpectedVersion, await GetAsync(layer, change.Id, cancellationToken).ConfigureAwait(false));
        var command = Bound(new NpgsqlCommand($"DELETE FROM jining.\"{layer.Name}\" WHERE id = $1 AND version = $2"));
        await using (command.ConfigureAwait(false))
        {
            PostGisSql.Add(command, NpgsqlDbType.Text, change.Id);
            PostGisSql.Add(command, NpgsqlDbType.Bigint, change.ExpectedVersion);
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) == 1
                ? 0
                : throw RowEdits.Stale(layer, change.Id, change.ExpectedVersion, null);
        }
    }

    private static void Bind(NpgsqlParameterCollection parameters, LayerDef layer, string id, RowState state)
    {
        parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = id });
        if (layer.Geometry != GeometryKind.None)
            parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea, Value = (object?)state.Wkb ?? DBNull.Value });
        for (var i = 0; i < state.Values.Length; i++)
            parameters.Add(new NpgsqlParameter
            {
                NpgsqlDbType = PostGisValues.TypeOf(layer.Fields[i].Type),
                Value = PostGisValues.ToDatabase(state.Values[i], layer.Fields[i].Type),
            });
    }

    private static string InsertText(LayerDef layer)
    {
        var columns = Columns(layer);
        return $"INSERT INTO jining.\"{layer.Name}\" (id, {string.Join(", ", columns)}) VALUES ($1, {string.Join(", ", columns.Select(Value))}) RETURNING version";
    }

    private static string UpdateText(LayerDef layer)
    {
        var columns = Columns(layer);
        return $"UPDATE jining.\"{layer.Name}\" SET {string.Join(", ", columns.Select((c, i) => $"{c} = {Value(c, i)}"))} WHERE id = $1 AND version = ${columns.Count + 2} RETURNING version";
    }

    private static List<string> Columns(LayerDef layer)
    {
        var columns = layer.Fields.Select(f => $"\"{f.Name}\"").ToList();
        if (layer.Geometry != GeometryKind.None)
            columns.Insert(0, "geom");
        return columns;
    }

    private static string Value(string column, int index) => column == "geom" ? $"ST_GeomFromWKB(${index + 2}, 4490)" : $"${index + 2}";

    private NpgsqlCommand Bound(NpgsqlCommand command)
    {
        command.Connection = connection;
        command.Transaction = transaction;
        return command;
    }

    private LayerDef Layer(string name) => layers.TryGetValue(name, out var layer) ? layer : LayerCatalog.Get(name);
}
