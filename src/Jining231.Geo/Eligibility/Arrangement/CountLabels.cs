namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>
/// Counts of several kinds of land together, each combination once and known by its number, its label. Labels are added and taken from each
/// other like the counts that they stand for; 0 is the label of no counts at all.
/// </summary>
/// <param name="kinds">Number of kinds.</param>
internal sealed class CountLabels(int kinds)
{
    private readonly List<int[]> _counts = [new int[kinds]];
    private readonly List<int> _negatives = [0];
    private readonly Dictionary<int[], int> _labels = new(CountComparer.Instance) { [new int[kinds]] = 0 };
    private readonly Dictionary<long, int> _sums = [];

    /// <summary>Number of labels.</summary>
    public int Count => _counts.Count;

    /// <summary>The counts of a label, by kind.</summary>
    public ReadOnlySpan<int> this[int label] => _counts[label];

    /// <summary>The label of one kind, counted once.</summary>
    public int Of(int kind)
    {
        var counts = new int[kinds];
        counts[kind] = 1;
        return LabelOf(counts);
    }

    /// <summary>The label with all counts turned round.</summary>
    public int Negative(int label)
    {
        if (_negatives[label] < 0)
        {
            var negative = LabelOf(Array.ConvertAll(_counts[label], c => -c));
            (_negatives[label], _negatives[negative]) = (negative, label);
        }

        return _negatives[label];
    }

    /// <summary>The label of both together.</summary>
    public int Plus(int a, int b)
    {
        if (a == 0 || b == 0)
            return a + b;
        var key = ((long)a << 32) | (uint)b;
        if (!_sums.TryGetValue(key, out var sum))
        {
            int[] one = _counts[a], other = _counts[b], counts = new int[kinds];
            for (var i = 0; i < kinds; i++)
                counts[i] = one[i] + other[i];
            _sums[key] = sum = LabelOf(counts);
        }

        return sum;
    }

    private int LabelOf(int[] counts)
    {
        if (_labels.TryGetValue(counts, out var known))
            return known;
        _labels[counts] = _counts.Count;
        _negatives.Add(-1);
        _counts.Add(counts);
        return _counts.Count - 1;
    }

    private sealed class CountComparer : IEqualityComparer<int[]>
    {
        public static CountComparer Instance { get; } = new();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] counts)
        {
            var hash = 0;
            foreach (var count in counts)
                hash = unchecked((hash * 31) + count);
            return hash;
        }
    }
}
