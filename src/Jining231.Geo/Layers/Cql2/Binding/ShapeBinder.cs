using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>
/// Brings geometries of a filter where they are compared: from their CRS and axis order through EPSG:4490 on the canonical
/// grid (as stored geometries are) into EPSG:4548.
/// </summary>
internal sealed class ShapeBinder(BindingProblems problems, Crs crs)
{
    /// <summary>Edges of a box are followed at least every 200 m (a parallel then bends by at most 1 mm), up to this many steps.</summary>
    private const int MaxSteps = 1_024;

    private const double StepM = 200;

    /// <summary>A geometry: in its CRS, valid, its edges straight in EPSG:4548.</summary>
    public BoundConstant Bind(GeometryLiteral node)
    {
        try
        {
            var geographic = Reproject.Edit(node.Value, GeoFactory.Geographic, c =>
            {
                var (x, y) = crs.Reorder(c.X, c.Y);
                crs.Check(x, y, null);
                var (lon, lat) = crs.ToGeographic(x, y);
                return (CanonicalGrid.Round(lon), CanonicalGrid.Round(lat));
            });
            Validity.Check(geographic, null);
            var plane = Reproject.ToPlane(geographic);
            return new BoundConstant(ValueKind.Geometry, plane) { Reach = PlaneReach.Of(plane) };
        }
        catch (GeoProblemException e)
        {
            throw problems.At(node.Place, e.Problems[0]);
        }
    }

    /// <summary>
    /// A box: its edges run along the axes of its CRS (parallels and meridians, say). A geographic box is cut to the area of
    /// use; what is left of it may be nothing.
    /// </summary>
    public BoundConstant Bind(BboxLiteral node)
    {
        var (minX, minY) = crs.Reorder(node.Min1, node.Min2);
        var (maxX, maxY) = crs.Reorder(node.Max1, node.Max2);
        if (minX > maxX || minY > maxY)
            throw problems.Problem(ProblemCode.OutOfRange, node.Place, "范围的最小值大于最大值；跨 180° 的范围请分两个写。",
                "A minimum of the box is above its maximum; write a box across 180° as two.", "min ≤ max");
        if (crs.IsGeographic && (minX < -180 || maxX > 180 || minY < -90 || maxY > 90))
            throw problems.Problem(ProblemCode.OutsideCrs, node.Place, "范围超出经纬度；请检查坐标顺序。",
                "The box leaves the range of degrees; check the axis order.", "longitude -180–180", "latitude -90–90");
        var box = new Envelope(minX, maxX, minY, maxY).Intersection(crs.Extent);
        if (box.IsNull && !crs.IsGeographic)
            throw problems.Problem(ProblemCode.OutsideCrs, node.Place, $"范围不在 {crs.Code} 的适用范围内。", $"The box lies outside the area of {crs.Code}.", crs.Uri);
        var plane = box.IsNull ? GeoFactory.Plane.CreatePolygon() : Follow(box);
        return new BoundConstant(ValueKind.Geometry, plane) { Reach = PlaneReach.Of(plane) };
    }

    /// <summary>The box in EPSG:4548; without width or height it is a line or a point.</summary>
    private Geometry Follow(Envelope box)
    {
        if (box.Width == 0 && box.Height == 0)
            return GeoFactory.Plane.CreatePoint(ToPlane(box.MinX, box.MinY));
        Coordinate[] corners = box.Width == 0 || box.Height == 0
            ? [new(box.MinX, box.MinY), new(box.MaxX, box.MaxY)]
            : [new(box.MinX, box.MinY), new(box.MaxX, box.MinY), new(box.MaxX, box.MaxY), new(box.MinX, box.MaxY), new(box.MinX, box.MinY)];
        var positions = new List<Coordinate> { ToPlane(corners[0].X, corners[0].Y) };
        for (var i = 1; i < corners.Length; i++)
        {
            var (a, b) = (corners[i - 1], corners[i]);
            var end = ToPlane(b.X, b.Y);
            var steps = crs.Code is "4548" or "4527" ? 1 : Math.Clamp((int)(positions[^1].Distance(end) / StepM), 1, MaxSteps);
            for (var k = 1; k < steps; k++)
                positions.Add(ToPlane(a.X + (b.X - a.X) * k / steps, a.Y + (b.Y - a.Y) * k / steps));
            positions.Add(end);
        }

        if (corners.Length == 2)
            return GeoFactory.Plane.CreateLineString([.. positions]);
        positions[^1] = positions[0].Copy();
        return GeoFactory.Plane.CreatePolygon([.. positions]);
    }

    private Coordinate ToPlane(double x, double y)
    {
        var (lon, lat) = crs.ToGeographic(x, y);
        var (east, north) = GaussKruger.Epsg4548.Forward(lon, lat);
        return new Coordinate(east, north);
    }
}
