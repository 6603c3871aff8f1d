using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace Jining231.Geo.Siting;

/// <summary>How much connected land discs of a width reach that lie in the land wholly.</summary>
internal static class WideLand
{
    /// <summary>Taken a little narrower than asked, so that a plot of exactly the width is never ruled out.</summary>
    private const double Slack = 0.98;

    /// <summary>What a disc as wide as a square cannot reach of it, its corners, as part of it.</summary>
    public const double Corners = 1 - Math.PI / 4;

    /// <summary>
    /// Area (m²) of the largest such part: the largest connected core (land eroded by w/2) grown back, true arcs. The discs of no rectangle or
    /// block of the width reach more.
    /// </summary>
    public static double Largest(Geometry land, double widthM)
    {
        var largest = 0.0;
        foreach (var part in Polygons.Parts(land).TakeWhile(p => p.Area > largest))
            foreach (var core in Cores(part, widthM))
                largest = Math.Max(largest, core);
        return largest;
    }

    /// <summary>The same for every connected core, m²: no plot of the width lies in two of them.</summary>
    public static IEnumerable<double> Cores(Geometry land, double widthM)
    {
        var (reach, arcs) = (widthM / 2 * Slack, new BufferParameters(8));
        foreach (var part in Polygons.Parts(land))
            if (widthM <= 0)
                yield return part.Area;
            else
                foreach (var core in Polygons.Parts(part.Buffer(-reach, arcs)))
                    yield return Math.Min(part.Area, core.Buffer(reach, arcs).Area);
    }
}
