using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting.Corridors;

/// <summary>
/// Looks for plots that lie across strips. Such a plot is offered only where no side of it is enough by itself, and where one side has
/// the width asked for: a strip cannot be built on, so it widens nothing.
/// </summary>
internal static class AcrossSearch
{
    /// <summary>How much larger than asked a plot may be, strips included; the first that gives one is taken.</summary>
    private static readonly double[] Excess = [0, 0.04, 0.1, 0.2, 0.35, 0.6, 1];

    /// <summary>Candidates in land that takes the strips in (EPSG:4548), most promising first.</summary>
    public static IReadOnlyList<PlotCandidate> Find(
        Geometry across, IReadOnlyList<double> axes, PlotDemand demand, PlotRules rules, Func<Polygon, bool> accept)
    {
        foreach (var excess in rules.AnyStripCounts ? Excess : Excess.Skip(1))
        {
            var larger = demand with { AreaM2 = demand.AreaM2 * (1 + excess) };
            var room = Polygons.AtLeast(Polygons.Parts(across), larger.AreaM2);
            if (room.IsEmpty)
                break;
            if (PlotSearch.Find(room, axes, larger, p => LiesAcross(p, demand, rules) && accept(p)) is { Count: > 0 } found)
                return found;
        }

        return [];
    }

    private static bool LiesAcross(Polygon plot, PlotDemand demand, PlotRules rules) =>
        StripLand.Of(plot, rules) is { } strips && strips.LargestSide is { } side
        && side.Area < demand.AreaM2 && strips.Counted.Area >= demand.AreaM2 && BlockSearch.HasWidth(side, demand.MinWidthM);
}
