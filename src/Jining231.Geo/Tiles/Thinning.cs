namespace Jining231.Geo.Tiles;

/// <summary>
/// Leaves out positions that lie within a tolerance of the line without them (Douglas and Peucker). Rings are split at their westernmost
/// position and the one farthest from it, so that the result does not depend on where a ring begins. Positions of a ring on the bounds of
/// the tile stay: bridges along them lie upon each other only as long as they are not moved, and are found only then.
/// </summary>
internal sealed class Thinning
{
    private readonly Stack<(int From, int To)> _work = new();
    private bool[] _keep = new bool[64];

    /// <summary>Thins positions <paramref name="start"/> to the end of the buffer in place.</summary>
    /// <param name="shape">Whole units; a ring does not repeat its first position.</param>
    /// <param name="start">First position of the part.</param>
    /// <param name="closed">True for a ring.</param>
    /// <param name="tolerance">Units; 0 leaves out only what lies exactly on the line.</param>
    public void Run(RingBuffer<int> shape, int start, bool closed, double tolerance)
    {
        var count = shape.Count - start;
        if (count < 3 || (closed && count < 4))
            return;
        if (_keep.Length < count)
            _keep = new bool[Math.Max(count, _keep.Length * 2)];
        var keep = _keep.AsSpan(0, count);
        keep.Clear();
        var x = shape.X[start..];
        var y = shape.Y[start..];
        var (first, second) = closed ? Poles(x, y) : (0, count - 1);
        keep[first] = keep[second] = true;
        for (var i = 0; closed && i < count; i++)
            keep[i] |= IsOnBound(x[i]) || IsOnBound(y[i]);
        var last = closed ? first + count : second;
        for (int i = first + 1, before = first; i <= last; i++)
            if (keep[i % count])
            {
                _work.Push((before, i));
                before = i;
            }

        while (_work.TryPop(out var span))
            Split(x, y, keep, span.From, span.To, tolerance * tolerance);
        Compact(shape, start, keep);
    }

    private static bool IsOnBound(int ordinate) => ordinate is TileSpace.Low or TileSpace.High;

    private static (int First, int Second) Poles(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        var first = 0;
        for (var i = 1; i < x.Length; i++)
            if (x[i] < x[first] || (x[i] == x[first] && y[i] < y[first]))
                first = i;
        var (second, far) = (first, -1L);
        for (var i = 0; i < x.Length; i++)
        {
            long dx = x[i] - x[first], dy = y[i] - y[first];
            var d = dx * dx + dy * dy;
            if (d > far || (d == far && (x[i] < x[second] || (x[i] == x[second] && y[i] < y[second]))))
                (second, far) = (i, d);
        }

        return (first, second);
    }

    private void Split(ReadOnlySpan<int> x, ReadOnlySpan<int> y, Span<bool> keep, int from, int to, double squared)
    {
        if (to - from < 2)
            return;
        var n = x.Length;
        var (a, b) = (from % n, to % n);
        double dx = x[b] - x[a], dy = y[b] - y[a];
        var length = dx * dx + dy * dy;
        var (at, far) = (-1, squared);
        for (var i = from + 1; i < to; i++)
        {
            var k = i < n ? i : i - n;
            double px = x[k] - x[a], py = y[k] - y[a];
            var t = length == 0 ? 0 : Math.Clamp((px * dx + py * dy) / length, 0, 1);
            px -= t * dx;
            py -= t * dy;
            var d = px * px + py * py;
            if (d > far)
                (at, far) = (i, d);
        }

        if (at < 0)
            return;
        keep[at % n] = true;
        _work.Push((from, at));
        _work.Push((at, to));
    }

    private static void Compact(RingBuffer<int> shape, int start, ReadOnlySpan<bool> keep)
    {
        var count = keep.Length;
        var left = 0;
        foreach (var kept in keep)
            left += kept ? 1 : 0;
        if (left == count)
            return;
        var x = shape.X;
        var y = shape.Y;
        shape.Cut(start);
        for (var i = 0; i < count; i++)
            if (keep[i])
                shape.Add(x[start + i], y[start + i]);
    }
}
