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
            using var drawing = new MvtLayer(layer, tile);
            var query = new FeatureQuery(layer.Name) { Bbox = box, NearBox = true };
            if (!await DrawHeldAsync(snapshot, query, drawing, layer, cancellationToken).ConfigureAwait(false))
                await DrawAsync(snapshot, query, drawing, (layer, tile), cancellationToken).ConfigureAwait(false);
            summaries.Add(drawing.WriteTo(bytes));
        }

        return new LayerTile(bytes.ToArray(), summaries);
    }

    /// <summary>Draws few rows as the store finds them, put in order here; false, with nothing drawn, if they are many.</summary>
    private static async Task<bool> DrawHeldAsync(
        IFeatureSnapshot snapshot, FeatureQuery query, MvtLayer drawing, LayerDef layer, CancellationToken cancellationToken)
    {
        using var rows = new HeldRows(layer);
        var reader = snapshot.ReadRows(query with { AnyOrder = true });
        await using (reader.ConfigureAwait(false))
            if (!await rows.TakeAsync(reader, cancellationToken).ConfigureAwait(false))
                return false;
        for (var i = 0; i < rows.Count; i++)
            drawing.Add(rows[i]);
        return true;
    }

    /// <summary>Draws any number of rows as they come, in the store's own order by id.</summary>
    private static async Task DrawAsync(
        IFeatureSnapshot snapshot, FeatureQuery query, MvtLayer drawing, (LayerDef Layer, TileAddress Tile) of, CancellationToken cancellationToken)
    {
        var count = 0;
        using var batch = new RowBatch(of.Layer);
        var reader = snapshot.ReadRows(query);
        await using (reader.ConfigureAwait(false))
            while (await reader.ReadAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                count += batch.Count;
                if (count > MostRows)
                    throw TooMany(of.Layer, of.Tile);
                for (var i = 0; i < batch.Count; i++)
                    drawing.Add(batch[i]);
            }
    }

    private static GeoProblemException TooMany(LayerDef layer, TileAddress tile) => new(new GeoProblem(ProblemCode.OutOfRange,
        $"该瓦片内“{layer.TitleZh}”超过 {MostRows} 个要素，请放大（第 {tile.Level} 级以上）。",
        $"More than {MostRows} features of {layer.Name} lie in this tile; zoom in beyond level {tile.Level}.")
    {
        Field = "tileMatrix",
    });
}
