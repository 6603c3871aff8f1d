using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Tiles;

/// <summary>What a tile holds of one layer.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Drawn">Features drawn as themselves.</param>
/// <param name="Gathered">Polygons too small to draw, shown together as pixels with a count.</param>
/// <param name="Dropped">Features of which nothing is shown: lines without length, and the last remainder of <paramref name="Gathered"/>.</param>
/// <param name="Repaired">Polygons that had to be repaired after rounding to the grid of the tile.</param>
public sealed record TileLayerSummary(string Layer, long Drawn, long Gathered, long Dropped, long Repaired);

/// <summary>
/// One layer of a Mapbox Vector Tile 2.1, made row by row from WKB. Every feature carries <c>id</c> and its fields as attributes of their
/// type (lists as JSON text, instants and days as RFC 3339 text); an id that is a whole number is the feature's id as well. Disposing is optional and lets the next tile use its room.
/// </summary>
public sealed class MvtLayer : IDisposable
{
    /// <summary>Attribute of pixels that stand for polygons too small to draw: how many they are.</summary>
    public const string CountAttribute = "aggregated";

    /// <summary>Polygons smaller than this in both directions are gathered, units (1.5 pixels of 256 a side).</summary>
    internal const int TinyBelow = TileSpace.UnitsPerPixel * 3 / 2;

    /// <summary>Simplification on all levels but the finest, units (a sixteenth of a pixel).</summary>
    internal const double Tolerance = 1;

    private static readonly JsonSerializerOptions Lists = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LayerDef _layer;
    private readonly int[] _fields;
    private readonly int _classField;
    private readonly TileShape _shape;
    private readonly TinyCoverage? _tiny;
    private readonly MvtValues _values = new();
    private readonly ProtoBuffer _features = new(64 * 1024);
    private readonly ProtoBuffer _tags = new(256);
    private readonly ByteBuffer _text = new(256);
    private long _drawn, _lost;

    /// <summary>Begins the layer.</summary>
    /// <param name="layer">The layer's description.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="fields">Names of the fields to carry; null: all.</param>
    public MvtLayer(LayerDef layer, TileAddress tile, IReadOnlyCollection<string>? fields = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        _layer = layer;
        _fields = [.. Enumerable.Range(0, layer.Fields.Count).Where(i => fields?.Contains(layer.Fields[i].Name) != false)];
        _classField = layer.Style.ClassField is { } name ? layer.IndexOf(name) : -1;
        var finest = tile.Level == tile.Set.LastLevel;
        _shape = new TileShape(new TileSpace(tile), finest ? 0 : Tolerance, finest ? 0 : TinyBelow);
        _tiny = finest ? null : new TinyCoverage();
    }

    /// <summary>Adds a feature, if any of it lies in the tile.</summary>
    public void Add(in RawRow row)
    {
        if (!row.HasGeometry)
            return;
        switch (_shape.Run(row.Wkb))
        {
            case ShapeFate.Drawn:
                Tags(in row);
                Feature(Number(row.Id));
                _drawn++;
                break;
            case ShapeFate.Tiny when _tiny is not null:
                _tiny.Add(_shape.Middle, _shape.Area, _classField < 0 || row.IsNull(_classField) ? null : _values.Utf8(row.Text(_classField)));
                break;
            case ShapeFate.Tiny or ShapeFate.Lost:
                _lost++;
                break;
        }
    }

