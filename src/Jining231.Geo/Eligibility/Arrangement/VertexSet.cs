namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>Points of the plane (EPSG:4548, metres), each once, numbered in the order in which they come.</summary>
internal sealed class VertexSet
{
    private double[] _x;
    private double[] _y;
    private int[] _slots;

    /// <summary>An empty set with room for about so many points.</summary>
    public VertexSet(int capacity)
    {
        _x = new double[capacity];
        _y = new double[capacity];
        _slots = new int[HashSlots.For(capacity)];
    }

    /// <summary>Number of points.</summary>
    public int Count { get; private set; }

    /// <summary>Easting of a point.</summary>
    public double X(int vertex) => _x[vertex];

    /// <summary>Northing of a point.</summary>
    public double Y(int vertex) => _y[vertex];

    /// <summary>The number of the point with exactly these coordinates.</summary>
    public int Add(double x, double y)
    {
        if (2 * Count >= _slots.Length)
            Grow();
        x += 0.0; // −0 becomes 0
        y += 0.0;
        var slot = Slot(x, y);
        for (; _slots[slot] is > 0 and var used; slot = (slot + 1) & (_slots.Length - 1))
            if (_x[used - 1] == x && _y[used - 1] == y)
                return used - 1;
        if (Count == _x.Length)
        {
            Array.Resize(ref _x, 2 * Count + 16);
            Array.Resize(ref _y, 2 * Count + 16);
        }

        _x[Count] = x;
        _y[Count] = y;
        _slots[slot] = ++Count;
        return Count - 1;
    }

    private int Slot(double x, double y) =>
        HashSlots.Of(BitConverter.DoubleToUInt64Bits(x), BitConverter.DoubleToUInt64Bits(y), _slots.Length);

    private void Grow()
    {
        _slots = new int[2 * _slots.Length];
        for (var v = 0; v < Count; v++)
        {
            var slot = Slot(_x[v], _y[v]);
            while (_slots[slot] > 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = v + 1;
        }
    }
}

/// <summary>Where a pair of keys is looked for first in a table whose length is a power of two.</summary>
internal static class HashSlots
{
    /// <summary>Length of a table for so many entries.</summary>
    public static int For(int entries) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * entries + 16));

    /// <summary>The first slot.</summary>
    public static int Of(ulong a, ulong b, int length)
    {
        var mixed = (a ^ (b * 0x9E3779B97F4A7C15UL)) * 0xD1B54A32D192ED03UL;
        return (int)((mixed ^ (mixed >> 32)) & (ulong)(length - 1));
    }
}
