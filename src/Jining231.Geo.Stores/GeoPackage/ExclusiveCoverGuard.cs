using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Keeps <see cref="ExclusiveCover"/> in the writing transaction: for the rows written, and for the children of a parent changed.</summary>
internal sealed class ExclusiveCoverGuard(GeoPackageWriter writer, IReadOnlyList<LayerDef> catalog)
{
    public void Check(IReadOnlyList<FeatureChange> changes, DateTimeOffset at)
    {
        foreach (var layer in catalog)
        {
            if (layer.ExclusiveCover is not { } cover)
                continue;
            foreach (var id in Ids(changes, layer.Name))
                CheckRow(layer, cover, id, at);
            foreach (var parentId in Ids(changes, cover.ParentLayer))
                CheckChildren(layer, cover, parentId, at);
        }
    }

    private static IEnumerable<string> Ids(IReadOnlyList<FeatureChange> changes, string layer) =>
        changes.Where(c => c.Layer == layer).Select(c => c.Id).Distinct(StringComparer.Ordinal);

    private void CheckRow(LayerDef layer, ExclusiveCover cover, string id, DateTimeOffset at)
    {
        if (writer.Get(layer, id) is not { } row || !ExclusiveCoverCheck.IsLive(cover, row, at))
            return;
        var parentId = row.Text(cover.ParentField) ?? "";
        var parent = writer.Get(Parent(cover), parentId);
        if (ExclusiveCoverCheck.Outside(cover, row, parent) is { } outside)
            throw new GeoProblemException(outside);
        foreach (var other in writer.Rows(layer, cover.ParentField, parentId))
            if (other.Id != id && ExclusiveCoverCheck.IsLive(cover, other, at) && ExclusiveCoverCheck.Overlaps(cover, row, other) is { } overlap)
                throw new GeoProblemException(overlap);
    }

    private void CheckChildren(LayerDef layer, ExclusiveCover cover, string parentId, DateTimeOffset at)
    {
        var parent = writer.Get(Parent(cover), parentId);
        foreach (var child in writer.Rows(layer, cover.ParentField, parentId))
            if (ExclusiveCoverCheck.IsLive(cover, child, at) && ExclusiveCoverCheck.Outside(cover, child, parent) is { } stranded)
                throw new GeoProblemException(stranded);
    }

    private LayerDef Parent(ExclusiveCover cover) => catalog.First(l => l.Name == cover.ParentLayer);
}
