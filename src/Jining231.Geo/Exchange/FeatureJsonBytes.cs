using System.Buffers;
using System.Text;
using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange;

/// <summary>
/// Writes raw rows as GeoJSON features, from WKB and typed values straight to bytes: the same members, order and values as
/// <see cref="FeatureJsonWriter"/> gives. Coordinates have a fixed count of decimals, correctly rounded, without trailing zeros.
/// Holds no state between rows; may be used by several threads at once, each with its own buffer.
/// </summary>
public sealed class FeatureJsonBytes
{
    /// <summary>Decimals of a degree in the product: the canonical grid of 1e-9 degree.</summary>
    public const int Decimals = 9;

    private static readonly byte[][] Types =
    [
        [], "{\"type\":\"Point\",\"coordinates\":"u8.ToArray(), "{\"type\":\"LineString\",\"coordinates\":"u8.ToArray(), "{\"type\":\"Polygon\",\"coordinates\":"u8.ToArray(),
        "{\"type\":\"MultiPoint\",\"coordinates\":"u8.ToArray(), "{\"type\":\"MultiLineString\",\"coordinates\":"u8.ToArray(), "{\"type\":\"MultiPolygon\",\"coordinates\":"u8.ToArray(),
    ];

    private readonly FixedDecimal _format;
    private readonly FeatureShape _shape;
    private readonly (int Field, FieldType Type, byte[] Name)[] _fields;

    /// <summary>Prepares the writing of one layer's features.</summary>
    /// <param name="shape">How they are shown.</param>
    /// <param name="decimals">Decimals of a degree, 0 to 9; metres have those of <see cref="WkbProjection.Decimals"/>.</param>
    public FeatureJsonBytes(FeatureShape shape, int decimals = Decimals)
    {
        ArgumentNullException.ThrowIfNull(shape);
        _shape = shape;
        _format = new FixedDecimal(Math.Min(decimals, WkbProjection.Decimals(shape.Crs)));
        _fields = [.. shape.Fields.Select(i => (i, shape.Layer.Fields[i].Type, Name(shape.Layer.Fields[i].Name)))];
    }

    /// <summary>Appends one feature: id, geometry (or null), the properties and <c>version</c>, as the shape shows them.</summary>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.InvalidGeometry"/> if the stored geometry is broken.</exception>
    public void WriteFeature(ByteBuffer buffer, RawRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        buffer.Add("{\"type\":\"Feature\",\"id\":"u8);
        buffer.AddText(row.Id);
        buffer.Add(",\"geometry\":"u8);
        WriteGeometry(buffer, row);
        buffer.Add(",\"properties\":"u8);
        WriteProperties(buffer, row);
        buffer.Add((byte)'}');
    }

    /// <summary>Appends the geometry object, or null.</summary>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.InvalidGeometry"/> if the stored geometry is broken.</exception>
    public void WriteGeometry(ByteBuffer buffer, RawRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (!row.HasGeometry || !_shape.Geometry)
            buffer.Add("null"u8);
        else if (WkbProjection.Keeps(_shape.Crs))
            WriteGeometry(buffer, row.Wkb);
        else
            WriteProjected(buffer, row.Wkb);
    }

    /// <summary>Appends the geometry object of WKB as it is, ring order included.</summary>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.InvalidGeometry"/> if the bytes are broken.</exception>
    public void WriteGeometry(ByteBuffer buffer, ReadOnlySpan<byte> wkb)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        var cursor = new WkbCursor(wkb);
        buffer.Add(Types[cursor.PeekType()]);
        var positions = new JsonPositions(buffer.Reserve(JsonPositions.Bound(wkb.Length)), _format);
        positions.AddGeometry(ref cursor);
        if (!cursor.AtEnd)
            throw WkbCursor.Broken();
        buffer.Advance(positions.Written.Length);
        buffer.Add((byte)'}');
    }

    private void WriteProjected(ByteBuffer buffer, ReadOnlySpan<byte> wkb)
    {
        var projected = ArrayPool<byte>.Shared.Rent(wkb.Length);
        try
        {
            WriteGeometry(buffer, projected.AsSpan(0, WkbProjection.Apply(wkb, _shape.Crs, projected)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(projected);
        }
    }

    /// <summary>Appends the properties object with <c>version</c>, where it is shown, as its last member.</summary>
    public void WriteProperties(ByteBuffer buffer, RawRow row)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        buffer.Add((byte)'{');
        foreach (var (field, type, name) in _fields)
        {
            buffer.Add(name);
            if (row.IsNull(field))
                buffer.Add("null"u8);
            else
                WriteValue(buffer, row, field, type);
            buffer.Add((byte)',');
        }

        if (_shape.Version)
        {
            buffer.Add("\"version\":"u8);
            buffer.AddInteger(row.Version);
        }
        else if (_fields.Length > 0)
        {
            buffer.Retract(1);
        }

        buffer.Add((byte)'}');
    }

    private static void WriteValue(ByteBuffer buffer, RawRow row, int field, FieldType type)
    {
        switch (type)
        {
            case FieldType.Integer:
                buffer.AddInteger(row.WholeNumber(field));
                break;
            case FieldType.Real:
                buffer.AddReal(row.Real(field));
                break;
            case FieldType.Boolean:
                buffer.Add(row.Boolean(field) ? "true"u8 : "false"u8);
                break;
            case FieldType.Timestamp:
                buffer.AddInstant(row.UtcTicks(field));
                break;
            case FieldType.Date:
                buffer.AddDay(row.Day(field));
                break;
            case FieldType.TextArray:
                WriteList(buffer, row.List(field));
                break;
            default:
                buffer.AddText(row.Text(field));
                break;
        }
    }

    private static void WriteList(ByteBuffer buffer, RawTexts texts)
    {
        buffer.Add((byte)'[');
        var first = true;
        foreach (var text in texts)
        {
            if (!first)
                buffer.Add((byte)',');
            first = false;
            buffer.AddText(text);
        }

        buffer.Add((byte)']');
    }

    private static byte[] Name(string name) =>
        Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(name, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\":");
}
