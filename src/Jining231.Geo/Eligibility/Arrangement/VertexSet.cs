namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>Points of the plane (EPSG:4548, metres), each once, numbered in the order in which they come.</summary>
internal sealed class VertexSet
{
    private double[] _xy;
    private int[] _slots;
    private int _most;

    /// <summary>An empty set with room for about so many points.</summary>
    public VertexSet(int capacity)
    {
        _xy = Scratch.Lend<double>(2 * capacity);
        _most = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * capacity + 16));
        _slots = Scratch.LendZeros<int>(_most);
    }

    /// <summary>Number of points.</summary>
    public int Count { get; private set; }

    /// <summary>Easting of a point.</summary>
    public double X(int vertex) => _xy[2 * vertex];

    /// <summary>Northing of a point.</summary>
    public double Y(int vertex) => _xy[2 * vertex + 1];

    /// <summary>The number of the point with exactly these coordinates.</summary>
    public int Add(double x, double y)
    {
        if (2 * Count >= _most)
            Grow();
        x += 0.0; // −0 becomes 0
        y += 0.0;
        var slot = Slot(x, y);
        for (; _slots[slot] is > 0 and var used; slot = (slot + 1) & (_most - 1))
            if (_xy[2 * used - 2] == x && _xy[2 * used - 1] == y)
                return used - 1;
        if (2 * Count + 2 > _xy.Length)
            _xy = Scratch.Lengthen(_xy, 4 * Count + 32);
        (_xy[2 * Count], _xy[2 * Count + 1]) = (x, y);
        _slots[slot] = ++Count;
        return Count - 1;
    }

    /// <summary>Gives up what is needed to add points only.</summary>
    public void Close()
    {
        Scratch.GiveBack(_slots);
        _slots = [];
        _xy = Scratch.Keep(_xy, 2 * Count);
    }

    /// <summary>Where a point is looked for first; the number of slots is a power of two.</summary>
    private int Slot(double x, double y)
    {
        var mixed = (BitConverter.DoubleToUInt64Bits(x) ^ (BitConverter.DoubleToUInt64Bits(y) * 0x9E3779B97F4A7C15UL)) * 0xD1B54A32D192ED03UL;
        return (int)((mixed ^ (mixed >> 32)) & (ulong)(_most - 1));
    }

    private void Grow()
    {
        Scratch.GiveBack(_slots);
        _most *= 2;
        _slots = Scratch.LendZeros<int>(_most);
        for (var v = 0; v < Count; v++)
        {
            var slot = Slot(X(v), Y(v));
            while (_slots[slot] > 0)
                slot = (slot + 1) & (_most - 1);
            _slots[slot] = v + 1;
        }
    }
}
