using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers;

/// <summary>The pure half of <see cref="ExclusiveCover"/>: both stores judge by this, inside their writing transaction.</summary>
public static class ExclusiveCoverCheck
{
    /// <summary>True if the row is live at that instant: its state is a live one and its time is not over.</summary>
    public static bool IsLive(ExclusiveCover cover, FeatureRow row, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(cover);
        ArgumentNullException.ThrowIfNull(row);
        if (row.Text(cover.StateField) is not { } state || !cover.LiveUntil.TryGetValue(state, out var untilField))
            return false;
        return untilField is null || row.Instant(untilField) is not { } until || at < until;
    }

    /// <summary>The problem of a live row that does not lie in its parent, or null.</summary>
    public static GeoProblem? Outside(ExclusiveCover cover, FeatureRow row, FeatureRow? parent)
    {
        ArgumentNullException.ThrowIfNull(cover);
        ArgumentNullException.ThrowIfNull(row);
        var parentId = row.Text(cover.ParentField);
        if (parent is null)
            return new GeoProblem(ProblemCode.NotFound, $"没有园区“{parentId}”。", $"There is no {cover.ParentLayer} feature '{parentId}'.") { Field = "/" + cover.ParentField };
        if (parent.ReadGeometry() is not { } parentShape)
            return new GeoProblem(ProblemCode.OutsidePark, $"“{parent.Text("name")}”的位置不明，不能在其中划定地块。", $"'{parent.Id}' has no known location; no block can lie in it.")
            {
                Field = "/" + cover.ParentField,
                Feature = new ProblemFeature(cover.ParentLayer, parent.Id, parent.Text("name"), null, null, null),
            };
        var outside = Overlay.Difference(Plane(row), Reproject.ToPlane(parentShape)).Area;
        return outside <= Overlay.ToleranceM2 ? null : new GeoProblem(
            ProblemCode.OutsidePark,
            $"地块有 {outside:F2} m²（平面面积）在“{parent.Text("name")}”以外。",
            $"{outside:F2} m² (planar, EPSG:4548) of the block lie outside '{parent.Id}'.")
        {
            Field = "/geometry",
            Feature = new ProblemFeature(cover.ParentLayer, parent.Id, parent.Text("name"), null, null, Math.Round(outside, 2)),
        };
    }

    /// <summary>The problem of a live row that overlaps another live row, or null.</summary>
    public static GeoProblem? Overlaps(ExclusiveCover cover, FeatureRow row, FeatureRow other)
    {
        ArgumentNullException.ThrowIfNull(cover);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(other);
        Geometry a = Plane(row), b = Plane(other);
        if (!a.EnvelopeInternal.Intersects(b.EnvelopeInternal))
            return null;
        var shared = Overlay.Intersection(a, b).Area;
        if (shared <= Overlay.ToleranceM2)
            return null;
        var until = cover.LiveUntil[other.Text(cover.StateField)!] is { } field ? other.Instant(field) : null;
        var holder = other.Layer.IndexOf("holder") >= 0 ? other.Text("holder") : null;
        return new GeoProblem(
            ProblemCode.Overlap,
            $"与“{other.Text("name")}”（持有人：{holder}）重叠 {shared:F2} m²（平面面积）。",
            $"Overlaps '{other.Text("name")}' (holder: {holder}) by {shared:F2} m² (planar, EPSG:4548).")
        {
            Field = "/geometry",
            Feature = new ProblemFeature(row.Layer.Name, other.Id, other.Text("name"), holder, until, Math.Round(shared, 2)),
        };
    }

    private static Geometry Plane(FeatureRow row) =>
        Reproject.ToPlane(row.ReadGeometry() ?? GeoFactory.Geographic.CreateMultiPolygon());
}
