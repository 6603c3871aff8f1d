using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Buffer;
using NetTopologySuite.Operation.Distance;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Spatial;

/// <summary>Setback areas in EPSG:4548.</summary>
/// <remarks>
/// BufferOp alone is not safe: its arcs are inscribed, it simplifies its input, and it drops the arc where the boundary turns by
/// less than 0.05 radian, which leaves the result short by 0.125 % of the distance (1.25 m at 1 km). So the radius is enlarged
/// until chords clear the circle, simplification is off, and each result is proved: its boundary must keep the distance from the
/// geometry. Where it does not, small turns are rounded first; where that fails too, the area is put together from strips.
/// </remarks>
public static class Buffers
{
    /// <summary>The result reaches at most this far beyond the distance asked, metres (up to 12 km; more beyond).</summary>
    public const double MaxExcessM = 0.1;

    /// <summary>Part of the excess spent on chords, metres: the larger, the fewer arc vertices.</summary>
    private const double ArcExcessM = 0.05;

    /// <summary>Part of the excess kept for small turns and vertex snapping, metres.</summary>
    private const double SlackM = 0.045;

    /// <summary>BufferOp may stretch an arc step to 1.5 times the nominal one when it divides an angle evenly.</summary>
    private const double WorstStep = 1.5;

    private static readonly PrecisionModel TenthMillimetre = new(10_000);

    /// <summary>
    /// An area that contains every point within <paramref name="metres"/> of the geometry, and none farther than
    /// <see cref="MaxExcessM"/> beyond it: arcs circumscribe the true circle. Distance 0 gives the geometry itself.
    /// </summary>
    /// <param name="plane">Point, line or polygon in EPSG:4548, valid; a collection counts as the union of its parts.</param>
    /// <param name="metres">Distance, finite, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The distance is negative or not finite.</exception>
    public static Geometry Circumscribed(Geometry plane, double metres)
    {
        ArgumentNullException.ThrowIfNull(plane);
        if (!(metres >= 0) || double.IsInfinity(metres))
            throw new ArgumentOutOfRangeException(nameof(metres), metres, "A setback is a finite distance of 0 m or more.");
        if (metres == 0 || plane.IsEmpty)
            return plane;
        var near = new IndexedFacetDistance(plane);
        var quadrantSegments = QuadrantSegments(metres);
        var radius = metres / Math.Cos(WorstStep * Math.PI / (4 * quadrantSegments)) + SlackM;
        var parameters = new BufferParameters(quadrantSegments) { SimplifyFactor = 0 };
        var result = BufferOp.Buffer(plane, radius, parameters);
        if (Keeps(near, plane, result, metres))
            return result;
        result = BufferOp.Buffer(TurnRounding.Round(plane, radius, SlackM), radius, parameters);
        return Keeps(near, plane, result, metres) ? result : FromStrips(plane, metres);
    }

    /// <summary>The same area as a union of strips and sectors: cannot be short, but far slower on long lines.</summary>
    internal static Geometry FromStrips(Geometry plane, double metres)
    {
        var pieces = new List<Geometry>();
        pieces.AddRange(PolygonExtracter.GetPolygons(plane));
        var pen = new BufferPen(metres, pieces);
        foreach (var line in LinearComponentExtracter.GetLines(plane))
            pen.AddLine(CoordinateArrays.RemoveRepeatedPoints(line.Coordinates));
        foreach (var point in PointExtracter.GetPoints(plane))
            pen.AddLine([point.Coordinate]);
        return WithoutSlivers(UnaryUnionNG.Union(GeoFactory.Plane.BuildGeometry(pieces), TenthMillimetre), plane, metres);
    }

    /// <summary>Fills the hair-thin gaps that overlay may leave between strips: a hole is real only if it keeps the distance.</summary>
    private static Geometry WithoutSlivers(Geometry union, Geometry plane, double metres)
    {
        var near = new IndexedFacetDistance(plane);
        var polygons = PolygonExtracter.GetPolygons(union).Cast<Polygon>().Select(p => GeoFactory.Plane.CreatePolygon(
            p.Shell, [.. p.Holes.Where(h => near.Distance(h) >= metres)]));
        return GeoFactory.Plane.BuildGeometry([.. polygons]);
    }

    /// <summary>
    /// True if the boundary keeps the distance and the geometry lies inside: then no point within the distance can lie outside, as the
    /// way there would cross the boundary.
    /// </summary>
    private static bool Keeps(IndexedFacetDistance near, Geometry plane, Geometry buffer, double metres)
    {
        if (buffer.IsEmpty || near.Distance(buffer.Boundary) < metres)
            return false;
        var inside = new IndexedPointInAreaLocator(buffer);
        foreach (var part in Parts(plane))
            if (inside.Locate(part.Coordinate) != Location.Interior)
                return false;
        var holes = PolygonExtracter.GetPolygons(buffer).Cast<Polygon>().SelectMany(p => p.Holes).ToArray();
        if (holes.Length == 0)
            return true;
        return PolygonExtracter.GetPolygons(plane).All(p =>
        {
            var polygon = new SimplePointInAreaLocator(p);
            return holes.All(h => polygon.Locate(h.Coordinate) == Location.Exterior);
        });
    }

    private static IEnumerable<Geometry> Parts(Geometry geometry) => Enumerable.Range(0, geometry.NumGeometries)
        .Select(geometry.GetGeometryN)
        .Where(part => !part.IsEmpty);

    /// <summary>Segments per quarter circle so that the vertices stay within the arc's part of the excess.</summary>
    private static int QuadrantSegments(double metres)
    {
        var halfStep = Math.Acos(metres / (metres + ArcExcessM));
        return Math.Clamp((int)Math.Ceiling(WorstStep * Math.PI / (4 * halfStep)), 8, 512);
    }
}
