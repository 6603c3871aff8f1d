namespace Jining231.Geo.Recipe;

/// <summary>Seeded integer generator (SplitMix64); every group of shapes has its own, keyed by name.</summary>
internal sealed class Rng
{
    private ulong _state;

    private Rng(ulong seed) => _state = seed;

    /// <summary>The generator of that key (FNV-1a of its UTF-16 code units).</summary>
    public static Rng For(string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in key)
            hash = (hash ^ c) * 1099511628211UL;
        return new Rng(hash);
    }

    /// <summary>A number in [0, n).</summary>
    public int Next(int n) => (int)(Bits() % (ulong)n);

    /// <summary>A number in [from, to), in steps of a 2⁻³² share.</summary>
    public double Between(double from, double to) => from + (to - from) * ((Bits() >> 32) / 4294967296.0);

    /// <summary>An index drawn by integer weights.</summary>
    public int Weighted(IReadOnlyList<int> weights)
    {
        var left = Next(weights.Sum());
        for (var i = 0; i < weights.Count; i++)
        {
            left -= weights[i];
            if (left < 0)
                return i;
        }

        return weights.Count - 1;
    }

    private ulong Bits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
