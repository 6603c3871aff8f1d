using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>One piece of a sub-park.</summary>
/// <param name="Role"><c>plot</c> or <c>corridor</c>.</param>
/// <param name="Outline">Its outline.</param>
internal sealed record SubparkPart(string Role, PlotOutline Outline);

/// <summary>园中园: a rectangle with a corridor along its middle, open at both ends, and equal plots on either side.</summary>
internal static class SubparkLayout
{
    /// <summary>
    /// Demand for the whole rectangle. The corridor is longest in the most stretched rectangle, so that its area is reckoned there: in every
    /// other one the plots come out larger than asked.
    /// </summary>
    public static PlotDemand Demand(Geometry park, PlanSlot slot)
    {
        var (pattern, aspect) = (slot.Subpark!, slot.MaxAspect);
        var plots = pattern.Plots * PlotDemand.PlanarNeeded(park, slot.AreaM2);
        var corridor = pattern.CorridorWidthM * Math.Sqrt(aspect);
        var side = (corridor + Math.Sqrt((corridor * corridor) + (4 * plots))) / 2;
        return new PlotDemand(side * side, (2 * slot.MinWidthM) + pattern.CorridorWidthM, aspect);
    }

    /// <summary>The plots, row by row, then the corridor; null where a plot comes out too small or too narrow.</summary>
    /// <param name="rectangle">Outline in EPSG:4548 with four corners.</param>
    /// <param name="slot">The slot with its pattern.</param>
    public static IReadOnlyList<SubparkPart>? Divide(Polygon rectangle, PlanSlot slot)
    {
        var c = rectangle.ExteriorRing.Coordinates;
        if (c.Length != 5)
            return null;
        var (a, b, d) = c[0].Distance(c[1]) >= c[1].Distance(c[2]) ? (c[0], c[1], c[3]) : (c[1], c[2], c[0]);
        double length = a.Distance(b), width = a.Distance(d);
        var (perRow, corridor) = (slot.Subpark!.Plots / 2, slot.Subpark.CorridorWidthM);
        var depth = (width - corridor) / 2;
        if (Math.Min(depth, length / perRow) < slot.MinWidthM)
            return null;
        var parts = new List<SubparkPart>();
        foreach (var from in (double[])[0, depth + corridor])
            for (var i = 0; i < perRow; i++)
                if (!Add("plot", length * i / perRow, length * (i + 1) / perRow, from, from + depth))
                    return null;
        return Add("corridor", 0, length, depth, depth + corridor) ? parts : null;

        bool Add(string role, double u0, double u1, double v0, double v1)
        {
            var part = GeoFactory.Plane.CreatePolygon([At(u0, v0), At(u1, v0), At(u1, v1), At(u0, v1), At(u0, v0)]);
            if (PlotOutline.OnGrid(part) is not { } outline || (role == "plot" && Math.Min(outline.EllipsoidalM2, outline.PlanarM2) < slot.AreaM2))
                return false;
            parts.Add(new SubparkPart(role, outline));
            return true;
        }

        Coordinate At(double u, double v) => new(
            a.X + ((b.X - a.X) * u / length) + ((d.X - a.X) * v / width), a.Y + ((b.Y - a.Y) * u / length) + ((d.Y - a.Y) * v / width));
    }
}
