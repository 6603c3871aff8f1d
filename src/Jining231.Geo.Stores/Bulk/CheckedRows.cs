using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Writing;

namespace Jining231.Geo.Stores.Bulk;

/// <summary>
/// Reads features and checks them on the other cores while the caller sends what came before. Order is kept; only so many portions
/// are in memory at once, whatever the length of the source.
/// </summary>
internal static class CheckedRows
{
    private const int PortionRows = 500, PortionBytes = 1024 * 1024;

    /// <summary>The rows of the features, portion by portion.</summary>
    /// <exception cref="GeoProblemException">The first feature, in order, that is refused.</exception>
    public static async IAsyncEnumerable<(string Id, RowState State)[]> OfAsync(
        LayerDef layer, IAsyncEnumerable<CreateFeature> features, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var portions = Channel.CreateBounded<Task<(string, RowState)[]>>(Math.Clamp(Environment.ProcessorCount, 2, 8));
        var reading = Task.Run(() => ReadAsync(layer, features, portions.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var portion in portions.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return await portion.ConfigureAwait(false);
        }
        finally
        {
            // The source belongs to the caller again only when nobody reads it any more.
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (portions.Reader.TryRead(out var left))
                await ((Task)left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task ReadAsync(
        LayerDef layer, IAsyncEnumerable<CreateFeature> features, ChannelWriter<Task<(string, RowState)[]>> portions, CancellationToken cancellationToken)
    {
        try
        {
            var (portion, bytes) = (new List<CreateFeature>(PortionRows), 0);
            await foreach (var feature in features.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (feature.Layer != layer.Name)
                    throw new ArgumentException($"A feature of layer {feature.Layer} in a load of {layer.Name}.", nameof(features));
                portion.Add(feature);
                bytes += feature.Wkb?.Length ?? 0;
                if (portion.Count < PortionRows && bytes < PortionBytes)
                    continue;
                await SendAsync(portion).ConfigureAwait(false);
                (portion, bytes) = (new List<CreateFeature>(PortionRows), 0);
            }

            await SendAsync(portion).ConfigureAwait(false);
            portions.Complete();
        }
        catch (Exception e)
        {
            portions.Complete(e);
        }

        async Task SendAsync(List<CreateFeature> portion) =>
            await portions.WriteAsync(Task.Run(() => Check(layer, portion), cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static (string, RowState)[] Check(LayerDef layer, List<CreateFeature> portion)
    {
        var rows = new (string, RowState)[portion.Count];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = (portion[i].Id, RowEdits.Created(layer, portion[i]));
        return rows;
    }
}
