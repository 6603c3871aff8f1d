using CsCheck;
using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;
using Jining231.Geo.Stores.Tests.Support;
using Jining231.Geo.Tests.Shared.Cql2;

namespace Jining231.Geo.Stores.Tests;

/// <summary>Order, position, offset, free text, projection, counts and the bound on time: the same as in memory.</summary>
public abstract partial class FeatureStoreContract
{
    private static readonly int OrderRuns = Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 5_000 : 120;

    [Fact]
    public async Task Any_order_in_pages_of_any_size_is_the_order_in_memory()
    {
        await ApplyGolden();
        foreach (var layer in GoldenFilters.Layers.Keys)
            await Apply([.. RandomRows.Of(layer, 40)]);
        await using var now = await Store.OpenSnapshotAsync(null, None);
        await using var past = await Store.OpenSnapshotAsync(now.Revisions.Values.Max(r => r.RecordedAt), None);
        foreach (var layer in GoldenFilters.Layers.Keys.Select(LayerCatalog.Get))
        {
            var rows = await Rows(now, new FeatureQuery(layer.Name));
            var key = Gen.Select(Gen.OneOfConst([.. FeatureOrder.Sortables(layer)]), Gen.Bool, (f, d) => new SortTerm(f, d));
            var cases = Gen.Select(key.Array[0, 4], Gen.Int[1, 25], Gen.Int[0, 3], Gen.Bool);
            await cases.SampleAsync(
                async c =>
                {
                    var (keys, page, filtered, old) = c;
                    var complete = FeatureOrder.Complete(layer, keys);
                    var filter = filtered switch
                    {
                        1 => LayerFilter.Read("CASEI(id) >= 'b'", FilterLanguage.Text, layer),
                        2 => LayerFilter.Read("id > 'b'", FilterLanguage.Text, layer),
                        _ => null,
                    };
                    var expected = rows.Where(r => filter?.Matches(r) != false).ToList();
                    expected.Sort((a, b) => FeatureOrder.Compare(a, b, complete));
                    var query = new FeatureQuery(layer.Name) { SortBy = keys, Filter = filter };
                    var snapshot = old ? past : now;
                    Assert.Equal(expected.Select(r => r.Id), await Ids(snapshot, query));
                    Assert.Equal(expected.Skip(page).Take(7).Select(r => r.Id), await Ids(snapshot, query with { Offset = page, Limit = 7 }));
                    var paged = new List<FeatureRow>();
                    for (var before = -1; before < paged.Count;)
                    {
                        before = paged.Count;
                        var next = paged.Count == 0 ? query : query with { AfterId = paged[^1].Id, AfterValues = FeatureOrder.Values(paged[^1], complete) };
                        paged.AddRange(await Rows(snapshot, next with { Limit = page }));
                    }

                    Assert.Equal(expected.Select(r => r.Id), paged.Select(r => r.Id));
                },
                iter: OrderRuns,
                threads: 1);
        }
    }

    [Fact]
    public async Task Pages_stay_whole_while_rows_are_written()
    {
        await Apply([.. Enumerable.Range(0, 40).Select(i => Land.Village($"v-{i:D2}", Land.Square(i * 20, 0, 10)))]);
        var query = new FeatureQuery("sensitive") { SortBy = [new SortTerm("population"), new SortTerm("name", true)], Limit = 10 };
        var keys = FeatureOrder.Complete(LayerCatalog.Get("sensitive"), query.SortBy);
        var first = await Query(query);
        await Apply(new DeleteFeature("sensitive", first[^1].Id, 1), Land.Village("v-99", Land.Square(2000, 0, 10)));
        var rest = await Query(query with { Limit = 100, AfterId = first[^1].Id, AfterValues = FeatureOrder.Values(first[^1], keys) });
        Assert.Equal(Enumerable.Range(0, 30).Reverse().Select(i => $"v-{i:D2}"), rest.Select(r => r.Id));
    }

