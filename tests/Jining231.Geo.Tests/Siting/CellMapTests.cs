using Jining231.Geo.Siting;

namespace Jining231.Geo.Tests.Siting;

/// <summary>Cells in words, against cells one by one.</summary>
public class CellMapTests
{
    [Fact]
    public void Growing_marks_what_lies_within_the_reach_and_nothing_else() => Each((random, map, marks) =>
    {
        var square = random.Next(4) == 0 ? random.Next(6000) : random.Next(200);
        var grown = Of(map, m => m.SetGrown(map, square));
        for (var row = 0; row < map.Rows; row++)
            for (var column = 0; column < map.Columns; column++)
                Assert.Equal(marks.Any(m => Square(m, (row, column)) <= square), grown[row, column]);
    });

    [Fact]
    public void Inverted_and_common_marks_are_those_of_the_cells() => Each((random, map, marks) =>
    {
        var other = new CellMap(map.Columns, map.Rows);
        var (start, row) = (random.Next(map.Columns), random.Next(map.Rows));
        other.Mark(new CellRun(row, start, start + random.Next(map.Columns - start) + 1));
        Assert.Equal(marks.Count, map.Count);
        Assert.Equal(marks.Count(m => other[m.Row, m.Column]), Of(map, m => m.Keep(other)).Count);
        var inverted = Of(map, m => m.Invert());
        Assert.Equal(map.Columns * map.Rows - marks.Count, inverted.Count);
        Assert.Equal(0, Of(map, m => m.Keep(inverted)).Count);
        Assert.Equal(0, Of(map, m => m.Clear()).Count);
    });

    [Fact]
    public void Marks_are_compared_with_those_so_many_columns_and_rows_further() => Each((random, map, marks) =>
    {
        var other = Of(map, m => m.SetGrown(map, random.Next(3)));
        var (columns, rows) = (random.Next(-map.Columns, map.Columns + 1), random.Next(-map.Rows, map.Rows + 1));
        var any = false;
        var kept = Of(map, m => any = m.Keep(other, columns, rows));
        Assert.Equal(
            marks.Count(m => m.Row + rows >= 0 && m.Row + rows < map.Rows && m.Column + columns >= 0 && m.Column + columns < map.Columns && other[m.Row + rows, m.Column + columns]),
            kept.Count);
        Assert.Equal(any, kept.Count > 0);
        Assert.Equal(kept.Count, Of(kept, m => m.Keep(map)).Count);
    });

    [Fact]
    public void Pieces_are_the_marks_that_touch_each_other() => Each((_, map, marks) =>
    {
        var pieces = map.Pieces().Select(p => p.SelectMany(r => Enumerable.Range(r.Start, r.End - r.Start).Select(c => (r.Row, Column: c))).ToHashSet()).ToList();
        Assert.Equal(marks.Count, pieces.Sum(p => p.Count));
        Assert.All(pieces, p => Assert.Subset(marks.ToHashSet(), p));
        foreach (var piece in pieces)
        {
            Assert.DoesNotContain(marks, m => !piece.Contains(m) && piece.Any(p => Square(m, p) <= 2));
            var reached = new HashSet<(int, int)> { piece.First() };
            for (var count = 0; count < reached.Count;)
            {
                count = reached.Count;
                reached.UnionWith(piece.Where(p => reached.Any(r => Square(r, p) <= 2)).ToList());
            }

            Assert.Equal(piece.Count, reached.Count);
        }
    });

    /// <summary>A copy of the marks, changed.</summary>
    private static CellMap Of(CellMap map, Action<CellMap> change)
    {
        var copy = new CellMap(map.Columns, map.Rows);
        copy.Set(map);
        change(copy);
        return copy;
    }

    private static void Each(Action<Random, CellMap, List<(int Row, int Column)>> check)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var map = new CellMap(random.Next(1, seed % 3 == 0 ? 200 : 40), random.Next(1, 30));
            var part = random.Next(2, 40);
            List<(int Row, int Column)> marks =
            [
                .. Enumerable.Range(0, map.Columns * map.Rows).Where(_ => random.Next(part) == 0).Select(i => (i / map.Columns, i % map.Columns)),
            ];
            foreach (var (row, column) in marks)
                map.Mark(row, column);
            check(random, map, marks);
        }
    }

    private static int Square((int Row, int Column) a, (int Row, int Column) b) =>
        (a.Row - b.Row) * (a.Row - b.Row) + (a.Column - b.Column) * (a.Column - b.Column);
}
