namespace Jining231.Geo.Tiles;

/// <summary>The rings of one polygon feature in whole units: shells and, behind each, its holes. First positions are not repeated.</summary>
internal sealed class RingSet
{
    private readonly List<(int Start, int Count, bool IsShell)> _rings = [];
    private readonly EdgeSweep _sweep = new();

    /// <summary>Positions of all rings, one after the other.</summary>
    public RingBuffer<int> Positions { get; } = new();

    public int Count => _rings.Count;

    public (int Start, int Count, bool IsShell) this[int ring] => _rings[ring];

    public void Clear()
    {
        Positions.Clear();
        _rings.Clear();
    }

    /// <summary>Makes a ring of the positions from <paramref name="start"/> on.</summary>
    public void Close(int start, bool isShell) => _rings.Add((start, Positions.Count - start, isShell));

    /// <summary>Takes rings back, with their positions.</summary>
    public void Cut(int rings)
    {
        if (rings >= _rings.Count)
            return;
        Positions.Cut(_rings[rings].Start);
        _rings.RemoveRange(rings, _rings.Count - rings);
    }

    /// <summary>Twice the signed area of positions from <paramref name="start"/> on; positive is clockwise on the screen (y runs south).</summary>
    public long TwiceArea(int start, int count)
    {
        var x = Positions.X.Slice(start, count);
        var y = Positions.Y.Slice(start, count);
        long sum = 0;
        for (int i = 0, before = count - 1; i < count; before = i++)
            sum += (long)x[before] * y[i] - (long)x[i] * y[before];
        return sum;
    }

    /// <summary>
    /// True if no two edges meet except neighbours at their common end, holes lie in their shells and shells not in each other: then the
    /// polygons are valid. False says no more than that this has not been shown.
    /// </summary>
    public bool IsClean()
    {
        _sweep.Clear();
        foreach (var (start, count, _) in _rings)
            _sweep.Add(Positions.X.Slice(start, count), Positions.Y.Slice(start, count));
        return _sweep.IsClean() && (_rings.Count == 1 || IsNested());
    }

    /// <summary>For rings that do not meet: one position decides.</summary>
    private bool IsNested()
    {
        var shell = -1;
        for (var i = 0; i < _rings.Count; i++)
        {
            if (_rings[i].IsShell)
                shell = i;
            else if (!Contains(shell, i))
                return false;
            // Neither a shell in a shell nor a hole in a hole.
            for (var k = 0; k < _rings.Count; k++)
                if (k != i && _rings[k].IsShell == _rings[i].IsShell && Contains(k, i))
                    return false;
        }

        return true;
    }

    private bool Contains(int outer, int inner)
    {
        var (start, count, _) = _rings[outer];
        var x = Positions.X.Slice(start, count);
        var y = Positions.Y.Slice(start, count);
        long px = Positions.X[_rings[inner].Start], py = Positions.Y[_rings[inner].Start];
        var inside = false;
        for (int i = 0, before = count - 1; i < count; before = i++)
            if (y[i] > py != y[before] > py)
            {
                long rise = y[before] - y[i];
                var side = (px - x[i]) * rise - (py - y[i]) * (x[before] - x[i]);
                if (rise > 0 ? side < 0 : side > 0)
                    inside = !inside;
            }

        return inside;
    }
}
