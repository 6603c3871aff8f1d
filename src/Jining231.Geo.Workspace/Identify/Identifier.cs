using Jining231.Geo.Spatial;
using Jining231.Geo.Workspace.Mapping;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace.Identify;

/// <summary>Finds what lies under a point by the spatial index, on the exact shapes.</summary>
public static class Identifier
{
    /// <summary>Features under or within reach of a point, topmost layer first, smaller before larger.</summary>
    /// <param name="layers">Layers to ask.</param>
    /// <param name="at">Point in EPSG:4548.</param>
    /// <param name="reachM">How near points and lines must be, m.</param>
    /// <param name="shownAt">Only what the map draws at this instant is found.</param>
    public static IReadOnlyList<MapFeature> At(IEnumerable<MapLayer> layers, Coordinate at, double reachM, DateTimeOffset shownAt)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(at);
        var point = GeoFactory.Plane.CreatePoint(at);
        var box = new Envelope(at);
        box.ExpandBy(reachM);
        return
        [
            .. from layer in layers
               orderby layer.Def.Style.Order descending
               from feature in layer.Query(box, shownAt).Where(f => Hits(f.Plane!, point, reachM)).OrderBy(f => f.Plane!.Area)
               select feature,
        ];
    }

    private static bool Hits(Geometry shape, Point point, double reachM) =>
        shape.Dimension == Dimension.Surface ? shape.Intersects(point) : shape.IsWithinDistance(point, reachM);
}
