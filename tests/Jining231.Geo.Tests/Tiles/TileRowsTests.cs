using System.Text;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tiles;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Tiles;

/// <summary>A tile does not depend on how the store finds its rows, few or many.</summary>
public sealed class TileRowsTests
{
    private static readonly TileAddress Tile = TileAddress.At(TileMatrixSet.WebMercatorQuad, 14, 116.59, 35.41);

    private static readonly double West = Tile.GeographicEnvelope().MinX, South = Tile.GeographicEnvelope().MinY;

    [Theory]
    // Few rows are held and put in order here, however they come; more than 8 MiB of them are read again in the order of the store.
    [InlineData(10, false)]
    [InlineData(60_000, true)]
    public async Task A_tile_is_the_same_whatever_the_order_of_the_rows(int textLength, bool readAgain)
    {
        Row[] rows = [.. Enumerable.Range(0, 200).Select(i => new Row($"s{i:D3}", West + (i % 20 * 0.001), South + (i / 20 * 0.001), new string((char)('a' + (i % 7)), textLength)))];
        using var expected = new MemoryStream();
        using (var layer = new MvtLayer(TileCheck.Layer, Tile))
        {
            await using var ordered = new Reader(rows);
            using var batch = new RowBatch(TileCheck.Layer);
            while (await ordered.ReadAsync(batch, CancellationToken.None))
                for (var i = 0; i < batch.Count; i++)
                    layer.Add(batch[i]);
            Assert.Equal(200, layer.WriteTo(expected).Drawn);
        }

        foreach (var seed in (int[])[1, 2, 3])
        {
            await using var snapshot = new Snapshot(rows, seed);
            var tile = await TilePlanner.MakeAsync(snapshot, [TileCheck.Layer], Tile, CancellationToken.None);
            Assert.Equal(expected.ToArray(), tile.Bytes);
            Assert.Equal(readAgain ? [true, false] : [true], snapshot.AnyOrder);
        }
    }

    private sealed record Row(string Id, double Lon, double Lat, string Kind);

    /// <summary>Gives rows shuffled where any order will do.</summary>
    private sealed class Snapshot(Row[] rows, int seed) : IFeatureSnapshot
    {
        public List<bool> AnyOrder { get; } = [];

        public DateTimeOffset At => DateTimeOffset.UnixEpoch;

        public IReadOnlyDictionary<string, LayerRevision> Revisions { get; } = new Dictionary<string, LayerRevision>();

        public IRowReader ReadRows(FeatureQuery query)
        {
            AnyOrder.Add(query.AnyOrder);
            return new Reader(query.AnyOrder ? rows.Select((r, i) => (Row: r, Place: i * 7919 * seed % 211)).OrderBy(r => r.Place).Select(r => r.Row) : rows);
        }

        public IAsyncEnumerable<FeatureRow> QueryAsync(FeatureQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<FeatureRow?> GetAsync(string layer, string id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Reader(IEnumerable<Row> rows) : IRowReader
    {
        private readonly Queue<Row> _left = new(rows);

        public ValueTask<bool> ReadAsync(RowBatch batch, CancellationToken cancellationToken)
        {
            batch.Clear();
            while (!batch.IsFull && _left.TryDequeue(out var row))
            {
                var box = new Envelope(row.Lon, row.Lon + 0.0009, row.Lat, row.Lat + 0.0009);
                var slots = batch.NewRow();
                slots[RowBatch.IdSlot] = batch.Add(Encoding.UTF8.GetBytes(row.Id));
                slots[RowBatch.GeometrySlot] = batch.Add(Wkb.Write(GeoFactory.Geographic.ToGeometry(box)));
                slots[RowBatch.FirstField] = batch.Add(Encoding.UTF8.GetBytes(row.Kind));
            }

            return ValueTask.FromResult(batch.Count > 0);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
