using Jining231.Geo.Eligibility;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting.Assemblies;

/// <summary>The parcels of a locked assembly: it keeps them as long as they are what its outline is made of.</summary>
internal static class LockedAssembly
{
    /// <summary>The assembly, or what is amiss with it; neither where the plot names no parcels.</summary>
    public static (Assembly? Assembly, Reason? Amiss) Of(LockedPlot plot, PlotOutline outline, LandScene scene)
    {
        if (plot.Parcels.Count == 0)
            return (null, null);
        var parcels = plot.Parcels.Select(id => scene.Find("parcels", id)).ToList();
        if (plot.Parcels.Where((_, i) => parcels[i]?.Plane is null).ToList() is { Count: > 0 } gone)
            return (null, ReasonTexts.ParcelsGone(gone));
        var features = parcels.OfType<SceneFeature>().ToList();
        // Rounded vertices lie off the parcels' own by no more than the snapping distance, all along the outline.
        var whole = Overlay.Union([.. features.Select(f => f.Plane!)]);
        var off = Overlay.Difference(outline.Plane, whole).Area + Overlay.Difference(whole, outline.Plane).Area;
        return off > ParcelUnion.SnapM * outline.Plane.Length
            ? (null, ReasonTexts.ParcelsMoved(off))
            : (new Assembly(features, VacantParcels.OwnersOf(features).Distinct().Count(), null), null);
    }
}
