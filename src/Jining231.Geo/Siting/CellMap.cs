using System.Numerics;

namespace Jining231.Geo.Siting;

/// <summary>Marks on a grid of cells, 64 of a row in a word. Cells beyond the grid are not marked.</summary>
internal sealed class CellMap
{
    private const int WordBits = 64;

    private readonly int _stride;
    private readonly ulong[] _words;

    /// <summary>Nothing is marked.</summary>
    public CellMap(int columns, int rows)
    {
        (Columns, Rows, _stride) = (columns, rows, (columns + WordBits - 1) / WordBits);
        _words = new ulong[_stride * rows];
    }

    /// <summary>Cells in a row.</summary>
    public int Columns { get; }

    /// <summary>Cells in a column.</summary>
    public int Rows { get; }

    /// <summary>Number of marked cells.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words)
                count += BitOperations.PopCount(word);
            return count;
        }
    }

    /// <summary>Marks cells side by side; all of them must lie in the grid.</summary>
    public void Mark(CellRun run)
    {
        for (var c = run.Start; c < run.End;)
        {
            var bit = c % WordBits;
            var take = Math.Min(WordBits - bit, run.End - c);
            _words[run.Row * _stride + c / WordBits] |= Ones(take) << bit;
            c += take;
        }
    }

    /// <summary>Marks the cells of a piece.</summary>
    public void Mark(List<CellRun> piece)
    {
        foreach (var run in piece)
            Mark(run);
    }

    /// <summary>Marks a cell.</summary>
    public void Mark(int row, int column) => _words[row * _stride + column / WordBits] |= 1UL << (column % WordBits);

    /// <summary>True if the cell is marked.</summary>
    public bool this[int row, int column] => (_words[row * _stride + column / WordBits] >> (column % WordBits) & 1) != 0;

    /// <summary>Takes all marks away.</summary>
    public void Clear() => Array.Clear(_words);

    /// <summary>Takes the marks of another grid of the same size.</summary>
    public void Set(CellMap other) => other._words.CopyTo(_words, 0);

    /// <summary>Marks the cells that are not marked, and no others.</summary>
    public void Invert()
    {
        for (var i = 0; i < _words.Length; i++)
            _words[i] = ~_words[i] & (i % _stride == _stride - 1 ? LastOnes : ulong.MaxValue);
    }

    /// <summary>Keeps the marks of cells for which the same cell, or the one so many columns and rows further, is marked there; false if none is left.</summary>
    public bool Keep(CellMap other, int columns = 0, int rows = 0)
    {
        var skipped = (int)Math.Floor((double)columns / WordBits);
        var bits = columns - skipped * WordBits;
        var left = 0UL;
        for (int row = 0, at = 0; row < Rows; row++)
            for (var i = 0; i < _stride; i++, at++)
            {
                if (_words[at] == 0)
                    continue;
                var further = other.Word(row + rows, i + skipped) >> bits;
                if (bits > 0)
                    further |= other.Word(row + rows, i + skipped + 1) << (WordBits - bits);
                left |= _words[at] &= further;
            }

        return left != 0;
    }

    /// <summary>Marks the cells whose centre is at most the root of <paramref name="square"/> cells from that of a marked one of another grid, and no others.</summary>
    public void SetGrown(CellMap other, int square)
    {
        Clear();
        var reach = (int)Math.Sqrt(square);
        Span<ulong> row = stackalloc ulong[_stride], spare = stackalloc ulong[_stride];
        for (var r = 0; r < Rows; r++)
        {
            var marks = other._words.AsSpan(r * _stride, _stride);
            if (!marks.ContainsAnyExcept(0UL))
                continue;
            marks.CopyTo(row);
            for (int away = reach, wide = 0; away >= 0; away--)
            {
                var half = (int)Math.Sqrt(square - away * away);
                Widen(row, spare, wide, half);
                wide = half;
                Or(row, r - away);
                if (away > 0)
                    Or(row, r + away);
            }
        }
    }

    /// <summary>Pieces of marked cells, held together by their sides or corners, as stretches of rows from bottom to top.</summary>
    public List<List<CellRun>> Pieces()
    {
        var runs = Runs();
        var parent = Enumerable.Range(0, runs.Count).ToArray();
        for (int i = 0, below = 0; i < runs.Count; i++)
        {
            while (runs[below].Row < runs[i].Row - 1 || runs[below].Row == runs[i].Row - 1 && runs[below].End < runs[i].Start)
                below++;
            for (var k = below; runs[k].Row < runs[i].Row && runs[k].Start <= runs[i].End; k++)
                parent[Root(parent, k)] = Root(parent, i);
        }

        var pieces = new Dictionary<int, List<CellRun>>();
        for (var i = 0; i < runs.Count; i++)
        {
            var root = Root(parent, i);
            if (!pieces.TryGetValue(root, out var piece))
                pieces[root] = piece = [];
            piece.Add(runs[i]);
        }

        return [.. pieces.Values];
    }

    private ulong Word(int row, int word) => row >= 0 && row < Rows && word >= 0 && word < _stride ? _words[row * _stride + word] : 0;

    private ulong LastOnes => Ones(Columns - (_stride - 1) * WordBits);

    private List<CellRun> Runs()
    {
        var runs = new List<CellRun>();
        for (var row = 0; row < Rows; row++)
            for (var column = Next(row, 0, marked: true); column < Columns;)
            {
                var end = Next(row, column, marked: false);
                runs.Add(new CellRun(row, column, end));
                column = Next(row, end, marked: true);
            }

        return runs;
    }

    /// <summary>The first cell of a row from a column on that is marked, or is not; the number of columns where there is none.</summary>
    private int Next(int row, int column, bool marked)
    {
        for (var c = column; c < Columns; c = (c / WordBits + 1) * WordBits)
        {
            var word = _words[row * _stride + c / WordBits];
            word = (marked ? word : ~word) >> (c % WordBits);
            if (word != 0)
                return Math.Min(Columns, c + BitOperations.TrailingZeroCount(word));
        }

        return Columns;
    }

    private void Or(Span<ulong> marks, int row)
    {
        if (row < 0 || row >= Rows)
            return;
        var words = _words.AsSpan(row * _stride, _stride);
        for (var i = 0; i < words.Length; i++)
            words[i] |= marks[i];
        words[^1] &= LastOnes;
    }

    /// <summary>Cells at most <paramref name="from"/> columns from a mark become those at most <paramref name="to"/> from it.</summary>
    private static void Widen(Span<ulong> row, Span<ulong> spare, int from, int to)
    {
        while (from < to)
        {
            // Stretches of 2 · from + 1 cells join without a gap if they are moved by no more than that.
            var step = Math.Min(Math.Min(to - from, 2 * from + 1), WordBits - 1);
            row.CopyTo(spare);
            for (var i = 0; i < row.Length; i++)
                row[i] |= spare[i] << step | spare[i] >> step
                    | (i > 0 ? spare[i - 1] >> (WordBits - step) : 0) | (i + 1 < row.Length ? spare[i + 1] << (WordBits - step) : 0);
            from += step;
        }
    }

    private static ulong Ones(int count) => count >= WordBits ? ulong.MaxValue : (1UL << count) - 1;

    private static int Root(int[] parent, int i)
    {
        while (parent[i] != i)
            i = parent[i] = parent[parent[i]];
        return i;
    }
}

/// <summary>Marked cells side by side in a row.</summary>
/// <param name="Row">Their row.</param>
/// <param name="Start">Column of the first.</param>
/// <param name="End">Column after the last.</param>
internal readonly record struct CellRun(int Row, int Start, int End);
