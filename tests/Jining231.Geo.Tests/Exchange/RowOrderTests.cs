using System.Text;
using CsCheck;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Tests.Exchange;

/// <summary>Rows of a batch by id: the order of the bytes, whatever the ids have in common.</summary>
public sealed class RowOrderTests
{
    /// <summary>Few letters, U+0000 among them, so that ids agree for long, end early and differ late.</summary>
    private static readonly Gen<string> Id = Gen.Select(
        Gen.OneOfConst("", "p000", "park-00000000"), Gen.OneOfConst('\0', 'a', 'b', '\u7559').Array[0, 12], (head, tail) => head + new string(tail));

    [Fact]
    public void Rows_are_put_in_the_order_of_the_bytes_of_their_ids() =>
        Gen.Select(Id.HashSet[0, 40], Gen.Int[0, 5], Gen.Int[0, 50]).Sample((ids, skip, most) =>
        {
            using var batch = new RowBatch(LayerCatalog.Get("sensitive"));
            foreach (var id in ids)
            {
                var value = batch.Add(Encoding.UTF8.GetBytes(id));
                batch.NewRow()[RowBatch.IdSlot] = value;
            }

            batch.OrderById(skip, most);
            // Valid UTF-8 is ordered as its code points are, and these are all of the first plane.
            Assert.Equal(
                ids.Order(StringComparer.Ordinal).Skip(skip).Take(most),
                Enumerable.Range(0, batch.Count).Select(i => Encoding.UTF8.GetString(batch[i].Id)));
        });
}
