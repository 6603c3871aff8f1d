using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace Jining231.Geo.Siting;

/// <summary>
/// Plots that are not rectangles: a whole eligible block of the right size, or a bigger block cut by one straight line.
/// </summary>
/// <remarks>
/// <b>Width.</b> A block has width w if its core (the block eroded by w/2) is one connected piece and the core grown again by w/2
/// covers at least 90 % of the block: a machine w wide can be driven through all of it but for corners and short tails.
/// </remarks>
internal static class BlockSearch
{
    /// <summary>A whole block may be this much larger than asked.</summary>
    public const double LargestExcess = 1.3;

    /// <summary>Part of a block that the grown core must cover.</summary>
    public const double CoreShare = 0.9;

    private const double ClearanceM = 0.02;
    private const int Bisections = 12;
    private const int EnoughCuts = 4;

    /// <summary>Blocks of eligible land (EPSG:4548), most compact first; <paramref name="axes"/> are the cutting directions in order of preference, radians, and
    /// <paramref name="known"/> is what is known of how wide this land is, or other land that holds it.</summary>
    public static IReadOnlyList<PlotCandidate> Find(
        Geometry eligible, PlotDemand demand, IReadOnlyList<double> axes, Func<Polygon, bool> accept, WideBound? known = null)
    {
        var found = new List<PlotCandidate>();
        Polygon[] parts = [.. Polygons.Parts(eligible).TakeWhile(p => p.Area >= demand.AreaM2)];
        foreach (var part in parts)
        {
            var bound = parts.Length == 1 && known is not null ? known : new WideBound(part);
            if (bound.ExcludesBlocks(demand.MinWidthM, demand.AreaM2))
                continue;
            var inner = Polygons.Largest(Grow(part, -ClearanceM));
            if (inner is null || inner.Area < demand.AreaM2 || !WideLand.Holds(inner, bound, demand.MinWidthM, CoreShare * demand.AreaM2))
                continue;
            if (demand.Wants(PlotKinds.Block) && inner.Area <= demand.AreaM2 * LargestExcess)
                Take("block", inner);
            else if (demand.Wants(PlotKinds.Cut))
                CutAlong(inner, bound);
        }

        return [.. found.OrderByDescending(c => c.Promise)];

        void CutAlong(Polygon block, WideBound bound)
        {
            var before = found.Count;
            foreach (var axis in axes)
            {
                for (var side = 0; side < 4; side++)
                    if (Cut(block, demand, new RotatedFrame(axis + side * Math.PI / 2), bound) is { } piece)
                        Take("cut", piece);
                if (found.Count - before >= EnoughCuts)
                    break;
            }
        }

        void Take(string shape, Polygon plot)
        {
            if (HasWidth(plot, demand.MinWidthM) && accept(plot))
                found.Add(Candidate(shape, plot));
        }
    }

    /// <summary>True if the block has the width, by the definition in the remarks.</summary>
    public static bool HasWidth(Polygon block, double widthM)
    {
        if (widthM <= 0)
            return true;
        var parts = Polygons.Parts(Grow(block, -widthM / 2));
        return parts.Count == 1 && Grow(parts[0], widthM / 2).Area >= CoreShare * block.Area;
    }

    /// <summary>
    /// Cuts off the piece with u ≤ t whose largest connected part has the area; null if it cannot be had within the excess, or if the bound, where one is
    /// given, knows that it has not the width.
    /// </summary>
    public static Polygon? Cut(Polygon block, PlotDemand demand, RotatedFrame frame, WideBound? bound = null)
    {
        var areaM2 = demand.AreaM2;
        var turned = new TurnedPolygon(block, frame);
        var target = areaM2 + 1;
        double from = turned.MinU, to = turned.MaxU;
        for (var i = 0; i < 3 * Bisections; i++)
            _ = turned.AreaUpTo((from + to) / 2) < target ? from = (from + to) / 2 : to = (from + to) / 2;
        if (turned.LargestPartUpTo(to) < areaM2)
        {
            (from, to) = (to, turned.MaxU);
            for (var i = 0; i < Bisections && to - from > 1; i++)
            {
                var t = (from + to) / 2;
                _ = turned.LargestPartUpTo(t) >= target ? to = t : from = t;
            }

            if (turned.LargestPartUpTo(to) > areaM2 * LargestExcess)
                return null;
        }

        if (bound?.ExcludesBlocks(demand.MinWidthM, areaM2, (frame, to)) == true)
            return null;
        return HalfPlane.LargestPartUpTo(block, frame, to) is { } piece && piece.Area >= areaM2 && piece.Area <= areaM2 * LargestExcess ? piece : null;
    }

    private static PlotCandidate Candidate(string shape, Polygon plot)
    {
        var (width, length) = MainAxis.Sides(plot);
        return new PlotCandidate(shape, plot, width, length, 0);
    }

    private static Geometry Grow(Geometry polygon, double metres) =>
        polygon.Buffer(metres, new BufferParameters(8, EndCapStyle.Round, JoinStyle.Mitre, 2));
}
