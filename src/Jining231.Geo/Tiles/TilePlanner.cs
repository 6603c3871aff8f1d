using Jining231.Geo.Layers;

namespace Jining231.Geo.Tiles;

/// <summary>A finished tile.</summary>
/// <param name="Bytes">Mapbox Vector Tile 2.1; empty if nothing lies in it.</param>
/// <param name="Layers">What it holds of each layer.</param>
public sealed record LayerTile(byte[] Bytes, IReadOnlyList<TileLayerSummary> Layers);

/// <summary>Makes tiles from one snapshot.</summary>
public static class TilePlanner
{
    /// <summary>Rows of one layer that a tile may be made of.</summary>
    public const int MostRows = 2_000_000;

    /// <summary>Reads what lies in a tile and draws it, layer after layer.</summary>
    /// <param name="snapshot">One consistent view.</param>
    /// <param name="layers">Layers with geometry, in drawing order.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="GeoProblemException">More than <see cref="MostRows"/> rows: zoom in.</exception>
    public static async Task<LayerTile> MakeAsync(
        IFeatureSnapshot snapshot, IReadOnlyList<LayerDef> layers, TileAddress tile, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(layers);
        using var bytes = new MemoryStream();
        var summaries = new List<TileLayerSummary>();
        var box = tile.GeographicEnvelope();
        foreach (var layer in layers)
        {
            var drawing = new MvtLayer(layer, tile);
            var rows = 0;
            var reader = snapshot.ReadRows(new FeatureQuery(layer.Name) { Bbox = box });
            await using (reader.ConfigureAwait(false))
            {
                var batch = new RowBatch(layer);
                while (await reader.ReadAsync(batch, cancellationToken).ConfigureAwait(false))
                {
                    rows += batch.Count;
                    if (rows > MostRows)
                        throw TooMany(layer, tile);
                    for (var i = 0; i < batch.Count; i++)
                        drawing.Add(batch[i]);
                }
            }

            summaries.Add(drawing.WriteTo(bytes));
        }

        return new LayerTile(bytes.ToArray(), summaries);
    }

    private static GeoProblemException TooMany(LayerDef layer, TileAddress tile) => new(new GeoProblem(ProblemCode.OutOfRange,
        $"该瓦片内“{layer.TitleZh}”超过 {MostRows} 个要素，请放大（第 {tile.Level} 级以上）。",
        $"More than {MostRows} features of {layer.Name} lie in this tile; zoom in beyond level {tile.Level}.")
    {
        Field = "tileMatrix",
    });
}
