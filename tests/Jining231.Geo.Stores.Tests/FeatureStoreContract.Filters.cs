using CsCheck;
using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;
using Jining231.Geo.Stores.Tests.Support;
using Jining231.Geo.Tests.Shared.Cql2;

namespace Jining231.Geo.Stores.Tests;

/// <summary>CQL2 filters: the same ids as in memory, whatever the store makes of them.</summary>
public abstract partial class FeatureStoreContract
{
    /// <summary>Per layer; more with JINING_LONG=1.</summary>
    private static readonly int RandomFilterRuns = Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 20_000 : 400;

    private Task<ChangeResult> ApplyGolden() => Apply([.. GoldenFilters.Layers.Values.SelectMany(l => l)]);

    [Fact]
    public async Task Every_golden_filter_gives_its_ids_now_and_in_the_past()
    {
        var then = (await ApplyGolden()).RecordedAt;
        Clock.Now = Clock.Now.AddHours(1);
        await using var now = await Store.OpenSnapshotAsync(null, None);
        await using var past = await Store.OpenSnapshotAsync(then, None);
        var wrong = new List<string>();
        foreach (var golden in GoldenFilters.Cases)
        {
            foreach (var filter in golden.Bound())
                foreach (var snapshot in new[] { now, past })
                {
                    var query = new FeatureQuery(golden.Layer) { Filter = filter };
                    var ids = await Ids(snapshot, query);
                    if (!ids.SequenceEqual(golden.Ids) || await snapshot.CountAsync(query, None) != golden.Ids.Length)
                        wrong.Add($"{golden.Text}: [{string.Join(" ", ids)}] instead of [{string.Join(" ", golden.Ids)}]");
                }
        }

        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task Pages_of_a_filter_equal_the_plain_list_however_few_rows_it_takes_and_wherever_they_are()
    {
        const int Villages = 1_500;
        await Apply([.. Enumerable.Range(0, Villages).Select(i => Land.Village($"v-{i * 611 % Villages:D4}", Land.Square(i % 40 * 100, i / 40 * 100, 80)))]);
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        var all = await Rows(snapshot, new FeatureQuery("sensitive"));
        // Many, some far behind, some at both ends, one in the middle, none; by a column, by a text that each row is tested for, by a shape.
        string[] texts =
        [
            "population > 5", "name LIKE '村 v-12%'", "name IN ('村 v-0000', '村 v-0001', '村 v-1498')", "name = '村 v-0777'", "name = 'x'", "CASEI(name) LIKE CASEI('村 V-1_00')",
            "S_INTERSECTS(geometry, BBOX(116.0, 35.0, 116.7, 35.4))",
        ];
        foreach (var filter in texts.Select(t => TryRead(t, "sensitive")!))
            foreach (var limit in new[] { 1, 2, 7, 1000 })
            {
                var (pages, last) = (0, (string?)null);
                var expected = all.Where(filter.Matches).Select(r => r.Id).ToArray();
                var paged = new List<string>();
                do
                {
                    var page = await Ids(snapshot, new FeatureQuery("sensitive") { Filter = filter, Limit = limit, AfterId = last });
                    paged.AddRange(page);
                    last = page.Count == limit ? page[^1] : null;
                }
                while (last is not null && ++pages < 20);
                Assert.Equal(pages < 20 ? expected : expected[..paged.Count], paged);
            }
    }

    [Fact]
    public async Task Random_filters_on_random_rows_give_the_ids_that_memory_gives()
    {
        await ApplyGolden();
        foreach (var layer in GoldenFilters.Layers.Keys)
            await Apply([.. RandomRows.Of(layer, 40)]);
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        foreach (var layer in GoldenFilters.Layers.Keys)
        {
            var rows = await Rows(snapshot, new FeatureQuery(layer));
            var bound = 0;
            await RandomFilters.Of(LayerCatalog.Get(layer), 3).SampleAsync(
                async text =>
                {
                    if (TryRead(text, layer) is not { } filter)
                        return;
                    bound++;
                    var query = new FeatureQuery(layer) { Filter = filter };
                    var expected = rows.Where(filter.Matches).Select(r => r.Id).ToArray();
                    Assert.Equal(expected, await Ids(snapshot, query));
                    Assert.Equal(expected.Length, await snapshot.CountAsync(query, None));
                },
                iter: RandomFilterRuns,
                threads: 1);
            Assert.True(bound > RandomFilterRuns * 3 / 4, $"Only {bound} of {RandomFilterRuns} random filters fit {layer}.");
        }
    }

    [Fact]
    public async Task Pages_of_a_filter_are_its_rows_in_order_whoever_tests_them()
    {
        await Apply([.. Enumerable.Range(0, 60).Select(i => Land.Village($"v-{i:D3}", Land.Square(i * 20, 0, 10)))]);
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        var (west, _) = Center(0);
        var (east, _) = Center(45);
        foreach (var text in (string[])[
            FormattableString.Invariant($"S_INTERSECTS(geometry, BBOX({west}, 30, {east}, 40)) AND id > 'v-003'"),
            "CASEI(name) LIKE CASEI('村 V-0%5')", "id LIKE 'v-0%' AND population = 1200", "population + 1 = 1201"])
        {
            var filter = LayerFilter.Read(text, FilterLanguage.Text, LayerCatalog.Get("sensitive"));
            var whole = await Ids(snapshot, new FeatureQuery("sensitive") { Filter = filter });
            Assert.NotEmpty(whole);
            var paged = new List<string>();
            for (var before = -1; before < paged.Count;)
            {
                before = paged.Count;
                var page = await Ids(snapshot, new FeatureQuery("sensitive") { Filter = filter, Limit = 7, AfterId = paged.LastOrDefault() });
                Assert.True(page.Count <= 7);
                paged.AddRange(page);
            }

            Assert.Equal(whole, paged);
        }
    }

    [Fact]
    public async Task A_filter_joins_the_box_and_the_field_conditions()
    {
        await ApplyGolden();
        var filter = LayerFilter.Read("approved_area_ha > 0 AND S_INTERSECTS(geometry, BBOX(116,35,117,36))", FilterLanguage.Text, LayerCatalog.Get("parks"));
        var rows = await Query(new FeatureQuery("parks")
        {
            Filter = filter,
            Bbox = new NetTopologySuite.Geometries.Envelope(116.4, 116.6, 35.2, 35.4),
            Filters = [new FieldFilter("adcode", ["370811", "370812"])],
        });
        Assert.Equal(["a", "b"], rows.Select(r => r.Id));
    }

    [Fact]
    public async Task A_pattern_of_many_wildcards_takes_no_exponential_time_in_the_store()
    {
        var village = Land.Village("v-1", Land.Square(0, 0, 10));
        await Apply(village with { Values = new Dictionary<string, object?>(village.Values) { ["note"] = new string('a', 20_000) } });
        var pattern = string.Concat(Enumerable.Repeat("%a", 400)) + "%b";
        var filter = LayerFilter.Read($"note LIKE '{pattern}'", FilterLanguage.Text, LayerCatalog.Get("sensitive"));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Empty(await Query(new FeatureQuery("sensitive") { Filter = filter }));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    private static (double X, double Y) Center(int index) => Spatial.GaussKruger.Epsg4548.Inverse(460_000 + index * 20, 3_920_000);

    private protected static LayerFilter? TryRead(string text, string layer)
    {
        try
        {
            return LayerFilter.Read(text, FilterLanguage.Text, LayerCatalog.Get(layer));
        }
        catch (GeoProblemException e) when (e.Problems[0].Code is ProblemCode.OutOfRange or ProblemCode.InvalidValue)
        {
            return null; // An interval that ends before it begins, or sets of other things than texts.
        }
    }

    private static async Task<List<FeatureRow>> Rows(IFeatureSnapshot snapshot, FeatureQuery query)
    {
        var rows = new List<FeatureRow>();
        await foreach (var row in snapshot.QueryAsync(query, None))
            rows.Add(row);
        return rows;
    }

    private static async Task<List<string>> Ids(IFeatureSnapshot snapshot, FeatureQuery query) =>
        [.. (await Rows(snapshot, query)).Select(r => r.Id)];
}
