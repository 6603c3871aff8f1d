using Jining231.Geo.Branches;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Copying;
using Jining231.Geo.Stores.GeoPackage;
using Jining231.Geo.Stores.PostGis;
using Jining231.Geo.Stores.Seeding;
using Jining231.Geo.Stores.Tests.Support;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>Copies between stores, and backup and restore by PostgreSQL's own programs.</summary>
public sealed partial class PostGisStoreTests
{
    private static string Layers => Path.Combine(Checkout.Root, "geodata", "layers");

    [Fact]
    public async Task A_copy_into_the_database_and_back_into_a_file_is_equal()
    {
        var folder = Directory.CreateTempSubdirectory("jining231-");
        await using (var first = await FileAsync(folder, "first"))
        await using (var second = await FileAsync(folder, "second"))
        {
            await Seeder.SeedAsync(first, Layers, null, None);
            var there = await StoreCopier.CopyAsync(first, Store, "copier", null, None);
            Assert.Contains(there.Layers, l => l.Added > 100);
            var back = await StoreCopier.CopyAsync(Store, second, "copier", null, None);
            Assert.Equal(await DigestsAsync(first), await DigestsAsync(second));
            Assert.Equal(there.Layers.Select(l => l.Content), back.Layers.Select(l => l.Content));
            var again = await StoreCopier.CopyAsync(second, Store, "copier", null, None);
            Assert.All(again.Layers, l => Assert.Equal((0L, l.Content.Count), (l.Added, l.Present)));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_copy_carries_the_branches_into_the_database_and_back_into_a_file()
    {
        var folder = Directory.CreateTempSubdirectory("jining231-");
        await using (var first = await FileAsync(folder, "first"))
        await using (var second = await FileAsync(folder, "second"))
        {
            await first.ApplyAsync(new ChangeSet("甲", [Land.Park("p-1", Land.Square(0, 0, 500))]), None);
            var old = (await first.ReadRevisionsAsync(None)).ToDictionary(r => r.Key, r => r.Value.Revision - (r.Key == "parks" ? 1 : 0));
            byte[] content = [.. """{"edits":[],"setbacks":{"sensitive:village":300.0}, "rulesOff":["transport:gas"]}"""u8];
            foreach (var name in new[] { "Z", "a", "北扩 1" })
                await BranchesOf(first).AddAsync(new BranchDraft(name, DateTimeOffset.UnixEpoch, old, content), "乙", None);
            var there = await StoreCopier.CopyAsync(first, Store, "copier", null, None);
            Assert.Equal((3L, 0L, 3L, "branches"), (there.Branches.Added, there.Branches.Present, there.Branches.Content.Count, there.Branches.Content.Layer));
            Assert.Equal(["Z", "a", "北扩 1"], there.MovedOn);
            var copied = (await BranchesOf(Store).FindAsync("北扩 1", None))!;
            Assert.Equal(content, copied.Content.ToArray());
            Assert.Equal(("乙", 1), (copied.Actor, copied.Version));
            var record = await Store.ReadRevisionsAsync(None);
            Assert.Equal(record.ToDictionary(r => r.Key, r => r.Value.Revision).OrderBy(r => r.Key, StringComparer.Ordinal), copied.BaseRevisions);
            Assert.Equal(record.Values.Max(r => r.RecordedAt), copied.BaseAt);

            var back = await StoreCopier.CopyAsync(Store, second, "copier", null, None);
            Assert.Equal(there.Branches.Content, back.Branches.Content);
            Assert.Empty(back.MovedOn);
            Assert.Equal(await StoreCopier.BranchDigestAsync(first, None), await StoreCopier.BranchDigestAsync(second, None));
            Assert.Equal(content, (await BranchesOf(second).FindAsync("a", None))!.Content.ToArray());
            var again = await StoreCopier.CopyAsync(first, Store, "copier", null, None);
            Assert.Equal((0L, 3L), (again.Branches.Added, again.Branches.Present));

            await BranchesOf(Store).ReplaceAsync(new BranchDraft("a", DateTimeOffset.UnixEpoch, old, "{}"u8.ToArray()), 1, "丙", None);
            Assert.Equal("branches/a", (await Refused(ProblemCode.AlreadyExists, () => StoreCopier.CopyAsync(first, Store, "copier", null, None))).Field);
            Assert.Equal("{}"u8.ToArray(), (await BranchesOf(Store).FindAsync("a", None))!.Content.ToArray());
            await BranchesOf(second).AddAsync(new BranchDraft("多", DateTimeOffset.UnixEpoch, old, content), "丁", None);
            Assert.Equal("branches/多", (await Refused(ProblemCode.AlreadyExists, () => StoreCopier.CopyAsync(first, second, "copier", null, None))).Field);
        }

        folder.Delete(recursive: true);
    }

    private static IBranchStore BranchesOf(IFeatureStore store) => ((IKeepsBranches)store).Branches;

    [Fact]
    public async Task A_copy_never_overwrites()
    {
        var folder = Directory.CreateTempSubdirectory("jining231-");
        await using (var file = await FileAsync(folder, "file"))
        {
            await file.ApplyAsync(new ChangeSet("甲", [Land.Park("p-1", Land.Square(0, 0, 500)), Land.Park("p-2", Land.Square(600, 0, 500))]), None);
            await Apply(Land.Park("p-2", Land.Square(600, 0, 400)));
            var problem = await Refused(ProblemCode.AlreadyExists, () => StoreCopier.CopyAsync(file, Store, "copier", null, None));
            Assert.Equal("parks/p-2", problem.Field);
            Assert.Equal(Land.Square(600, 0, 400), (await Get("parks", "p-2"))!.Wkb!.Value.ToArray());
            await Refused(ProblemCode.AlreadyExists, () => StoreCopier.CopyAsync(Store, file, "copier", null, None));
            await Refused(ProblemCode.InvalidValue, () => StoreCopier.CopyAsync(file, file, "copier", null, None));
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_backup_restored_holds_the_same_and_keeps_working()
    {
        await Seeder.SeedAsync(Store, Layers, null, None);
        await Apply(Land.Park("p-1", Land.Square(0, 0, 500)));
        await Apply(new UpdateFeature("parks", "p-1", 1, null, new Dictionary<string, object?> { ["name"] = "改名" }));
        var port = fixture.Cluster.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var restored = fixture.Cluster.NewDatabase();
        var name = new Npgsql.NpgsqlConnectionStringBuilder(restored).Database!;
        var file = Path.GetTempFileName();
        PostGisCluster.Run("pg_dump", "--format=custom", "--host=127.0.0.1", "--port=" + port, "--username=jining", "--file=" + file, DatabaseName);
        PostGisCluster.Run("pg_restore", "--exit-on-error", "--no-owner", "--host=127.0.0.1", "--port=" + port, "--username=jining", "--dbname=" + name, file);
        File.Delete(file);
        foreach (var sql in (string[])[
            "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'jining'::regnamespace AND NOT tgisinternal AND tgenabled = 'O'",
            "SELECT * FROM jining.revisions ORDER BY layer",
            .. LayerCatalog.All.Select(l => $"SELECT count(*), md5(string_agg(h::text, ',' ORDER BY h::text)) FROM jining.\"{l.Name}_history\" h"),
            .. LayerCatalog.All.Select(l => $"SELECT count(*), md5(string_agg(h::text, ',' ORDER BY h::text)) FROM jining.\"{l.Name}\" h")])
            Assert.Equal(fixture.Cluster.Sql(DatabaseName, sql), fixture.Cluster.Sql(name, sql));
        await using var copy = await PostGisStore.OpenAsync(restored, LayerCatalog.All, None);
        Assert.Equal(await DigestsAsync(Store), await DigestsAsync(copy));
        var result = await copy.ApplyAsync(new ChangeSet("甲", [new UpdateFeature("parks", "p-1", 2, null, new Dictionary<string, object?> { ["name"] = "再改名" })]), None);
        Assert.Equal([3L], result.Versions);
        Assert.Equal(await Revision("parks") + 1, result.Revisions["parks"]);
    }

    private async Task<IFeatureStore> FileAsync(DirectoryInfo folder, string name) =>
        await GeoPackageStore.OpenAsync(Path.Combine(folder.FullName, name + ".gpkg"), LayerCatalog.All, Clock, None);

    private static async Task<List<LayerDigest>> DigestsAsync(IFeatureStore store)
    {
        await using var snapshot = await store.OpenSnapshotAsync(null, CancellationToken.None);
        var digests = new List<LayerDigest>();
        foreach (var layer in store.Describe().Layers)
            digests.Add(await LayerDigest.OfAsync(snapshot, layer, CancellationToken.None));
        return digests;
    }
}
