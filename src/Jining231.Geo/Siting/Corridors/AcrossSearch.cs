using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting.Corridors;

/// <summary>
/// Looks for plots that lie across strips. Such a plot is offered only where no side of it is enough by itself, and where one side has
/// the width asked for: a strip cannot be built on, so it widens nothing.
/// </summary>
internal static class AcrossSearch
{
    /// <summary>How much larger than asked a plot may be, strips included; the first that gives one is taken.</summary>
    private static readonly double[] Excess = [0, 0.05, 0.12, 0.25, 0.5, 1];

    /// <summary>Candidates in land that takes the strips in (EPSG:4548), most promising first.</summary>
    public static IReadOnlyList<PlotCandidate> Find(
        Geometry across, IReadOnlyList<double> axes, PlotDemand demand, PlotRules rules, Func<Polygon, bool> accept)
    {
        (Polygon Part, StripLand? Strips)[] parts = [.. Polygons.Parts(across).TakeWhile(p => p.Area >= demand.AreaM2).Select(p => (p, StripLand.Of(p, rules)))];
        parts = [.. parts.Where(p => p.Strips is not null && p.Strips.Counted.Area >= demand.AreaM2)];
        var mostStripM2 = parts.Select(p => p.Part.Area - p.Strips!.Counted.Area).DefaultIfEmpty(0).Max();
        foreach (var excess in rules.AnyStripCounts ? Excess : Excess.Skip(1))
        {
            var larger = demand with { AreaM2 = demand.AreaM2 * (1 + excess) };
            var room = Polygons.AtLeast(parts.Select(p => p.Part), larger.AreaM2);
            if (room.IsEmpty)
                break;
            if (PlotSearch.Find(room, axes, larger, p => LiesAcross(p, demand, rules) && accept(p)) is { Count: > 0 } found)
                return found;
            if (excess * demand.AreaM2 >= mostStripM2)
                break;
        }

        return [];
    }

    private static bool LiesAcross(Polygon plot, PlotDemand demand, PlotRules rules) =>
        StripLand.Of(plot, rules) is { } strips && strips.Counted.Area >= demand.AreaM2 && strips.LargestSide is { } side
        && side.Area < demand.AreaM2 && BlockSearch.HasWidth(side, demand.MinWidthM);
}
