using System.Text;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>Writes geometries of the text encoding: WKT, XY, every digit of a double.</summary>
internal static class WktWriter
{
    public static void Write(StringBuilder text, Geometry geometry)
    {
        text.Append(geometry.GeometryType.ToUpperInvariant());
        if (geometry is Point point)
            List(text, point.Coordinates, Position);
        else if (geometry.OgcGeometryType == OgcGeometryType.GeometryCollection)
            List(text, Parts(geometry), Write);
        else
            Coordinates(text, geometry);
    }

    private static void Coordinates(StringBuilder text, Geometry geometry)
    {
        if (geometry is Polygon polygon)
            List(text, Literals.Rings(polygon), Coordinates);
        else if (geometry is Point or LineString)
            List(text, geometry.Coordinates, Position);
        else
            List(text, Parts(geometry), Coordinates);
    }

    private static IEnumerable<Geometry> Parts(Geometry geometry) =>
        Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN);

    private static void List<T>(StringBuilder text, IEnumerable<T> parts, Action<StringBuilder, T> write)
    {
        text.Append('(');
        var first = true;
        foreach (var part in parts)
        {
            text.Append(first ? "" : ", ");
            write(text, part);
            first = false;
        }

        text.Append(')');
    }

    private static void Position(StringBuilder text, Coordinate position) =>
        text.Append(Literals.Number(position.X)).Append(' ').Append(Literals.Number(position.Y));
}
