using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Solar;

/// <summary>Brings eligible land into the form in which it is shown.</summary>
internal static class UsableLand
{
    /// <summary>Slivers below this, m², are noding dust rather than land.</summary>
    private const double DustM2 = 1;

    private static readonly PrecisionModel Grid = new(1e9);

    /// <summary>EPSG:4548 to EPSG:4490 on the canonical grid; a sliver that the grid folds falls away, the rest stays valid.</summary>
    public static Geometry ToGrid(Geometry plane)
    {
        Geometry[] parts = [.. Enumerable.Range(0, plane.NumGeometries).Select(plane.GetGeometryN).Where(p => p.Area >= DustM2)];
        var rounded = CanonicalGrid.Round(Reproject.ToGeographic(GeoFactory.Plane.CreateMultiPolygon([.. parts.Cast<Polygon>()])));
        return rounded.IsValid ? rounded : CanonicalGrid.Round(PrecisionReducer.ReducePrecision(GeometryFixer.Fix(rounded), Grid));
    }
}
