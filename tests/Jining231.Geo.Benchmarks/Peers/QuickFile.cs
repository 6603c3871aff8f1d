using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Jining231.Geo.Layers;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>
/// Fills the benchmark layer of a GeoPackage of the product without its triggers, which keep version, history and index row by row. What
/// they would have written is written here; they and the indexes are then made again as the store itself had made them.
/// </summary>
internal static class QuickFile
{
    private const string Name = "bench_parcels";

    /// <summary>Makes the file and puts the parcels into it; memory does not grow with them.</summary>
    public static async Task MakeAsync(string path, IAsyncEnumerable<CreateFeature> parcels)
    {
        await using (await PeersHost.OpenAsync(path))
        {
            // The store has made its tables; it must be closed before the journal is given up.
        }

        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await connection.OpenAsync();
        // A file that is not whole when the run ends is of no use to anybody.
        Run(connection, "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144");
        var made = TakeOff(connection);
        Run(connection, "BEGIN");
        await InsertAsync(connection, parcels);
        var columns = "geom, " + string.Join(", ", BenchParcels.Layer.Fields.Select(f => $"\"{f.Name}\""));
        Run(connection, $"UPDATE revisions SET revision = 1, recorded_at = '{Rfc3339.Format(DateTimeOffset.UnixEpoch)}' WHERE layer = '{Name}'");
        Run(connection, $"""
            INSERT INTO {Name}_history (fid, id, version, revision_from, recorded_from, recorded_action, recorded_by, {columns})
            SELECT fid, id, version, 1, '{Rfc3339.Format(DateTimeOffset.UnixEpoch)}', 'create', 'bench', {columns} FROM {Name}
            """);
        foreach (var sql in made)
            Run(connection, sql);
        Run(connection, "COMMIT");
        Run(connection, "PRAGMA journal_mode = WAL");
    }

    /// <summary>Drops triggers and indexes of the layer and its history; gives the statements that make them.</summary>
    private static List<string> TakeOff(SqliteConnection connection)
    {
        var made = new List<(string Type, string Name, string Sql)>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = $"SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN ('{Name}', '{Name}_history') AND type IN ('trigger', 'index') AND sql IS NOT NULL";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                made.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        foreach (var (type, name, _) in made)
            Run(connection, $"DROP {type} \"{name}\"");
        return [.. made.Select(m => m.Sql)];
    }

    private static async Task InsertAsync(SqliteConnection connection, IAsyncEnumerable<CreateFeature> parcels)
    {
        var fields = BenchParcels.Layer.Fields;
        await using var row = connection.CreateCommand();
        row.CommandText = $"INSERT INTO {Name} (fid, id, version, geom, {string.Join(", ", fields.Select(f => $"\"{f.Name}\""))}) VALUES ($fid, $id, 1, $geom, {string.Join(", ", fields.Select((_, i) => $"$f{i}"))})";
        await using var entry = connection.CreateCommand();
        entry.CommandText = $"INSERT INTO rtree_{Name}_geom VALUES ($fid, $minx, $maxx, $miny, $maxy)";
        var (rowFid, id, geom) = (row.Parameters.Add("$fid", SqliteType.Integer), row.Parameters.Add("$id", SqliteType.Text), row.Parameters.Add("$geom", SqliteType.Blob));
        SqliteParameter[] values = [.. fields.Select((_, i) => row.Parameters.Add($"$f{i}", SqliteType.Text))];
        var entryFid = entry.Parameters.Add("$fid", SqliteType.Integer);
        SqliteParameter[] edges = [.. new[] { "$minx", "$maxx", "$miny", "$maxy" }.Select(n => entry.Parameters.Add(n, SqliteType.Real))];
        var fid = 0L;
        await foreach (var parcel in parcels)
        {
            (rowFid.Value, entryFid.Value, id.Value) = (++fid, fid, parcel.Id);
            var box = BoxOf(parcel.Wkb!.Value.Span);
            geom.Value = Blob(parcel.Wkb.Value.Span, box);
            for (var i = 0; i < values.Length; i++)
            {
                var value = parcel.Values[fields[i].Name]!;
                values[i].SqliteType = value is double ? SqliteType.Real : SqliteType.Text;
                values[i].Value = value is DateTimeOffset instant ? Rfc3339.Format(instant) : value;
            }

            (edges[0].Value, edges[1].Value, edges[2].Value, edges[3].Value) = (box.MinX, box.MaxX, box.MinY, box.MaxY);
            row.ExecuteNonQuery();
            entry.ExecuteNonQuery();
        }
    }

    /// <summary>The box of a multipolygon of one ring, whose positions begin at byte 22.</summary>
    private static Envelope BoxOf(ReadOnlySpan<byte> wkb)
    {
        var box = new Envelope();
        var ordinates = MemoryMarshal.Cast<byte, double>(wkb[22..]);
        for (var i = 0; i + 1 < ordinates.Length; i += 2)
            box.ExpandToInclude(ordinates[i], ordinates[i + 1]);
        return box;
    }

    /// <summary>GeoPackage's header with an envelope (OGC 12-128r17, clause 2.1.3), then the WKB.</summary>
    private static byte[] Blob(ReadOnlySpan<byte> wkb, Envelope box)
    {
        const int Header = 40, Srs = 4490;
        var blob = new byte[Header + wkb.Length];
        ReadOnlySpan<byte> head = [(byte)'G', (byte)'P', 0, 0b0000_0011];
        head.CopyTo(blob);
        BinaryPrimitives.WriteInt32LittleEndian(blob.AsSpan(4), Srs);
        ReadOnlySpan<double> edges = [box.MinX, box.MaxX, box.MinY, box.MaxY];
        for (var i = 0; i < edges.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(blob.AsSpan(8 + (i * 8)), edges[i]);
        wkb.CopyTo(blob.AsSpan(Header));
        return blob;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}
