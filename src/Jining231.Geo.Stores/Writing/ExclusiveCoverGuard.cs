using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Writing;

/// <summary>
/// Keeps <see cref="ExclusiveCover"/> in the writing transaction: for the rows written, against every live row of the layer (a
/// park and its sub-park share their land), and for the children of a parent changed.
/// </summary>
internal sealed class ExclusiveCoverGuard(IWriteRows rows, IReadOnlyList<LayerDef> catalog)
{
    public async Task CheckAsync(IReadOnlyList<FeatureChange> changes, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var layer in catalog)
        {
            if (layer.ExclusiveCover is not { } cover)
                continue;
            foreach (var id in Ids(changes, layer.Name))
                await CheckRowAsync(layer, cover, id, at, cancellationToken).ConfigureAwait(false);
            foreach (var parentId in Ids(changes, cover.ParentLayer))
                await CheckChildrenAsync(layer, cover, parentId, at, cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<string> Ids(IReadOnlyList<FeatureChange> changes, string layer) =>
        changes.Where(c => c.Layer == layer).Select(c => c.Id).Distinct(StringComparer.Ordinal);

    private async Task CheckRowAsync(LayerDef layer, ExclusiveCover cover, string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await rows.GetAsync(layer, id, cancellationToken).ConfigureAwait(false) is not { } row || !ExclusiveCoverCheck.IsLive(cover, row, at))
            return;
        var parent = await rows.GetAsync(Parent(cover), row.Text(cover.ParentField) ?? "", cancellationToken).ConfigureAwait(false);
        if (ExclusiveCoverCheck.Outside(cover, row, parent) is { } outside)
            throw new GeoProblemException(outside);
        if (row.ReadGeometry() is not { } shape)
            return;
        var near = await rows.RowsAsync(new FeatureQuery(layer.Name) { Bbox = shape.EnvelopeInternal }, cancellationToken).ConfigureAwait(false);
        foreach (var other in near)
            if (other.Id != id && ExclusiveCoverCheck.IsLive(cover, other, at) && ExclusiveCoverCheck.Overlaps(cover, row, other) is { } overlap)
                throw new GeoProblemException(overlap);
    }

    private async Task CheckChildrenAsync(LayerDef layer, ExclusiveCover cover, string parentId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var parent = await rows.GetAsync(Parent(cover), parentId, cancellationToken).ConfigureAwait(false);
        var children = new FeatureQuery(layer.Name) { Filters = [new FieldFilter(cover.ParentField, [parentId])] };
        foreach (var child in await rows.RowsAsync(children, cancellationToken).ConfigureAwait(false))
            if (ExclusiveCoverCheck.IsLive(cover, child, at) && ExclusiveCoverCheck.Outside(cover, child, parent) is { } stranded)
                throw new GeoProblemException(stranded);
    }

    private LayerDef Parent(ExclusiveCover cover) => catalog.First(l => l.Name == cover.ParentLayer);
}
