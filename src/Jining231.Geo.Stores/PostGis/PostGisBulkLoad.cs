using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Bulk;
using Npgsql;
using NpgsqlTypes;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>
/// One binary COPY into a layer. Revision and history come from the statement trigger, set-based. Where the layer is empty and
/// ours to alter, indexes and insert triggers step aside: version 1 and ring order are then right as the rows arrive, and revision and
/// history are written once at the end. Features are read and checked ahead of the sending, a bounded number of portions at a time.
/// </summary>
internal sealed class PostGisBulkLoad(NpgsqlConnection connection, LayerDef layer)
{
    private const int ProgressEvery = 10_000;

    public async Task<long> RunAsync(string actor, IAsyncEnumerable<CreateFeature> features, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await SetActorAsync(actor, cancellationToken).ConfigureAwait(false);
            var empty = new PostGisEmptyLayer(connection, layer);
            var aside = await empty.StepAsideAsync(cancellationToken).ConfigureAwait(false);
            var rows = await RefusedInWordsAsync(async () =>
            {
                var sent = await CopyAsync(features, progress, cancellationToken).ConfigureAwait(false);
                // A table whose checks wait cannot be altered.
                await PostGisTransaction.CheckNowAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
                if (aside)
                    await empty.ReturnAsync(cancellationToken).ConfigureAwait(false);
                return sent;
            }).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return rows;
        }
    }

    private async Task<long> RefusedInWordsAsync(Func<Task<long>> load)
    {
        try
        {
            return await load().ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.ForeignKeyViolation)
        {
            var (code, field) = e.SqlState switch
            {
                PostgresErrorCodes.UniqueViolation => (ProblemCode.AlreadyExists, "/id"),
                PostgresErrorCodes.ForeignKeyViolation => (ProblemCode.MissingReference, Referring(e.ConstraintName)),
                _ => (ProblemCode.InvalidValue, null),
            };
            throw new GeoProblemException(new GeoProblem(code,
                $"图层“{layer.TitleZh}”未装载：{e.MessageText} {e.Detail}", $"Nothing was loaded into '{layer.Name}': {e.MessageText} {e.Detail}")
            { Field = field });
        }
    }

    /// <summary>The field of a foreign key; its name says which (schema script 0009).</summary>
    private string? Referring(string? constraint) =>
        layer.Fields.FirstOrDefault(f => f.References is not null && constraint == $"{layer.Name}_{f.Name}_fkey") is { } field ? "/properties/" + field.Name : null;

    private async Task SetActorAsync(string actor, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand("SELECT set_config('jining.actor', $1, true)", connection);
        await using (command.ConfigureAwait(false))
        {
            PostGisSql.Add(command, NpgsqlDbType.Text, actor);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<long> CopyAsync(IAsyncEnumerable<CreateFeature> features, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var spatial = layer.Geometry != GeometryKind.None;
        var columns = string.Concat(layer.Fields.Select(f => $", \"{f.Name}\""));
        long rows = 0;
        var copy = await connection.BeginBinaryImportAsync(
            $"COPY jining.\"{layer.Name}\" (id{(spatial ? ", geom" : "")}{columns}) FROM STDIN (FORMAT binary)", cancellationToken).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            // Commands may take long on the server; the COPY itself has no limit.
            copy.Timeout = TimeSpan.Zero;
            await foreach (var portion in CheckedRows.OfAsync(layer, features, cancellationToken).ConfigureAwait(false))
                foreach (var (id, state) in portion)
                {
                    await copy.StartRowAsync(cancellationToken).ConfigureAwait(false);
                    await copy.WriteAsync(id, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
                    if (spatial && state.Wkb is null)
                        await copy.WriteNullAsync(cancellationToken).ConfigureAwait(false);
                    else if (spatial)
                        await copy.WriteAsync(Ewkb(state.Wkb!), NpgsqlDbType.Bytea, cancellationToken).ConfigureAwait(false);
                    for (var i = 0; i < state.Values.Length; i++)
                        await WriteAsync(copy, state.Values[i], layer.Fields[i].Type, cancellationToken).ConfigureAwait(false);
                    if (++rows % ProgressEvery == 0)
                        progress?.Report(rows);
                }

            await copy.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        return rows;
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, object? value, FieldType type, CancellationToken cancellationToken) =>
        PostGisValues.ToDatabase(value, type) switch
        {
            DBNull => copy.WriteNullAsync(cancellationToken),
            string text => copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken),
            double real => copy.WriteAsync(real, NpgsqlDbType.Double, cancellationToken),
            DateTimeOffset instant => copy.WriteAsync(instant, NpgsqlDbType.TimestampTz, cancellationToken),
            var other => copy.WriteAsync(other, PostGisValues.TypeOf(type), cancellationToken),
        };

    /// <summary>PostGIS' binary form: the type carries a flag and the SRID 4490 follows it (PostGIS manual, EWKB). Little-endian in, little-endian out.</summary>
    private static byte[] Ewkb(byte[] wkb)
    {
        var ewkb = new byte[wkb.Length + 4];
        wkb.AsSpan(0, 5).CopyTo(ewkb);
        ewkb[4] |= 0x20;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(ewkb.AsSpan(5), 4490);
        wkb.AsSpan(5).CopyTo(ewkb.AsSpan(9));
        return ewkb;
    }
}
