namespace Jining231.Geo.Spatial;

/// <summary>A summed-area table over marked cells: how many of any rectangle of cells are marked, in four look-ups.</summary>
internal readonly struct CellSums
{
    private readonly int[] _sums;
    private readonly int _stride;

    /// <summary>Adds up row-major marks.</summary>
    public CellSums(bool[] marked, int columns, int rows)
    {
        _stride = columns + 1;
        _sums = new int[_stride * (rows + 1)];
        for (var r = 0; r < rows; r++)
        {
            var line = 0;
            for (var c = 0; c < columns; c++)
            {
                if (marked[r * columns + c])
                    line++;
                _sums[(r + 1) * _stride + c + 1] = _sums[r * _stride + c + 1] + line;
            }
        }
    }

    /// <summary>Marked cells in a rectangle, which must lie in the grid.</summary>
    public int Count(int column, int row, int width, int height)
    {
        int low = row * _stride + column, high = low + height * _stride;
        return _sums[high + width] - _sums[low + width] - _sums[high] + _sums[low];
    }
}
