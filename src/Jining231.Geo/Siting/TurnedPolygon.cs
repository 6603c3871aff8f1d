using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>
/// A polygon in a turned frame (metres), measured on the side u ≤ t of a line across it without an overlay. A ring that the line cuts
/// falls into chains; chains that one stretch of the line inside the polygon joins belong to one connected part.
/// </summary>
internal sealed class TurnedPolygon
{
    private const double TouchM = 1e-9;

    /// <summary>Closed rings, the outer one counter-clockwise and first, holes clockwise.</summary>
    private readonly (double U, double V)[][] _rings;

    private readonly Extent[] _extents;

    /// <summary>Turns a valid polygon (EPSG:4548).</summary>
    public TurnedPolygon(Polygon polygon, RotatedFrame frame)
    {
        _rings = [Turn(polygon.ExteriorRing, frame, counterClockwise: true), .. polygon.InteriorRings.Select(r => Turn(r, frame, false))];
        _extents = [.. _rings.Select(Extent.Of)];
        MinU = _extents[0].LeastU;
        MaxU = _extents[0].Tip.U;
    }

    /// <summary>Smallest u, m.</summary>
    public double MinU { get; }

    /// <summary>Largest u, m.</summary>
    public double MaxU { get; }

    /// <summary>Area with u ≤ t, m², connected or not.</summary>
    public double AreaUpTo(double t)
    {
        double sum = 0;
        for (var r = 0; r < _rings.Length; r++)
            if (_extents[r].LeastU < t)
                sum += _extents[r].Tip.U <= t ? _extents[r].AreaM2 : Area(_rings[r], t);
        return sum;
    }

    /// <summary>Area of the largest connected part with u ≤ t, m².</summary>
    public double LargestPartUpTo(double t)
    {
        var sides = new SideParts();
        var whole = new List<int>();
        for (var r = 0; r < _rings.Length; r++)
        {
            if (_extents[r].LeastU > t)
                continue;
            if (_extents[r].Tip.U <= t)
                whole.Add(r);
            else
                Cut(r, t, sides);
        }

        sides.Join();
        var only = sides.Only;
        foreach (var r in whole.OrderByDescending(r => _extents[r].Tip.U))
        {
            var owner = r == 0 ? null : only ?? Owner(r, t, sides);
            sides.Add(new SideChain(r, 1, _rings[r].Length - 1, _extents[r].AreaM2), owner);
        }

        return sides.Largest;
    }

    /// <summary>Follows a ring from where it first comes in; every stretch up to where it goes out is a chain.</summary>
    private void Cut(int r, double t, SideParts sides)
    {
        var ring = _rings[r];
        var n = ring.Length - 1;
        var start = 0;
        while (!(ring[start].U > t && ring[start + 1].U <= t))
            start++;
        double area = 0, from = 0;
        var first = 0;
        for (int k = 0, i = start; k < n; k++, i++)
        {
            if (i == n)
                i = 0;
            var (a, b) = (ring[i], ring[i + 1]);
            if (a.U > t && b.U > t)
                continue;
            if (a.U > t)
                (from, area, first) = (Crossing(a, b, t), 0, start + k + 1);
            area += Strip(a.U - t, a.V, b.U - t, b.V);
            if (b.U > t)
                sides.Add(new SideChain(r, first, start + k + 1, area), from, Crossing(a, b, t));
        }
    }

    /// <summary>The part that a hole on this side lies in: that of the next edge toward larger u, else of the stretch of the line.</summary>
    private int? Owner(int hole, double t, SideParts sides)
    {
        var tip = _extents[hole].Tip;
        var (nearest, owner) = (t, (int?)null);
        for (var k = 0; k < sides.Chains.Count; k++)
        {
            var chain = sides.Chains[k];
            if (tip.V < _extents[chain.Ring].LeastV || tip.V > _extents[chain.Ring].MostV)
                continue;
            var ring = _rings[chain.Ring];
            var n = ring.Length - 1;
            for (var i = chain.First; i <= chain.Last; i++)
            {
                var (a, b) = (ring[(i - 1) % n], ring[(i - 1) % n + 1]);
                if (a.V > tip.V == b.V > tip.V)
                    continue;
                var u = a.U + (tip.V - a.V) * (b.U - a.U) / (b.V - a.V);
                if (u >= tip.U - TouchM && u <= nearest)
                    (nearest, owner) = (u, k);
            }
        }

        return owner ?? sides.AtLine(tip.V);
    }

    private static double Area((double U, double V)[] ring, double t)
    {
        double sum = 0;
        for (var i = 1; i < ring.Length; i++)
            sum += Strip(ring[i - 1].U - t, ring[i - 1].V, ring[i].U - t, ring[i].V);
        return sum;
    }

    /// <summary>∫ min(u, 0) dv along one edge.</summary>
    private static double Strip(double u0, double v0, double u1, double v1)
    {
        if (u0 >= 0 && u1 >= 0)
            return 0;
        if (u0 <= 0 && u1 <= 0)
            return (u0 + u1) / 2 * (v1 - v0);
        var crossing = v0 + (v1 - v0) * u0 / (u0 - u1);
        return u0 < 0 ? u0 / 2 * (crossing - v0) : u1 / 2 * (v1 - crossing);
    }

    private static double Crossing((double U, double V) a, (double U, double V) b, double t) => a.V + (b.V - a.V) * (t - a.U) / (b.U - a.U);

    private static (double U, double V)[] Turn(LineString ring, RotatedFrame frame, bool counterClockwise)
    {
        var turned = Array.ConvertAll(ring.Coordinates, c => frame.Turn(c.X, c.Y));
        if (Signed(turned) > 0 != counterClockwise)
            Array.Reverse(turned);
        return turned;
    }

    private static double Signed((double U, double V)[] ring)
    {
        double sum = 0;
        for (var i = 1; i < ring.Length; i++)
            sum += (ring[i - 1].U + ring[i].U - 2 * ring[0].U) * (ring[i].V - ring[i - 1].V);
        return sum;
    }

    /// <summary>What is asked of a ring again and again: its smallest u, its first corner of largest u, its range of v, and its signed area, m².</summary>
    private readonly record struct Extent(double LeastU, (double U, double V) Tip, double LeastV, double MostV, double AreaM2)
    {
        public static Extent Of((double U, double V)[] ring)
        {
            var (tip, leastU, leastV, mostV) = (ring[0], ring[0].U, ring[0].V, ring[0].V);
            foreach (var at in ring)
            {
                if (at.U > tip.U)
                    tip = at;
                (leastU, leastV, mostV) = (Math.Min(leastU, at.U), Math.Min(leastV, at.V), Math.Max(mostV, at.V));
            }

            return new Extent(leastU, tip, leastV, mostV, Area(ring, tip.U));
        }
    }
}
