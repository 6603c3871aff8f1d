using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace Jining231.Geo.Siting;

/// <summary>How much connected land is left when strips narrower than a width are taken away.</summary>
internal static class WideLand
{
    /// <summary>Taken a little narrower than asked, so that a plot of exactly the width is never ruled out.</summary>
    private const double Slack = 0.98;

    /// <summary>
    /// Upper bound (m²) on any plot of that width: the largest connected core (land eroded by w/2, true arcs) grown back with mitred
    /// corners. No rectangle or block of the width can be larger.
    /// </summary>
    public static double Largest(Geometry land, double widthM)
    {
        var largest = 0.0;
        foreach (var part in Polygons.Parts(land).TakeWhile(p => p.Area > largest))
            foreach (var core in Cores(part, widthM))
                largest = Math.Max(largest, core);
        return largest;
    }

    /// <summary>True if <see cref="Largest"/> is at least that area, m²; cells say so where there is plenty.</summary>
    public static bool Holds(Geometry land, WideBound bound, double widthM, double areaM2) =>
        bound.Holds(widthM, areaM2) || Polygons.Parts(land).TakeWhile(p => p.Area >= areaM2).Any(p => Cores(p, widthM).Any(c => c >= areaM2));

    /// <summary>The same bound for every connected core: no plot of the width lies in two of them.</summary>
    public static IEnumerable<double> Cores(Geometry land, double widthM)
    {
        var reach = widthM / 2 * Slack;
        foreach (var part in Polygons.Parts(land))
            if (widthM <= 0)
                yield return part.Area;
            else
                foreach (var core in Polygons.Parts(part.Buffer(-reach, new BufferParameters(8))))
                    yield return Math.Min(part.Area, core.Buffer(reach, new BufferParameters(8, EndCapStyle.Round, JoinStyle.Mitre, 5)).Area);
    }
}
