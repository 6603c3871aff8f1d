using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace Jining231.Geo.Siting;

/// <summary>
/// Plots that are not rectangles: a whole eligible block of the right size, or a bigger block cut by one straight line.
/// </summary>
/// <remarks>
/// <b>Width.</b> A block has width w if discs as wide as w, each wholly in the block and their middles connected, cover at least 90 % of
/// it, four square corners not counted: a machine w wide can be driven through all of it but for corners and short tails.
/// </remarks>
internal static class BlockSearch
{
    /// <summary>A whole block may be this much larger than asked.</summary>
    public const double LargestExcess = 1.3;

    /// <summary>Part of a block that the discs must cover, but for the corners.</summary>
    private const double CoreShare = 0.9;

    /// <summary>A block of exactly the width has it: a hundredth of a metre is what boundary points are kept to.</summary>
    private const double ToleranceM = 0.01;

    private const double ClearanceM = 0.02;
    private const int CoarseBisections = 12;
    private const int FineBisections = 24;
    private const int EnoughCuts = 4;

    /// <summary>Blocks of eligible land (EPSG:4548), most compact first; <paramref name="axes"/> are the cutting directions in order of preference, radians, and
    /// <paramref name="known"/> is what is known of how wide this land is, or other land that holds it.</summary>
    public static IReadOnlyList<PlotCandidate> Find(
        Geometry eligible, PlotDemand demand, IReadOnlyList<double> axes, Func<Polygon, bool> accept, WideBound? known = null) =>
        [.. InTurn(eligible, demand, axes, accept, known).OrderByDescending(c => c.Promise)];

    /// <summary>The same blocks, each as soon as it is found.</summary>
    public static IEnumerable<PlotCandidate> InTurn(
        Geometry eligible, PlotDemand demand, IReadOnlyList<double> axes, Func<Polygon, bool> accept, WideBound? known = null)
    {
        Polygon[] parts = [.. Polygons.Parts(eligible).TakeWhile(p => p.Area >= demand.AreaM2)];
        foreach (var part in parts)
        {
            var bound = parts.Length == 1 && known is not null ? known : new WideBound(part);
            if (bound.ExcludesBlocks(demand.MinWidthM, demand.AreaM2))
                continue;
            if (Inner(part) is not { } inner || inner.Area < demand.AreaM2)
                continue;
            if (demand.Wants(PlotKinds.Block) && inner.Area <= demand.AreaM2 * LargestExcess)
            {
                if (Fits(inner))
                    yield return Candidate("block", inner);
            }
            else if (demand.Wants(PlotKinds.Cut))
                foreach (var piece in Cuts(inner, demand, axes, bound, Fits))
                    yield return Candidate("cut", piece);
        }

        bool Fits(Polygon plot) => HasWidth(plot, demand.MinWidthM) && accept(plot);
    }

    private static IEnumerable<Polygon> Cuts(
        Polygon block, PlotDemand demand, IReadOnlyList<double> axes, WideBound bound, Func<Polygon, bool> fits)
    {
        var found = 0;
        foreach (var axis in axes)
        {
            for (var side = 0; side < 4; side++)
            {
                var frame = new RotatedFrame(axis + side * Math.PI / 2);
                if (!MayCut(block, demand, frame, bound) || Cut(block, demand, frame) is not { } piece || !fits(piece))
                    continue;
                found++;
                yield return piece;
            }

            if (found >= EnoughCuts)
                break;
        }
    }

    /// <summary>True if the block has the width, by the definition in the remarks.</summary>
    public static bool HasWidth(Polygon block, double widthM)
    {
        if (widthM <= ToleranceM)
            return true;
        var (reach, arcs) = ((widthM - ToleranceM) / 2, new BufferParameters(8));
        var parts = Polygons.Parts(block.Buffer(-reach, arcs));
        return parts.Count == 1 && parts[0].Buffer(reach, arcs).Area >= LeastCovered(block.Area, widthM);
    }

    /// <summary>Area (m²) that discs of a width must cover of a block of some area, m².</summary>
    public static double LeastCovered(double areaM2, double widthM) => CoreShare * areaM2 - WideLand.Corners * widthM * widthM;

    /// <summary>False only if <see cref="Cut"/> of the block gives nothing that has the width, as the cells of land that holds it know.</summary>
    public static bool MayCut(Polygon block, PlotDemand demand, RotatedFrame frame, WideBound bound) =>
        Line(block, demand, frame, CoarseBisections) is { } t && !bound.ExcludesBlocks(demand.MinWidthM, demand.AreaM2, (frame, t));

    /// <summary>Cuts off the piece with u ≤ t whose largest connected part has the area; null if it cannot be had within the excess.</summary>
    public static Polygon? Cut(Polygon block, PlotDemand demand, RotatedFrame frame) =>
        Line(block, demand, frame, CoarseBisections + FineBisections) is { } t && HalfPlane.LargestPartUpTo(block, frame, t) is { } piece
            && piece.Area >= demand.AreaM2 && piece.Area <= demand.AreaM2 * LargestExcess ? piece : null;

    /// <summary>The smallest t, or a little more, at which the largest connected part with u ≤ t has the area; null if it then is larger than the most.</summary>
    private static double? Line(Polygon block, PlotDemand demand, RotatedFrame frame, int bisections)
    {
        var turned = new TurnedPolygon(block, frame);
        var target = demand.AreaM2 + 1;
        double from = turned.MinU, to = turned.MaxU;
        for (var i = 0; i < bisections; i++)
            _ = turned.AreaUpTo((from + to) / 2) < target ? from = (from + to) / 2 : to = (from + to) / 2;
        if (turned.LargestPartUpTo(to) >= demand.AreaM2)
            return to;
        (from, to) = (to, turned.MaxU);
        for (var i = 0; i < CoarseBisections && to - from > 1; i++)
        {
            var t = (from + to) / 2;
            _ = turned.LargestPartUpTo(t) >= target ? to = t : from = t;
        }

        return turned.LargestPartUpTo(to) > demand.AreaM2 * LargestExcess ? null : to;
    }

    /// <summary>The largest part of a block without its edge, which rounding may move; necks of twice that width part.</summary>
    private static Polygon? Inner(Polygon block) =>
        Polygons.Largest(block.Buffer(-ClearanceM, new BufferParameters(8, EndCapStyle.Round, JoinStyle.Mitre, 2)));

    private static PlotCandidate Candidate(string shape, Polygon plot)
    {
        var (width, length) = MainAxis.Sides(plot);
        return new PlotCandidate(shape, plot, width, length, 0);
    }
}
