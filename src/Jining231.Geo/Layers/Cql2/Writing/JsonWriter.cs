using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>Writes the JSON encoding.</summary>
internal static class JsonWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(FilterNode node)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, node);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, FilterNode node)
    {
        switch (node)
        {
            case TextLiteral n:
                json.WriteStringValue(n.Value);
                return;
            case IntegerLiteral n:
                json.WriteNumberValue(n.Value);
                return;
            case RealLiteral n:
                json.WriteNumberValue(n.Value);
                return;
            case BooleanLiteral n:
                json.WriteBooleanValue(n.Value);
                return;
            case OpenEnd:
                json.WriteStringValue("..");
                return;
            case ArrayNode n:
                WriteList(json, n.Items);
                return;
            case GeometryLiteral n:
                WriteGeometry(json, n.Value);
                return;
        }

        json.WriteStartObject();
        WriteMembers(json, node);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, FilterNode node)
    {
        switch (node)
        {
            case PropertyNode n:
                json.WriteString("property", n.Name);
                break;
            case DateLiteral n:
                json.WriteString("date", Literals.Day(n.Value));
                break;
            case TimestampLiteral n:
                json.WriteString("timestamp", Rfc3339.Format(n.Value));
                break;
            case IntervalNode n:
                json.WritePropertyName("interval");
                json.WriteStartArray();
                WriteEnd(json, n.Start);
                WriteEnd(json, n.End);
                json.WriteEndArray();
                break;
            case BboxLiteral n:
                json.WritePropertyName("bbox");
                json.WriteStartArray();
                foreach (var value in (ReadOnlySpan<double>)[n.Min1, n.Min2, n.Max1, n.Max2])
                    json.WriteNumberValue(value);
                json.WriteEndArray();
                break;
            default:
                json.WriteString("op", Literals.Operator(node));
                json.WriteStartArray("args");
                if (node is InNode list)
                {
                    Write(json, list.Operand);
                    WriteList(json, list.Items);
                }
                else
                {
                    foreach (var child in FilterTree.Children(node))
                        Write(json, child);
                }

                json.WriteEndArray();
                break;
        }
    }

    /// <summary>Ends of intervals are plain texts.</summary>
    private static void WriteEnd(Utf8JsonWriter json, FilterNode end)
    {
        if (Literals.IntervalEnd(end) is { } text)
            json.WriteStringValue(text);
        else
            Write(json, end);
    }

    private static void WriteList(Utf8JsonWriter json, NodeList items)
    {
        json.WriteStartArray();
        foreach (var item in items)
            Write(json, item);
        json.WriteEndArray();
    }

    private static void WriteGeometry(Utf8JsonWriter json, Geometry geometry)
    {
        json.WriteStartObject();
        json.WriteString("type", geometry.GeometryType);
        json.WritePropertyName(geometry.OgcGeometryType == OgcGeometryType.GeometryCollection ? "geometries" : "coordinates");
        if (geometry.OgcGeometryType == OgcGeometryType.GeometryCollection)
        {
            json.WriteStartArray();
            for (var i = 0; i < geometry.NumGeometries; i++)
                WriteGeometry(json, geometry.GetGeometryN(i));
            json.WriteEndArray();
        }
        else
        {
            WriteCoordinates(json, geometry);
        }

        json.WriteEndObject();
    }

    private static void WriteCoordinates(Utf8JsonWriter json, Geometry geometry)
    {
        if (geometry is Point point)
        {
            WritePosition(json, point.Coordinate);
            return;
        }

        json.WriteStartArray();
        if (geometry is LineString line)
            foreach (var position in line.Coordinates)
                WritePosition(json, position);
        else if (geometry is Polygon polygon)
            foreach (var ring in Literals.Rings(polygon))
                WriteCoordinates(json, ring);
        else
            for (var i = 0; i < geometry.NumGeometries; i++)
                WriteCoordinates(json, geometry.GetGeometryN(i));
        json.WriteEndArray();
    }

    private static void WritePosition(Utf8JsonWriter json, Coordinate position)
    {
        json.WriteStartArray();
        json.WriteNumberValue(position.X);
        json.WriteNumberValue(position.Y);
        json.WriteEndArray();
    }
}
