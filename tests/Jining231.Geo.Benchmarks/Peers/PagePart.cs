using System.Globalization;
using System.Text.Json;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>Pages of 1,000 features by box, with all attributes and 7 decimals.</summary>
internal static class PagePart
{
    private const int Checked = 10;

    public static async Task RunAsync(HttpClient http, Report report, PeersOptions options, PeersData data, WebPeers peers)
    {
        var windows = Places.Windows(options.Side);
        using (var ours = await OurService.ServeAsync(http, data.Connection, 0))
            await ContestAsync(http, report, options, data, "Page of 1,000 features, PostGIS", Rivals(ours, peers, windows, "parcel"));
        using (var ours = await OurService.ServeAsync(http, data.OurFile, 0))
            await ContestAsync(http, report, options, data, "Page of 1,000 features, GeoPackage", Rivals(ours, peers, windows, "parcel_gpkg"));
    }

    private static async Task ContestAsync(HttpClient http, Report report, PeersOptions options, PeersData data, string title, Rival[] rivals)
    {
        foreach (var rival in rivals)
            foreach (var path in rival.Paths.Take(Checked))
                await CheckAsync(http, rival, path);
        await Contest.RunAsync(report, options, title, data.Folder, rivals);
    }

    private static Rival[] Rivals(OurService ours, WebPeers peers, IReadOnlyList<Window> windows, string table)
    {
        string[] Of(string path) => [.. windows.Select(w => path + w)];
        var wfs = $"SERVICE=WFS&VERSION=1.0.0&REQUEST=GetFeature&TYPENAME={table}&MAXFEATURES=1000&OUTPUTFORMAT=";
        return
        [
            new("ours", ours.Address, Of("/collections/bench_parcels/items?limit=1000&bbox="), IsOurs: true),
            new("MapServer OGC API", peers.Root, Of($"/mapserver/PARCEL/ogcapi/collections/{table}/items?f=json&limit=1000&bbox=")),
            new("MapServer WFS", peers.Root, Of($"/ms?map=PARCEL&{wfs}geojson&BBOX=")),
            new("QGIS Server OGC API", peers.Root, Of($"/qgis/wfs3/collections/{table}/items.geojson?limit=1000&bbox=")),
            new("QGIS Server WFS", peers.Root, Of($"/qgis?{wfs}GeoJSON&BBOX=")),
        ];
    }

    /// <summary>Who skips work wins nothing: 1,000 polygons with five attributes each.</summary>
    private static async Task CheckAsync(HttpClient http, Rival rival, string path)
    {
        using var answer = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(rival.Root + path)));
        var features = answer.RootElement.GetProperty("features");
        var attributes = features[0].GetProperty("properties").EnumerateObject().Select(p => p.Name).ToHashSet();
        var complete = features.EnumerateArray().All(f => f.GetProperty("geometry").GetProperty("coordinates").GetArrayLength() > 0);
        if (features.GetArrayLength() != 1000 || !complete || !attributes.IsSupersetOf(BenchParcels.Layer.Fields.Select(f => f.Name)))
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"{rival.Name} gave {features.GetArrayLength()} features with {string.Join(",", attributes)} for {path}."));
    }
}
