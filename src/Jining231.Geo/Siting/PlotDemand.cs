using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>What a plot has to be, in the plane.</summary>
/// <param name="AreaM2">Planar area (EPSG:4548) that makes sure that the ellipsoidal area suffices too, m².</param>
/// <param name="MinWidthM">Smallest width, m; 0: none asked.</param>
/// <param name="MaxAspect">Largest length ÷ width of a rectangle, at least 1.</param>
internal readonly record struct PlotDemand(double AreaM2, double MinWidthM, double MaxAspect)
{
    private const double MarginM2 = 1;

    /// <summary>Kinds of plot that are looked for.</summary>
    public PlotKinds Kinds { get; init; }

    /// <summary>Largest total area of an assembly ÷ <see cref="AreaM2"/>.</summary>
    public double AssemblyMaxRatio { get; init; } = BlockSearch.LargestExcess;

    /// <summary>True if plots of this kind are looked for; where none is chosen, all that need no parcels are.</summary>
    public bool Wants(PlotKinds kind) => Kinds == PlotKinds.None ? kind != PlotKinds.Assembly : Kinds.HasFlag(kind);

    private static readonly double[] Ladder = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

    /// <summary>Demand for plots in a park whose ellipsoidal and planar area are at least the area asked for, m².</summary>
    public static PlotDemand In(Geometry park, double areaM2, double minWidthM, double maxAspect) =>
        new(PlanarNeeded(park, areaM2), minWidthM, maxAspect);

    /// <summary>As above, with the kinds of plot of the request.</summary>
    public static PlotDemand In(Geometry park, SitingRequest request) => In(park, request.AreaM2, request.MinWidthM, request.MaxAspect) with
    {
        Kinds = request.PlotKinds,
        AssemblyMaxRatio = request.PlotKinds.HasFlag(PlotKinds.Assembly) ? request.AssemblyMaxRatio : BlockSearch.LargestExcess,
    };

    /// <summary>Planar area at which the ellipsoidal area suffices too: the scale of EPSG:4548 squared at the park's far edge, and 1 m².</summary>
    public static double PlanarNeeded(Geometry park, double areaM2)
    {
        var box = park.EnvelopeInternal;
        var off = Math.Max(Math.Abs(box.MinX - 500_000), Math.Abs(box.MaxX - 500_000)) / (Cgcs2000.SemiMinorM * 0.99);
        return areaM2 * (1 + off * off) + MarginM2;
    }

    /// <summary>Width and length (m) of the rectangles to try, most compact first; never empty.</summary>
    public IReadOnlyList<(double WidthM, double LengthM)> Shapes()
    {
        if (MinWidthM * MinWidthM >= AreaM2)
            return [(MinWidthM, MinWidthM)];
        var longest = Math.Min(MaxAspect, MinWidthM > 0 ? AreaM2 / (MinWidthM * MinWidthM) : MaxAspect);
        var shapes = new List<(double, double)>();
        foreach (var aspect in Ladder.Where(a => a < longest - 1e-9).Append(longest))
        {
            var width = Math.Max(MinWidthM, Math.Sqrt(AreaM2 / aspect));
            shapes.Add((width, Math.Max(width, AreaM2 / width)));
        }

        return shapes;
    }
}
