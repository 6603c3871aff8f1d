using CsCheck;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Siting;

public sealed class PlotSearchTests
{
    private static readonly Gen<Geometry> Land =
        from corners in Gen.Select(Gen.Double[0, 2000], Gen.Double[0, 2000]).Array[3, 14]
        from holes in Gen.Select(Gen.Double[200, 1800], Gen.Double[200, 1800], Gen.Double[5, 400]).Array[0, 4]
        select Shape(corners, holes);

    [Fact]
    public void Every_rectangle_of_free_cells_is_covered_by_the_land() =>
        Gen.Select(Land, Gen.Double[0, Math.PI / 2], Gen.Double[15, 60], Gen.Int[1, 12], Gen.Int[1, 12]).Sample(
            (land, angle, cell, wide, high) =>
            {
                var grid = PlotGrid.Build(land, angle, cell);
                for (var row = 0; row + high <= grid.Rows; row += 2)
                    for (var column = 0; column + wide <= grid.Columns; column += 2)
                        if (grid.IsFree(column, row, wide, high))
                            Assert.True(land.Covers(Cells(grid, column, row, wide, high)));
            },
            iter: 300);

    [Fact]
    public void The_grid_finds_a_square_that_fits_with_room_to_spare()
    {
        var land = Square(0, 0, 1000);
        var found = RectangleSearch.Find([(PlotGrid.Build(land, 0, 20), [(900, 900)])], new PlotDemand(900 * 900, 0, 1), _ => true);
        Assert.NotEmpty(found);
        Assert.All(found, c => Assert.True(land.Covers(c.Plane)));
        Assert.All(found, c => Assert.Equal(810_000, c.Plane.Area, 3));
    }

    [Fact]
    public void A_rectangle_never_gets_narrower_or_longer_than_asked()
    {
        foreach (var (width, length) in new PlotDemand(600_000, 500, 3).Shapes())
        {
            Assert.InRange(width, 500 - 1e-6, length);
            Assert.InRange(length / width, 1, 3 + 1e-9);
            Assert.InRange(width * length, 600_000 - 1e-6, double.MaxValue);
        }
    }

    [Fact]
    public void A_width_above_the_root_of_the_area_gives_a_larger_square() =>
        Assert.Equal([(300.0, 300.0)], new PlotDemand(10_000, 300, 3).Shapes());

    [Fact]
    public void The_widest_square_is_found_to_a_cell()
    {
        var land = GeoFactory.Plane.CreatePolygon([new(0, 0), new(2000, 0), new(2000, 410), new(0, 410), new(0, 0)]);
        Assert.InRange(LargestRectangle.WidthM([PlotGrid.Build(land, 0, 10)], 2000), 390, 410);
    }

    [Fact]
    public void A_bent_block_that_holds_no_rectangle_is_offered_whole()
    {
        var bend = GeoFactory.Plane.CreatePolygon(
            [new(0, 0), new(1000, 0), new(1000, 200), new(200, 200), new(200, 1000), new(0, 1000), new(0, 0)]);
        var demand = new PlotDemand(300_000, 150, 3);
        Assert.Empty(RectangleSearch.Find([(PlotGrid.Build(bend, 0, 10), demand.Shapes())], demand, _ => true));
        var block = Assert.Single(BlockSearch.Find(bend, demand, [0], _ => true));
        Assert.Equal("block", block.Shape);
        Assert.True(bend.Covers(block.Plane));
        Assert.InRange(block.Plane.Area, 300_000, 360_000);
    }

    [Fact]
    public void A_big_bend_is_cut_by_a_straight_line_to_the_size_asked()
    {
        var bend = GeoFactory.Plane.CreatePolygon(
            [new(0, 0), new(3000, 0), new(3000, 200), new(200, 200), new(200, 3000), new(0, 3000), new(0, 0)]);
        var cuts = BlockSearch.Find(bend, new PlotDemand(400_000, 150, 3), [0], _ => true);
        Assert.NotEmpty(cuts);
        Assert.All(cuts, c => Assert.Equal("cut", c.Shape));
        Assert.All(cuts, c => Assert.True(bend.Covers(c.Plane)));
        Assert.All(cuts, c => Assert.InRange(c.Plane.Area, 400_000, 400_100));
    }

    [Fact]
    public void Two_fields_joined_by_a_neck_do_not_have_the_width_of_the_fields()
    {
        var dumbbell = GeoFactory.Plane.CreatePolygon(
        [
            new(0, 0), new(500, 0), new(500, 240), new(700, 240), new(700, 0), new(1200, 0), new(1200, 500), new(700, 500),
            new(700, 260), new(500, 260), new(500, 500), new(0, 500), new(0, 0),
        ]);
        Assert.False(BlockSearch.HasWidth(dumbbell, 100));
        Assert.True(BlockSearch.HasWidth(Square(0, 0, 500), 100));
        Assert.True(BlockSearch.HasWidth(Square(0, 0, 100), 100));
        Assert.False(BlockSearch.HasWidth(Square(0, 0, 99.9), 100));
    }

    private static Polygon Cells(PlotGrid grid, int column, int row, int wide, int high)
    {
        double u = grid.MinU + column * grid.CellM, v = grid.MinV + row * grid.CellM;
        double right = u + wide * grid.CellM, top = v + high * grid.CellM;
        var frame = grid.Frame;
        return GeoFactory.Plane.CreatePolygon(
            [frame.Back(u, v), frame.Back(right, v), frame.Back(right, top), frame.Back(u, top), frame.Back(u, v)]);
    }

    private static Polygon Square(double x, double y, double side) =>
        GeoFactory.Plane.CreatePolygon([new(x, y), new(x + side, y), new(x + side, y + side), new(x, y + side), new(x, y)]);

    private static Geometry Shape((double X, double Y)[] corners, (double X, double Y, double R)[] holes)
    {
        var hull = GeoFactory.Plane.CreateMultiPointFromCoords([.. corners.Select(c => new Coordinate(c.X, c.Y))]).ConvexHull();
        Geometry land = hull as Polygon ?? Square(0, 0, 1000);
        foreach (var (x, y, r) in holes)
            land = Overlay.Difference(land, GeoFactory.Plane.CreatePoint(new Coordinate(x, y)).Buffer(r, 3));
        return land;
    }
}
