using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Bulk;

/// <summary>A store that takes many new features of one layer faster than in change sets.</summary>
public interface IBulkLoad
{
    /// <summary>
    /// Adds all features in one transaction, with revision and history as any other write; all or none. On an empty layer the
    /// indexes are built after the rows, and nobody else reads or writes the layer meanwhile.
    /// </summary>
    /// <param name="layer">Layer name.</param>
    /// <param name="actor">Who acts; recorded with every row.</param>
    /// <param name="features">New features of that layer, WKB in EPSG:4490; read once, while the load is under way.</param>
    /// <param name="progress">Told the number of rows sent so far, every 10,000 rows; may be null.</param>
    /// <param name="cancellationToken">Cancels; nothing is written then.</param>
    /// <returns>Rows added.</returns>
    /// <exception cref="GeoProblemException">A feature is refused, an id is taken, or the database cannot be reached.</exception>
    Task<long> LoadAsync(string layer, string actor, IAsyncEnumerable<CreateFeature> features, IProgress<long>? progress, CancellationToken cancellationToken);
}
