using Jining231.Geo.Spatial;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace Jining231.Geo.Recipe;

/// <summary>Plane shapes (EPSG:4548, metres) and their way to storage.</summary>
internal static class Shapes
{
    /// <summary>Longest edge that is written, metres.</summary>
    public const double MaxEdgeM = 480;

    /// <summary>Closes a ring of plane coordinates into a polygon.</summary>
    public static Polygon Polygon(IEnumerable<Coordinate> corners)
    {
        var ring = corners.ToList();
        ring.Add(ring[0].Copy());
        return GeoFactory.Plane.CreatePolygon([.. ring]);
    }

    /// <summary>A plane line through longitude, latitude pairs.</summary>
    public static LineString Line(IEnumerable<double[]> lonLat) => GeoFactory.Plane.CreateLineString([.. lonLat.Select(Plane)]);

    /// <summary>Projects [lon, lat] to EPSG:4548.</summary>
    public static Coordinate Plane(double[] lonLat)
    {
        var (x, y) = GaussKruger.Epsg4548.Forward(lonLat[0], lonLat[1]);
        return new Coordinate(x, y);
    }

    /// <summary>Buffer with mitred corners and flat ends.</summary>
    public static Geometry Buffer(Geometry plane, double metres) => plane.Buffer(
        metres, new BufferParameters(4, EndCapStyle.Flat, JoinStyle.Mitre, 3));

    /// <summary>Polygonal parts above a size, as one geometry.</summary>
    public static Geometry Parts(Geometry geometry, double minM2 = 1)
    {
        var parts = Polygons(geometry).Where(p => p.Area >= minM2).ToArray();
        return parts.Length == 1 ? parts[0] : GeoFactory.Plane.CreateMultiPolygon(parts);
    }

    /// <summary>The polygons of a geometry.</summary>
    public static IEnumerable<Polygon> Polygons(Geometry geometry)
    {
        for (var i = 0; i < geometry.NumGeometries; i++)
            if (geometry.GetGeometryN(i) is Polygon { IsEmpty: false } p)
                yield return p;
    }

    /// <summary>
    /// Stored form: edges divided below <see cref="MaxEdgeM"/> in the plane (unless <paramref name="keepEdges"/>), then EPSG:4490 on the
    /// canonical grid, shells counter-clockwise.
    /// </summary>
    public static Geometry Store(Geometry plane, bool keepEdges = false)
    {
        var stored = CanonicalGrid.Round(Reproject.ToGeographic(Divide(plane, keepEdges ? double.MaxValue : MaxEdgeM)));
        if (!stored.IsValid)
            throw new InvalidOperationException("The recipe made an invalid shape near " + stored.Centroid);
        return stored;
    }

    private static Geometry Divide(Geometry geometry, double maxM) => geometry switch
    {
        LineString line => GeoFactory.Plane.CreateLineString(Divide(line.Coordinates, maxM)),
        Polygon p => GeoFactory.Plane.CreatePolygon(
            Ring(p.ExteriorRing, true, maxM), [.. p.InteriorRings.Select(h => Ring(h, false, maxM))]),
        MultiPolygon m => GeoFactory.Plane.CreateMultiPolygon([.. m.Geometries.Select(g => (Polygon)Divide(g, maxM))]),
        MultiLineString m => GeoFactory.Plane.CreateMultiLineString([.. m.Geometries.Select(g => (LineString)Divide(g, maxM))]),
        _ => geometry,
    };

    private static LinearRing Ring(LineString ring, bool ccw, double maxM)
    {
        var coordinates = ring.Coordinates;
        if (Orientation.IsCCW(coordinates) != ccw)
            Array.Reverse(coordinates);
        return GeoFactory.Plane.CreateLinearRing(Divide(coordinates, maxM));
    }

    private static Coordinate[] Divide(Coordinate[] path, double maxM)
    {
        var divided = new List<Coordinate> { path[0] };
        for (var i = 1; i < path.Length; i++)
        {
            var pieces = Math.Max(1, (int)Math.Ceiling(path[i - 1].Distance(path[i]) / maxM));
            for (var k = 1; k < pieces; k++)
            {
                var f = (double)k / pieces;
                divided.Add(new Coordinate(path[i - 1].X + (path[i].X - path[i - 1].X) * f, path[i - 1].Y + (path[i].Y - path[i - 1].Y) * f));
            }

            divided.Add(path[i]);
        }

        return [.. divided];
    }
}
