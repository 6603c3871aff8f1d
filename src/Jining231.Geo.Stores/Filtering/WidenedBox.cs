using NetTopologySuite.Geometries;

namespace Jining231.Geo.Stores.Filtering;

/// <summary>Boxes of EPSG:4490 with some room around them.</summary>
internal static class WidenedBox
{
    /// <summary>What both stores add to the box of a query, metres.</summary>
    public const double QueryM = 1;

    /// <summary>One metre in degrees of latitude and of longitude at 36.5° N, rounded up.</summary>
    private const double MetreLat = 9.1e-6, MetreLon = 1.13e-5;

    /// <summary>The box and so many metres around it; an empty one stays empty.</summary>
    public static Envelope By(double metres, Envelope box)
    {
        var wide = box.Copy();
        wide.ExpandBy(metres * MetreLon, metres * MetreLat);
        return wide;
    }
}
