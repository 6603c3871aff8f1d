using System.Runtime.CompilerServices;

namespace Jining231.Geo.Tiles;

/// <summary>A growing list of positions that keeps its memory from shape to shape.</summary>
internal sealed class RingBuffer<T>
    where T : unmanaged
{
    private T[] _x = new T[64];
    private T[] _y = new T[64];

    public int Count { get; private set; }

    public ReadOnlySpan<T> X => _x.AsSpan(0, Count);

    public ReadOnlySpan<T> Y => _y.AsSpan(0, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T x, T y)
    {
        var at = Count;
        if (at == _x.Length)
            Grow();
        _x[at] = x;
        _y[at] = y;
        Count = at + 1;
    }

    public void Clear() => Count = 0;

    /// <summary>Forgets what comes after.</summary>
    public void Cut(int count) => Count = count;

    private void Grow()
    {
        Array.Resize(ref _x, _x.Length * 2);
        Array.Resize(ref _y, _y.Length * 2);
    }
}
