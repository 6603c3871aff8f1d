using System.Globalization;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>Tiles made by the database itself: ST_AsMVT over the peers' table, asked by pgbench without HTTP.</summary>
internal sealed class MvtBySql
{
    private const string Rows = """
        SELECT p.id, p.code, p.land_class, p.adcode, p.area_m2, p.updated::text, ST_AsMVTGeom(ST_Transform(p.geom, 3857), e.env, 4096, 64, true) AS geom
        FROM (SELECT ST_TileEnvelope(z, x, y) AS env, ST_Transform(ST_TileEnvelope(z, x, y, margin => 64.0 / 4096), 4326) AS q FROM public.tile_list WHERE i = @i@) e, public.parcel p
        WHERE p.geom && e.q
        """;

    private readonly PeersData _data;

    private readonly int _tiles;

    /// <summary>Puts the list of tiles into the database.</summary>
    public MvtBySql(PeersData data, IReadOnlyList<TilePlace> tiles)
    {
        (_data, _tiles) = (data, tiles.Count);
        var values = tiles.Select((t, i) => string.Create(CultureInfo.InvariantCulture, $"({i + 1},{t.Zoom},{t.Column},{t.Row})"));
        data.Sql($"DROP TABLE IF EXISTS public.tile_list; CREATE TABLE public.tile_list (i int PRIMARY KEY, z int, x int, y int); INSERT INTO public.tile_list VALUES {string.Join(",", values)}; ANALYZE public.tile_list");
    }

    /// <summary>Features in the first tiles.</summary>
    public IEnumerable<int> Counts(int tiles) => Enumerable.Range(1, tiles).Select(i => int.Parse(
        _data.Sql($"SELECT count(*) FROM ({Rows.Replace("@i@", $"{i}", StringComparison.Ordinal)}) t WHERE geom IS NOT NULL"), CultureInfo.InvariantCulture));

    /// <summary>Runs the rounds and appends a table.</summary>
    public async Task RunAsync(Report report, PeersOptions options)
    {
        var script = Path.Combine(_data.Folder, "mvt.sql");
        await File.WriteAllTextAsync(script, string.Create(CultureInfo.InvariantCulture,
            $"\\set i random(1, {_tiles})\nSELECT ST_AsMVT(t, 'parcel', 4096, 'geom', 'id') FROM ({Rows.Replace("@i@", ":i", StringComparison.Ordinal).ReplaceLineEndings(" ")}) t WHERE geom IS NOT NULL;\n"));
        var rows = new List<string[]>();
        foreach (var clients in new[] { 1, 8 })
        {
            var rates = new List<double>();
            for (var round = 0; round < options.Rounds; round++)
            {
                Machine.Share();
                string[] arguments = ["-n", "-M", "prepared", "-h", "127.0.0.1", "-p", $"{_data.Cluster.Port}", "-U", "jining", "-c", $"{clients}", "-j", $"{Math.Min(clients, 2)}", "-T", $"{options.Seconds}", "-f", script, _data.Database];
                var run = await Tool.RunAsync("/usr/lib/postgresql/15/bin/pgbench", arguments);
                var line = run.Output.Split('\n').First(l => l.StartsWith("tps = ", StringComparison.Ordinal));
                rates.Add(double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture));
            }

            rows.Add([clients.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{Machine.Median(rates):F1} ({rates.Min():F1}–{rates.Max():F1})")]);
        }

        report.Table("The same tiles by ST_AsMVT (pgbench, without HTTP)", ["clients", "tiles/s (range)"], rows);
    }
}
