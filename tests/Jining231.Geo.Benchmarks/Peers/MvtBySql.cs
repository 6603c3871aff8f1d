using System.Globalization;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>Features of one tile by ST_AsMVTGeom.</summary>
/// <param name="Least">Without those at the outer edge of the border alone.</param>
/// <param name="Here">As cut.</param>
/// <param name="Most">With those that just miss it.</param>
internal readonly record struct TileCount(int Least, int Here, int Most);

/// <summary>Tiles made by the database itself: ST_AsMVT over the peers' table, asked by pgbench without HTTP.</summary>
internal sealed class MvtBySql
{
    private const string Rows = """
        SELECT p.id, p.code, p.land_class, p.adcode, p.area_m2, p.updated::text, ST_AsMVTGeom(ST_Transform(p.geom, 3857), e.env, 4096, @border@, true) AS geom
        FROM (SELECT ST_TileEnvelope(z, x, y) AS env, ST_Transform(ST_TileEnvelope(z, x, y, margin => @border@ / 4096.0), 4326) AS q FROM public.tile_list WHERE i = @i@) e, public.parcel p
        WHERE p.geom && e.q
        """;

    /// <summary>Units that a tile shows around itself, as the service does and MapServer is told to.</summary>
    private const int Border = 64;

    /// <summary>
    /// Units at the outer edge of the border where features are not compared: what reaches less than a unit into it is lost to rounding
    /// here and to simplification there (by up to one unit, before a shape is drawn), whichever comes first.
    /// </summary>
    private const int Fringe = 2;

    private readonly PeersData _data;

    private readonly int _tiles;

    /// <summary>Puts the list of tiles into the database.</summary>
    public MvtBySql(PeersData data, IReadOnlyList<TilePlace> tiles)
    {
        (_data, _tiles) = (data, tiles.Count);
        var values = tiles.Select((t, i) => string.Create(CultureInfo.InvariantCulture, $"({i + 1},{t.Zoom},{t.Column},{t.Row})"));
        data.Sql($"DROP TABLE IF EXISTS public.tile_list; CREATE TABLE public.tile_list (i int PRIMARY KEY, z int, x int, y int); INSERT INTO public.tile_list VALUES {string.Join(",", values)}; ANALYZE public.tile_list");
    }

    /// <summary>Features of the first tiles, and how many there are at least and at most by the outer edge of the border.</summary>
    public IEnumerable<TileCount> Counts(int tiles) => Enumerable.Range(1, tiles).Select(i => new TileCount(Count(i, Border - Fringe), Count(i, Border), Count(i, Border + Fringe)));

    /// <summary>Runs the rounds and appends a table.</summary>
    public async Task RunAsync(Report report, PeersOptions options)
    {
        var script = Path.Combine(_data.Folder, "mvt.sql");
        await File.WriteAllTextAsync(script, string.Create(CultureInfo.InvariantCulture,
            $"\\set i random(1, {_tiles})\nSELECT ST_AsMVT(t, 'parcel', 4096, 'geom', 'id') FROM ({RowsOf(":i", Border).ReplaceLineEndings(" ")}) t WHERE geom IS NOT NULL;\n"));
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

    private int Count(int tile, int border) => int.Parse(
        _data.Sql(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM ({RowsOf($"{tile}", border)}) t WHERE geom IS NOT NULL")), CultureInfo.InvariantCulture);

    private static string RowsOf(string tile, int border) =>
        Rows.Replace("@i@", tile, StringComparison.Ordinal).Replace("@border@", border.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
