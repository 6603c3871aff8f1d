namespace Jining231.Geo.Tiles;

/// <summary>Cuts rings and lines at the tile's bounds.</summary>
internal sealed class BoxClip
{
    private readonly RingBuffer<double> _one = new();
    private readonly RingBuffer<double> _other = new();

    /// <summary>
    /// Sutherland and Hodgman: the closed ring (its last position is not repeated) inside the bounds. A ring that leaves and comes back
    /// gets bridges along the bounds; <see cref="RingSet.IsClean"/> finds them.
    /// </summary>
    /// <remarks>The result is good until the next call.</remarks>
    public Spans Ring(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Side(x, y, _one, vertical: true, TileSpace.Low, 1);
        Side(_one.X, _one.Y, _other, vertical: true, TileSpace.High, -1);
        Side(_other.X, _other.Y, _one, vertical: false, TileSpace.Low, 1);
        Side(_one.X, _one.Y, _other, vertical: false, TileSpace.High, -1);
        return new Spans(_other);
    }

    /// <summary>Liang and Barsky: the part of a segment inside the bounds, as shares of its length; false if there is none.</summary>
    public static bool Segment(double ax, double ay, double bx, double by, out double from, out double to)
    {
        (from, to) = (0, 1);
        return Cut(ax - bx, ax - TileSpace.Low, ref from, ref to) && Cut(bx - ax, TileSpace.High - ax, ref from, ref to)
            && Cut(ay - by, ay - TileSpace.Low, ref from, ref to) && Cut(by - ay, TileSpace.High - ay, ref from, ref to);
    }

    private static bool Cut(double p, double q, ref double from, ref double to)
    {
        if (p == 0)
            return q >= 0;
        var t = q / p;
        if (p < 0)
            from = Math.Max(from, t);
        else
            to = Math.Min(to, t);
        return from <= to;
    }

    private static void Side(ReadOnlySpan<double> x, ReadOnlySpan<double> y, RingBuffer<double> target, bool vertical, double bound, int sign)
    {
        target.Clear();
        var along = vertical ? x : y;
        for (int i = 0, before = x.Length - 1; i < x.Length; before = i++)
        {
            var here = (along[i] - bound) * sign;
            var there = (along[before] - bound) * sign;
            if (here >= 0 != there >= 0)
            {
                var t = there / (there - here);
                target.Add(
                    vertical ? bound : x[before] + t * (x[i] - x[before]),
                    vertical ? y[before] + t * (y[i] - y[before]) : bound);
            }

            if (here >= 0)
                target.Add(x[i], y[i]);
        }
    }

    /// <summary>Positions in two spans.</summary>
    public readonly ref struct Spans(RingBuffer<double> ring)
    {
        private readonly RingBuffer<double> _ring = ring;

        public void Deconstruct(out ReadOnlySpan<double> x, out ReadOnlySpan<double> y)
        {
            x = _ring.X;
            y = _ring.Y;
        }
    }
}
