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

    /// <summary>Shapes in units of a drawing (a tile), on no earth.</summary>
    internal static GeometryFactory Drawing { get; } = Services.CreateGeometryFactory(0);

    private static readonly GeometryFactory Wgs84 = Services.CreateGeometryFactory(4326);
    private static readonly GeometryFactory Zone39 = Services.CreateGeometryFactory(4527);
    private static readonly GeometryFactory Mercator = Services.CreateGeometryFactory(3857);

    /// <summary>The factory whose SRID is that of the CRS (CRS84 counts as EPSG:4490).</summary>
    public static GeometryFactory For(Crs crs)
    {
        ArgumentNullException.ThrowIfNull(crs);
        return crs.Code switch { "4548" => Plane, "4527" => Zone39, "3857" => Mercator, "4326" => Wgs84, _ => Geographic };
    }

    /// <summary>The services behind both factories, for readers and writers that ask for them.</summary>
    public static NtsGeometryServices GeometryServices => Services;
}
