using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>The box that holds the city and what reaches into it, longitude and latitude in degrees: what maps open with, and where outlines may lie.</summary>
public static class CityBox
{
    /// <summary>West, south, east, north, as GeoJSON orders them.</summary>
    public static IReadOnlyList<double> Ordinates { get; } = [115.8, 34.4, 117.7, 36.0];

    /// <summary>The same as an envelope (x = longitude).</summary>
    public static Envelope Envelope => new(Ordinates[0], Ordinates[2], Ordinates[1], Ordinates[3]);
}
