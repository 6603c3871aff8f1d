using System.Buffers.Binary;
using System.Text;

namespace Jining231.Geo.Layers;

/// <summary>One row of a <see cref="RowBatch"/>: raw WKB, UTF-8 texts and typed numbers as spans; nothing is allocated.</summary>
public readonly ref struct RawRow
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<RawValue> _values;

    internal RawRow(LayerDef layer, ReadOnlySpan<byte> bytes, ReadOnlySpan<RawValue> values)
    {
        Layer = layer;
        _bytes = bytes;
        _values = values;
    }

    /// <summary>The layer's description.</summary>
    public LayerDef Layer { get; }

    /// <summary>Public identity, UTF-8.</summary>
    public ReadOnlySpan<byte> Id => Slice(RowBatch.IdSlot);

    /// <summary>Row version, 1 for a new feature.</summary>
    public long Version => _values[RowBatch.VersionSlot].Bits;

    /// <summary>True if the row has a geometry.</summary>
    public bool HasGeometry => _values[RowBatch.GeometrySlot].Length >= 0;

    /// <summary>ISO WKB of the declared Multi* type in EPSG:4490 (x = longitude); empty without geometry.</summary>
    public ReadOnlySpan<byte> Wkb => Slice(RowBatch.GeometrySlot);

    /// <summary>True if the field, counted as in <see cref="LayerDef.Fields"/>, has no value.</summary>
    public bool IsNull(int field) => Value(field).Length < 0;

    /// <summary>UTF-8 of a text field; empty if null.</summary>
    public ReadOnlySpan<byte> Text(int field) => Slice(RowBatch.FirstField + field);

    /// <summary>An integer field; 0 if null.</summary>
    public long WholeNumber(int field) => Value(field).Bits;

    /// <summary>A real field; 0 if null.</summary>
    public double Real(int field) => BitConverter.Int64BitsToDouble(Value(field).Bits);

    /// <summary>A truth value; false if null.</summary>
    public bool Boolean(int field) => Value(field).Bits != 0;

    /// <summary>A timestamp field in UTC ticks of 100 ns since year 1; 0 if null.</summary>
    public long UtcTicks(int field) => Value(field).Bits;

    /// <summary>A date field; the first day of year 1 if null.</summary>
    public DateOnly Day(int field) => DateOnly.FromDayNumber((int)Value(field).Bits);

    /// <summary>The texts of a list field; empty if null.</summary>
    public RawTexts List(int field) => new(Slice(RowBatch.FirstField + field));

    /// <summary>The same row as objects.</summary>
    public FeatureRow ToFeatureRow()
    {
        var values = new object?[Layer.Fields.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = IsNull(i) ? null : Boxed(i, Layer.Fields[i].Type);
        return new FeatureRow(Layer, Encoding.UTF8.GetString(Id), Version, HasGeometry ? (ReadOnlyMemory<byte>?)Wkb.ToArray() : null, values);
    }

    private object Boxed(int field, FieldType type) => type switch
    {
        FieldType.Integer => WholeNumber(field),
        FieldType.Real => Real(field),
        FieldType.Boolean => Boolean(field),
        FieldType.Timestamp => new DateTimeOffset(UtcTicks(field), TimeSpan.Zero),
        FieldType.Date => Day(field),
        FieldType.TextArray => List(field).ToArray(),
        _ => Encoding.UTF8.GetString(Text(field)),
    };

    private RawValue Value(int field) => _values[RowBatch.FirstField + field];

    private ReadOnlySpan<byte> Slice(int slot)
    {
        var value = _values[slot];
        return value.Length > 0 ? _bytes.Slice(value.Start, value.Length) : default;
    }
}

/// <summary>The texts of a list, one after the other: each a length (four bytes, big-endian, as PostgreSQL sends it) and its UTF-8.</summary>
public ref struct RawTexts
{
    private ReadOnlySpan<byte> _rest;

    internal RawTexts(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>The text at hand.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Goes on to the next text; false after the last.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;
        var length = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(_rest));
        Current = _rest.Slice(4, length);
        _rest = _rest[(4 + length)..];
        return true;
    }

    /// <summary>For <c>foreach</c>.</summary>
    public readonly RawTexts GetEnumerator() => this;

    /// <summary>The rest as strings.</summary>
    public string[] ToArray()
    {
        var texts = new List<string>();
        while (MoveNext())
            texts.Add(Encoding.UTF8.GetString(Current));
        return [.. texts];
    }
}
