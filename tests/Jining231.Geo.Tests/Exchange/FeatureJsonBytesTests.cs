using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using CsCheck;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Exchange;

/// <summary>The writer of raw rows says what the writer of row objects says, for every field type and geometry.</summary>
public class FeatureJsonBytesTests
{
    private static readonly LayerDef Layer = new("all_types", "全", "All", GeometryKind.MultiPolygon,
    [
        new FieldDef("text", FieldType.Text, "", ""), new FieldDef("whole", FieldType.Integer, "", ""), new FieldDef("real", FieldType.Real, "", ""),
        new FieldDef("truth", FieldType.Boolean, "", ""), new FieldDef("instant", FieldType.Timestamp, "", ""), new FieldDef("day", FieldType.Date, "", ""),
        new FieldDef("list", FieldType.TextArray, "", ""),
    ]);

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 0, 12], Gen.String[Gen.Char['\u0001', '\u007f'], 0, 12],
        Gen.Const("济宁“231”\"\\\t"), Gen.Const("😀\u2028é\u007f"), Gen.String[Gen.Char['一', '鿿'], 0, 20]);

    private static readonly Gen<double> Real = Gen.OneOf(
        Gen.Double[-1e6, 1e6], Gen.Long[-1_000_000_000, 1_000_000_000].Select(n => n / 100.0), Gen.Long[-1000, 1000].Select(n => n / 10.0),
        Gen.Double.Where(double.IsFinite), Gen.Const(-0.0), Gen.Const(1e15), Gen.Const(0.01), Gen.Const(1e-7), Gen.Const(123456789012345.67));

    private static readonly Gen<object?[]> Values = Gen.Select(
        Text.Null(), Gen.Long.Nullable(), Real.Nullable(), Gen.Bool.Nullable(),
        Gen.DateTime.Select(d => new DateTimeOffset(DateTime.SpecifyKind(d, DateTimeKind.Utc))).Nullable(), Gen.DateOnly.Nullable(), Text.Array[0, 4].Null(),
        (a, b, c, d, e, f, g) => (object?[])[a, b, c, d, e, f, g]);

    private static readonly Gen<Geometry?> Shape = Gen.Select(Gen.Int[0, 6], Position.Array[4, 9], (kind, positions) => kind switch
    {
        0 => GeoFactory.Geographic.CreatePoint(positions[0]),
        1 => GeoFactory.Geographic.CreateLineString(positions),
        2 => Ring(positions),
        3 => GeoFactory.Geographic.CreateMultiPointFromCoords(positions),
        4 => GeoFactory.Geographic.CreateMultiLineString([GeoFactory.Geographic.CreateLineString(positions), GeoFactory.Geographic.CreateLineString(positions[..2])]),
        5 => GeoFactory.Geographic.CreateMultiPolygon([Ring(positions), Ring([.. positions.Reverse()])]),
        _ => (Geometry?)null,
    });

    private static Gen<Coordinate> Position => Gen.Select(Gen.Double[-180, 180], Gen.Double[-90, 90], (x, y) => new Coordinate(x, y));

    /// <summary>Serialised again, texts have one spelling (a code point may be written plainly or as \u); numbers keep theirs.</summary>
    [Fact]
    public void Both_writers_say_the_same() =>
        Gen.Select(Text, Gen.Long[1, long.MaxValue], Values, Shape).Sample(
            (id, version, values, shape) =>
            {
                var row = new FeatureRow(Layer, id, version, shape is null ? (ReadOnlyMemory<byte>?)null : Wkb.Write(shape), values);
                Assert.Equal(JsonSerializer.Serialize(Objects(row)), JsonSerializer.Serialize(Raw(row)));
            },
            iter: 20_000);

    [Fact]
    public void Both_writers_show_the_same_shape() =>
        Gen.Select(Values, Shape, Gen.Int[0, Layer.Fields.Count - 1].Array[0, 4], Gen.Bool, Gen.Bool, Gen.Int[0, Crs.All.Count - 1]).Sample(
            (values, geometry, fields, version, shown, crs) =>
            {
                var row = new FeatureRow(Layer, "a", 1, geometry is null ? (ReadOnlyMemory<byte>?)null : Wkb.Write(Near(geometry)), values);
                var shape = new FeatureShape(Layer, Crs.All[crs]) { Fields = [.. fields.Distinct().Order()], Version = version, Geometry = shown };
                Assert.Equal(JsonSerializer.Serialize(Objects(row, shape)), JsonSerializer.Serialize(Raw(row, shape)));
            },
            iter: 3_000);

    [Fact]
    public void Big_endian_and_z_are_read_too()
    {
        var wkb = new byte[9 + (2 * 24)];
        BinaryPrimitives.WriteUInt32BigEndian(wkb.AsSpan(1), 1002);
        BinaryPrimitives.WriteUInt32BigEndian(wkb.AsSpan(5), 2);
        foreach (var (at, value) in ((int, double)[])[(9, 116.5), (17, 35), (33, -0.25), (41, 1e-9)])
            BinaryPrimitives.WriteDoubleBigEndian(wkb.AsSpan(at), value);
        var buffer = new ByteBuffer();
        new FeatureJsonBytes(FeatureShape.Full(Layer)).WriteGeometry(buffer, wkb);
        Assert.Equal("""{"type":"LineString","coordinates":[[116.5,35],[-0.25,0.000000001]]}""", Encoding.UTF8.GetString(buffer.Written.Span));
    }

    [Fact]
    public void Broken_bytes_end_in_a_named_problem()
    {
        var good = Wkb.Write(Ring([new(116, 35), new(117, 35), new(117, 36), new(116, 36)]));
        for (var length = 0; length < good.Length; length++)
            Assert.Equal(ProblemCode.InvalidGeometry, Assert.Throws<GeoProblemException>(() => new FeatureJsonBytes(FeatureShape.Full(Layer)).WriteGeometry(new ByteBuffer(16), good.AsSpan(0, length))).Problems[0].Code);
    }

    [Fact]
    public void Bytes_that_are_no_text_and_numbers_that_json_lacks_stay_readable()
    {
        var batch = new RowBatch(Layer);
        var slots = batch.NewRow();
        slots[RowBatch.IdSlot] = batch.Add([0x61, 0xFF]);
        slots[RowBatch.FirstField + 2] = new RawValue(BitConverter.DoubleToInt64Bits(double.NaN), 0, 0);
        using var json = JsonDocument.Parse(Written(batch));
        Assert.Equal("a\uFFFD", json.RootElement.GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("properties").GetProperty("real").ValueKind);
    }

    private static Polygon Ring(Coordinate[] positions) => GeoFactory.Geographic.CreatePolygon([.. positions, positions[0].Copy()]);

    /// <summary>Somewhere in the city, where every CRS is defined.</summary>
    private static Geometry Near(Geometry geometry)
    {
        var near = geometry.Copy();
        near.Apply(new NetTopologySuite.Geometries.Utilities.AffineTransformation(1 / 360.0, 0, 116.5, 0, 1 / 180.0, 35.4));
        return near;
    }

    private static JsonElement Objects(FeatureRow row, FeatureShape? shape = null)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, FeatureJsonWriter.Options))
            FeatureJsonWriter.WriteFeature(writer, row, shape ?? FeatureShape.Full(Layer));
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static JsonElement Raw(FeatureRow row, FeatureShape? shape = null) => JsonDocument.Parse(Written(RawRows.Of(row), shape)).RootElement;

    private static byte[] Written(RowBatch batch, FeatureShape? shape = null)
    {
        var buffer = new ByteBuffer(16);
        new FeatureJsonBytes(shape ?? FeatureShape.Full(Layer)).WriteFeature(buffer, batch[0]);
        return buffer.Written.ToArray();
    }
}
