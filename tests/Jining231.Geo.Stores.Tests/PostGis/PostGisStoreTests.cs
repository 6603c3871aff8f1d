using System.Globalization;
using CsCheck;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.PostGis;
using Jining231.Geo.Stores.Seeding;
using Jining231.Geo.Stores.Tests.Support;
using Jining231.Geo.Tests.Shared.Cql2;
using Npgsql;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>The contract on a real PostGIS, and what is special to it.</summary>
[Collection(PostGisTests.Name)]
public sealed partial class PostGisStoreTests(PostGisFixture fixture) : FeatureStoreContract
{
    private static readonly int SideBySideRuns = Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 5_000 : 60;

    private string Database { get; } = fixture.Cluster.NewDatabase();

    private string DatabaseName => new NpgsqlConnectionStringBuilder(Database).Database!;

    protected override async Task<IFeatureStore> OpenAsync()
    {
        var store = await PostGisStore.OpenAsync(Database, LayerCatalog.All, CancellationToken.None);
        // The server's clock is the store's: here it is replaced by the test's.
        Psql("CREATE TABLE IF NOT EXISTS public.test_clock (now timestamptz); DELETE FROM public.test_clock; INSERT INTO public.test_clock VALUES ('" + Instant(Clock.Now) + "');"
            + "CREATE OR REPLACE FUNCTION jining.store_now() RETURNS timestamptz LANGUAGE sql VOLATILE SECURITY DEFINER AS 'SELECT now FROM public.test_clock'");
        Clock.Moved = now =>
        {
            using var connection = new NpgsqlConnection(Database);
            connection.Open();
            using var command = new NpgsqlCommand($"UPDATE public.test_clock SET now = '{Instant(now)}'", connection);
            command.ExecuteNonQuery();
        };
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
            await SameIdsAsync(ours, theirs);
        }

        folder.Delete(recursive: true);
    }

    /// <summary>Any layer, box, filter, order and page size: the same ids in the same order, the same counts.</summary>
    private static async Task SameIdsAsync(IFeatureSnapshot ours, IFeatureSnapshot theirs)
    {
        foreach (var layer in (LayerDef[])[.. ((string[])["parcels", "controls", "sensitive", "parks", "transport"]).Select(LayerCatalog.Get)])
        {
            var coded = layer.Fields.First(f => f.Codelist is not null && f.Name != "quality");
            var box = Gen.Select(Gen.Double[115.8, 117.3], Gen.Double[34.5, 35.9], Gen.Double[0.001, 0.6], (x, y, size) => new NetTopologySuite.Geometries.Envelope(x, x + size, y, y + size));
            var key = Gen.Select(Gen.OneOfConst([.. FeatureOrder.Sortables(layer)]), Gen.Bool, (f, d) => new SortTerm(f, d));
            var cases = Gen.Select(box, Gen.Int[1, 200], Gen.Int[0, 3], key.Array[0, 3], Gen.Bool, RandomFilters.Of(layer, 2));
            await cases.SampleAsync(
                async t =>
                {
                    var (bbox, page, wanted, keys, filtered, text) = t;
                    var query = new FeatureQuery(layer.Name)
                    {
                        Bbox = bbox,
                        Filters = wanted == 0 ? [] : [new FieldFilter(coded.Name, [.. coded.Codelist!.Codes.Take(wanted).Select(c => c.Value)])],
                        Filter = filtered ? TryRead(text, layer.Name) : null,
                        SortBy = keys,
                    };
                    Assert.Equal(await theirs.CountAsync(query, CancellationToken.None), await ours.CountAsync(query, CancellationToken.None));
                    Assert.Equal(await PagedAsync(theirs, query, layer, page), await PagedAsync(ours, query, layer, page));
                },
                iter: SideBySideRuns,
                threads: 1);
        }
    }

    private static async Task<List<string>> PagedAsync(IFeatureSnapshot snapshot, FeatureQuery query, LayerDef layer, int page)
    {
        var keys = FeatureOrder.Complete(layer, query.SortBy);
        var ids = new List<string>();
        FeatureRow? last = null;
        for (var before = -1; before < ids.Count;)
        {
            before = ids.Count;
            var next = last is null ? query : query with { AfterId = last.Id, AfterValues = FeatureOrder.Values(last, keys) };
            await foreach (var row in snapshot.QueryAsync(next with { Limit = page }, CancellationToken.None))
            {
                ids.Add(row.Id);
                last = row;
            }
        }

        return ids;
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

    protected override Task AnalyseAsync(string layer)
    {
        Psql($"ANALYZE jining.{layer}");
        return Task.CompletedTask;
    }

    private string Psql(string sql) => fixture.Cluster.Sql(DatabaseName, sql);

    private static string Instant(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
