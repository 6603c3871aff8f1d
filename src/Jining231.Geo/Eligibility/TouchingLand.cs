using Jining231.Geo.Spatial;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Eligibility;

/// <summary>Takes many polygons away in one overlay where they at most touch, as parcels do; otherwise by way of their union.</summary>
/// <remarks>
/// Polygons that touch need no union first: a shared edge has the removed side on both sides and falls out of the result. Polygons that
/// overlap are found out: boundaries that meet contradict each other there, which the overlay reports; a polygon inside another
/// without meeting its boundary is looked for beforehand.
/// </remarks>
internal static class TouchingLand
{
    private static readonly PrecisionModel Floating = new(PrecisionModels.Floating);

    /// <summary>The land (EPSG:4548) without the polygons.</summary>
    public static Geometry Without(Geometry land, IReadOnlyCollection<Geometry> polygons)
    {
        Polygon[] parts = [.. polygons.SelectMany(PolygonExtracter.GetPolygons).Cast<Polygon>().Where(p => !p.IsEmpty)];
        if (land.IsEmpty || parts.Length == 0)
            return land;
        if (!AnyNested(parts))
        {
            try
            {
                return new OverlayNG(land, GeoFactory.Plane.CreateMultiPolygon(parts), Floating, SpatialFunction.Difference) { AreaResultOnly = true }.GetResult();
            }
            catch (TopologyException)
            {
                // They overlap, or floating noding fails: the union settles both.
            }
        }

        return Overlay.Difference(land, Overlay.Union(parts));
    }

    private static bool AnyNested(Polygon[] parts)
    {
        var tree = new STRtree<int>();
        for (var i = 0; i < parts.Length; i++)
            tree.Insert(parts[i].EnvelopeInternal, i);
        for (var i = 0; i < parts.Length; i++)
        {
            var box = parts[i].EnvelopeInternal;
            foreach (var j in tree.Query(box))
                if (j != i && parts[j].EnvelopeInternal.Covers(box)
                    && SimplePointInAreaLocator.Locate(parts[i].Coordinate, parts[j]) == Location.Interior)
                    return true;
        }

        return false;
    }
}
