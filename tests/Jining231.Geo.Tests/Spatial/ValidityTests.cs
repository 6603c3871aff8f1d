using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Spatial;

public class ValidityTests
{
    private static readonly Polygon BowTie = GeoFactory.Geographic.CreatePolygon(
        [new(116, 35), new(116.002, 35.002), new(116.002, 35), new(116, 35.002), new(116, 35)]);

    [Fact]
    public void A_self_crossing_is_named_with_its_place()
    {
        var problem = Problem(() => StoredGeometry.Normalise(BowTie, GeometryKind.MultiPolygon));
        Assert.Equal((ProblemCode.InvalidGeometry, "geometry"), (problem.Code, problem.Field));
        Assert.Contains("(116.001, 35.001)", problem.MessageEn, StringComparison.Ordinal);
        Assert.Contains("自相交", problem.MessageZh, StringComparison.Ordinal);
    }

    [Fact]
    public void Repair_is_explicit_keeps_all_area_and_says_what_was_wrong()
    {
        var repair = Validity.Repair(BowTie);
        Assert.True(repair.Geometry.IsValid);
        Assert.Equal(2e-6, repair.Geometry.Area, 12);
        Assert.Equal("the boundary crosses itself", repair.Defect?.En);
        var square = GeoFactory.Geographic.CreatePolygon([new(116, 35), new(117, 35), new(117, 36), new(116, 35)]);
        Assert.Null(Validity.Repair(square).Defect);
        Assert.Same(square, Validity.Repair(square).Geometry);
    }

    [Fact]
    public void The_wrong_type_is_named_with_what_is_allowed()
    {
        var problem = Problem(() => StoredGeometry.Normalise(BowTie, GeometryKind.MultiPoint, "/features/3/geometry"));
        Assert.Equal((ProblemCode.InvalidGeometry, "/features/3/geometry"), (problem.Code, problem.Field));
        Assert.Equal(["Point", "MultiPoint"], problem.Allowed);
        Assert.Contains("Polygon", problem.MessageEn, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_geometry_is_refused() => Assert.Equal(
        ProblemCode.InvalidGeometry, Problem(() => StoredGeometry.Normalise(GeoFactory.Geographic.CreatePolygon(), GeometryKind.MultiPolygon)).Code);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_coordinate_that_is_not_finite_is_refused(double x) => Assert.Equal(
        ProblemCode.InvalidValue,
        Problem(() => StoredGeometry.Normalise(GeoFactory.Geographic.CreateLineString([new(x, 35), new(116, 35)]), GeometryKind.MultiLineString)).Code);

    [Fact]
    public void What_is_valid_in_degrees_but_crosses_in_the_plane_is_refused()
    {
        var outline = GeoFactory.Geographic.CreatePolygon(
            [new(116, 35), new(118, 35), new(118, 36), new(117, 35.0005), new(116, 36), new(116, 35)]);
        Assert.True(outline.IsValid);
        var problem = Problem(() => StoredGeometry.Normalise(outline, GeometryKind.MultiPolygon));
        Assert.Equal(ProblemCode.InvalidGeometry, problem.Code);
        Assert.Contains("35.0", problem.MessageEn, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_vertices_are_refused_at_the_vertex_that_is_over()
    {
        using var json = JsonDocument.Parse("""{"type":"LineString","coordinates":[[116,35],[116.1,35],[116.2,35]]}""");
        Assert.Equal(3, FeatureJsonReader.ReadGeometry(json.RootElement, "", 3).NumPoints);
        var problem = Problem(() => FeatureJsonReader.ReadGeometry(json.RootElement, "", 2));
        Assert.Equal((ProblemCode.TooLarge, "/coordinates/2"), (problem.Code, problem.Field));
    }

    [Fact]
    public void Swapped_latitude_and_longitude_are_told_apart_from_a_far_place()
    {
        Assert.Contains("颠倒", Swap(35, 116).MessageZh, StringComparison.Ordinal);
        Assert.DoesNotContain("颠倒", Swap(10, 10).MessageZh, StringComparison.Ordinal);
        static GeoProblem Swap(double x, double y) =>
            Problem(() => StoredGeometry.Normalise(GeoFactory.Geographic.CreatePoint(new Coordinate(x, y)), GeometryKind.MultiPoint));
    }

    private static GeoProblem Problem(Func<object> act) => Assert.Single(Assert.Throws<GeoProblemException>(act).Problems);
}
