using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Stores;
using Jining231.Geo.Stores.Seeding;

namespace Jining231.Geo.Service;

/// <summary>Where the embedded service keeps and finds its files.</summary>
public static class EmbeddedFiles
{
    /// <summary>Shipped layers beside the program.</summary>
    public static string Layers => Path.Combine(AppContext.BaseDirectory, "geodata", "layers");

    /// <summary>Shipped rules beside the program.</summary>
    public static string Rules => Path.Combine(AppContext.BaseDirectory, "geodata", "rules");

    /// <summary>The store file in the user's local application data folder.</summary>
    public static string DefaultStore()
    {
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length > 0
            ? Path.Combine(folder, "jining231", "jining231.gpkg")
            : throw new GeoProblemException(new GeoProblem(ProblemCode.StoreUnavailable,
                "找不到用户数据文件夹，请用 --store 给出文件。", "There is no user data folder: name a file with --store.")
            {
                Field = "--store",
            });
    }
}

/// <summary>The composition of the service: a store, by default a GeoPackage file, and a folder of rules.</summary>
public static class EmbeddedStore
{
    /// <summary>Opens a store file, creating it if there is none, or a database by its connection string.</summary>
    public static Task<IFeatureStore> OpenAsync(string store, CancellationToken cancellationToken) => StoreOpener.OpenAsync(store, cancellationToken);

    /// <summary>Fills a store that has never been filled; null if it already has data.</summary>
    public static async Task<SeedReport?> SeedIfNewAsync(
        IFeatureStore store, string layersFolder, IProgress<SeedProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        await using (var snapshot = await store.OpenSnapshotAsync(null, cancellationToken))
        {
            if (Shipped(store, layersFolder).All(l => snapshot.Revisions.GetValueOrDefault(l) is { Revision: > 0 }))
                return null;
        }

        return await Seeder.SeedAsync(store, layersFolder, progress, cancellationToken);
    }

    /// <summary>Reads the rule pack of a folder; what is missing or broken is named with file and place.</summary>
    public static RulePack LoadRules(string folder)
    {
        var files = new Dictionary<string, Stream>(StringComparer.Ordinal);
        try
        {
            foreach (var name in RulePack.FileNames)
                if (File.Exists(Path.Combine(folder, name)))
                    files[name] = File.OpenRead(Path.Combine(folder, name));
            return RulePack.Parse(files);
        }
        finally
        {
            foreach (var file in files.Values)
                file.Dispose();
        }
    }

    private static IEnumerable<string> Shipped(IFeatureStore store, string layersFolder) =>
        store.Describe().Layers.Where(l => !l.ServiceWritesOnly && File.Exists(Path.Combine(layersFolder, l.Name + ".geojson"))).Select(l => l.Name);
}
