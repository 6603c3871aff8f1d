using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Exchange;

/// <summary>ISO well-known binary. Coordinates are x = longitude, y = latitude in EPSG:4490 degrees unless the factory says otherwise.</summary>
public static class Wkb
{
    /// <summary>Little-endian ISO WKB, XY; the type is kept (normalise first to store). Collections are not written.</summary>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.InvalidGeometry"/> for a geometry collection.</exception>
    public static byte[] Write(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return WkbWriter.Write(geometry);
    }

    /// <summary>Reads a geometry of <see cref="GeoFactory.Geographic"/>; Z and M are dropped, any byte order is taken.</summary>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.InvalidGeometry"/> with field "geometry" if the bytes are broken.</exception>
    public static Geometry Read(ReadOnlyMemory<byte> wkb) => Read(wkb.Span, GeoFactory.Geographic);

    /// <summary>As <see cref="Read(ReadOnlyMemory{byte})"/>, from a span and into the factory given.</summary>
    public static Geometry Read(ReadOnlySpan<byte> wkb, GeometryFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        var cursor = new WkbCursor(wkb);
        var geometry = ReadGeometry(ref cursor, factory);
        return cursor.AtEnd ? geometry : throw WkbCursor.Broken();
    }

    private static Geometry ReadGeometry(ref WkbCursor cursor, GeometryFactory factory) => cursor.ReadHeader() switch
    {
        WkbCursor.Point => ReadPoint(ref cursor, factory),
        WkbCursor.LineString => ReadLine(ref cursor, factory),
        WkbCursor.Polygon => ReadPolygon(ref cursor, factory),
        WkbCursor.MultiPoint => factory.CreateMultiPoint(ReadParts<Point>(ref cursor, factory)),
        WkbCursor.MultiLineString => factory.CreateMultiLineString(ReadParts<LineString>(ref cursor, factory)),
        _ => factory.CreateMultiPolygon(ReadParts<Polygon>(ref cursor, factory)),
    };

    private static T[] ReadParts<T>(ref WkbCursor cursor, GeometryFactory factory)
        where T : Geometry
    {
        var parts = new T[cursor.ReadCount(9)];
        for (var i = 0; i < parts.Length; i++)
        {
            var type = cursor.ReadHeader();
            Geometry part = type switch
            {
                WkbCursor.Point => ReadPoint(ref cursor, factory),
                WkbCursor.LineString => ReadLine(ref cursor, factory),
                WkbCursor.Polygon => ReadPolygon(ref cursor, factory),
                _ => throw WkbCursor.Broken(),
            };
            parts[i] = part as T ?? throw WkbCursor.Broken();
        }

        return parts;
    }

    private static Point ReadPoint(ref WkbCursor cursor, GeometryFactory factory)
    {
        cursor.ReadPosition(out var x, out var y);
        return double.IsNaN(x) && double.IsNaN(y) ? factory.CreatePoint() : factory.CreatePoint(new Coordinate(x, y));
    }

    private static LineString ReadLine(ref WkbCursor cursor, GeometryFactory factory)
    {
        var positions = ReadPositions(ref cursor);
        return positions.Length == 1
            ? throw GeometryProblems.TooFewPositions("geometry", 2, 1)
            : factory.CreateLineString(positions);
    }

    private static Polygon ReadPolygon(ref WkbCursor cursor, GeometryFactory factory)
    {
        var count = cursor.ReadCount(4);
        if (count == 0)
            return factory.CreatePolygon();
        var shell = ReadRing(ref cursor, factory);
        var holes = new LinearRing[count - 1];
        for (var i = 0; i < holes.Length; i++)
            holes[i] = ReadRing(ref cursor, factory);
        return factory.CreatePolygon(shell, holes);
    }

    private static LinearRing ReadRing(ref WkbCursor cursor, GeometryFactory factory)
    {
        var positions = ReadPositions(ref cursor);
        if (positions.Length is > 0 and < 4)
            throw GeometryProblems.TooFewPositions("geometry", 4, positions.Length);
        if (positions.Length > 0 && !positions[0].Equals2D(positions[^1]))
            throw GeometryProblems.Unclosed("geometry");
        return factory.CreateLinearRing(positions);
    }

    private static Coordinate[] ReadPositions(ref WkbCursor cursor)
    {
        var positions = new Coordinate[cursor.ReadPositionCount()];
        for (var i = 0; i < positions.Length; i++)
        {
            cursor.ReadPosition(out var x, out var y);
            positions[i] = new Coordinate(x, y);
        }

        return positions;
    }
}
