using Jining231.Geo.Spatial;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Jining231.Geo.Siting;

/// <summary>What a plot leaves behind in its park.</summary>
/// <remarks>
/// Land is usable where a square of side s = max(smallest width, √area ÷ 3) fits on a conservative grid of s ÷ 3: strips and corners
/// narrower than that are slivers. Quality is the usable land left ÷ (usable land before − the plot), at most 1.
/// </remarks>
internal sealed class Leftover
{
    private const int SquareCells = 3;
    private const double MarginM = 1;

    private readonly Geometry _eligible;
    private readonly IReadOnlyList<(Polygon Land, IPreparedGeometry Prepared)> _blocks;
    private readonly double _cellM;
    private readonly double _axis;
    private readonly double _usableBefore;

    public Leftover(Geometry eligible, double axis, double minWidthM, double areaM2)
    {
        _eligible = eligible;
        _blocks = [.. Polygons.Parts(eligible).Select(b => (b, PreparedGeometryFactory.Prepare(b)))];
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
        foreach (var (block, prepared) in _blocks)
            if (block.EnvelopeInternal.Intersects(plot.EnvelopeInternal) && prepared.Intersects(plot))
                parts.AddRange(Without(block, plot));
            else
                parts.Add(block);
        return parts;
    }

    /// <summary>What is left of one block: holes away from the plot do not take part and are put back.</summary>
    private static IEnumerable<Polygon> Without(Polygon block, Geometry plot)
    {
        var near = plot.EnvelopeInternal.Copy();
        near.ExpandBy(MarginM);
        var holes = block.Holes.ToLookup(h => h.EnvelopeInternal.Intersects(near));
        var left = Polygons.Parts(Overlay.Difference(GeoFactory.Plane.CreatePolygon(block.Shell, [.. holes[true]]), plot));
        foreach (var part in left)
        {
            LinearRing[] own = [.. holes[false].Where(h => left.Count == 1 || IsIn(h, part))];
            yield return own.Length == 0 ? part : GeoFactory.Plane.CreatePolygon(part.Shell, [.. part.Holes, .. own]);
        }
    }

    /// <summary>True if a ring that does not cross the boundary of a polygon lies within it: one of its vertices is off the boundary.</summary>
    private static bool IsIn(LinearRing ring, Polygon part) =>
        part.EnvelopeInternal.Covers(ring.EnvelopeInternal)
        && ring.Coordinates.Select(c => SimplePointInAreaLocator.Locate(c, part)).FirstOrDefault(l => l != Location.Boundary, Location.Exterior) == Location.Interior;

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
