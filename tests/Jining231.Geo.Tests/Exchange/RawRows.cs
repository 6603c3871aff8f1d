using System.Buffers.Binary;
using System.Text;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Tests.Exchange;

/// <summary>Fills a batch from a row object.</summary>
internal static class RawRows
{
    public static RowBatch Of(FeatureRow row)
    {
        var batch = new RowBatch(row.Layer, 16);
        var slots = batch.NewRow();
        slots[RowBatch.IdSlot] = Add(batch, row.Id);
        slots[RowBatch.VersionSlot] = new RawValue(row.Version, 0, 0);
        if (row.Wkb is { } wkb)
            slots[RowBatch.GeometrySlot] = batch.Add(wkb.Span);
        for (var i = 0; i < row.Values.Count; i++)
            slots[RowBatch.FirstField + i] = row.Values[i] switch
            {
                null => RawValue.Null,
                string text => Add(batch, text),
                long number => new RawValue(number, 0, 0),
                double number => new RawValue(BitConverter.DoubleToInt64Bits(number), 0, 0),
                bool truth => new RawValue(truth ? 1 : 0, 0, 0),
                DateTimeOffset instant => new RawValue(instant.UtcTicks, 0, 0),
                DateOnly day => new RawValue(day.DayNumber, 0, 0),
                IReadOnlyList<string> list => List(batch, list),
                var other => throw new ArgumentException(other.GetType().Name, nameof(row)),
            };
        return batch;
    }

    private static RawValue List(RowBatch batch, IReadOnlyList<string> list)
    {
        var start = batch.Used;
        foreach (var text in list)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, utf8.Length);
            batch.Add([.. length, .. utf8]);
        }

        return new RawValue(list.Count, start, batch.Used - start);
    }

    private static RawValue Add(RowBatch batch, string text) => batch.Add(Encoding.UTF8.GetBytes(text));
}
