using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Noding.Snap;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Siting.Assemblies;

/// <summary>The outline of parcels that share edges, on their own vertices.</summary>
internal static class ParcelUnion
{
    /// <summary>Boundaries nearer than this are one, m: parcels on the canonical grid that abut differ by 0.1 mm at most.</summary>
    public const double SnapM = 0.001;

    /// <summary>The outline (EPSG:4548), or null if the parcels are not one polygon.</summary>
    public static Polygon? Of(IReadOnlyList<Geometry> parcels)
    {
        var all = parcels[0];
        for (var i = 1; i < parcels.Count; i++)
            all = Union(all, parcels[i]);
        var polygon = all as Polygon ?? (all is MultiPolygon { NumGeometries: 1 } one ? (Polygon)one.GetGeometryN(0) : null);
        if (polygon is null || polygon.IsEmpty)
            return null;
        var holes = polygon.InteriorRings.Cast<LinearRing>().Where(h => !IsCrack(h)).ToArray();
        var whole = holes.Length == polygon.NumInteriorRings ? polygon : GeoFactory.Plane.CreatePolygon((LinearRing)polygon.ExteriorRing, holes);
        return whole.IsValid ? whole : null;
    }

    private static Geometry Union(Geometry a, Geometry b)
    {
        try
        {
            return OverlayNG.Overlay(a, b, SpatialFunction.Union, new SnappingNoder(SnapM));
        }
        catch (Exception e) when (e is TopologyException or ArgumentException)
        {
            return Overlay.Union(a, b);
        }
    }

    /// <summary>A hole as narrow as the snapping distance is no land of anybody else.</summary>
    private static bool IsCrack(LinearRing hole) => GeoFactory.Plane.CreatePolygon(hole).Area <= SnapM * hole.Length;
}
