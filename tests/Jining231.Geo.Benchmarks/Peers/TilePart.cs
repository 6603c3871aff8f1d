using System.Globalization;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>Vector tiles of zooms 12 to 14 with the same features and attributes; then kept tiles beside static files.</summary>
internal static class TilePart
{
    private const int Checked = 12;

    public static async Task RunAsync(HttpClient http, Report report, PeersOptions options, PeersData data, WebPeers peers)
    {
        var tiles = Places.Tiles();
        var sql = new MvtBySql(data, tiles);
        string[] ours = [.. tiles.Select(t => string.Create(CultureInfo.InvariantCulture, $"/collections/bench_parcels/tiles/WebMercatorQuad/{t.Zoom}/{t.Row}/{t.Column}"))];
        using (var service = await OurService.ServeAsync(http, data.Connection, 0))
        {
            Rival[] rivals = [new("ours", service.Address, ours, IsOurs: true), MapServer(peers, tiles, "parcel")];
            await CheckAsync(http, report, rivals, [.. sql.Counts(Checked)]);
            await Contest.RunAsync(report, options, "Uncached tiles, PostGIS", data.Folder, rivals);
            await sql.RunAsync(report, options);
        }

        using (var service = await OurService.ServeAsync(http, data.OurFile, 0))
        {
            Rival[] rivals = [new("ours", service.Address, ours, IsOurs: true), MapServer(peers, tiles, "parcel_gpkg")];
            await CheckAsync(http, report, rivals, [.. sql.Counts(Checked)]);
            await Contest.RunAsync(report, options, "Uncached tiles, GeoPackage", data.Folder, rivals);
        }

        foreach (var (name, store) in new[] { ("PostGIS", data.Connection), ("GeoPackage", data.OurFile) })
            await KeptAsync(http, report, options, data, name, store, ours);
    }

    private static Rival MapServer(WebPeers peers, IReadOnlyList<TilePlace> tiles, string table) => new("MapServer", peers.Root,
        [.. tiles.Select(t => string.Create(CultureInfo.InvariantCulture, $"/ms?map=PARCEL&mode=tile&tilemode=gmap&tile={t.Column}+{t.Row}+{t.Zoom}&layers={table}&map.imagetype=mvt"))]);

    /// <summary>One tile near 10 kB that the service keeps, and a static file of the same length.</summary>
    private static async Task KeptAsync(HttpClient http, Report report, PeersOptions options, PeersData data, string name, string store, string[] paths)
    {
        using var service = await OurService.ServeAsync(http, store, 64 << 20);
        var (path, length) = ("", int.MaxValue);
        foreach (var candidate in paths)
            if ((await http.GetByteArrayAsync(new Uri(service.Address + candidate))).Length is var size && Math.Abs(size - 10_240) < Math.Abs(length - 10_240))
                (path, length) = (candidate, size);
        var folder = Directory.CreateDirectory(Path.Combine(data.Folder, "files")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "tile.txt"), new byte[length]);
        using var files = await OurService.FilesAsync(http, folder, "/tile.txt");
        await Contest.RunAsync(report, options, $"Kept tile beside a static file of Kestrel, {name}", data.Folder,
            [new("ours", service.Address, [path], IsOurs: true), new("Kestrel static file", files.Address, ["/tile.txt"])]);
    }

    /// <summary>The number of features in tiles, beside those of ST_AsMVT; MapServer leaves out what lies in the buffer alone.</summary>
    private static async Task CheckAsync(HttpClient http, Report report, Rival[] rivals, TileCount[] expected)
    {
        for (var i = 0; i < expected.Length; i++)
            foreach (var rival in rivals)
            {
                var found = MvtCount.Features(await http.GetByteArrayAsync(new Uri(rival.Root + rival.Paths[i])));
                var least = rival.IsOurs ? expected[i].Least : expected[i].Least * 0.7;
                if (found < least || (rival.IsOurs && found > expected[i].Most))
                    throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                        $"{rival.Name}: {found} features instead of {expected[i].Here} ({least} to {expected[i].Most}) in {rival.Paths[i]}."));
                if (i < 3)
                    report.Say(string.Create(CultureInfo.InvariantCulture, $"{rival.Name}: {found} features, ST_AsMVT: {expected[i].Here} ({rival.Paths[i]})"));
            }
    }
}
