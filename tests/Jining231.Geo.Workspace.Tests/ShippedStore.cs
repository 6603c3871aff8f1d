using Jining231.Geo.Layers;
using Jining231.Geo.Stores.GeoPackage;
using Jining231.Geo.Stores.Seeding;
using Jining231.Geo.Workspace.Sources;

namespace Jining231.Geo.Workspace.Tests;

/// <summary>A fresh file with the shipped data, and the workspace on it.</summary>
internal sealed class ShippedStore : IAsyncDisposable
{
    private static readonly Lazy<Task<byte[]>> Seeded = new(SeedAsync);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jining231-workspace-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "city.gpkg");

    public string Folder => _folder.FullName;

    public static string Rules => System.IO.Path.Combine(AppContext.BaseDirectory, "geodata", "rules");

    public static async Task<ShippedStore> MakeAsync()
    {
        var shipped = new ShippedStore();
        await File.WriteAllBytesAsync(shipped.Path, await Seeded.Value);
        return shipped;
    }

    public async Task<MapWorkspace> OpenAsync() => await MapWorkspace.OpenAsync(
        await SourceOpener.OpenAsync(Path, Rules, "officer", default), null, TimeProvider.System, default);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Seeding takes seconds, so it is done once; every test works on a copy of its own.</summary>
    private static async Task<byte[]> SeedAsync()
    {
        await using var folder = new ShippedStore();
        var copy = System.IO.Path.Combine(folder.Folder, "copy.gpkg");
        await using (var store = await GeoPackageStore.OpenAsync(folder.Path, LayerCatalog.All, TimeProvider.System, default))
        {
            await Seeder.SeedAsync(store, System.IO.Path.Combine(AppContext.BaseDirectory, "geodata", "layers"), null, default);
            await store.BackupAsync(copy, default);
        }

        return await File.ReadAllBytesAsync(copy);
    }
}
