using System.Globalization;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.PostGis;
using Jining231.Geo.Stores.Seeding;
using Jining231.Geo.Stores.Tests.Support;
using Npgsql;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>The contract on a real PostGIS, and what is special to it.</summary>
[Collection(PostGisTests.Name)]
public sealed partial class PostGisStoreTests(PostGisFixture fixture) : FeatureStoreContract
{
    private string Database { get; } = fixture.Cluster.NewDatabase();

    private string DatabaseName => new NpgsqlConnectionStringBuilder(Database).Database!;

    protected override async Task<IFeatureStore> OpenAsync()
    {
        var store = await PostGisStore.OpenAsync(Database, LayerCatalog.All, CancellationToken.None);
        // The server's clock is the store's: here it is replaced by the test's.
        Psql("CREATE TABLE IF NOT EXISTS public.test_clock (now timestamptz); DELETE FROM public.test_clock; INSERT INTO public.test_clock VALUES ('" + Instant(Clock.Now) + "');"
            + "CREATE OR REPLACE FUNCTION jining.store_now() RETURNS timestamptz LANGUAGE sql VOLATILE SECURITY DEFINER AS 'SELECT now FROM public.test_clock'");
        Clock.Moved = now => Psql($"UPDATE public.test_clock SET now = '{Instant(now)}'");
        return store;
    }

    [Fact]
    public async Task Seeding_gives_the_same_rows_as_the_geopackage_store()
    {
        var layers = Path.Combine(Checkout.Root, "geodata", "layers");
        await Seeder.SeedAsync(Store, layers, null, CancellationToken.None);
        var again = await Seeder.SeedAsync(Store, layers, null, CancellationToken.None);
        Assert.All(again.Layers, l => Assert.Equal((0, 0), (l.Added, l.Differing)));
        var folder = Directory.CreateTempSubdirectory("jining231-");
        await using (var file = await GeoPackage.GeoPackageStore.OpenAsync(Path.Combine(folder.FullName, "store.gpkg"), LayerCatalog.All, Clock, CancellationToken.None))
        {
            await Seeder.SeedAsync(file, layers, null, CancellationToken.None);
            await using var ours = await Store.OpenSnapshotAsync(null, CancellationToken.None);
            await using var theirs = await file.OpenSnapshotAsync(null, CancellationToken.None);
            foreach (var layer in LayerCatalog.All)
                Assert.Equal(await Lines(theirs, layer), await Lines(ours, layer));
        }

        folder.Delete(recursive: true);
    }

    private static async Task<List<string>> Lines(IFeatureSnapshot snapshot, LayerDef layer)
    {
        var lines = new List<string>();
        await foreach (var row in snapshot.QueryAsync(new FeatureQuery(layer.Name), CancellationToken.None))
        {
            var values = row.Values.Select(v => v is IReadOnlyList<string> list ? string.Join(",", list) : Convert.ToString(v, CultureInfo.InvariantCulture));
            lines.Add($"{row.Id}|{row.Version}|{(row.Wkb is { } wkb ? Convert.ToHexString(wkb.Span) : "")}|{string.Join("|", values)}");
        }

        return lines;
    }

    private string Psql(string sql) => fixture.Cluster.Sql(DatabaseName, sql);

    private static string Instant(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
