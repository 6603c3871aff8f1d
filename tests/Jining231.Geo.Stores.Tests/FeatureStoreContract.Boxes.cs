using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;
using Jining231.Geo.Stores.Tests.Support;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Jining231.Geo.Stores.Tests;

/// <summary>Pages of a box are the rows of the whole box, cut; a number of matches that comes with them is the counted one.</summary>
public abstract partial class FeatureStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(1_000)]
    public async Task Pages_of_few_or_many_rows_in_a_box_are_those_of_the_whole_box(int limit)
    {
        // More of them than a page of 40 and what is read beyond it, fewer than one of 1,000 and that.
        await Apply([.. Enumerable.Range(0, 1_500).Select(i => Land.Village($"v-{i * 7919 % 1_500:D4}", Land.Square(i % 60 * 20, i / 60 * 20, 10)))]);
        await AnalyseAsync("sensitive");
        var layer = LayerCatalog.Get("sensitive");
        foreach (var box in (FeatureQuery[])[
            new("sensitive") { Bbox = Land.Box(-100, -100, 5000, 5000) },
            new("sensitive") { Bbox = Land.Box(0, 0, 5000, 103) },
            new("sensitive") { Bbox = Land.Box(-100, -100, 5000, 5000), Filters = [new FieldFilter("population", [1200L])], Filter = LayerFilter.Read("id LIKE 'v-0%'", FilterLanguage.Text, layer) },
            new("sensitive") { Bbox = Land.Box(-100, -100, 5000, 400), Filter = LayerFilter.Read("CASEI(name) LIKE '%v-%3'", FilterLanguage.Text, layer) },
            new("sensitive") { Bbox = Land.Box(9000, 9000, 10, 10) }])
        {
            var whole = (await Query(box)).Select(r => r.Id).ToList();
            foreach (var skip in (int[])[0, 3, whole.Count / 2, whole.Count])
            {
                var expected = whole.Skip(skip).Take(limit);
                Assert.Equal(expected, await Page(box with { Limit = limit, Offset = skip }, whole.Count));
                if (skip > 0 && whole.Count >= skip)
                    Assert.Equal(expected, await Page(box with { Limit = limit, AfterId = whole[skip - 1] }, whole.Count));
            }
        }
    }

    [Fact]
    public async Task A_row_that_only_nearly_meets_the_box_is_not_on_the_page()
    {
        // The index rounds by a few metres here: one square after the other, half a metre further off each.
        await Apply([.. Enumerable.Range(0, 60).Select(i => Land.Village($"v-{i:D2}", Land.Square(95 + (i * 0.5), 0, 10)))]);
        var box = new FeatureQuery("sensitive") { Bbox = Land.Box(0, 0, 100, 10) };
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        var exact = (await Rows(snapshot, new FeatureQuery("sensitive"))).Where(r => Widened(box.Bbox).Intersects(new WKBReader().Read(r.Wkb!.Value.ToArray()).EnvelopeInternal)).Select(r => r.Id).ToList();
        Assert.InRange(exact.Count, 5, 30);
        Assert.Equal(exact, await Page(box with { Limit = 100 }, exact.Count));
        Assert.Equal(exact, (await Query(box)).Select(r => r.Id));

        // As all stores widen it: a metre at 36.5° N, rounded up.
        static Envelope Widened(Envelope e) =>
            new(e.MinX - 1.13e-5, e.MaxX + 1.13e-5, e.MinY - 9.1e-6, e.MaxY + 9.1e-6);
    }

    [Fact]
    public async Task A_page_of_a_box_has_of_its_rows_what_is_wanted()
    {
        await Apply([.. Enumerable.Range(0, 50).Select(i => Land.Village($"v-{i:D2}", Land.Square(i * 20, 0, 10)))]);
        var box = new FeatureQuery("sensitive") { Bbox = Land.Box(0, 0, 500, 10), Limit = 100 };
        var whole = await Query(box);
        Assert.InRange(whole.Count, 20, 40);
        foreach (var query in (FeatureQuery[])[
            box with { SkipGeometry = true },
            box with { Fields = new HashSet<string> { "kind" } },
            box with { Fields = new HashSet<string>(), SkipGeometry = true },
            box with { SkipGeometry = true, Filter = LayerFilter.Read("S_INTERSECTS(geometry, BBOX(110, 30, 120, 40)) AND CASEI(kind) = 'village'", FilterLanguage.Text, LayerCatalog.Get("sensitive")) }])
        {
            await using var snapshot = await Store.OpenSnapshotAsync(null, query, None);
            var rows = await Rows(snapshot, query);
            Assert.Equal(whole.Select(r => r.Id), rows.Select(r => r.Id));
            // A filter's row test may have needed it.
            if (query.Filter is null)
                Assert.All(rows, r => Assert.Equal(query.SkipGeometry, r.Wkb is null));
            Assert.All(rows, r => Assert.Equal(query.Fields?.Contains("kind") ?? true, r["kind"] is not null));
            Assert.All(rows, r => Assert.Equal(query.Fields is null, r["name"] is not null));
        }
    }

    [Fact]
    public async Task What_is_known_to_be_read_first_may_come_with_the_view_and_changes_nothing()
    {
        await Apply([.. Enumerable.Range(0, 300).Select(i => Land.Village($"v-{i:D3}", Land.Square(i % 60 * 20, i / 60 * 20, 10)))]);
        var box = Land.Box(-100, -100, 5000, 5000);
        foreach (var first in (FeatureQuery[])[
            new("sensitive") { Bbox = box, Limit = 250 },
            new("sensitive") { Bbox = box, Limit = 20 },
            new("sensitive") { Bbox = box, Limit = 250, AfterId = "v-100" },
            new("sensitive") { Bbox = box, Limit = 250, SortBy = [new SortTerm("name")] },
            new("sensitive") { Limit = 10 }])
            foreach (var asOf in (DateTimeOffset?[])[null, DateTimeOffset.UtcNow.AddDays(1)])
            {
                await using var plain = await Store.OpenSnapshotAsync(null, None);
                await using var snapshot = await Store.OpenSnapshotAsync(asOf, first, None);
                // What is written from here on is in neither view.
                await Apply(Land.Village("v-000-" + Guid.NewGuid(), Land.Square(0, 0, 10)));
                Assert.Equal(plain.Revisions["sensitive"], snapshot.Revisions["sensitive"]);
                Assert.InRange(snapshot.At, plain.At, DateTimeOffset.MaxValue);
                Assert.Equal(await Ids(plain, first), await Ids(snapshot, first));
                Assert.Equal(await plain.CountAsync(first.Whole, None), await snapshot.CountAsync(first.Whole, None));
                Assert.Equal(await Ids(plain, first.Whole), await Ids(snapshot, first.Whole));
            }

        await using (await Store.OpenSnapshotAsync(null, new FeatureQuery("sensitive") { Bbox = box, Limit = 250 }, None))
        {
            // Left without having been read.
        }

        Assert.NotEmpty(await Query(new FeatureQuery("sensitive")));
    }

    [Fact]
    public async Task A_page_that_is_complete_is_read_after_its_view_is_closed()
    {
        await Apply([.. Enumerable.Range(0, 50).Select(i => Land.Village($"v-{i:D2}", Land.Square(i * 20, 0, 10)))]);
        var query = new FeatureQuery("sensitive") { Bbox = Land.Box(-100, -100, 5000, 5000), Limit = 40 };
        var snapshot = await Store.OpenSnapshotAsync(null, query, None);
        await using var rows = snapshot.ReadRows(query);
        using var batch = new RowBatch(LayerCatalog.Get("sensitive"), 5_000);
        Assert.False(rows.IsComplete);
        Assert.True(await rows.ReadAsync(batch, None));
        Assert.True(rows.IsComplete);
        await rows.DisposeAsync();
        await snapshot.DisposeAsync();
        await snapshot.DisposeAsync();
        Assert.Equal(50, rows.Matched);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"v-{i:D2}"), Enumerable.Range(0, batch.Count).Select(i => batch[i].ToFeatureRow().Id));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await snapshot.CountAsync(query, None));
        // What it was read with is given back once: two views, one before and one after a write, do not share it.
        await using var before = await Store.OpenSnapshotAsync(null, None);
        await Apply(Land.Village("v-99", Land.Square(0, 0, 10)));
        await using var after = await Store.OpenSnapshotAsync(null, None);
        Assert.Equal(50, await before.CountAsync(query.Whole, None));
        Assert.Equal(51, await after.CountAsync(query.Whole, None));
    }

    [Fact]
    public async Task A_page_of_a_box_of_heavy_rows_is_that_of_the_whole_box()
    {
        var village = Land.Village("v", Land.Square(0, 0, 10));
        var values = new Dictionary<string, object?>(village.Values) { ["note"] = new string('a', 100_000) };
        await Apply([.. Enumerable.Range(0, 120).Select(i => village with { Id = $"v-{i:D3}", Values = values })]);
        var rows = await Page(new FeatureQuery("sensitive") { Bbox = Land.Box(-10, -10, 100, 100), Limit = 100, AfterId = "v-009" }, 120);
        Assert.Equal(Enumerable.Range(10, 100).Select(i => $"v-{i:D3}"), rows);
    }

    [Fact]
    public async Task An_estimate_does_not_fall_into_step_with_rows_that_alternate()
    {
        await Apply([.. Enumerable.Range(0, 4_000).Select(i => new CreateFeature("sensitive", $"v-{i:D4}", Land.Square(i % 60 * 20, i / 60 * 20, 10),
            Land.Values(("name", "村"), ("kind", i % 2 == 0 ? "village" : "school"))))]);
        await AnalyseAsync("sensitive");
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        foreach (var kind in (string[])["village", "school"])
            Assert.InRange(await snapshot.EstimateAsync(new FeatureQuery("sensitive") { Filters = [new FieldFilter("kind", [kind])] }, None), 1_800, 2_200);
    }

    private async Task<List<string>> Page(FeatureQuery query, long matched)
    {
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        await using var rows = snapshot.ReadRows(query);
        using var batch = new RowBatch(LayerCatalog.Get(query.Layer), 5_000);
        var ids = new List<string>();
        while (await rows.ReadAsync(batch, None))
        {
            Assert.Equal(matched, rows.Matched ?? matched);
            for (var i = 0; i < batch.Count; i++)
                ids.Add(batch[i].ToFeatureRow().Id);
        }

        return ids;
    }
}
