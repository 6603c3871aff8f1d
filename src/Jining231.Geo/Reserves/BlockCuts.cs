using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves;

/// <summary>Cuts and joins the land of blocks so that no square metre is lost or counted twice. Geometries are EPSG:4490 on the canonical grid.</summary>
internal static class BlockCuts
{
    /// <summary>A vertex put on an edge comes to lie beside it by less than this once it is on the grid, m.</summary>
    private const double GridM = 1e-4;

    /// <summary>The parts, or the problem: they overlap, leave land over, or go beyond the block.</summary>
    public static void RequireParts(Geometry block, IReadOnlyList<Geometry> parts)
    {
        var whole = Reproject.ToPlane(block);
        var planes = parts.Select(Reproject.ToPlane).ToList();
        for (var i = 0; i < planes.Count; i++)
        {
            RequireWithin(whole, planes[i], $"/parts/{i}");
            for (var j = 0; j < i; j++)
                if (planes[i].EnvelopeInternal.Intersects(planes[j].EnvelopeInternal)
                    && Overlay.Intersection(planes[i], planes[j]).Area is var shared && shared > Overlay.ToleranceM2)
                    throw Refused($"/parts/{i}", $"第 {i + 1} 部分与第 {j + 1} 部分重叠 {Units.RoundM2(shared):0.##} m²（平面面积）。",
                        $"Parts {i + 1} and {j + 1} overlap by {Units.RoundM2(shared):0.##} m² (planar, EPSG:4548).");
        }

        var left = Overlay.Difference(whole, Overlay.Union(planes)).Area;
        if (left > Allowance(whole))
            throw Refused("/parts", $"各部分合计比原地块少 {Units.RoundM2(left):0.##} m²（平面面积）。",
                $"The parts leave {Units.RoundM2(left):0.##} m² of the block over (planar, EPSG:4548).");
    }

    /// <summary>What stays of a block without a part of it; null if nothing does. A part that goes beyond the block is refused.</summary>
    public static Geometry? Remainder(Geometry block, Geometry part)
    {
        var whole = Reproject.ToPlane(block);
        var plane = Reproject.ToPlane(part);
        RequireWithin(whole, plane, "/geometry");
        var rest = Overlay.Difference(whole, plane);
        return rest.Area <= Allowance(whole) ? null : Stored(rest, Allowance(whole));
    }

    /// <summary>The land of several blocks as one.</summary>
    public static Geometry Union(IReadOnlyList<Geometry> blocks) =>
        Stored(Overlay.Union([.. blocks.Select(Reproject.ToPlane)]), 0);

    private static void RequireWithin(Geometry whole, Geometry part, string field)
    {
        var beyond = Overlay.Difference(part, whole).Area;
        if (beyond > Allowance(whole))
            throw Refused(field, $"有 {Units.RoundM2(beyond):0.##} m² 在原地块以外（平面面积）。",
                $"{Units.RoundM2(beyond):0.##} m² lie outside the block (planar, EPSG:4548).");
    }

    /// <summary>The tolerance, and what the grid alone takes from the edges of a block cut in pieces.</summary>
    private static double Allowance(Geometry whole) => Overlay.ToleranceM2 + (whole.Length * GridM);

    /// <summary>Polygons of a result in stored form; slivers up to <paramref name="sliverM2"/> are the grid's, not the owner's.</summary>
    private static Geometry Stored(Geometry plane, double sliverM2)
    {
        var polygons = Enumerable.Range(0, plane.NumGeometries).Select(plane.GetGeometryN).OfType<Polygon>()
            .Where(p => p.Area > sliverM2).Select(p => (Polygon)Reproject.ToGeographic(p)).ToArray();
        return StoredGeometry.Normalise(GeoFactory.Geographic.CreateMultiPolygon(polygons), GeometryKind.MultiPolygon, "/geometry");
    }

    private static GeoProblemException Refused(string field, string zh, string en) =>
        new(new GeoProblem(ProblemCode.InvalidGeometry, zh, en) { Field = field });
}