    /// <summary>Writes the layer into a tile; a layer without features is left out, as the standard says.</summary>
    public TileLayerSummary WriteTo(Stream tile)
    {
        ArgumentNullException.ThrowIfNull(tile);
        foreach (var run in _tiny?.Runs() ?? [])
            Pixels(run);
        using var layer = new ProtoBuffer(256);
        if (_features.Length > 0)
        {
            layer.Bytes([0x78, 2]);
            Text(layer, 0x0A, Encoding.UTF8.GetBytes(_layer.Name));
            Text(layer, 0x1A, "id"u8);
            Text(layer, 0x1A, Encoding.UTF8.GetBytes(CountAttribute));
            foreach (var field in _layer.Fields)
                Text(layer, 0x1A, Encoding.UTF8.GetBytes(field.Name));
            layer.Byte(0x28);
            layer.Varint(TileSpace.Extent);
            using var head = new ProtoBuffer(16);
            head.Byte(0x1A);
            head.Varint((uint)(layer.Length + _features.Length + _values.Written.Length));
            tile.Write(head.Written);
            tile.Write(layer.Written);
            tile.Write(_features.Written);
            tile.Write(_values.Written);
        }

        return new TileLayerSummary(_layer.Name, _drawn, _tiny?.Gathered ?? 0, _lost + (_tiny?.Left ?? 0), _shape.Repaired);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _features.Dispose();
        _tags.Dispose();
        _text.Dispose();
        _values.Dispose();
        _shape.Dispose();
    }

    private void Pixels((int West, int East, int Row, uint? Kind, long Count) run)
    {
        const int Unit = TileSpace.UnitsPerPixel;
        _shape.Commands.Clear();
        _shape.Commands.Rectangle(run.West * Unit, run.Row * Unit, run.East * Unit, (run.Row + 1) * Unit);
        _tags.Clear();
        Tag(1, _values.Integer(run.Count));
        if (run.Kind is { } kind)
            Tag((uint)_classField + 2, kind);
        Feature(null, polygon: true);
    }

    private void Tags(in RawRow row)
    {
        _tags.Clear();
        Tag(0, _values.Utf8(row.Id));
        foreach (var i in _fields)
            if (!row.IsNull(i))
                Tag((uint)i + 2, Value(in row, i));
    }

    private void Tag(uint key, uint value)
    {
        _tags.Varint(key);
        _tags.Varint(value);
    }

    private uint Value(in RawRow row, int field) => _layer.Fields[field].Type switch
    {
        FieldType.Real => _values.Real(row.Real(field)),
        FieldType.Integer => _values.Integer(row.WholeNumber(field)),
        FieldType.Boolean => _values.Boolean(row.Boolean(field)),
        FieldType.Timestamp => Instant(row.UtcTicks(field)),
        FieldType.Date => _values.Text(row.Day(field).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        FieldType.TextArray => _values.Text(JsonSerializer.Serialize(row.List(field).ToArray(), Lists)),
        _ => _values.Utf8(row.Text(field)),
    };

    /// <summary>The text without the quotes of JSON.</summary>
    private uint Instant(long utcTicks)
    {
        _text.Clear();
        _text.AddInstant(utcTicks);
        return _values.Utf8(_text.Written.Span[1..^1]);
    }

    private void Feature(ulong? number, bool polygon = false)
    {
        var commands = _shape.Commands.Written;
        var length = (number is { } id ? 1 + VarintLength(id) : 0) + 2
            + 1 + ProtoBuffer.VarintLength((uint)_tags.Length) + _tags.Length
            + 1 + ProtoBuffer.VarintLength((uint)commands.Length) + commands.Length;
        _features.Byte(0x12);
        _features.Varint((uint)length);
        if (number is { } feature)
        {
            _features.Byte(0x08);
            _features.Varint64(feature);
        }

        Text(_features, 0x12, _tags.Written);
        _features.Byte(0x18);
        _features.Byte((byte)(polygon ? 3 : _shape.Type));
        Text(_features, 0x22, commands);
    }

    /// <summary>The id as a whole number, if it is written as one; 2⁵³ − 1 at most, because viewers hold ids as doubles.</summary>
    private static ulong? Number(ReadOnlySpan<byte> id) =>
        id.Length is > 0 and <= 16 && char.IsAsciiDigit((char)id[0]) && (id[0] != '0' || id.Length == 1)
        && ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1UL << 53 ? number : null;

    private static int VarintLength(ulong value)
    {
        var length = 1;
        for (; value >= 0x80; value >>= 7)
            length++;
        return length;
    }

    private static void Text(ProtoBuffer to, byte tag, ReadOnlySpan<byte> text)
    {
        to.Byte(tag);
        to.Varint((uint)text.Length);
        to.Bytes(text);
    }
}
