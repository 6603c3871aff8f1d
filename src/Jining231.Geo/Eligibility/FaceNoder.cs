using Jining231.Geo.Spatial;
using NetTopologySuite.Algorithm.Construct;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Noding;
using NetTopologySuite.Noding.Snap;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;

namespace Jining231.Geo.Eligibility;

/// <summary>Cuts an area along the boundaries of zones into faces, each wholly inside or outside every zone.</summary>
internal static class FaceNoder
{
    private const double SnapM = 1e-5;
    private const double MaxRelativeMiss = 1e-6;

    /// <summary>
    /// Faces inside the area. Floating noding first, then snapping at 0.01 mm, then snap-rounding at 0.1 mm: the first whose faces
    /// make up the area to 0.01 m², else the closest if it misses by less than a millionth. Raises <see cref="TopologyException"/>
    /// if none does.
    /// </summary>
    public static List<Polygon> Faces(Geometry area, IEnumerable<Geometry> zones)
    {
        var lines = GeoFactory.Plane.CreateMultiLineString(
            [.. zones.Prepend(area).SelectMany(z => LinearComponentExtracter.GetLines(z)).Select(Open)]);
        var locator = new IndexedPointInAreaLocator(area);
        TopologyException? last = null;
        (List<Polygon> Faces, double Error) best = ([], double.PositiveInfinity);
        foreach (var node in Noders)
        {
            try
            {
                var faces = Polygons(node(lines), locator);
                var error = Math.Abs(faces.Sum(f => f.Area) - area.Area);
                if (error <= Overlay.ToleranceM2)
                    return faces;
                if (error < best.Error)
                    best = (faces, error);
            }
            catch (TopologyException e)
            {
                last = e;
            }
        }

        return best.Error <= MaxRelativeMiss * area.Area ? best.Faces : throw last ?? new TopologyException($"The faces miss the area by {best.Error} m².");
    }

    private static readonly Func<Geometry, Geometry>[] Noders =
    [
        lines => OverlayNG.Overlay(lines, null, SpatialFunction.Union, new PrecisionModel(PrecisionModels.Floating)),
        lines => OverlayNG.Overlay(lines, null, SpatialFunction.Union, new ValidatingNoder(new SnappingNoder(SnapM))),
        lines => OverlayNG.Overlay(lines, null, SpatialFunction.Union, new PrecisionModel(10_000)),
    ];

    private static List<Polygon> Polygons(Geometry linework, IndexedPointInAreaLocator area)
    {
        var polygonizer = new Polygonizer(false);
        polygonizer.Add(linework);
        return [.. polygonizer.GetPolygons().Cast<Polygon>()
            .Where(p => area.Locate(PointIn(p)) == Location.Interior)
            .OrderBy(p => p.EnvelopeInternal.MinX).ThenBy(p => p.EnvelopeInternal.MinY).ThenBy(p => p.Area)];
    }

    /// <summary>
    /// A point inside a face. <see cref="Geometry.InteriorPoint"/> looks along one line, and where a hair of the face is all that lies there, its
    /// middle is rounded out of the face; then the point farthest from the edges is taken.
    /// </summary>
    internal static Coordinate PointIn(Polygon face)
    {
        var point = face.InteriorPoint.Coordinate;
        return new SimplePointInAreaLocator(face).Locate(point) == Location.Interior
            ? point
            : MaximumInscribedCircle.GetCenter(face, Math.Sqrt(face.Area) / 100).Coordinate;
    }

    private static LineString Open(Geometry line) => GeoFactory.Plane.CreateLineString(((LineString)line).CoordinateSequence);
}
