using CsCheck;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Tests.Support;

namespace Jining231.Geo.Stores.Tests;

/// <summary>Any box and page size gives the same ids in the same order as a plain list.</summary>
public abstract partial class FeatureStoreContract
{
    [Fact]
    public async Task Pages_of_any_box_equal_the_plain_list()
    {
        var villages = Enumerable.Range(0, 120)
            .Select(i => (Id: $"{(i % 3 == 0 ? "村" : i % 3 == 1 ? "V" : "é")}-{i * 37 % 120:D3}", X: i * 173 % 5000, Y: i * 311 % 5000))
            .ToArray();
        await Apply([.. villages.Select(v => Land.Village(v.Id, Land.Square(v.X, v.Y, 80)))]);
        var stored = await Query(new FeatureQuery("sensitive"));
        var ids = villages.Select(v => v.Id).OrderBy(i => i, CodePoint.Comparer).ToArray();
        Assert.Equal(ids, stored.Select(r => r.Id));
        var boxes = Gen.Select(Gen.Double[-500, 5000], Gen.Double[-500, 5000], Gen.Double[1, 4000], Gen.Double[1, 4000], Gen.Int[1, 50]);
        await boxes.SampleAsync(
            async t =>
            {
                var box = Land.Box(t.Item1, t.Item2, t.Item3, t.Item4);
                var wide = new NetTopologySuite.Geometries.Envelope(box.MinX - 1.13e-5, box.MaxX + 1.13e-5, box.MinY - 9.1e-6, box.MaxY + 9.1e-6);
                var expected = stored.Where(r => r.ReadGeometry()!.EnvelopeInternal.Intersects(wide)).Select(r => r.Id).ToArray();
                var paged = new List<string>();
                while (true)
                {
                    var page = await Query(new FeatureQuery("sensitive") { Bbox = box, Limit = t.Item5, AfterId = paged.LastOrDefault() });
                    paged.AddRange(page.Select(r => r.Id));
                    if (page.Count < t.Item5)
                        break;
                }

                Assert.Equal(expected, paged);
            },
            iter: 100,
            threads: 1);
    }

    /// <summary>Compares by code point, as COLLATE "C" and SQLite's BINARY do.</summary>
    private static class CodePoint
    {
        public static IComparer<string> Comparer { get; } = Comparer<string>.Create((a, b) =>
            System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b)));
    }
}
