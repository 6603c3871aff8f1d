using Jining231.Geo.Eligibility;
using Jining231.Geo.Siting.Corridors;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Jining231.Geo.Siting;

/// <summary>
/// Proves a plot on the vertices that will be stored: covered by eligible land, inside its park, large enough by both area methods,
/// exact distances kept, nothing taken overlapped. What is not proved is not offered.
/// </summary>
/// <param name="park">The park, EPSG:4548.</param>
/// <param name="eligible">Land that the plot must lie in, strips that may lie in it included.</param>
/// <param name="rules">The rules as a plot meets them.</param>
/// <param name="areaM2">Area asked for, m².</param>
/// <param name="across">True if strips of corridors that do not split a plot may lie in it.</param>
internal sealed class PlotProof(Geometry park, Geometry eligible, PlotRules rules, double areaM2, bool across = false)
{
    private readonly IPreparedGeometry _eligible = PreparedGeometryFactory.Prepare(eligible);
    private readonly IPreparedGeometry _park = PreparedGeometryFactory.Prepare(park);

    /// <summary>The nearest feature of every removing rule, tightest margin first; null if the plot fails.</summary>
    public IReadOnlyList<(Clearance Clearance, SceneFeature Feature)>? Prove(PlotOutline outline)
    {
        var plot = outline.Plane;
        var strips = Strips(plot);
        if (outline.EllipsoidalM2 < areaM2 || outline.PlanarM2 < areaM2 || strips?.CountedM2 < areaM2 || !_eligible.Covers(plot) || Outside(plot) > Overlay.ToleranceM2
            || rules.Inverse.Any(r => OutsideOf(rules.Judged(r, plot), rules.Of(r, plot)) > Overlay.ToleranceM2)
            || rules.Taken(plot).Any(f => Overlap(plot, f.Plane!) > Overlay.ToleranceM2))
            return null;
        var clearances = new List<(Clearance, SceneFeature)>();
        foreach (var (rule, required, features) in rules.Around(plot))
        {
            var judged = strips is null ? rules.Judged(rule, plot) : strips.Beside(rule, rules.Judged(rule, plot));
            if (judged.IsEmpty)
                continue;
            if (required <= 0 && features.Any(f => Overlap(judged, f.Plane!) > Overlay.ToleranceM2))
                return null;
            if (Distances.Nearest(judged, features) is not { } near)
                continue;
            if (near.Metres < required)
                return null;
            if (near.Metres <= Math.Max(PlotRules.ReachM, required))
                clearances.Add((new Clearance(
                    near.Feature.Layer, near.Feature.Id, near.Feature.Name, rule.Key, required, Distances.Down(near.Metres)), near.Feature));
        }

        return [.. clearances.OrderBy(c => Math.Round(c.Item1.ActualM - c.Item1.RequiredM, 2)).ThenBy(c => c.Item1.Rule, StringComparer.Ordinal)];
    }

    /// <summary>The strips inside a plot, where they may lie there; null: none.</summary>
    public StripLand? Strips(Geometry plot) => across ? StripLand.Of(plot, rules) : null;

    /// <summary>Conditioning features that the plot overlaps or that lie within their distance of it, in the order of the rules.</summary>
    public IReadOnlyList<(SiteCondition Condition, SceneFeature Feature)> Conditions(Geometry plot)
    {
        var conditions = new List<(SiteCondition, SceneFeature)>();
        foreach (var (rule, metres, features) in rules.Conditioning(plot))
            foreach (var feature in features)
            {
                var overlap = Units.RoundM2(Overlap(plot, feature.Plane!));
                if (overlap > Overlay.ToleranceM2 || metres > 0 && plot.IsWithinDistance(feature.Plane!, metres))
                    conditions.Add((new SiteCondition(
                        rule.Key, feature.Layer, feature.Id, feature.Name, overlap,
                        $"涉及“{rule.TitleZh}”（{feature.Name}），须办理相应手续。",
                        $"Touches '{rule.TitleEn}' ({feature.Name}): the procedure for it is needed."), feature));
            }

        return conditions;
    }

    private double Outside(Geometry plot) => _park.Covers(plot) ? 0 : Overlay.Difference(plot, park).Area;

    private static double OutsideOf(Geometry plot, IReadOnlyList<SceneFeature> features) =>
        features.Any(f => f.Plane!.Covers(plot)) ? 0 : Overlay.Difference(plot, Overlay.Union([.. features.Select(f => f.Plane!)])).Area;

    private static double Overlap(Geometry plot, Geometry other) =>
        other.Dimension == Dimension.Surface && plot.Intersects(other) ? Overlay.Intersection(plot, other).Area : 0;
}
