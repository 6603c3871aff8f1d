using System.Text.Encodings.Web;
using System.Text.Json;
using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Recipe;

/// <summary>One feature to be written; the geometry is in stored form.</summary>
internal sealed record OutFeature(string Id, Geometry? Geometry, Dictionary<string, object?> Values);

/// <summary>Writes a layer as an RFC 7946 FeatureCollection: ids in ordinal order, one feature per line, LF.</summary>
internal static class LayerFile
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(LayerDef layer, IEnumerable<OutFeature> features)
    {
        using var file = new MemoryStream();
        file.Write("{\"type\":\"FeatureCollection\",\"features\":[\n"u8);
        var first = true;
        foreach (var feature in features.OrderBy(f => f.Id, StringComparer.Ordinal))
        {
            if (!first)
                file.Write(",\n"u8);
            first = false;
            using var writer = new Utf8JsonWriter(file, Options);
            Write(writer, layer, feature);
        }

        file.Write("\n]}\n"u8);
        return file.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, LayerDef layer, OutFeature feature)
    {
        var unknown = feature.Values.Keys.FirstOrDefault(k => layer.IndexOf(k) < 0);
        if (unknown is not null)
            throw new InvalidOperationException($"{layer.Name} has no field {unknown} ({feature.Id}).");
        writer.WriteStartObject();
        writer.WriteString("type", "Feature");
        writer.WriteString("id", feature.Id);
        writer.WritePropertyName("geometry");
        Write(writer, feature.Geometry);
        writer.WriteStartObject("properties");
        foreach (var field in layer.Fields)
        {
            var value = feature.Values.GetValueOrDefault(field.Name);
            if (value is null)
                continue;
            writer.WritePropertyName(field.Name);
            Write(writer, value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text: writer.WriteStringValue(text); break;
            case bool truth: writer.WriteBooleanValue(truth); break;
            case long or int: writer.WriteNumberValue(Convert.ToInt64(value)); break;
            case double real: writer.WriteNumberValue(real); break;
            case IEnumerable<string> texts:
                writer.WriteStartArray();
                foreach (var text in texts)
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
                break;
            default: throw new InvalidOperationException($"No JSON form for {value.GetType()}.");
        }
    }

    private static void Write(Utf8JsonWriter writer, Geometry? geometry)
    {
        if (geometry is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type", geometry.GeometryType);
        writer.WritePropertyName("coordinates");
        Coordinates(writer, geometry);
        writer.WriteEndObject();
    }

    private static void Coordinates(Utf8JsonWriter writer, Geometry geometry)
    {
        switch (geometry)
        {
            case Point point:
                Position(writer, point.Coordinate);
                break;
            case LineString line:
                Positions(writer, line.Coordinates);
                break;
            case Polygon polygon:
                writer.WriteStartArray();
                Positions(writer, polygon.ExteriorRing.Coordinates);
                foreach (var hole in polygon.InteriorRings)
                    Positions(writer, hole.Coordinates);
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartArray();
                for (var i = 0; i < geometry.NumGeometries; i++)
                    Coordinates(writer, geometry.GetGeometryN(i));
                writer.WriteEndArray();
                break;
        }
    }

    private static void Positions(Utf8JsonWriter writer, Coordinate[] coordinates)
    {
        writer.WriteStartArray();
        foreach (var c in coordinates)
            Position(writer, c);
        writer.WriteEndArray();
    }

    private static void Position(Utf8JsonWriter writer, Coordinate c)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(c.X);
        writer.WriteNumberValue(c.Y);
        writer.WriteEndArray();
    }
}
