using System.Buffers.Binary;
using System.Text;

namespace Jining231.Geo.Tiles;

/// <summary>The value table of a tile layer: every distinct value once, in the order of first use (MVT 2.1, clause 4.4.1).</summary>
internal sealed class MvtValues : IDisposable
{
    private readonly ProtoBuffer _bytes = new(16 * 1024);
    private readonly List<(int At, int Length, uint Hash)> _entries = [];
    private int[] _slots = new int[1024];

    /// <summary>The table as Layer.values fields.</summary>
    public ReadOnlySpan<byte> Written => _bytes.Written;

    public void Clear()
    {
        _bytes.Clear();
        _entries.Clear();
        Array.Clear(_slots);
    }

    public void Dispose() => _bytes.Dispose();

    public uint Text(ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        // Tag, two lengths of at most 5 bytes and the text; the lengths are only known afterwards.
        const int Head = 12;
        var space = _bytes.Space(Head + most);
        var length = Encoding.UTF8.GetBytes(text, space[Head..]);
        return TextAt(space, Head, length);
    }

    public uint Utf8(ReadOnlySpan<byte> text)
    {
        const int Head = 12;
        var space = _bytes.Space(Head + text.Length);
        text.CopyTo(space[Head..]);
        return TextAt(space, Head, text.Length);
    }

    public uint Real(double value)
    {
        var space = _bytes.Space(16);
        ReadOnlySpan<byte> head = [0x22, 9, 0x19];
        head.CopyTo(space);
        BinaryPrimitives.WriteDoubleLittleEndian(space[3..], value);
        return Intern(space[..11]);
    }

    public uint Integer(long value)
    {
        var space = _bytes.Space(16);
        (space[0], space[2]) = (0x22, 0x30);
        var zigzag = (ulong)((value << 1) ^ (value >> 63));
        var at = 3;
        for (; zigzag >= 0x80; zigzag >>= 7)
            space[at++] = (byte)(zigzag | 0x80);
        space[at++] = (byte)zigzag;
        space[1] = (byte)(at - 2);
        return Intern(space[..at]);
    }

    public uint Boolean(bool value)
    {
        var space = _bytes.Space(4);
        ReadOnlySpan<byte> all = [0x22, 2, 0x38, value ? (byte)1 : (byte)0];
        all.CopyTo(space);
        return Intern(space[..4]);
    }

    /// <summary>Moves the text up against its lengths and interns it.</summary>
    private uint TextAt(Span<byte> space, int at, int length)
    {
        var inner = 1 + ProtoBuffer.VarintLength((uint)length) + length;
        var head = 1 + ProtoBuffer.VarintLength((uint)inner) + (inner - length);
        space.Slice(at, length).CopyTo(space[head..]);
        space[0] = 0x22;
        var i = 1 + Put(space[1..], (uint)inner);
        space[i++] = 0x0A;
        Put(space[i..], (uint)length);
        return Intern(space[..(head + length)]);
    }

    /// <summary>Index of the value that lies unconfirmed behind the end of the buffer.</summary>
    private uint Intern(ReadOnlySpan<byte> value)
    {
        var hash = Hash(value);
        var mask = _slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var entry = _slots[slot] - 1;
            if (entry < 0)
            {
                _entries.Add((_bytes.Length, value.Length, hash));
                _bytes.Advance(value.Length);
                _slots[slot] = _entries.Count;
                if (_entries.Count * 2 > _slots.Length)
                    Widen();
                return (uint)(_entries.Count - 1);
            }

            var known = _entries[entry];
            if (known.Hash == hash && known.Length == value.Length && _bytes.Written.Slice(known.At, known.Length).SequenceEqual(value))
                return (uint)entry;
        }
    }

    private void Widen()
    {
        _slots = new int[_slots.Length * 4];
        var mask = _slots.Length - 1;
        for (var i = 0; i < _entries.Count; i++)
        {
            var slot = (int)_entries[i].Hash & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = i + 1;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> value)
    {
        var hash = 0x9E3779B97F4A7C15UL ^ (ulong)value.Length;
        for (; value.Length >= 8; value = value[8..])
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(value)) * 0xD6E8FEB86659FD93UL;
        foreach (var b in value)
            hash = (hash ^ b) * 0x100000001B3UL;
        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93UL;
        return (uint)(hash >> 32);
    }

    private static int Put(Span<byte> to, uint value)
    {
        var i = 0;
        for (; value >= 0x80; value >>= 7)
            to[i++] = (byte)(value | 0x80);
        to[i++] = (byte)value;
        return i;
    }
}
