using NetTopologySuite;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;

namespace Jining231.Geo.Spatial;

/// <summary>The two geometry factories of the product; nothing else makes geometries. Both overlay with OverlayNG.</summary>
public static class GeoFactory
{
    private static readonly NtsGeometryServices Services = new(
        CoordinateArraySequenceFactory.Instance,
        new PrecisionModel(PrecisionModels.Floating),
        4490,
        GeometryOverlay.NG,
        new CoordinateEqualityComparer());

    /// <summary>Stored geometry: EPSG:4490, x = longitude, y = latitude, degrees.</summary>
    public static GeometryFactory Geographic { get; } = Services.CreateGeometryFactory(4490);

    /// <summary>Working geometry of all engines: EPSG:4548, x = easting, y = northing, metres.</summary>
    public static GeometryFactory Plane { get; } = Services.CreateGeometryFactory(4548);

    /// <summary>The services behind both factories, for readers and writers that ask for them.</summary>
    public static NtsGeometryServices GeometryServices => Services;
}
