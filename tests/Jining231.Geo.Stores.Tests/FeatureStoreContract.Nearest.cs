using CsCheck;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Stores.Tests.Support;

namespace Jining231.Geo.Stores.Tests;

/// <summary>The nearest features are those that measuring all of them gives.</summary>
public abstract partial class FeatureStoreContract
{
    [Fact]
    public async Task Nearest_gives_what_measuring_every_feature_gives()
    {
        // Twins at the same distance, near ones, and a few so far away that boxes have to grow.
        var villages = Enumerable.Range(0, 80)
            .Select(i => Land.Village($"{(i % 2 == 0 ? "村" : "V")}-{i:D3}", Land.Square(i / 2 * 173 % 5000 + (i > 70 ? i * 900 : 0), i / 2 * 311 % 5000, 80)));
        await Apply([.. villages]);
        var stored = await Query(new FeatureQuery("sensitive"));
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        var places = Gen.Select(Gen.Double[-20_000, 90_000], Gen.Double[-20_000, 20_000], Gen.Int[1, 12], Gen.Double[0, 60_000], Gen.Bool);
        await places.SampleAsync(
            async t =>
            {
                var from = Land.PlaneSquare(t.Item1, t.Item2, 60);
                double? most = t.Item5 ? t.Item4 : null;
                var expected = stored.Select(r => (r.Id, Metres: from.Distance(Reproject.ToPlane(r.ReadGeometry()!))))
                    .OrderBy(r => r.Metres).Where(r => most is null || r.Metres <= most).Take(t.Item3).ToArray();
                var near = await snapshot.NearestAsync(new NearestQuery(new FeatureQuery("sensitive"), from, t.Item3) { MaxMetres = most }, None);
                Assert.Equal(expected, near.Select(n => (n.Row.Id, n.Metres)).ToArray());
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public async Task Nearest_keeps_to_the_filters_and_leaves_out_what_has_no_place()
    {
        await Apply(
            Land.Park("p-near", Land.Square(0, 0, 100)), Land.Park("p-far", Land.Square(9000, 0, 100)), Land.Park("p-nowhere", null));
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        var from = Land.PlaneSquare(0, 300, 10);
        var all = await snapshot.NearestAsync(new NearestQuery(new FeatureQuery("parks"), from, 5), None);
        Assert.Equal(["p-near", "p-far"], all.Select(n => n.Row.Id));
        Assert.Equal(200, all[0].Metres, 3);
        var far = new FeatureQuery("parks") { Filters = [new FieldFilter("id", ["p-far", "p-nowhere"])] };
        Assert.Equal(["p-far"], (await snapshot.NearestAsync(new NearestQuery(far, from, 5), None)).Select(n => n.Row.Id));
        var boxed = new FeatureQuery("parks") { Bbox = Land.Box(8000, -100, 2000, 500) };
        Assert.Equal(["p-far"], (await snapshot.NearestAsync(new NearestQuery(boxed, from, 1), None)).Select(n => n.Row.Id));
        Assert.Empty(await snapshot.NearestAsync(new NearestQuery(far, from, 5) { MaxMetres = 8000 }, None));
        await Assert.ThrowsAsync<ArgumentException>(() => snapshot.NearestAsync(new NearestQuery(far, from, 0), None));
    }
}
