using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>
/// Rectangles on a coarse grid and then a fine one; whole and cut blocks where they are asked for, or, where no kind is chosen, where no
/// rectangle fits.
/// </summary>
internal static class PlotSearch
{
    private const double CoarseCells = 20;
    private const double FineCells = 60;
    private const double MostCoarse = 25_000;
    private const double MostFine = 150_000;

    /// <summary>Buckets after which no further orientation is tried: there is room to choose from already.</summary>
    private const int Plenty = 32;

    /// <summary>
    /// Candidates in the land (EPSG:4548), of each kind the most promising first; <paramref name="known"/> is what is known of how wide it is, or of
    /// other land that holds it.
    /// </summary>
    public static IReadOnlyList<PlotCandidate> Find(
        Geometry land, IReadOnlyList<double> axes, PlotDemand demand, Func<Polygon, bool> accept, WideBound? known = null)
    {
        var bound = known ?? new WideBound(land);
        var found = Rectangles(land, bound, axes, demand, accept);
        return WantsBlocks(demand, bound, found.Count > 0) ? [.. found, .. BlockSearch.Find(land, demand, axes, accept, bound)] : found;
    }

    /// <summary>True if a candidate of the same search passes the test; nothing is looked for beyond the first that does.</summary>
    public static bool Any(
        Geometry land, IReadOnlyList<double> axes, PlotDemand demand, Func<Polygon, bool> accept, WideBound bound, Func<PlotCandidate, bool> test)
    {
        var found = Rectangles(land, bound, axes, demand, accept);
        return found.Any(test) || WantsBlocks(demand, bound, found.Count > 0) && BlockSearch.InTurn(land, demand, axes, accept, bound).Any(test);
    }

    private static bool WantsBlocks(PlotDemand demand, WideBound bound, bool anyRectangle) =>
        (demand.Wants(PlotKinds.Cut) || demand.Wants(PlotKinds.Block)) && !(demand.Kinds == PlotKinds.None && anyRectangle)
        && !bound.ExcludesBlocks(demand.MinWidthM, demand.AreaM2);

    private static IReadOnlyList<PlotCandidate> Rectangles(Geometry land, WideBound bound, IReadOnlyList<double> axes, PlotDemand demand, Func<Polygon, bool> accept)
    {
        if (!demand.Wants(PlotKinds.Rectangle))
            return [];
        var possible = Possible(bound, axes, demand);
        var cell = CellM(land, demand, CoarseCells, MostCoarse);
        var coarse = new List<(PlotGrid Grid, IReadOnlyList<(double WidthM, double LengthM)> Shapes)>();
        var found = RectangleSearch.Find(Coarse(), demand, accept, Plenty);
        return found.Count > 0 ? found : RectangleSearch.Find(Fine(), demand, accept, Plenty);

        IEnumerable<(PlotGrid, IReadOnlyList<(double, double)>)> Coarse()
        {
            for (var i = 0; i < axes.Count; i++)
            {
                if (possible[i].Count == 0)
                    continue;
                coarse.Add((PlotGrid.Build(land, axes[i], cell), possible[i]));
                yield return coarse[^1];
            }
        }

        IEnumerable<(PlotGrid, IReadOnlyList<(double, double)>)> Fine() => coarse
            .Select(g => (g.Grid.Frame, Shapes: (IReadOnlyList<(double, double)>)[.. g.Shapes.Where(s => RectangleSearch.MayFit(g.Grid, s.WidthM, s.LengthM))]))
            .Where(p => p.Shapes.Count > 0)
            .Select(p => (PlotGrid.Build(land, p.Frame.AngleRad, CellM(land, demand, FineCells, MostFine)), p.Shapes));
    }

    /// <summary>For each axis the rectangles that cells do not rule out, m.</summary>
    private static List<(double WidthM, double LengthM)>[] Possible(WideBound bound, IReadOnlyList<double> axes, PlotDemand demand)
    {
        List<(double, double)>[] possible = [.. axes.Select(_ => new List<(double, double)>())];
        foreach (var (width, length) in demand.Shapes())
            for (var i = 0; i < axes.Count; i++)
                if (!bound.ExcludesRectangle(width, length, axes[i]))
                    possible[i].Add((width, length));
        return possible;
    }

    /// <summary>Coarse grids in every orientation.</summary>
    public static IEnumerable<PlotGrid> Coarse(Geometry land, IReadOnlyList<double> axes, PlotDemand demand)
    {
        var cell = CellM(land, demand, CoarseCells, MostCoarse);
        return axes.Select(a => PlotGrid.Build(land, a, cell));
    }

    private static double CellM(Geometry land, PlotDemand demand, double perSide, double most)
    {
        var box = land.EnvelopeInternal;
        var side = Math.Min(Math.Sqrt(demand.AreaM2), demand.MinWidthM > 0 ? 2 * demand.MinWidthM : double.MaxValue);
        return Math.Max(Math.Max(1, side / perSide), Math.Sqrt(box.Width * box.Height / most));
    }
}
