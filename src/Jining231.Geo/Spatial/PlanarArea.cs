using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>平面面积: area in EPSG:4548, as 勘测定界 and approval texts use it.</summary>
public static class PlanarArea
{
    /// <summary>Area in m² (not rounded) of a geometry in EPSG:4548; lines and points have area 0.</summary>
    public static double OfPlane(Geometry plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        return plane.Area;
    }

    /// <summary>As <see cref="OfPlane"/>, for a geometry in EPSG:4490 (x = longitude).</summary>
    public static double OfGeographic(Geometry geographic) => OfPlane(Reproject.ToPlane(geographic));
}
