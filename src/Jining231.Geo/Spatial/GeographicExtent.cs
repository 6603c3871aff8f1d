using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>Where EPSG:4490 coordinates may lie: the area of use of CGCS2000 in the EPSG registry (China), degrees.</summary>
public static class GeographicExtent
{
    /// <summary>Westernmost and easternmost longitude, southernmost and northernmost latitude, degrees.</summary>
    public static Envelope Bounds => new(73.62, 134.77, 16.7, 53.56);

    /// <summary>Refuses a position (x = longitude, y = latitude, degrees) outside <see cref="Bounds"/>; says so if the two look swapped.</summary>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.OutsideCrs"/>, or <see cref="ProblemCode.InvalidValue"/> for NaN.</exception>
    public static void Check(double lonDeg, double latDeg, string? field) => Crs.Crs84.Check(lonDeg, latDeg, field);
}
