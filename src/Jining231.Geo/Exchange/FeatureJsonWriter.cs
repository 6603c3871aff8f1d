using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Exchange;

/// <summary>
/// Writes RFC 7946 (CRS84: longitude, latitude in degrees, 9 decimals, shortest form). WKB goes to JSON without
/// geometry objects; storage guarantees ring order (shells counter-clockwise).
/// </summary>
public static class FeatureJsonWriter
{
    private static readonly FixedDecimal[] Formats = [.. Enumerable.Range(0, 10).Select(d => new FixedDecimal(d))];

    private static readonly string[] TypeNames =
        ["", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"];

    /// <summary>Options for writers of this format: Chinese text is not escaped. Not for embedding into HTML.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One feature: id, geometry (or null) and all fields in catalog order, then <c>version</c>; CRS84.</summary>
    public static void WriteFeature(Utf8JsonWriter writer, FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        WriteFeature(writer, row, FeatureShape.Full(row.Layer));
    }

    /// <summary>One feature as the shape shows it.</summary>
    public static void WriteFeature(Utf8JsonWriter writer, FeatureRow row, FeatureShape shape)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(shape);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "Feature"u8);
        writer.WriteString("id"u8, row.Id);
        writer.WritePropertyName("geometry"u8);
        if (shape.Wkb(row) is { } wkb)
            WriteGeometry(writer, wkb.Span, WkbProjection.Decimals(shape.Crs));
        else
            writer.WriteNullValue();
        WriteProperties(writer, row, shape);
        writer.WriteEndObject();
    }

    /// <summary>The member <c>properties</c> with the fields that the shape shows.</summary>
    public static void WriteProperties(Utf8JsonWriter writer, FeatureRow row, FeatureShape shape)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(shape);
        writer.WriteStartObject("properties"u8);
        foreach (var i in shape.Fields)
        {
            writer.WritePropertyName(row.Layer.Fields[i].Name);
            WriteValue(writer, row.Values[i]);
        }

        if (shape.Version)
            writer.WriteNumber("version"u8, row.Version);
        writer.WriteEndObject();
    }

    /// <summary>Transcodes stored WKB (EPSG:4490, x = longitude) as it is, ring order included.</summary>
    /// <param name="writer">Target.</param>
    /// <param name="wkb">The bytes; ordinates are written as they stand.</param>
    /// <param name="decimals">Decimals, at most 9.</param>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.InvalidGeometry"/> if the bytes are broken.</exception>
    public static void WriteGeometry(Utf8JsonWriter writer, ReadOnlySpan<byte> wkb, int decimals = 9)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var buffer = ArrayPool<byte>.Shared.Rent(JsonPositions.Bound(wkb.Length));
        try
        {
            var cursor = new WkbCursor(wkb);
            var positions = new JsonPositions(buffer, Formats[decimals]);
            var type = positions.AddGeometry(ref cursor);
            if (!cursor.AtEnd)
                throw WkbCursor.Broken();
            writer.WriteStartObject();
            writer.WriteString("type"u8, TypeNames[type]);
            writer.WritePropertyName("coordinates"u8);
            writer.WriteRawValue(positions.Written, skipInputValidation: true);
            writer.WriteEndObject();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes a geometry in EPSG:4490 (x = longitude); rings are put in RFC 7946 order.</summary>
    public static void WriteGeometry(Utf8JsonWriter writer, Geometry geographic)
    {
        ArgumentNullException.ThrowIfNull(geographic);
        WriteGeometry(writer, Wkb.Write(RingOrder.Rfc7946(geographic)));
    }

    /// <summary>One attribute value: instants as RFC 3339 UTC with milliseconds, days as <c>yyyy-MM-dd</c>, lists as arrays.</summary>
    /// <exception cref="ArgumentException">The value is of no <see cref="FieldType"/>.</exception>
    public static void WriteValue(Utf8JsonWriter writer, object? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case DateTimeOffset instant:
                writer.WriteStringValue(instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                break;
            case DateOnly day:
                writer.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case IReadOnlyList<string> list:
                writer.WriteStartArray();
                foreach (var text in list)
                    writer.WriteStringValue(text);
                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"No JSON form for {value.GetType().Name}.", nameof(value));
        }
    }
}
