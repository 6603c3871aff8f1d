using System.Buffers;

namespace Jining231.Geo.Exchange;

/// <summary>
/// A growing array of bytes that is written at its end and used again. Disposing is optional and lets the next buffer use its room.
/// Not safe for concurrent use.
/// </summary>
public sealed class ByteBuffer : IBufferWriter<byte>, IDisposable
{
    private const int LeastRoom = 256;

    private byte[] _bytes;
    private int _length;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="capacity">Bytes to begin with.</param>
    public ByteBuffer(int capacity = 64 * 1024) => _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>Bytes written.</summary>
    public int Length => _length;

    /// <summary>What has been written; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
    }

    /// <summary>Forgets what has been written and keeps the room.</summary>
    public void Clear() => _length = 0;

    /// <summary>Gives room for at least <paramref name="count"/> bytes at the end; <see cref="Advance"/> says how much was used.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
            Grow(count);
        return _bytes.AsSpan(_length);
    }

    /// <summary>Counts bytes that were written into the room given by <see cref="Reserve"/>.</summary>
    public void Advance(int count) => _length += count;

    /// <summary>Takes the last bytes back.</summary>
    public void Retract(int count) => _length -= count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        Reserve(Math.Max(sizeHint, LeastRoom));
        return _bytes.AsMemory(_length);
    }

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => Reserve(Math.Max(sizeHint, LeastRoom));

    /// <summary>Appends bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Appends one byte.</summary>
    public void Add(byte value)
    {
        Reserve(1)[0] = value;
        _length++;
    }

    private void Grow(int count)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + count), (int)Math.Min(Array.MaxLength, _bytes.Length * 2L)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
