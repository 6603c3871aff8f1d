namespace Jining231.Geo.Siting;

/// <summary>Exact distances on a grid, in cells, from the centre of every cell to the nearest marked one.</summary>
internal sealed class CellDistances
{
    private const int Far = 1 << 14;

    private readonly int[] _squares;
    private readonly int[] _nearest;

    private CellDistances(int count) => (_squares, _nearest) = (new int[count], new int[count]);

    /// <summary>Number of cells.</summary>
    public int Count => _squares.Length;

    /// <summary>Square of the distance, in cells; beyond the edge of the grid nothing is marked.</summary>
    public int Square(int cell) => _squares[cell];

    /// <summary>The nearest marked cell.</summary>
    public int Nearest(int cell) => _nearest[cell];

    /// <summary>
    /// Measures in two passes: along the columns, then along the rows by the lower envelope of parabolas (Meijster et al. 2000). Marked cells
    /// number row · columns + column.
    /// </summary>
    public static CellDistances To(int columns, int rows, Func<int, bool> marked)
    {
        var result = new CellDistances(columns * rows);
        var up = Vertical(columns, rows, marked);
        var (from, starts) = (new int[columns], new int[columns]);
        for (var row = 0; row < rows; row++)
            result.Along(row * columns, columns, up, from, starts);
        return result;
    }

    /// <summary>Row of the nearest marked cell of the same column, less the cell's own row; <see cref="Far"/> where there is none.</summary>
    private static int[] Vertical(int columns, int rows, Func<int, bool> marked)
    {
        var offset = new int[columns * rows];
        var last = new int[columns];
        Array.Fill(last, -Far);
        for (int row = 0, i = 0; row < rows; row++)
            for (var column = 0; column < columns; column++, i++)
            {
                if (marked(i))
                    last[column] = row;
                offset[i] = last[column] < 0 ? Far : last[column] - row;
            }

        Array.Fill(last, -Far);
        for (int row = rows - 1, i = offset.Length - 1; row >= 0; row--)
            for (var column = columns - 1; column >= 0; column--, i--)
            {
                if (offset[i] == 0)
                    last[column] = row;
                if (last[column] >= 0 && last[column] - row < Math.Abs(offset[i]))
                    offset[i] = last[column] - row;
            }

        return offset;
    }

    private void Along(int start, int columns, int[] up, int[] from, int[] starts)
    {
        var top = 0;
        (from[0], starts[0]) = (0, 0);
        for (var u = 1; u < columns; u++)
        {
            while (top >= 0 && At(from[top], starts[top]) > At(u, starts[top]))
                top--;
            if (top < 0)
            {
                (top, from[0], starts[0]) = (0, u, 0);
                continue;
            }

            var meet = 1 + Meet(from[top], u);
            if (meet < columns)
            {
                top++;
                (from[top], starts[top]) = (u, meet);
            }
        }

        for (var u = columns - 1; u >= 0; u--)
        {
            _squares[start + u] = At(from[top], u);
            _nearest[start + u] = start + from[top] + columns * up[start + from[top]];
            if (u == starts[top])
                top--;
        }

        int At(int i, int x) => (x - i) * (x - i) + up[start + i] * up[start + i];

        int Meet(int i, int u) => FloorDiv(u * u - i * i + up[start + u] * up[start + u] - up[start + i] * up[start + i], 2 * (u - i));
    }

    private static int FloorDiv(int a, int b) => a >= 0 ? a / b : -((b - 1 - a) / b);
}
