using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Service;
using Jining231.Geo.Stores.GeoPackage;
using Jining231.Geo.Stores.PostGis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>The product with the benchmark layer added to its catalog, in a process of its own.</summary>
internal static class PeersHost
{
    public const string ServeVerb = "--peers-serve", ExportVerb = "--peers-export", FilesVerb = "--peers-files";

    /// <summary>What the peers write.</summary>
    private const int Decimals = 7;

    /// <summary>Opens a store that has or gets the benchmark layer.</summary>
    public static async Task<IFeatureStore> OpenAsync(string store)
    {
        LayerDef[] catalog = [.. LayerCatalog.All, BenchParcels.Layer];
        return PostGisStore.IsConnectionString(store)
            ? await PostGisStore.OpenAsync(store, catalog, CancellationToken.None)
            : await GeoPackageStore.OpenAsync(store, catalog, TimeProvider.System, CancellationToken.None);
    }

    /// <summary>The service, until the process is ended.</summary>
    public static async Task<int> ServeAsync(string store, string url, long cacheBytes)
    {
        await using var open = await OpenAsync(store);
        await using var app = JiningService.Build(new ServiceOptions(open, EmbeddedStore.LoadRules(EmbeddedFiles.Rules))
        {
            Url = url,
            CoordinateDecimals = Decimals,
            TileCacheBytes = cacheBytes,
        });
        await app.RunAsync();
        return 0;
    }

    /// <summary>What <c>jining231 export --order any</c> does, to standard output.</summary>
    public static async Task<int> ExportAsync(string store)
    {
        await using var open = await OpenAsync(store);
        await using var snapshot = await open.OpenSnapshotAsync(null, CancellationToken.None);
        await using var rows = snapshot.ReadRows(new FeatureQuery(BenchParcels.Layer.Name) { AnyOrder = true });
        await using var output = Console.OpenStandardOutput();
        await RowPump.RunAsync(rows, BenchParcels.Layer, new GeoJsonFormat(FeatureShape.Full(BenchParcels.Layer), Decimals), output.WriteAsync, null, CancellationToken.None);
        return 0;
    }

    /// <summary>Kestrel's own static files: the ceiling of what is kept in memory.</summary>
    public static async Task<int> FilesAsync(string folder, string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        await using var app = builder.Build();
        using var files = new PhysicalFileProvider(folder);
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files });
        await app.RunAsync();
        return 0;
    }
}
