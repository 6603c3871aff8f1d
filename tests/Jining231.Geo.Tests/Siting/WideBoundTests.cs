using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Siting;

/// <summary>What cells say about wide land, against the exact cores.</summary>
public class WideBoundTests
{
    [Fact]
    public void Cells_never_promise_more_than_there_is()
    {
        var proven = 0;
        Parallel.For(0, 150, seed =>
        {
            var random = new Random(seed);
            var land = Land(random);
            var bound = new WideBound(land);
            foreach (var width in new[] { 40.0, 90, 150, 260 })
            {
                var largest = WideLand.Largest(land, width);
                Assert.False(bound.Holds(width, largest * (1 + 1e-9) + 0.01), $"{seed} at {width} m");
                if (bound.Holds(width, largest / 2))
                    Interlocked.Increment(ref proven);
                Assert.True(WideLand.Holds(land, bound, width, largest));
            }
        });
        Assert.True(proven > 200, $"{proven} of 600");
    }

    [Fact]
    public void Distances_between_cells_are_exact()
    {
        var random = new Random(3);
        for (var run = 0; run < 40; run++)
        {
            int columns = random.Next(1, 30), rows = random.Next(1, 30);
            bool[] marked = [.. Enumerable.Range(0, columns * rows).Select(_ => random.Next(20) == 0)];
            marked[random.Next(marked.Length)] = true;
            var distances = CellDistances.To(columns, rows, i => marked[i]);
            for (var i = 0; i < marked.Length; i++)
            {
                var expected = Enumerable.Range(0, marked.Length).Where(k => marked[k]).Min(k => Square(i, k));
                Assert.Equal(expected, distances.Square(i));
                Assert.Equal(expected, Square(i, distances.Nearest(i)));
                Assert.True(marked[distances.Nearest(i)]);
            }

            int Square(int i, int k) => (i % columns - k % columns) * (i % columns - k % columns) + (i / columns - k / columns) * (i / columns - k / columns);
        }
    }

    private static Geometry Land(Random random)
    {
        Geometry land = Box(0, 0, random.Next(300, 1500), random.Next(300, 1500));
        for (var k = random.Next(12); k > 0; k--)
        {
            var size = random.Next(20, 200);
            var hole = (random.Next(2) == 0 ? Box(0, 0, size, size) : Box(0, 0, size, size).Buffer(30)).Copy();
            hole.Apply(NetTopologySuite.Geometries.Utilities.AffineTransformation.TranslationInstance(random.Next(1400), random.Next(1400)));
            land = Overlay.Difference(land, hole);
        }

        return land;
    }
}
