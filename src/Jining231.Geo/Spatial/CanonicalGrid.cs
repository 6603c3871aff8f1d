using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>The grid on which all stored coordinates lie: 1e-9 degree (about 0.1 mm).</summary>
public static class CanonicalGrid
{
    /// <summary>Grid step in degrees.</summary>
    public const double StepDeg = 1e-9;

    /// <summary>Rounds one ordinate (degrees) to the grid.</summary>
    public static double Round(double degrees) => Math.Round(degrees, 9, MidpointRounding.ToEven) + 0.0;

    /// <summary>Rounds every vertex of an EPSG:4490 geometry; no vertex is added or dropped.</summary>
    public static Geometry Round(Geometry geographic) =>
        Reproject.Edit(geographic, GeoFactory.Geographic, static c => (Round(c.X), Round(c.Y)));
}
