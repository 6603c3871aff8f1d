using System.Security.Cryptography;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Copying;

/// <summary>What a layer holds, in a form that two stores can compare.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Count">Rows.</param>
/// <param name="Sha256">64 lower-case hex digits over ids, geometry and values in id order; versions do not count.</param>
public sealed record LayerDigest(string Layer, long Count, string Sha256)
{
    /// <summary>Reads a layer once, row by row.</summary>
    /// <param name="snapshot">View to read.</param>
    /// <param name="layer">Layer of that store.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="GeoProblemException">The store cannot be read.</exception>
    public static async Task<LayerDigest> OfAsync(IFeatureSnapshot snapshot, LayerDef layer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(layer);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var bytes = new RowBytes();
        long count = 0;
        await foreach (var row in snapshot.QueryAsync(new FeatureQuery(layer.Name), cancellationToken).ConfigureAwait(false))
        {
            hash.AppendData(bytes.Of(row));
            count++;
        }

        return new LayerDigest(layer.Name, count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
