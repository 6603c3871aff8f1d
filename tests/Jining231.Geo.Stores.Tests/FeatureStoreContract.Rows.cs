using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;
using Jining231.Geo.Stores.Tests.Support;

namespace Jining231.Geo.Stores.Tests;

/// <summary>Raw rows say what the objects say, in id order or in any, whatever the size of a batch.</summary>
public abstract partial class FeatureStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(RowBatch.DefaultBytes)]
    public async Task Raw_rows_are_the_rows(int batchBytes)
    {
        var until = new DateTimeOffset(2031, 5, 6, 7, 8, 9, 123, TimeSpan.Zero);
        await Apply(
            [.. Enumerable.Range(0, 60).Select(i => Land.Park($"园-{i:D2}", i % 7 == 0 ? null : Land.Square(i * 600, 0, 500))),
             Land.Reserve("r-1", "园-01", Land.Square(610, 10, 100), "held", until),
             new CreateFeature("controls", "c-1", Land.Square(0, 9000, 50), Land.Values(("name", "线 \"1\""), ("kind", LayerCatalog.Get("controls").Fields.First(f => f.Name == "kind").Codelist!.Codes[0].Value),
                ("in_force_from", new DateOnly(2024, 2, 29))))]);
        foreach (var query in (FeatureQuery[])[
            new("parks"), new("reserves"), new("controls"), new("counties"),
            new("parks") { Bbox = Land.Box(0, 0, 9000, 100) },
            new("parks") { Filters = [new FieldFilter("clusters", ["chemical"]), new FieldFilter("name", ["测试园区 园-03", "it's"])] },
            new("parks") { Filter = LayerFilter.Read("approved_area_ha > 1.5 AND name LIKE '%-0%' AND NOT CASEI(name) = CASEI('X')", FilterLanguage.Text, LayerCatalog.Get("parks")) }])
        {
            var objects = await Query(query);
            Assert.Equal(objects.Select(Text), await Raw(query, batchBytes));
            Assert.Equal(objects.Select(Text), (await Raw(query with { AnyOrder = true }, batchBytes)).Order(StringComparer.Ordinal));
            Assert.Equal(objects.Take(5).Select(Text), await Raw(query with { Limit = 5 }, batchBytes));
        }
    }

    [Fact]
    public async Task Rows_that_nearly_meet_a_box_are_those_that_meet_it_and_neighbours_at_most()
    {
        await Apply([.. Enumerable.Range(0, 300).Select(i => Land.Village($"v-{i:D3}", Land.Square(i % 20 * 3, i / 20 * 3, 1)))]);
        foreach (var (x, y) in ((double, double)[])[(20, 20), (20.5, 11), (-4, -4), (200, 200)])
        {
            var query = new FeatureQuery("sensitive") { Bbox = Land.Box(x, y, 10, 10) };
            var meet = (await Raw(query, 700)).ToHashSet();
            // The index rounds by less than 5e-5 degrees, at most 6 m.
            var around = (await Raw(query with { Bbox = Land.Box(x - 6, y - 6, 22, 22) }, 700)).ToHashSet();
            foreach (var any in (bool[])[false, true])
            {
                var near = await Raw(query with { NearBox = true, AnyOrder = any }, 700);
                Assert.Equal(near.Count, near.Distinct().Count());
                Assert.Subset(near.ToHashSet(), meet);
                Assert.Subset(around, near.ToHashSet());
            }
        }
    }

    [Fact]
    public async Task Raw_rows_of_the_past_are_the_rows_of_then()
    {
        var first = await Apply(Land.Village("v-1", Land.Square(0, 0, 100)));
        Clock.Now = Clock.Now.AddHours(1);
        await Apply(new DeleteFeature("sensitive", "v-1", 1), Land.Village("v-2", Land.Square(0, 0, 100)));
        Assert.Contains("v-1", Assert.Single(await Raw(new FeatureQuery("sensitive") { AnyOrder = true }, 1, first.RecordedAt)), StringComparison.Ordinal);
        Assert.Contains("v-2", Assert.Single(await Raw(new FeatureQuery("sensitive") { AnyOrder = true }, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reading_may_be_left_early()
    {
        await Apply([.. Enumerable.Range(0, 50).Select(i => Land.Village($"v-{i}", Land.Square(i * 200, 0, 100)))]);
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        foreach (var any in (bool[])[true, false])
        {
            var batch = new RowBatch(LayerCatalog.Get("sensitive"), 1);
            await using (var rows = snapshot.ReadRows(new FeatureQuery("sensitive") { AnyOrder = any }))
                Assert.True(await rows.ReadAsync(batch, None));
        }

        await using var other = await Store.OpenSnapshotAsync(null, None);
        Assert.Equal(50, await other.CountAsync(new FeatureQuery("sensitive"), None));
    }

    private async Task<List<string>> Raw(FeatureQuery query, int batchBytes, DateTimeOffset? asOf = null)
    {
        await using var snapshot = await Store.OpenSnapshotAsync(asOf, None);
        var texts = new List<string>();
        var batch = new RowBatch(LayerCatalog.Get(query.Layer), batchBytes);
        await using var rows = snapshot.ReadRows(query);
        while (await rows.ReadAsync(batch, None))
            for (var i = 0; i < batch.Count; i++)
                texts.Add(Text(batch[i].ToFeatureRow()));
        Assert.Equal(0, batch.Count);
        return texts;
    }

    private static string Text(FeatureRow row) =>
        $"{row.Id} {row.Version} {(row.Wkb is { } wkb ? Convert.ToHexString(wkb.Span) : "-")} {string.Join("|", row.Values.Select(v => v is IReadOnlyList<string> list ? string.Join(",", list) : v is DateTimeOffset t ? Rfc3339.Format(t) : v))}";
}
