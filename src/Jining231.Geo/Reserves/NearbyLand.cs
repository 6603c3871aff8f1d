using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves;

/// <summary>Tells one who is refused land that another holds which free land of the same park would serve instead. Pure.</summary>
internal static class NearbyLand
{
    private const int Most = 3;
    private const double LeastAspect = 3;

    /// <summary>
    /// The refusal with holder, end and overlap as they are in the scene, and with the free plots nearest to the wish
    /// (<paramref name="block"/>, EPSG:4490); what is not about an overlap stays as it is.
    /// </summary>
    public static GeoProblemException Explain(
        GeoProblemException refusal, Geometry block, string parkId, LandScene scene, RulePack rules, ReserveUseCase use, string? exceptId)
    {
        if (refusal.Problems.All(p => p.Code != ProblemCode.Overlap) || scene.Find("parks", parkId) is not { Plane: not null } park)
            return refusal;
        var plane = Reproject.ToPlane(block);
        var plots = Plots(plane, park, scene, rules, LandCheck.Use(use, park, rules, exceptId) with { ReserveUse = "none" });
        return new GeoProblemException(
        [
            .. refusal.Problems.Select(p => p.Code != ProblemCode.Overlap ? p : (LandCheck.Taken(plane, scene, exceptId) ?? p) with { Instead = plots }),
        ]);
    }

    /// <summary>Plots of at least the wish's area, no longer for their width than the wish or 3 : 1, that do not overlap each other; nearest first.</summary>
    private static IReadOnlyList<ProblemPlot> Plots(Geometry wish, SceneFeature park, LandScene scene, RulePack rules, LandUse use)
    {
        var land = ParkLand.Of(park, scene, rules, use);
        var (width, length) = MainAxis.Sides(wish);
        var area = Math.Max(EllipsoidalArea.OfPlane(wish), wish.Area);
        var demand = PlotDemand.In(park.Plane!, area, 0, Math.Max(LeastAspect, width > 0 ? length / width : LeastAspect));
        var room = Polygons.AtLeast(Polygons.Parts(land.Eligibility.Eligible), demand.AreaM2);
        if (room.IsEmpty)
            return [];
        var chosen = new List<PlotOutline>();
        var found = ParkPlots.Find(land, room, demand, area, new PlotRules(scene, rules, use), _ => true).Proved.Select(p => p.Outline);
        foreach (var plot in found.OrderBy(p => Math.Round(wish.Distance(p.Plane), 2)))
            if (chosen.Count < Most && chosen.TrueForAll(c => Overlay.Intersection(c.Plane, plot.Plane).Area <= Overlay.ToleranceM2))
                chosen.Add(plot);
        return
        [
            .. chosen.Select(p => new ProblemPlot(
                park.Id, park.Name, Units.RoundM2(p.EllipsoidalM2), Units.RoundM2(p.PlanarM2), Math.Round(wish.Distance(p.Plane), 2), p.Geographic)),
        ];
    }
}
