using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Writing;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>One change set from BEGIN IMMEDIATE to COMMIT: preconditions, revisions, changes, invariants, stored answer.</summary>
internal sealed class GeoPackageTransaction(SqliteConnection connection, IReadOnlyList<LayerDef> catalog, Dictionary<string, LayerDef> layers, TimeProvider clock)
{
    public ChangeResult Run(ChangeSet changes, CancellationToken cancellationToken)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        if (Replay(changes, transaction) is { } earlier)
            return earlier;
        CheckRestsOn(changes, transaction);
        var touched = changes.Changes.Select(c => c.Layer).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        GeoPackageConnection.Scalar(connection, "INSERT INTO write_context VALUES (1, $actor, $document)", transaction,
            ("$actor", changes.Actor), ("$document", (object?)changes.DocumentNo ?? DBNull.Value));
        var recordedAt = Advance(touched, transaction, out var revisions);
        using var writer = new GeoPackageWriter(connection, transaction, layers);
        var versions = new long[changes.Changes.Count];
        for (var i = 0; i < versions.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            versions[i] = writer.Apply(changes.Changes[i]);
        }

        new ReferenceGuard(writer, LayerReference.In(catalog)).CheckAsync(changes.Changes, cancellationToken).GetAwaiter().GetResult();
        new ExclusiveCoverGuard(writer, catalog).CheckAsync(changes.Changes, recordedAt, cancellationToken).GetAwaiter().GetResult();
        UpdateExtents(touched, transaction);
        var result = new ChangeResult(recordedAt, versions, revisions, Replayed: false) { Ids = [.. changes.Changes.Select(c => c.Id)] };
        Remember(changes, result, transaction);
        GeoPackageConnection.Execute(connection, "DELETE FROM write_context", transaction);
        transaction.Commit();
        return result;
    }

    private ChangeResult? Replay(ChangeSet changes, SqliteTransaction transaction)
    {
        if (changes.IdempotencyKey is not { } key)
            return null;
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT digest, result FROM applied_changes WHERE key = $key";
        command.Parameters.AddWithValue("$key", key);
        using var reader = command.ExecuteReader();
        if (!reader.Read())
            return null;
        if ((reader.IsDBNull(0) ? null : reader.GetString(0)) != changes.RequestDigest)
            throw RowEdits.KeyOfAnotherRequest();
        return JsonSerializer.Deserialize<ChangeResult>(reader.GetString(1))! with { Replayed = true };
    }

    private void CheckRestsOn(ChangeSet changes, SqliteTransaction transaction)
    {
        foreach (var (layer, expected) in changes.RestsOn)
        {
            var current = GeoPackageConnection.Scalar(connection, "SELECT revision FROM revisions WHERE layer = $layer", transaction, ("$layer", layer));
            if (current is not long revision || revision != expected)
                throw RowEdits.Moved(layer);
        }
    }

    /// <summary>Moves the revision of each touched layer on; time never runs backwards within a layer.</summary>
    private DateTimeOffset Advance(string[] touched, SqliteTransaction transaction, out Dictionary<string, long> revisions)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        foreach (var layer in touched)
        {
            var last = GeoPackageConnection.Scalar(connection, "SELECT recorded_at FROM revisions WHERE layer = $layer", transaction, ("$layer", layer)) as string
                ?? throw new GeoProblemException(new GeoProblem(ProblemCode.NotFound, $"没有图层“{layer}”。", $"There is no layer '{layer}'."));
            if (SqliteValues.Instant(last) is var previous && previous >= now)
                now = previous.AddMilliseconds(1);
        }

        revisions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var layer in touched)
            revisions[layer] = Convert.ToInt64(GeoPackageConnection.Scalar(
                connection, "UPDATE revisions SET revision = revision + 1, recorded_at = $now WHERE layer = $layer RETURNING revision", transaction,
                ("$layer", layer), ("$now", Rfc3339.Format(now))), CultureInfo.InvariantCulture);
        return now;
    }

    /// <summary>The extent of each touched layer; last_change follows the revision by trigger.</summary>
    private void UpdateExtents(string[] touched, SqliteTransaction transaction)
    {
        foreach (var layer in touched.Where(l => layers[l].Geometry != GeometryKind.None))
            GeoPackageConnection.Scalar(
                connection,
                $"UPDATE gpkg_contents SET (min_x, max_x, min_y, max_y) = (SELECT min(minx), max(maxx), min(miny), max(maxy) FROM \"rtree_{layer}_geom\") WHERE table_name = $layer",
                transaction,
                ("$layer", layer));
    }

    private void Remember(ChangeSet changes, ChangeResult result, SqliteTransaction transaction)
    {
        if (changes.IdempotencyKey is { } key)
            GeoPackageConnection.Scalar(connection, "INSERT INTO applied_changes VALUES ($key, $digest, $result, $now)", transaction,
                ("$key", key), ("$digest", (object?)changes.RequestDigest ?? DBNull.Value),
                ("$result", JsonSerializer.Serialize(result)), ("$now", Rfc3339.Format(result.RecordedAt)));
    }
}
