using Jining231.Geo.Eligibility;
using Jining231.Geo.Spatial;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Eligibility;

public class AreaCellsTests
{
    [Fact]
    public void What_cells_say_of_a_box_is_what_the_area_says() => Parallel.For(1, 101, seed =>
    {
        var random = new Random(seed);
        var area = seed % 3 == 0 ? Box(0, 0, 640, 640) : RandomShapes.Land(random);
        var cells = new AreaCells(area);
        var decided = 0;
        for (var i = 0; i < 200; i++)
        {
            var (x, y) = (random.Next(-200, 1200), random.Next(-200, 1200));
            var box = Box(x, y, i % 4 == 0 ? 0 : random.Next(1, 100), random.Next(1, 100)).EnvelopeInternal;
            var answer = cells.Holds(box);
            decided += answer is null ? 0 : 1;
            if (answer is { } holds)
                Assert.True(area.Intersects(GeoFactory.Plane.ToGeometry(box)) == holds && (!holds || area.Covers(GeoFactory.Plane.ToGeometry(box))), $"{seed}: {box} {holds}");
        }

        Assert.InRange(decided, 100, 200);
    });
}
