using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Bulk;
using Jining231.Geo.Stores.Tests.Support;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>A large load is a write like any other: revision, history, all or none; and the indexes are there again.</summary>
public sealed partial class PostGisStoreTests
{
    private const string Indexes = "SELECT string_agg(indexname || ' ' || indexdef, E'\\n' ORDER BY indexname) FROM pg_indexes WHERE tablename LIKE 'parcels%'";

    [Fact]
    public async Task A_bulk_load_writes_what_change_sets_would_have_written()
    {
        var indexes = Psql(Indexes);
        Assert.Equal(300, await Bulk.LoadAsync("parcels", "测试员", Parcels(0, 300), null, CancellationToken.None));
        Assert.Equal(indexes, Psql(Indexes));
        Assert.Equal("O\n", Psql("SELECT DISTINCT tgenabled FROM pg_trigger WHERE tgname LIKE 'parcels%'"));
        Assert.Equal(1, await Revision("parcels"));
        var loaded = await Query(new FeatureQuery("parcels"));
        Assert.Equal("300|300|300\n", Psql("SELECT count(*), count(*) FILTER (WHERE recorded_by = '测试员' AND recorded_action = 'create' AND revision_from = 1), count(DISTINCT fid) FROM jining.parcels_history"));

        // The second load finds rows there and leaves the indexes alone.
        await Bulk.LoadAsync("parcels", "测试员", Parcels(300, 50), null, CancellationToken.None);
        Assert.Equal(2, await Revision("parcels"));
        await foreach (var parcel in Parcels(350, 10))
            await Apply(parcel);
        var written = await Query(new FeatureQuery("parcels"));
        Assert.Equal(360, written.Count);
        Assert.All(written, r => Assert.Equal(1, r.Version));
        Assert.Equal(loaded[7].Wkb!.Value.ToArray(), written.Single(r => r.Id == loaded[7].Id).Wkb!.Value.ToArray());
        Assert.Equal("t\n", Psql("SELECT bool_and(ST_IsPolygonCCW(geom)) FROM jining.parcels"));
    }

    [Fact]
    public async Task A_bulk_load_is_all_or_none()
    {
        var indexes = Psql(Indexes);
        await Refused(ProblemCode.AlreadyExists, () => Bulk.LoadAsync("parcels", "测试员", Twice(), null, CancellationToken.None));
        await Refused(ProblemCode.InvalidValue, () => Bulk.LoadAsync("parcels", "测试员", Then(new CreateFeature("parcels", "bad", Land.Square(0, 0, 50), Land.Values(("name", "x")))), null, CancellationToken.None));
        using var stop = new CancellationTokenSource();
        var progress = new Told(stop.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Bulk.LoadAsync("parcels", "测试员", Parcels(0, 20_000), progress, stop.Token));
        Assert.Empty(await Query(new FeatureQuery("parcels")));
        Assert.Equal(0, await Revision("parcels"));
        Assert.Equal("0\n", Psql("SELECT count(*) FROM jining.parcels_history"));
        Assert.Equal(indexes, Psql(Indexes));
    }

    [Fact]
    public async Task The_account_is_kept_against_a_bulk_load_too()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)));
        await Refused(ProblemCode.Overlap, () => Bulk.LoadAsync("reserves", "测试员", Overlapping(), null, CancellationToken.None));
        Assert.Empty(await Query(new FeatureQuery("reserves")));

        static async IAsyncEnumerable<CreateFeature> Overlapping()
        {
            await Task.Yield();
            yield return Land.Reserve("r-1", "p-1", Land.Square(100, 100, 500));
            yield return Land.Reserve("r-2", "p-1", Land.Square(500, 500, 500));
        }
    }

    [Fact]
    public async Task A_rule_that_somebody_added_is_kept_by_a_load_into_an_empty_layer()
    {
        Psql("CREATE FUNCTION public.no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no'' USING ERRCODE = ''check_violation''; END';"
            + "CREATE TRIGGER audit BEFORE INSERT ON jining.parcels FOR EACH ROW WHEN (NEW.id = 'parcel-000003') EXECUTE FUNCTION public.no()");
        await Refused(ProblemCode.InvalidValue, () => Bulk.LoadAsync("parcels", "测试员", Parcels(0, 5), null, CancellationToken.None));
        Psql("DROP TRIGGER audit ON jining.parcels");
        await Bulk.LoadAsync("parcels", "测试员", Parcels(0, 5), null, CancellationToken.None);
        Assert.Throws<InvalidOperationException>(() => Psql("SELECT jining.layer_loaded('parcels', 'adcode')"));
        Assert.Equal("5\n", Psql("SELECT count(*) FROM jining.parcels_history"));
    }

    [Fact]
    public async Task An_id_in_two_counties_is_refused_by_a_load_into_an_empty_layer()
    {
        await Refused(ProblemCode.AlreadyExists, () => Bulk.LoadAsync("parcels", "测试员", InTwoCounties(), null, CancellationToken.None));
        Assert.Empty(await Query(new FeatureQuery("parcels")));

        static async IAsyncEnumerable<CreateFeature> InTwoCounties()
        {
            await foreach (var parcel in Parcels(0, 5))
                yield return parcel;
            await foreach (var parcel in Parcels(0, 1))
                yield return parcel with { Values = new Dictionary<string, object?>(parcel.Values) { ["adcode"] = "370826" } };
        }
    }

    private IBulkLoad Bulk => (IBulkLoad)Store;

    private static async IAsyncEnumerable<CreateFeature> Parcels(int from, int count)
    {
        await Task.Yield();
        for (var i = from; i < from + count; i++)
            yield return new CreateFeature("parcels", $"parcel-{i:D6}", Land.Square(i % 200 * 60, i / 200 * 60, 50),
                Land.Values(("name", "地块"), ("adcode", i % 3 == 0 ? "370881" : "370829"), ("class_code", "1001"), ("status", "vacant"), ("enterprise", i % 2 == 0 ? null : "某厂")));
    }

    private static async IAsyncEnumerable<CreateFeature> Then(CreateFeature last)
    {
        await foreach (var parcel in Parcels(0, 5))
            yield return parcel;
        yield return last;
    }

    private static async IAsyncEnumerable<CreateFeature> Twice()
    {
        for (var i = 0; i < 2; i++)
            await foreach (var parcel in Parcels(0, 5))
                yield return parcel;
    }

    private sealed class Told(Action then) : IProgress<long>
    {
        public void Report(long value) => then();
    }
}
