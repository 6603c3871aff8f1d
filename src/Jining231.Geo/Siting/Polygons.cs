using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>Parts of polygonal geometries in a fixed order.</summary>
internal static class Polygons
{
    /// <summary>The connected parts, largest first; equal areas by lower left corner.</summary>
    public static IReadOnlyList<Polygon> Parts(Geometry polygonal)
    {
        var parts = new List<Polygon>();
        for (var i = 0; i < polygonal.NumGeometries; i++)
            if (polygonal.GetGeometryN(i) is Polygon { IsEmpty: false } polygon)
                parts.Add(polygon);
        return [.. parts
            .OrderByDescending(p => Math.Round(p.Area, 2))
            .ThenBy(p => Math.Round(p.EnvelopeInternal.MinX, 3))
            .ThenBy(p => Math.Round(p.EnvelopeInternal.MinY, 3))];
    }

    /// <summary>The connected parts of at least an area, m², largest first.</summary>
    public static MultiPolygon AtLeast(IEnumerable<Polygon> parts, double areaM2) => GeoFactory.Plane.CreateMultiPolygon([.. parts.Where(p => p.Area >= areaM2)]);

    /// <summary>The largest connected part, or null.</summary>
    public static Polygon? Largest(Geometry polygonal) => Parts(polygonal) is [var first, ..] ? first : null;
}
