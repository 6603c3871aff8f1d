namespace Jining231.Geo.Tiles;

/// <summary>Drawing commands of one feature (MVT 2.1, clause 4.3).</summary>
internal sealed class MvtCommands : IDisposable
{
    private const uint MoveTo = 1, LineTo = 2, ClosePath = 7 | (1 << 3);

    private readonly ProtoBuffer _bytes = new(1024);
    private int _x, _y;

    public ReadOnlySpan<byte> Written => _bytes.Written;

    public bool IsEmpty => _bytes.Length == 0;

    public void Clear()
    {
        _bytes.Clear();
        (_x, _y) = (0, 0);
    }

    public void Dispose() => _bytes.Dispose();

    public void Points(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        _bytes.Varint(MoveTo | ((uint)x.Length << 3));
        for (var i = 0; i < x.Length; i++)
            To(x[i], y[i]);
    }

    public void Line(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        _bytes.Varint(MoveTo | (1 << 3));
        To(x[0], y[0]);
        _bytes.Varint(LineTo | ((uint)(x.Length - 1) << 3));
        for (var i = 1; i < x.Length; i++)
            To(x[i], y[i]);
    }

    /// <summary>Shells run clockwise on the screen, holes the other way.</summary>
    public void Polygons(RingSet rings)
    {
        for (var i = 0; i < rings.Count; i++)
        {
            var (start, count, isShell) = rings[i];
            Ring(rings.Positions.X.Slice(start, count), rings.Positions.Y.Slice(start, count), rings.TwiceArea(start, count) > 0 != isShell);
        }
    }

    /// <summary>A rectangle, as a shell.</summary>
    public void Rectangle(int west, int north, int east, int south) =>
        Ring([west, east, east, west], [north, north, south, south], backwards: false);

    private void Ring(ReadOnlySpan<int> x, ReadOnlySpan<int> y, bool backwards)
    {
        _bytes.Varint(MoveTo | (1 << 3));
        To(x[0], y[0]);
        _bytes.Varint(LineTo | ((uint)(x.Length - 1) << 3));
        for (var i = 1; i < x.Length; i++)
            To(x[backwards ? x.Length - i : i], y[backwards ? x.Length - i : i]);
        _bytes.Varint(ClosePath);
    }

    private void To(int x, int y)
    {
        _bytes.Varint(ZigZag(x - _x));
        _bytes.Varint(ZigZag(y - _y));
        (_x, _y) = (x, y);
    }

    private static uint ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));
}
