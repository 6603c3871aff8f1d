using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Jining231.Geo.Spatial;

/// <summary>Moves geometries between storage (EPSG:4490) and the working plane (EPSG:4548), vertex by vertex.</summary>
/// <remarks>An edge is straight in EPSG:4548; no vertex is added or lost on the way.</remarks>
public static class Reproject
{
    /// <summary>EPSG:4490 (x = longitude, degrees) to EPSG:4548 (x = easting, metres). The input is not changed.</summary>
    public static Geometry ToPlane(Geometry geographic) =>
        Edit(geographic, GeoFactory.Plane, static c => GaussKruger.Epsg4548.Forward(c.X, c.Y));

    /// <summary>EPSG:4548 (x = easting, metres) to EPSG:4490 (x = longitude, degrees), not yet on the canonical grid.</summary>
    public static Geometry ToGeographic(Geometry plane) =>
        Edit(plane, GeoFactory.Geographic, static c => GaussKruger.Epsg4548.Inverse(c.X, c.Y));

    /// <summary>Any CRS to any other, vertex by vertex (x = longitude or easting in both); the SRID follows the target.</summary>
    public static Geometry Between(Geometry geometry, Crs from, Crs to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Edit(geometry, GeoFactory.For(to), c =>
        {
            var (lon, lat) = from.ToGeographic(c.X, c.Y);
            return to.FromGeographic(lon, lat);
        });
    }

    /// <summary>Applies a coordinate function to every vertex, giving a geometry of <paramref name="factory"/>.</summary>
    public static Geometry Edit(Geometry geometry, GeometryFactory factory, Func<Coordinate, (double X, double Y)> move)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(move);
        return new GeometryEditor(factory).Edit(geometry, new MoveOperation(move));
    }

    private sealed class MoveOperation(Func<Coordinate, (double X, double Y)> move) : GeometryEditor.CoordinateOperation
    {
        public override Coordinate[] Edit(Coordinate[] coordinates, Geometry geometry)
        {
            var moved = new Coordinate[coordinates.Length];
            for (var i = 0; i < coordinates.Length; i++)
            {
                var (x, y) = move(coordinates[i]);
                moved[i] = new Coordinate(x, y);
            }

            return moved;
        }
    }
}
