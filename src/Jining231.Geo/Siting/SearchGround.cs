using Jining231.Geo.Eligibility;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>The part of the plane (EPSG:4548) that a request lets sites lie in.</summary>
internal static class SearchGround
{
    /// <summary>The scope's polygon without the land that it leaves out; null: anywhere.</summary>
    public static Geometry? Of(LandScene scene, SitingScope scope)
    {
        var within = scope.Within is { } polygon ? Reproject.ToPlane(polygon) : null;
        return scope.Excluding.Count == 0 ? within : Without(within, scene, [.. scope.Excluding.Select(Reproject.ToPlane)]);
    }

    /// <summary>Ground (null: anywhere) without some land.</summary>
    public static Geometry Without(Geometry? ground, LandScene scene, IReadOnlyCollection<Geometry> land)
    {
        var all = new Envelope();
        foreach (var park in scene["parks"])
            if (park.Plane is { } plane)
                all.ExpandToInclude(plane.EnvelopeInternal);
        return Overlay.Difference(ground ?? GeoFactory.Plane.ToGeometry(all), Overlay.Union(land));
    }
}
