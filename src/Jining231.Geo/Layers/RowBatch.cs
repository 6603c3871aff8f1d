using System.Buffers;
using System.Buffers.Binary;

namespace Jining231.Geo.Layers;

/// <summary>
/// Some rows as a store reads them: one array of bytes and one slot per value, nothing boxed. A reader fills it, the caller looks
/// at the rows and hands it back for the next ones. Disposing is optional and lets the next batch use its room. Not safe for concurrent use.
/// </summary>
public sealed class RowBatch : IDisposable
{
    /// <summary>Bytes after which a reader looks for no further row.</summary>
    public const int DefaultBytes = 256 * 1024;

    /// <summary>Slots of id, version and geometry, before those of the fields.</summary>
    internal const int IdSlot = 0, VersionSlot = 1, GeometrySlot = 2, FirstField = 3;

    private readonly int _stride;
    private readonly int _target;
    private RawValue[] _values;

    /// <summary>Makes an empty batch for rows of a layer.</summary>
    /// <param name="layer">Whose rows.</param>
    /// <param name="bytes">Bytes after which a reader looks for no further row; one row may be larger. Room for that many is taken as it is needed.</param>
    public RowBatch(LayerDef layer, int bytes = DefaultBytes)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Layer = layer;
        _target = bytes;
        _stride = FirstField + layer.Fields.Count;
        _values = ArrayPool<RawValue>.Shared.Rent(_stride * 64);
        Bytes = ArrayPool<byte>.Shared.Rent(Math.Min(bytes, DefaultBytes));
    }

    /// <summary>Whose rows.</summary>
    public LayerDef Layer { get; }

    /// <summary>Rows held.</summary>
    public int Count { get; private set; }

    /// <summary>One of the rows; valid until the batch is filled again.</summary>
    public RawRow this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return new RawRow(Layer, Bytes, _values.AsSpan(index * _stride, _stride));
        }
    }

    /// <summary>The array behind the rows; a store may write behind <see cref="Used"/>.</summary>
    internal byte[] Bytes { get; private set; }

    /// <summary>Bytes taken.</summary>
    internal int Used { get; set; }

    /// <summary>True if enough is held.</summary>
    internal bool IsFull => Used >= _target;

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        ArrayPool<RawValue>.Shared.Return(_values);
        ArrayPool<byte>.Shared.Return(Bytes);
        (_values, Bytes) = ([], []);
    }

    /// <summary>Forgets all rows.</summary>
    internal void Clear()
    {
        Count = 0;
        Used = 0;
    }

    /// <summary>Forgets rows beyond the first.</summary>
    internal void Truncate(int count) => Count = Math.Min(Count, count);

    /// <summary>Begins a row: its slots, to be filled in any order; all are null at first.</summary>
    internal Span<RawValue> NewRow()
    {
        var at = Count * _stride;
        if (at + _stride > _values.Length)
            _values = Larger(_values, at, Math.Max(at + _stride, _values.Length * 2));
        Count++;
        var slots = _values.AsSpan(at, _stride);
        slots.Fill(RawValue.Null);
        return slots;
    }

    /// <summary>Takes back the row begun last.</summary>
    internal void DropRow() => Count--;

    /// <summary>Takes the geometry of the row begun last away.</summary>
    internal void DropGeometry() => _values[((Count - 1) * _stride) + GeometrySlot] = RawValue.Null;

    /// <summary>Makes room for that many bytes behind <see cref="Used"/>.</summary>
    internal Span<byte> Reserve(int count)
    {
        if (Bytes.Length - Used < count)
            Bytes = Larger(Bytes, Used, Math.Max(checked(Used + count), (int)Math.Min(Array.MaxLength, Bytes.Length * 2L)));
        return Bytes.AsSpan(Used);
    }

    /// <summary>Puts the rows in the order of their ids, by code point, and keeps some of them.</summary>
    /// <param name="skip">Rows passed over.</param>
    /// <param name="most">Rows kept at most.</param>
    internal void OrderById(long skip, long most)
    {
        var order = ArrayPool<int>.Shared.Rent(Count);
        var rows = order.AsSpan(0, Count);
        for (var i = 0; i < rows.Length; i++)
            rows[i] = i;
        SortById(rows);
        rows = rows[(int)Math.Min(skip, Count)..];
        rows = rows[..(int)Math.Min(most, rows.Length)];
        var ordered = ArrayPool<RawValue>.Shared.Rent(_values.Length);
        for (var i = 0; i < rows.Length; i++)
            _values.AsSpan(rows[i] * _stride, _stride).CopyTo(ordered.AsSpan(i * _stride));
        ArrayPool<RawValue>.Shared.Return(_values);
        _values = ordered;
        Count = rows.Length;
        ArrayPool<int>.Shared.Return(order);
    }

    /// <summary>Gives its rows for those of another batch of the layer.</summary>
    internal void Exchange(RowBatch other)
    {
        (_values, other._values) = (other._values, _values);
        (Bytes, other.Bytes) = (other.Bytes, Bytes);
        (Count, other.Count) = (other.Count, Count);
        (Used, other.Used) = (other.Used, Used);
    }

    /// <summary>Copies bytes behind the others.</summary>
    internal RawValue Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        var value = new RawValue(0, Used, bytes.Length);
        Used += bytes.Length;
        return value;
    }

    /// <summary>Most ids differ within a few bytes behind what all have in common: those bytes are compared as one number, whole ids only where they agree.</summary>
    private void SortById(Span<int> rows)
    {
        if (rows.Length < 2)
            return;
        var common = Id(rows[0]).Length;
        foreach (var row in rows)
            common = Math.Min(common, Id(rows[0]).CommonPrefixLength(Id(row)));
        var keys = ArrayPool<ulong>.Shared.Rent(rows.Length);
        var heads = keys.AsSpan(0, rows.Length);
        for (var i = 0; i < rows.Length; i++)
            heads[i] = Head(Id(rows[i])[common..]);
        heads.Sort(rows);
        for (int from = 0, to; from < rows.Length; from = to)
        {
            for (to = from + 1; to < rows.Length && heads[to] == heads[from]; to++)
            {
            }

            if (to - from > 1)
                rows[from..to].Sort((a, b) => Id(a).SequenceCompareTo(Id(b)));
        }

        ArrayPool<ulong>.Shared.Return(keys);
    }

    /// <summary>The first eight bytes as a number that is ordered as they are; what is missing counts as zero.</summary>
    private static ulong Head(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= sizeof(ulong))
            return BinaryPrimitives.ReadUInt64BigEndian(bytes);
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        bytes.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    private ReadOnlySpan<byte> Id(int row)
    {
        var id = _values[(row * _stride) + IdSlot];
        return Bytes.AsSpan(id.Start, id.Length);
    }

    private static T[] Larger<T>(T[] full, int used, int least)
    {
        var larger = ArrayPool<T>.Shared.Rent(least);
        full.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(full);
        return larger;
    }
}

/// <summary>One value of a row: bits, or a place among the bytes of the batch.</summary>
/// <param name="Bits">Integer, the bits of a double, 0 or 1, UTC ticks, day number, or the count of a list.</param>
/// <param name="Start">Where text, WKB or list begin.</param>
/// <param name="Length">Their length in bytes; -1 for null.</param>
internal readonly record struct RawValue(long Bits, int Start, int Length)
{
    public static RawValue Null { get; } = new(0, 0, -1);
}
