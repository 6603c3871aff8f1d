using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>
/// Finds rectangles of the demanded size in eligible land: every orientation, every shape, every position on a conservative grid.
/// </summary>
internal static class RectangleSearch
{
    /// <summary>Rectangles stay this far from the cells that are not free, metres, so that rounding cannot break them.</summary>
    public const double ClearanceM = 0.01;

    private const int Ways = 2;

    /// <summary>
    /// The best rectangle of every spread bucket (half a plot wide), best first. <paramref name="accept"/> is asked only for
    /// rectangles that would become the best of their bucket; the order of the answer does not depend on anything but the input.
    /// The grids come in order of preference; no further one is asked for once <paramref name="enough"/> buckets are filled.
    /// </summary>
    public static IReadOnlyList<PlotCandidate> Find(
        IEnumerable<(PlotGrid Grid, IReadOnlyList<(double WidthM, double LengthM)> Shapes)> grids, PlotDemand demand, Func<Polygon, bool> accept,
        int enough = int.MaxValue)
    {
        var buckets = new Dictionary<(int X, int Y), PlotCandidate>();
        var spacing = Math.Sqrt(demand.AreaM2) / 2;
        foreach (var (grid, shapes) in grids)
        {
            foreach (var (width, length) in shapes)
                for (var way = 0; way < (length > width ? Ways : 1); way++)
                    Scan(grid, way == 0 ? length : width, way == 0 ? width : length, width, length, spacing, buckets, accept);
            if (buckets.Count >= enough)
                break;
        }

        return [.. buckets.OrderByDescending(b => b.Value.Promise).ThenBy(b => b.Key).Select(b => b.Value)];
    }

    /// <summary>True if some rectangle (along u, along v; metres) fits on the grid.</summary>
    public static bool Fits(PlotGrid grid, double alongU, double alongV)
    {
        return FreeCells(grid, Cells(grid, alongU), Cells(grid, alongV));
    }

    private static bool FreeCells(PlotGrid grid, int width, int height)
    {
        if (Math.Min(width, height) > grid.LargestSquare)
            return false;
        for (var row = 0; row + height <= grid.Rows; row++)
            for (var column = 0; column + width <= grid.Columns; column++)
                if (grid.IsFree(column, row, width, height))
                    return true;
        return false;
    }

    /// <summary>
    /// False if no rectangle of these sides (metres) lies in the land in the grid's orientation, wherever it starts: of each side it covers all cells
    /// but one wholly, and these are free.
    /// </summary>
    public static bool MayFit(PlotGrid grid, double widthM, double lengthM)
    {
        int across = Covered(grid, widthM), along = Covered(grid, lengthM);
        return across < 1 || FreeCells(grid, along, across) || FreeCells(grid, across, along);
    }

    private static void Scan(
        PlotGrid grid, double alongU, double alongV, double width, double length, double spacing,
        Dictionary<(int X, int Y), PlotCandidate> buckets, Func<Polygon, bool> accept)
    {
        int wide = Cells(grid, alongU), high = Cells(grid, alongV);
        if (Math.Min(wide, high) > grid.LargestSquare)
            return;
        var ring = (double)((wide + 2) * (high + 2) - wide * high);
        var form = width / length;
        for (var row = 0; row + high <= grid.Rows; row++)
            for (var column = 0; column + wide <= grid.Columns; column++)
            {
                if (!grid.IsFree(column, row, wide, high))
                    continue;
                var enclosure = grid.Blocked(column - 1, row - 1, wide + 2, high + 2) / ring;
                var promise = PlotCandidate.PromiseOf(enclosure, form);
                var u = grid.MinU + (column + wide / 2.0) * grid.CellM;
                var v = grid.MinV + (row + high / 2.0) * grid.CellM;
                var centre = grid.Frame.Back(u, v);
                var key = ((int)Math.Floor(centre.X / spacing), (int)Math.Floor(centre.Y / spacing));
                if (buckets.TryGetValue(key, out var best) && best.Promise >= promise)
                    continue;
                var outline = Outline(grid.Frame, u, v, alongU, alongV);
                if (accept(outline))
                    buckets[key] = new PlotCandidate("rectangle", outline, width, length, enclosure);
            }
    }

    /// <summary>Cells that a side covers wholly at least.</summary>
    private static int Covered(PlotGrid grid, double metres) => (int)Math.Floor((metres - ClearanceM) / grid.CellM) - 1;

    private static int Cells(PlotGrid grid, double metres) => (int)Math.Ceiling((metres + 2 * ClearanceM) / grid.CellM);

    private static Polygon Outline(RotatedFrame frame, double u, double v, double alongU, double alongV)
    {
        double a = alongU / 2, b = alongV / 2;
        return GeoFactory.Plane.CreatePolygon(
        [
            frame.Back(u - a, v - b), frame.Back(u + a, v - b), frame.Back(u + a, v + b), frame.Back(u - a, v + b), frame.Back(u - a, v - b),
        ]);
    }
}
