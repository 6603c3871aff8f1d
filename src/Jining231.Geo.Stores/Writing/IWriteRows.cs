using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Writing;

/// <summary>What a writing transaction sees, its own changes included.</summary>
internal interface IWriteRows
{
    /// <summary>One feature, or null.</summary>
    ValueTask<FeatureRow?> GetAsync(LayerDef layer, string id, CancellationToken cancellationToken);

    /// <summary>Those of the ids that a layer holds.</summary>
    ValueTask<IReadOnlySet<string>> PresentAsync(LayerDef layer, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>The rows of a query.</summary>
    ValueTask<IReadOnlyList<FeatureRow>> RowsAsync(FeatureQuery query, CancellationToken cancellationToken);
}
