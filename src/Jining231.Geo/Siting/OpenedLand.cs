using System.Collections.Concurrent;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>What a park's eligible land becomes when some rules give way: independent of the size that is asked for.</summary>
internal sealed class OpenedLand
{
    private const int WidthsKept = 16;

    private readonly ConcurrentDictionary<double, double> _wide = new();
    private readonly IReadOnlyList<Polygon> _parts;

    private readonly WideBound _bound;

    private OpenedLand(Geometry open)
    {
        _parts = Polygons.Parts(open);
        _bound = new WideBound(GeoFactory.Plane.CreateMultiPolygon([.. _parts]));
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

    /// <summary>False if no plot of that width and area (m²) can lie here; see <see cref="WideLand.Largest"/>.</summary>
    public bool MayHold(double widthM, double areaM2) => !_wide.ContainsKey(widthM) && _bound.Holds(widthM, areaM2) || WideM2(widthM) >= areaM2;

    private double WideM2(double widthM)
    {
        if (_wide.TryGetValue(widthM, out var known))
            return known;
        var wide = WideLand.Largest(GeoFactory.Plane.CreateMultiPolygon([.. _parts]), widthM);
        if (_wide.Count < WidthsKept)
            _wide.TryAdd(widthM, wide);
        return wide;
    }
}
