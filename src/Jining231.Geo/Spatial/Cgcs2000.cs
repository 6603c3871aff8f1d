namespace Jining231.Geo.Spatial;

/// <summary>The CGCS2000 ellipsoid (GB 22021; the ellipsoid of EPSG:4490).</summary>
public static class Cgcs2000
{
    /// <summary>Semi-major axis a, metres.</summary>
    public const double SemiMajorM = 6_378_137.0;

    /// <summary>Flattening f.</summary>
    public const double Flattening = 1 / 298.257222101;

    /// <summary>Semi-minor axis b, metres.</summary>
    public const double SemiMinorM = SemiMajorM * (1 - Flattening);

    /// <summary>First eccentricity squared e².</summary>
    public const double EccentricitySquared = Flattening * (2 - Flattening);
}
