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

    /// <summary>Candidates in the land (EPSG:4548), of each kind the most promising first.</summary>
    public static IReadOnlyList<PlotCandidate> Find(Geometry land, IReadOnlyList<double> axes, PlotDemand demand, Func<Polygon, bool> accept)
    {
        var bound = new WideBound(land);
        var found = demand.Wants(PlotKinds.Rectangle) ? Rectangles(land, bound, axes, demand, accept) : [];
        var blocks = demand.Wants(PlotKinds.Cut) || demand.Wants(PlotKinds.Block);
        if (!blocks || (demand.Kinds == PlotKinds.None && found.Count > 0) || !WideLand.Holds(land, bound, demand.MinWidthM, BlockSearch.CoreShare * demand.AreaM2))
            return found;
        return [.. found, .. BlockSearch.Find(land, demand, axes, accept)];
    }

    private static IReadOnlyList<PlotCandidate> Rectangles(Geometry land, WideBound bound, IReadOnlyList<double> axes, PlotDemand demand, Func<Polygon, bool> accept)
    {
        var shapes = demand.Shapes();
        var found = RectangleSearch.Find(Grids(land, axes, demand, CoarseCells, MostCoarse), demand, shapes, accept, Plenty);
        return found.Count == 0 && Possible(land, bound, shapes, demand.AreaM2) is { Count: > 0 } possible
            ? RectangleSearch.Find(Grids(land, axes, demand, FineCells, MostFine), demand, possible, accept, Plenty)
            : found;
    }

    /// <summary>Coarse grids in every orientation.</summary>
    public static IReadOnlyList<PlotGrid> Coarse(Geometry land, IReadOnlyList<double> axes, PlotDemand demand) =>
        [.. Grids(land, axes, demand, CoarseCells, MostCoarse)];

    /// <summary>The shapes that wide enough land has the area for: a rectangle lies in the land opened by its own width.</summary>
    private static IReadOnlyList<(double WidthM, double LengthM)> Possible(
        Geometry land, WideBound bound, IReadOnlyList<(double WidthM, double LengthM)> shapes, double areaM2)
    {
        var first = shapes.Count;
        while (first > 0 && WideLand.Holds(land, bound, shapes[first - 1].WidthM, areaM2))
            first--;
        return [.. shapes.Skip(first)];
    }

    private static IEnumerable<PlotGrid> Grids(Geometry land, IReadOnlyList<double> axes, PlotDemand demand, double perSide, double most)
    {
        var box = land.EnvelopeInternal;
        var side = Math.Min(Math.Sqrt(demand.AreaM2), demand.MinWidthM > 0 ? 2 * demand.MinWidthM : double.MaxValue);
        var cell = Math.Max(Math.Max(1, side / perSide), Math.Sqrt(box.Width * box.Height / most));
        return axes.Select(a => PlotGrid.Build(land, a, cell));
    }
}
