using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Spatial;

/// <summary>Overlay in EPSG:4548: OverlayNG floating first, snap-rounding on a 0.1 mm grid where that fails.</summary>
public static class Overlay
{
    /// <summary>"Overlaps" and "outside" mean more than this in EPSG:4548, m².</summary>
    public const double ToleranceM2 = 0.01;

    private static readonly PrecisionModel Floating = new(PrecisionModels.Floating);
    private static readonly PrecisionModel TenthMillimetre = new(10_000);

    /// <summary>a ∩ b, polygonal parts only.</summary>
    public static Geometry Intersection(Geometry a, Geometry b) => Run(a, b, SpatialFunction.Intersection);

    /// <summary>a − b.</summary>
    public static Geometry Difference(Geometry a, Geometry b) => Run(a, b, SpatialFunction.Difference);

    /// <summary>a ∪ b.</summary>
    public static Geometry Union(Geometry a, Geometry b) => Run(a, b, SpatialFunction.Union);

    /// <summary>The union of many polygonal geometries; empty input gives an empty polygon.</summary>
    public static Geometry Union(IReadOnlyCollection<Geometry> geometries)
    {
        ArgumentNullException.ThrowIfNull(geometries);
        if (geometries.Count == 0)
            return GeoFactory.Plane.CreatePolygon();
        var collection = GeoFactory.Plane.BuildGeometry(geometries);
        try
        {
            return UnaryUnionNG.Union(collection, Floating);
        }
        catch (TopologyException)
        {
            return UnaryUnionNG.Union(collection, TenthMillimetre);
        }
    }

    private static Geometry Run(Geometry a, Geometry b, SpatialFunction function)
    {
        try
        {
            var overlay = new OverlayNG(a, b, Floating, function) { AreaResultOnly = true };
            return overlay.GetResult();
        }
        catch (Exception e) when (e is TopologyException or ArgumentException)
        {
            return new OverlayNG(a, b, TenthMillimetre, function) { AreaResultOnly = true }.GetResult();
        }
    }
}
