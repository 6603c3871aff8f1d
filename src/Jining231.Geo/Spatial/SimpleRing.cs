namespace Jining231.Geo.Spatial;

/// <summary>
/// Proves in plain arithmetic that a short ring is simple, so that the one-ring polygon inside it is valid. It says so only where
/// rounding cannot have changed a sign (static bounds of Shewchuk 1997, "Adaptive precision floating-point arithmetic"); anything
/// touching, collinear or close is left to the exact check.
/// </summary>
internal static class SimpleRing
{
    /// <summary>Longest ring looked at: the work grows with the square of the vertices.</summary>
    public const int MaxVertices = 64;

    /// <summary>Bound of the rounding of a 2×2 determinant of differences, relative to the sum of its products: (3 + 16ε)ε, rounded up.</summary>
    private const double Slack = 4e-16;

    /// <summary>Bound of a sum of up to <see cref="MaxVertices"/> such determinants, with room to spare.</summary>
    private const double SumSlack = 1e-12;

    /// <summary>+1 for a simple ring that runs counter-clockwise, -1 for one that runs clockwise, 0 where neither is certain.</summary>
    /// <param name="x">Abscissae of the vertices, the first not repeated at the end; 3 to <see cref="MaxVertices"/>.</param>
    /// <param name="y">Ordinates, as many.</param>
    public static int Turn(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var n = x.Length;
        if (n is < 3 or > MaxVertices || y.Length != n)
            return 0;
        for (var i = 0; i < n; i++)
        {
            var (a, b) = (i == 0 ? n - 1 : i - 1, i + 1 == n ? 0 : i + 1);
            if (Side(x[a], y[a], x[i], y[i], x[b], y[b]) == 0 && !GoesOn(x[a], y[a], x[i], y[i], x[b], y[b]))
                return 0;
        }

        for (var i = 0; i + 2 < n; i++)
        {
            double ax = x[i], ay = y[i], bx = x[i + 1], by = y[i + 1];
            double minX = Math.Min(ax, bx), maxX = Math.Max(ax, bx), minY = Math.Min(ay, by), maxY = Math.Max(ay, by);
            // The last edge meets the first in their common vertex, like any two that follow each other.
            for (var j = i + 2; j < (i == 0 ? n - 1 : n); j++)
            {
                var k = j + 1 == n ? 0 : j + 1;
                double cx = x[j], cy = y[j], dx = x[k], dy = y[k];
                if (Math.Max(cx, dx) < minX || Math.Min(cx, dx) > maxX || Math.Max(cy, dy) < minY || Math.Min(cy, dy) > maxY)
                    continue;
                if (Side(ax, ay, bx, by, cx, cy) * Side(ax, ay, bx, by, dx, dy) <= 0 && Side(cx, cy, dx, dy, ax, ay) * Side(cx, cy, dx, dy, bx, by) <= 0)
                    return 0;
            }
        }

        return AreaSign(x, y);
    }

    /// <summary>Sign of the turn a → b → c, or 0 where it is not certain.</summary>
    private static int Side(double ax, double ay, double bx, double by, double cx, double cy)
    {
        double left = (ax - cx) * (by - cy), right = (ay - cy) * (bx - cx), turn = left - right;
        var bound = Slack * (Math.Abs(left) + Math.Abs(right));
        return turn > bound ? 1 : turn < -bound ? -1 : 0;
    }

    /// <summary>True if the path a → b → c surely turns by less than a right angle: then its two edges share b alone.</summary>
    private static bool GoesOn(double ax, double ay, double bx, double by, double cx, double cy)
    {
        double u = (ax - bx) * (cx - bx), v = (ay - by) * (cy - by);
        return u + v < -SumSlack * (Math.Abs(u) + Math.Abs(v));
    }

    private static int AreaSign(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0, size = 0;
        for (var i = 1; i + 1 < x.Length; i++)
        {
            double left = (x[i] - x[0]) * (y[i + 1] - y[0]), right = (y[i] - y[0]) * (x[i + 1] - x[0]);
            sum += left - right;
            size += Math.Abs(left) + Math.Abs(right);
        }

        return sum > SumSlack * size ? 1 : sum < -SumSlack * size ? -1 : 0;
    }
}