    [Theory]
    [InlineData("测试园区 P-1", "p-1")]
    [InlineData("CHEMICAL", "p-1 p-2")]
    [InlineData("园区", "p-1 p-2")]
    [InlineData("new-materials , nothing", "p-1 p-2")]
    [InlineData("nothing", "")]
    [InlineData("p-2,P-1", "p-1 p-2")]
    [InlineData("村", "")]
    [InlineData("%", "")]
    public async Task Free_text_finds_what_memory_finds(string text, string ids)
    {
        await Apply(Land.Park("p-1", null), Land.Park("p-2", null));
        var search = TextSearch.Read(text, LayerCatalog.Get("parks"));
        var rows = await Query(new FeatureQuery("parks") { Search = search });
        Assert.Equal(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries), rows.Select(r => r.Id));
        Assert.Equal(rows.Select(r => r.Id), (await Query(new FeatureQuery("parks"))).Where(search.Matches).Select(r => r.Id));
    }

    [Fact]
    public async Task Free_text_on_random_rows_is_that_of_memory()
    {
        await ApplyGolden();
        foreach (var layer in GoldenFilters.Layers.Keys)
        {
            await Apply([.. RandomRows.Of(layer, 30)]);
            var rows = await Query(new FeatureQuery(layer));
            foreach (var text in (string[])["园", "𠀀", "strasse", "STRASSE", "é", "a", "e,园", "370811", "[x]*", "100%", "_", "\\", "'", "\""])
            {
                var search = TextSearch.Read(text, LayerCatalog.Get(layer));
                Assert.Equal(rows.Where(search.Matches).Select(r => r.Id), (await Query(new FeatureQuery(layer) { Search = search })).Select(r => r.Id));
            }
        }
    }

    [Fact]
    public async Task Only_what_is_wanted_is_read_but_order_and_filter_still_hold()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 500)), Land.Park("p-2", Land.Square(600, 0, 500)));
        var row = (await Query(new FeatureQuery("parks") { Fields = new HashSet<string> { "name" }, SkipGeometry = true }))[0];
        Assert.NotNull(row["name"]);
        Assert.Null(row["kind"]);
        Assert.Null(row.Wkb);
        var filter = LayerFilter.Read("S_INTERSECTS(geometry, BBOX(110, 30, 120, 40)) AND CASEI(kind) = 'chemical'", FilterLanguage.Text, LayerCatalog.Get("parks"));
        var query = new FeatureQuery("parks") { Fields = new HashSet<string>(), SkipGeometry = true, Filter = filter, SortBy = [new SortTerm("name", true)] };
        Assert.Equal(["p-2", "p-1"], (await Query(query)).Select(r => r.Id));
    }

    [Fact]
    public async Task Counts_are_exact_up_to_a_bound_and_estimated_beyond()
    {
        await Apply([.. Enumerable.Range(0, 3_000).Select(i => Land.Village($"v-{i:D4}", Land.Square(i % 60 * 20, i / 60 * 20, 10)))]);
        await AnalyseAsync("sensitive");
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        var half = new FeatureQuery("sensitive") { Bbox = Land.Box(-100, -100, 700, 5000) };
        foreach (var query in (FeatureQuery[])[
            new("sensitive"), half, half with { Filter = LayerFilter.Read("CASEI(name) LIKE '%v-%'", FilterLanguage.Text, LayerCatalog.Get("sensitive")) }])
        {
            var exact = await snapshot.CountAsync(query, None);
            Assert.Equal(exact, await snapshot.CountUpToAsync(query, 3_000, None));
            Assert.Null(await snapshot.CountUpToAsync(query, 100, None));
            Assert.InRange(await snapshot.EstimateAsync(query, None), exact * 8 / 10, exact * 12 / 10);
        }

        Assert.Equal(0, await snapshot.CountUpToAsync(new FeatureQuery("parks"), 10, None));
        Assert.InRange(await snapshot.EstimateAsync(new FeatureQuery("reserves"), None), 0, 2_000);
    }

    [Fact]
    public async Task A_query_ends_at_its_bound_and_says_so()
    {
        var village = Land.Village("v", Land.Square(0, 0, 10));
        var note = new string('a', 40_000);
        await Apply([.. Enumerable.Range(0, 200).Select(i => village with { Id = $"v-{i}", Values = new Dictionary<string, object?>(village.Values) { ["note"] = note } })]);
        var pattern = "%" + new string('a', 500) + "b";
        foreach (var text in (string[])[$"note LIKE '{pattern}'", $"CASEI(note) LIKE '{pattern}'"])
        {
            var query = new FeatureQuery("sensitive")
            {
                Filter = LayerFilter.Read(text, FilterLanguage.Text, LayerCatalog.Get("sensitive")),
                TimeLimit = TimeSpan.FromMilliseconds(50),
            };
            foreach (var act in (Func<IFeatureSnapshot, Task>[])[async s => await Rows(s, query), async s => await DrainAsync(s, query with { AnyOrder = true }), async s => await s.CountAsync(query, None)])
            {
                await using var snapshot = await Store.OpenSnapshotAsync(null, None);
                var watch = System.Diagnostics.Stopwatch.StartNew();
                var problem = await Refused(ProblemCode.QueryTooCostly, () => act(snapshot));
                Assert.Equal("filter", problem.Field);
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
            }
        }
    }

    [Theory]
    [InlineData("CASEI(note) LIKE '%needle%'", 3)]
    [InlineData("CASEI(note) LIKE '%nowhere%'", 0)]
    [InlineData("CASEI(note) NOT LIKE '%needle%'", 601)]
    public async Task A_tested_filter_that_drops_whole_batches_or_large_rows_finds_what_it_should(string text, int expected)
    {
        var village = Land.Village("v", Land.Square(0, 0, 10));
        string Note(int i) => i % 200 == 199 ? "Needle" : new string('a', i == 0 ? 3 * RowBatch.DefaultBytes : 1_000 + (i * 37 % 1_500));
        await Apply([.. Enumerable.Range(0, 604).Select(i => village with { Id = $"v-{i}", Values = new Dictionary<string, object?>(village.Values) { ["note"] = Note(i) } })]);
        var query = new FeatureQuery("sensitive") { Filter = LayerFilter.Read(text, FilterLanguage.Text, LayerCatalog.Get("sensitive")) };
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        Assert.Equal(expected, (await Rows(snapshot, query)).Count);
        Assert.Equal(expected, await DrainAsync(snapshot, query with { AnyOrder = true }));
    }

    /// <summary>Reads to the end and gives the number of rows.</summary>
    private static async Task<int> DrainAsync(IFeatureSnapshot snapshot, FeatureQuery query)
    {
        await using var rows = snapshot.ReadRows(query);
        var batch = new RowBatch(LayerCatalog.Get(query.Layer));
        var count = 0;
        while (await rows.ReadAsync(batch, None))
            count += batch.Count;
        return count;
    }

    [Fact]
    public async Task The_key_of_positions_is_the_same_for_everybody_on_the_store()
    {
        var key = await ((IStoreSecrets)Store).CursorKeyAsync(None);
        Assert.Equal(32, key.Length);
        await using var again = await OpenAsync();
        Assert.Equal(key, await ((IStoreSecrets)again).CursorKeyAsync(None));
    }

    /// <summary>Brings statistics up to date where the store keeps any.</summary>
    protected virtual Task AnalyseAsync(string layer) => Task.CompletedTask;
}
