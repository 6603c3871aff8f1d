using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Siting;

/// <summary>What cells say about wide land, against the land itself.</summary>
public class WideBoundTests
{
    [Fact]
    public void Land_that_has_the_width_is_never_excluded()
    {
        int wide = 0, excluded = 0;
        Parallel.For(0, 400, seed =>
        {
            var random = new Random(seed);
            foreach (var land in Polygons.Parts(Any(random)).Where(p => p.Area > 2000))
            {
                var bound = new WideBound(land);
                foreach (var width in new[] { 40.0, 90, 150, 260 })
                {
                    var excludes = bound.ExcludesBlocks(width, land.Area);
                    if (BlockSearch.HasWidth(land, width))
                    {
                        Assert.False(excludes, $"{seed} at {width} m");
                        Interlocked.Increment(ref wide);
                    }
                    else if (excludes)
                        Interlocked.Increment(ref excluded);
                }
            }
        });
        Assert.True(wide > 100 && excluded > 50, $"{wide} wide, {excluded} excluded");
    }

    [Fact]
    public void Cuts_that_have_the_width_are_never_excluded()
    {
        int wide = 0, excluded = 0;
        Parallel.For(0, 300, seed =>
        {
            var random = new Random(seed);
            foreach (var land in Polygons.Parts(Any(random)).Where(p => p.Area > 60_000))
            {
                var bound = new WideBound(land);
                var demand = new PlotDemand(land.Area * (0.15 + 0.6 * random.NextDouble()), new[] { 30.0, 90, 200, 400 }[random.Next(4)], 3);
                for (var side = 0; side < 4; side++)
                {
                    var frame = new RotatedFrame(random.NextDouble() * Math.PI / 2 + side * Math.PI / 2);
                    var may = BlockSearch.MayCut(land, demand, frame, bound);
                    if (BlockSearch.Cut(land, demand, frame) is not { } piece)
                        continue;
                    if (BlockSearch.HasWidth(piece, demand.MinWidthM))
                    {
                        Assert.True(may, $"{seed}, side {side}");
                        Interlocked.Increment(ref wide);
                    }
                    else if (!may)
                        Interlocked.Increment(ref excluded);
                }
            }
        });
        Assert.True(wide > 100 && excluded > 10, $"{wide} wide, {excluded} excluded");
    }

    [Fact]
    public void Land_that_holds_a_rectangle_is_never_excluded_and_its_coarse_grid_tells_so()
    {
        var excluded = 0;
        Parallel.For(0, 300, seed =>
        {
            var random = new Random(seed);
            double width = 30 + random.Next(250), length = width * (1 + 3 * random.NextDouble()), angle = random.NextDouble() * Math.PI / 2;
            var plot = NetTopologySuite.Geometries.Utilities.AffineTransformation.RotationInstance(angle, East + width / 2, North + length / 2)
                .Transform(Box(0, 0, width, length));
            var land = Overlay.Union(plot, Any(random));
            Assert.False(new WideBound(land).ExcludesRectangle(width, length, angle), $"{seed}");
            Assert.True(RectangleSearch.MayFit(PlotGrid.Build(land, angle, 7 + random.Next(20)), width, length), $"{seed}");
            if (new WideBound(land).ExcludesRectangle(width, 2 * length, angle))
                Interlocked.Increment(ref excluded);
        });
        Assert.True(excluded > 50, $"{excluded} of 300");
    }

    /// <summary>Land with holes, a star, stairs, or a comb.</summary>
    private static Geometry Any(Random random) => random.Next(4) switch
    {
        0 => Star(random),
        1 => Stairs(random),
        2 => Comb(random),
        _ => Land(random),
    };

    /// <summary>Sharp corners, which no disc reaches.</summary>
    private static Polygon Star(Random random)
    {
        var points = random.Next(3, 9);
        double outer = 150 + random.Next(900), inner = outer * (0.15 + 0.8 * random.NextDouble());
        var ring = Enumerable.Range(0, 2 * points).Select(i =>
        {
            var (sin, cos) = Math.SinCos(Math.PI * i / points);
            var r = i % 2 == 0 ? outer : inner;
            return new Coordinate(East + 600 + r * cos, North + 600 + r * sin);
        }).ToList();
        ring.Add(ring[0].Copy());
        return GeoFactory.Plane.CreatePolygon([.. ring]);
    }

    private static Geometry Stairs(Random random)
    {
        double step = 30 + random.Next(220), wide = step * (1 + 3 * random.NextDouble());
        return Overlay.Union([.. Enumerable.Range(0, 2 + random.Next(7)).Select(i => Moved(Box(0, 0, wide, wide), i * step, i * step * (0.4 + random.NextDouble())))]);
    }

    private static Geometry Comb(Random random)
    {
        double tooth = 20 + random.Next(200), gap = 5 + random.Next(120), back = 30 + random.Next(400);
        var teeth = Enumerable.Range(0, 2 + random.Next(6)).Select(i => Moved(Box(0, 0, tooth, 200 + random.Next(500)), i * (tooth + gap), 0)).ToList();
        teeth.Add(Box(0, -back, teeth.Count * (tooth + gap), back + 1));
        return Overlay.Union(teeth);
    }

    private static Geometry Moved(Geometry shape, double x, double y)
    {
        var moved = shape.Copy();
        moved.Apply(NetTopologySuite.Geometries.Utilities.AffineTransformation.TranslationInstance(x, y));
        moved.GeometryChanged();
        return moved;
    }

    private static Geometry Land(Random random)
    {
        Geometry land = Box(0, 0, random.Next(300, 1500), random.Next(300, 1500));
        for (var k = random.Next(12); k > 0; k--)
        {
            var size = random.Next(20, 200);
            var hole = (random.Next(2) == 0 ? Box(0, 0, size, size) : Box(0, 0, size, size).Buffer(30));
            land = Overlay.Difference(land, Moved(hole, random.Next(1400), random.Next(1400)));
        }

        return land;
    }
}
