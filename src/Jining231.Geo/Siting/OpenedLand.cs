using Jining231.Geo.Eligibility;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>What a park's eligible land becomes when some rules give way: independent of the size that is asked for.</summary>
internal sealed class OpenedLand
{
    private readonly IReadOnlyList<Polygon> _parts;

    private OpenedLand(Geometry open)
    {
        _parts = Polygons.Parts(open);
        Bound = new WideBound(GeoFactory.Plane.CreateMultiPolygon([.. _parts]));
    }

    /// <summary>Area of the largest connected part (EPSG:4548), m².</summary>
    public double LargestM2 => _parts is [var first, ..] ? first.Area : 0;

    /// <summary>The land of these faces, within an area (EPSG:4548) if one is given.</summary>
    public static OpenedLand Of(IEnumerable<LandFace> faces, Geometry? within)
    {
        var open = LandFace.Join(faces);
        return new OpenedLand(within is null ? open : Overlay.Intersection(open, within));
    }

    /// <summary>The parts of at least that area, m².</summary>
    public MultiPolygon Room(double areaM2) => Polygons.AtLeast(_parts, areaM2);

    /// <summary>What is known of how wide it is.</summary>
    public WideBound Bound { get; }
}
