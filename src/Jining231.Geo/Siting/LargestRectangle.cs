namespace Jining231.Geo.Siting;

/// <summary>The largest rectangle that still fits: the number behind "no room".</summary>
internal static class LargestRectangle
{
    private const int Steps = 12;

    /// <summary>Widest square (m) and largest rectangle of the demanded form (m²).</summary>
    public static (double WidestM, double LargestM2) Limits(IReadOnlyList<PlotGrid> grids, PlotDemand demand) => (
        WidthM(grids, Math.Sqrt(2 * demand.AreaM2) + demand.MinWidthM),
        AreaM2(grids, demand.MinWidthM, demand.MaxAspect, demand.AreaM2));

    /// <summary>
    /// Width (m, whole, conservative by up to one grid cell) of the widest square that fits in any orientation, up to a bound; 0 if none does.
    /// No plot of the park can be a rectangle with a larger smallest side than about this.
    /// </summary>
    public static double WidthM(IReadOnlyList<PlotGrid> grids, double upToM) =>
        Math.Floor(Math.Min(upToM, grids.Select(g => g.LargestSquare * g.CellM - 2 * RectangleSearch.ClearanceM).Append(0).Max()));

    /// <summary>
    /// Area (m², conservative) of the largest rectangle whose width is at least <paramref name="minWidthM"/> and whose aspect is at
    /// most <paramref name="maxAspect"/>, up to <paramref name="upToM2"/>; 0 if none fits.
    /// </summary>
    public static double AreaM2(IReadOnlyList<PlotGrid> grids, double minWidthM, double maxAspect, double upToM2)
    {
        var best = 0.0;
        foreach (var grid in grids)
        {
            if (!Fits(grid, Math.Max(best * 1.01, minWidthM * minWidthM + 1), minWidthM, maxAspect))
                continue;
            double low = Math.Max(best, minWidthM * minWidthM), high = upToM2;
            for (var i = 0; i < Steps && high - low > low / 100 + 1; i++)
            {
                var middle = (low + high) / 2;
                if (Fits(grid, middle, minWidthM, maxAspect))
                    low = middle;
                else
                    high = middle;
            }

            best = low;
        }

        return best;
    }

    private static bool Fits(PlotGrid grid, double areaM2, double minWidthM, double maxAspect) =>
        new PlotDemand(areaM2, minWidthM, maxAspect).Shapes().Any(s =>
            RectangleSearch.Fits(grid, s.LengthM, s.WidthM) || RectangleSearch.Fits(grid, s.WidthM, s.LengthM));
}
