using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>What a plot leaves behind in its park.</summary>
/// <remarks>
/// Land is usable where a square of side s = max(smallest width, √area ÷ 3) fits on a conservative grid of s ÷ 3: strips and corners
/// narrower than that are slivers. Quality is the usable land left ÷ (usable land before − the plot), at most 1.
/// </remarks>
internal sealed class Leftover
{
    private const int SquareCells = 3;

    private readonly Geometry _eligible;
    private readonly IReadOnlyList<Polygon> _blocks;
    private readonly double _cellM;
    private readonly double _axis;
    private readonly double _usableBefore;

    public Leftover(Geometry eligible, double axis, double minWidthM, double areaM2)
    {
        _eligible = eligible;
        _blocks = Polygons.Parts(eligible);
        _axis = axis;
        var box = eligible.EnvelopeInternal;
        _cellM = Math.Max(Math.Max(minWidthM, Math.Sqrt(areaM2) / 3) / SquareCells, Math.Sqrt(box.Width * box.Height / 40_000));
        _usableBefore = UsableM2(eligible);
    }

    /// <summary>Largest eligible block left (m²) and the quality of the leftover (0 to 1).</summary>
    public (double LargestM2, double Quality) After(Geometry plot)
    {
        var parts = Without(plot);
        var left = UsableM2(GeoFactory.Plane.CreateMultiPolygon([.. parts.OfType<Polygon>()]));
        var quality = _usableBefore <= plot.Area ? 1 : Math.Clamp(left / (_usableBefore - plot.Area), 0, 1);
        return (Math.Round(parts.Select(p => p.Area).DefaultIfEmpty(0).Max(), 2), Math.Round(quality, 4));
    }

    /// <summary>Usable land that is lost beside the plot's own, m² to 0.01: what it turns into strips and corners.</summary>
    public double SterilisedM2(Geometry plot)
    {
        var left = UsableM2(GeoFactory.Plane.CreateMultiPolygon([.. Without(plot).OfType<Polygon>()]));
        return Units.RoundM2(Math.Max(0, _usableBefore - plot.Area - left));
    }

    private List<Geometry> Without(Geometry plot)
    {
        var parts = new List<Geometry>();
        foreach (var block in _blocks)
            if (block.EnvelopeInternal.Intersects(plot.EnvelopeInternal) && block.Intersects(plot))
                parts.AddRange(Polygons.Parts(Overlay.Difference(block, plot)));
            else
                parts.Add(block);
        return parts;
    }

    private double UsableM2(Geometry land)
    {
        if (land.IsEmpty)
            return 0;
        var grid = PlotGrid.Build(land, _axis, _cellM, _eligible);
        var usable = new bool[grid.Columns * grid.Rows];
        for (var row = 0; row + SquareCells <= grid.Rows; row++)
            for (var column = 0; column + SquareCells <= grid.Columns; column++)
                if (grid.IsFree(column, row, SquareCells, SquareCells))
                    for (var r = 0; r < SquareCells; r++)
                        Array.Fill(usable, true, (row + r) * grid.Columns + column, SquareCells);
        return usable.Count(u => u) * _cellM * _cellM;
    }
}
