using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace Jining231.Geo.Spatial;

/// <summary>Setback areas in EPSG:4548.</summary>
public static class Buffers
{
    /// <summary>The result reaches at most this far beyond the distance asked, metres.</summary>
    public const double MaxExcessM = 0.1;

    private const double ArcExcessM = 0.05;
    private const double CurveSlackM = 0.04;

    /// <summary>
    /// An area that contains every point within <paramref name="metres"/> of the geometry, and none farther than
    /// <see cref="MaxExcessM"/> beyond it: arcs circumscribe the true circle. Distance 0 gives the geometry itself.
    /// </summary>
    /// <param name="plane">Point, line or polygon in EPSG:4548, valid.</param>
    /// <param name="metres">Distance, ≥ 0.</param>
    public static Geometry Circumscribed(Geometry plane, double metres)
    {
        ArgumentNullException.ThrowIfNull(plane);
        if (!double.IsFinite(metres))
            throw new ArgumentOutOfRangeException(nameof(metres));
        ArgumentOutOfRangeException.ThrowIfNegative(metres);
        if (metres == 0 || plane.IsEmpty)
            return plane;
        var quadrantSegments = Math.Clamp((int)Math.Ceiling(0.75 * Math.PI / 2 * Math.Sqrt(metres / (2 * ArcExcessM))), 8, 512);
        var halfStep = 0.75 * Math.PI / 2 / quadrantSegments;
        var parameters = new BufferParameters(quadrantSegments) { SimplifyFactor = 0 };
        return BufferOp.Buffer(plane, metres / Math.Cos(halfStep) + CurveSlackM, parameters);
    }
}
