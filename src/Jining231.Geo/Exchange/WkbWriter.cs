using System.Buffers.Binary;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Exchange;

/// <summary>Writes little-endian ISO WKB into one array of the exact size.</summary>
internal ref struct WkbWriter
{
    private readonly Span<byte> _bytes;
    private int _at;

    private WkbWriter(Span<byte> bytes) => _bytes = bytes;

    public static byte[] Write(Geometry geometry)
    {
        var bytes = new byte[Size(geometry)];
        var writer = new WkbWriter(bytes);
        writer.Add(geometry);
        return bytes;
    }

    private static int Size(Geometry geometry) => geometry switch
    {
        Point => 21,
        LineString l => 9 + 16 * l.NumPoints,
        Polygon { IsEmpty: true } => 9,
        Polygon p => 9 + 4 * (1 + p.NumInteriorRings) + 16 * p.NumPoints,
        MultiPoint or MultiLineString or MultiPolygon => 9 + Enumerable.Range(0, geometry.NumGeometries).Sum(i => Size(geometry.GetGeometryN(i))),
        _ => throw GeometryProblems.WrongType("geometry", geometry.GeometryType, "MultiPoint", "MultiLineString", "MultiPolygon"),
    };

    private void Add(Geometry geometry)
    {
        switch (geometry)
        {
            case Point p:
                Header(WkbCursor.Point);
                Position(p.IsEmpty ? double.NaN : p.X, p.IsEmpty ? double.NaN : p.Y);
                break;
            case LineString l:
                Header(WkbCursor.LineString);
                Positions(l.CoordinateSequence);
                break;
            case Polygon p:
                Header(WkbCursor.Polygon);
                Rings(p);
                break;
            default:
                Header(geometry switch { MultiPoint => WkbCursor.MultiPoint, MultiLineString => WkbCursor.MultiLineString, _ => WkbCursor.MultiPolygon });
                Count(geometry.NumGeometries);
                for (var i = 0; i < geometry.NumGeometries; i++)
                    Add(geometry.GetGeometryN(i));
                break;
        }
    }

    private void Rings(Polygon polygon)
    {
        if (polygon.IsEmpty)
        {
            Count(0);
            return;
        }

        Count(1 + polygon.NumInteriorRings);
        Positions(polygon.Shell.CoordinateSequence);
        foreach (var hole in polygon.Holes)
            Positions(hole.CoordinateSequence);
    }

    private void Positions(CoordinateSequence sequence)
    {
        Count(sequence.Count);
        for (var i = 0; i < sequence.Count; i++)
            Position(sequence.GetX(i), sequence.GetY(i));
    }

    private void Header(int type)
    {
        _bytes[_at++] = 1;
        Count(type);
    }

    private void Count(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes[_at..], value);
        _at += 4;
    }

    private void Position(double x, double y)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes[_at..], x);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes[(_at + 8)..], y);
        _at += 16;
    }
}
