using Jining231.Geo.Layers;
using Jining231.Geo.Stores.GeoPackage;
using Jining231.Geo.Stores.Seeding;
using Jining231.Geo.Stores.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.Tests;

/// <summary>The contract on a real file, and what is special to GeoPackage.</summary>
public sealed partial class GeoPackageStoreTests : FeatureStoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-").FullName;

    private string File => Path.Combine(_folder, "store.gpkg");

    protected override async Task<IFeatureStore> OpenAsync() => await GeoPackageStore.OpenAsync(File, LayerCatalog.All, Clock, CancellationToken.None);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Two_stores_on_one_file_see_each_other_and_never_overlap()
    {
        await using var other = await OpenAsync();
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)));
        var tries = Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            var set = new ChangeSet("甲", [Land.Reserve($"r-{i:D2}", "p-1", Land.Square(100, 100, 500))]);
            await (i % 2 == 0 ? Store : other).ApplyAsync(set, CancellationToken.None);
        }));
        var outcomes = await Task.WhenAll(tries.Select(async t => { try { await t; return true; } catch (GeoProblemException) { return false; } }));
        Assert.Single(outcomes, won => won);
        Assert.Single(await Query(new FeatureQuery("reserves")));
    }

    /// <summary>
    /// On a busy machine the library's pool lent one connection to two snapshots (dotnet/efcore issue 39008): the second could not begin, the
    /// first lost its functions, and the process ended. The race is too rare to be waited for here, so that the setting itself is held.
    /// </summary>
    [Fact]
    public void Connections_are_not_pooled_by_the_library()
    {
        using var connection = GeoPackageConnection.Open(File);
        Assert.False(new SqliteConnectionStringBuilder(connection.ConnectionString).Pooling);
    }

    [Fact]
    public async Task A_file_of_another_program_is_refused_with_a_way_out()
    {
        var path = Path.Combine(_folder, "other.gpkg");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE t (a)";
            command.ExecuteNonQuery();
        }

        await Refused(ProblemCode.StoreMismatch, () => GeoPackageStore.OpenAsync(path, LayerCatalog.All, Clock, CancellationToken.None));
        var text = Path.Combine(_folder, "text.gpkg");
        await System.IO.File.WriteAllTextAsync(text, new string('x', 5000));
        await Refused(ProblemCode.StoreMismatch, () => GeoPackageStore.OpenAsync(text, LayerCatalog.All, Clock, CancellationToken.None));
    }

    [Fact]
    public async Task Seeding_twice_changes_nothing_and_keeps_edits()
    {
        var layers = Path.Combine(Checkout.Root, "geodata", "layers");
        var first = await Seeder.SeedAsync(Store, layers, null, CancellationToken.None);
        Assert.All(first.Layers, l => Assert.True(l.Added > 0, l.Layer));
        var park = (await Query(new FeatureQuery("parks") { Limit = 1 }))[0];
        await Apply(new UpdateFeature("parks", park.Id, 1, null, new Dictionary<string, object?> { ["note"] = "核实" }));
        var revision = await Revision("parks");
        var second = await Seeder.SeedAsync(Store, layers, null, CancellationToken.None);
        Assert.All(second.Layers, l => Assert.Equal(0, l.Added));
        Assert.Equal(1, second.Layers.Single(l => l.Layer == "parks").Differing);
        Assert.Equal(0, second.Layers.Where(l => l.Layer != "parks").Sum(l => l.Differing));
        Assert.Equal(revision, await Revision("parks"));
        Assert.Equal("核实", (await Get("parks", park.Id))!.Text("note"));
    }

    [Fact]
    public async Task Ogrinfo_reads_every_layer_without_a_warning_and_counts_agree()
    {
        await Seeder.SeedAsync(Store, Path.Combine(Checkout.Root, "geodata", "layers"), null, CancellationToken.None);
        if (!Tool.Required("ogrinfo"))
            return;

        var (output, errors, code) = await Tool.RunAsync("ogrinfo", "-ro", "-al", "-so", File);
        Assert.Equal(0, code);
        Assert.DoesNotContain("Warning", output + errors, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("_history", output, StringComparison.Ordinal);
        foreach (var layer in LayerCatalog.All)
        {
            var at = output.IndexOf($"Layer name: {layer.Name}\n", StringComparison.Ordinal);
            Assert.True(at >= 0, $"ogrinfo does not list {layer.Name}");
            var count = (await Query(new FeatureQuery(layer.Name))).Count;
            Assert.Contains($"Feature Count: {count}\n", output[at..], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_backup_is_a_complete_store()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 500)));
        var copy = Path.Combine(_folder, "copy.gpkg");
        await ((GeoPackageStore)Store).BackupAsync(copy, CancellationToken.None);
        await using var opened = await GeoPackageStore.OpenAsync(copy, LayerCatalog.All, Clock, CancellationToken.None);
        await using var snapshot = await opened.OpenSnapshotAsync(null, CancellationToken.None);
        Assert.Equal(1, snapshot.Revisions["parks"].Revision);
        Assert.NotNull(await snapshot.GetAsync("parks", "p-1", CancellationToken.None));
    }
}
