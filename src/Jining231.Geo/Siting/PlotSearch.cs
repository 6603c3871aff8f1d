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
        var coarse = new List<(PlotGrid Grid, IReadOnlyList<(double WidthM, double LengthM)> Shapes)>();
        var found = RectangleSearch.Find(Possible(bound, axes, demand).Select(p => Kept(Coarse(land, p.Axis, demand), p.Shapes)), demand, accept, Plenty);
        return found.Count > 0 ? found : RectangleSearch.Find(Fine(), demand, accept, Plenty);

        (PlotGrid, IReadOnlyList<(double, double)>) Kept(PlotGrid grid, IReadOnlyList<(double, double)> shapes)
        {
            coarse.Add((grid, shapes));
            return (grid, shapes);
        }

        IEnumerable<(PlotGrid, IReadOnlyList<(double, double)>)> Fine() => coarse
            .Select(g => (g.Grid.Frame, Shapes: (IReadOnlyList<(double, double)>)[.. g.Shapes.Where(s => RectangleSearch.MayFit(g.Grid, s.WidthM, s.LengthM))]))
            .Where(p => p.Shapes.Count > 0)
            .Select(p => (PlotGrid.Build(land, p.Frame.AngleRad, CellM(land, demand, FineCells, MostFine)), p.Shapes));
    }

    /// <summary>The rectangles (m) that cells do not rule out, for each axis that has some.</summary>
    private static IEnumerable<(double Axis, List<(double WidthM, double LengthM)> Shapes)> Possible(WideBound bound, IReadOnlyList<double> axes, PlotDemand demand)
    {
        (double Axis, List<(double, double)> Shapes)[] possible = [.. axes.Select(a => (a, new List<(double, double)>()))];
        // Axis after axis for one width: cells that are wide enough are measured once.
        foreach (var (width, length) in demand.Shapes())
            foreach (var (axis, shapes) in possible)
                if (!bound.ExcludesRectangle(width, length, axis))
                    shapes.Add((width, length));
        return possible.Where(p => p.Shapes.Count > 0);
    }

    /// <summary>A coarse grid in one orientation.</summary>
    public static PlotGrid Coarse(Geometry land, double axis, PlotDemand demand) => PlotGrid.Build(land, axis, CellM(land, demand, CoarseCells, MostCoarse));

    private static double CellM(Geometry land, PlotDemand demand, double perSide, double most)
    {
        var box = land.EnvelopeInternal;
        var side = Math.Min(Math.Sqrt(demand.AreaM2), demand.MinWidthM > 0 ? 2 * demand.MinWidthM : double.MaxValue);
        return Math.Max(Math.Max(1, side / perSide), Math.Sqrt(box.Width * box.Height / most));
    }
}
