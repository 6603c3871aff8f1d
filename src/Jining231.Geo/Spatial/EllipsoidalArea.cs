using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>
/// 椭球面积: area on the CGCS2000 ellipsoid by the national formula (国土调查办发〔2008〕32号): the sum of the
/// trapezoids between each edge and the central meridian.
/// </summary>
public static class EllipsoidalArea
{
    /// <summary>The method as answers name it.</summary>
    public const string Method = "ellipsoidal, CGCS2000, 国土调查办发〔2008〕32号";

    /// <summary>Edges longer than this are divided before the trapezoids are summed, metres.</summary>
    public const double MaxSegmentM = 70;

    private static readonly double[] Coefficients = BuildCoefficients();

    /// <summary>
    /// Area in m² (not rounded) of an EPSG:4490 polygonal geometry; edges are straight in EPSG:4548 and divided
    /// there at <see cref="MaxSegmentM"/>. Lines and points have area 0.
    /// </summary>
    public static double OfGeographic(Geometry geographic) => OfPlane(Reproject.ToPlane(geographic));

    /// <summary>As <see cref="OfGeographic"/>, for a geometry already in EPSG:4548.</summary>
    public static double OfPlane(Geometry plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        double sum = 0;
        for (var i = 0; i < plane.NumGeometries; i++)
        {
            if (plane.GetGeometryN(i) is not Polygon polygon)
                continue;
            sum += Math.Abs(Ring(polygon.ExteriorRing.Coordinates));
            for (var h = 0; h < polygon.NumInteriorRings; h++)
                sum -= Math.Abs(Ring(polygon.GetInteriorRingN(h).Coordinates));
        }

        return sum;
    }

    private static double Ring(Coordinate[] ring)
    {
        if (ring.Length < 4)
            return 0;
        double sum = 0;
        var previous = ToRadians(ring[0].X, ring[0].Y);
        for (var i = 1; i < ring.Length; i++)
        {
            double dx = ring[i].X - ring[i - 1].X, dy = ring[i].Y - ring[i - 1].Y;
            var pieces = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(dx * dx + dy * dy) / MaxSegmentM));
            for (var k = 1; k <= pieces; k++)
            {
                var f = (double)k / pieces;
                var next = ToRadians(ring[i - 1].X + dx * f, ring[i - 1].Y + dy * f);
                sum += Trapezoid(previous, next);
                previous = next;
            }
        }

        return sum;
    }

    private static (double L, double B) ToRadians(double easting, double northing)
    {
        var (lon, lat) = GaussKruger.Epsg4548.Inverse(easting, northing);
        return ((lon - 117) * Math.PI / 180, lat * Math.PI / 180);
    }

    private static double Trapezoid((double L, double B) p, (double L, double B) q)
    {
        double half = (q.B - p.B) / 2, mean = (p.B + q.B) / 2, sum = 0;
        for (var k = 0; k < 5; k++)
        {
            var odd = 2 * k + 1;
            sum += Coefficients[k] * Math.Sin(odd * half) * Math.Cos(odd * mean);
        }

        return 2 * Cgcs2000.SemiMinorM * Cgcs2000.SemiMinorM * (p.L + q.L) / 2 * sum;
    }

    /// <summary>A, −B, C, −D, E of the notice, in e² of the ellipsoid.</summary>
    private static double[] BuildCoefficients()
    {
        double e2 = Cgcs2000.EccentricitySquared, e4 = e2 * e2, e6 = e4 * e2, e8 = e4 * e4;
        return
        [
            1 + 3.0 / 6 * e2 + 30.0 / 80 * e4 + 35.0 / 112 * e6 + 630.0 / 2304 * e8,
            -(1.0 / 6 * e2 + 15.0 / 80 * e4 + 21.0 / 112 * e6 + 420.0 / 2304 * e8),
            3.0 / 80 * e4 + 7.0 / 112 * e6 + 180.0 / 2304 * e8,
            -(1.0 / 112 * e6 + 45.0 / 2304 * e8),
            5.0 / 2304 * e8,
        ];
    }
}
