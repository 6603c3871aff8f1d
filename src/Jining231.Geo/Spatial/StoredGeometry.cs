using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>The one form in which geometry is stored: declared Multi* type, XY, EPSG:4490 on the canonical grid, valid, shells counter-clockwise.</summary>
public static class StoredGeometry
{
    /// <summary>
    /// Brings an EPSG:4490 geometry (x = longitude) into stored form; vertices are rounded to the grid, none is added or dropped.
    /// Applying it again changes nothing.
    /// </summary>
    /// <param name="geographic">Single or multi geometry.</param>
    /// <param name="kind">Declared kind of the layer.</param>
    /// <param name="field">Field named in problems; "geometry" unless a JSON pointer is known.</param>
    /// <exception cref="GeoProblemException">Empty, wrong type, outside the CRS, or invalid after rounding.</exception>
    public static Geometry Normalise(Geometry geographic, GeometryKind kind, string? field = "geometry")
    {
        ArgumentNullException.ThrowIfNull(geographic);
        var multi = RingOrder.Rfc7946(CanonicalGrid.Round(ToMulti(geographic, kind, field)));
        Validity.Check(multi, field);
        return multi;
    }

    private static Geometry ToMulti(Geometry geometry, GeometryKind kind, string? field) => (kind, geometry) switch
    {
        (GeometryKind.MultiPoint, Point p) => GeoFactory.Geographic.CreateMultiPoint(p.IsEmpty ? [] : [p]),
        (GeometryKind.MultiLineString, LineString l) => GeoFactory.Geographic.CreateMultiLineString([l]),
        (GeometryKind.MultiPolygon, Polygon p) => GeoFactory.Geographic.CreateMultiPolygon([p]),
        (GeometryKind.MultiPoint, MultiPoint) or (GeometryKind.MultiLineString, MultiLineString)
            or (GeometryKind.MultiPolygon, MultiPolygon) => geometry,
        (GeometryKind.None, _) => throw GeometryProblems.Broken(field, "本图层没有几何。", "This layer has no geometry."),
        _ => throw GeometryProblems.WrongType(field, geometry.GeometryType, kind.ToString()["Multi".Length..], kind.ToString()),
    };
}
