namespace Jining231.Geo.Siting;

/// <summary>A stretch of a ring on one side of a line.</summary>
/// <param name="Ring">Number of the ring.</param>
/// <param name="First">Number of its first edge, 1 the one that ends in vertex 1; numbers go on past the last vertex.</param>
/// <param name="Last">Number of its last edge.</param>
/// <param name="AreaM2">Signed area between the stretch and the line, m².</param>
internal readonly record struct SideChain(int Ring, int First, int Last, double AreaM2);

/// <summary>The chains on one side of a line and which of them bound the same connected part.</summary>
internal sealed class SideParts
{
    private readonly List<SideChain> _chains = [];
    private readonly List<int> _parent = [];
    private readonly List<(double V, int Chain)> _crossings = [];

    /// <summary>The chains in the order in which they were added.</summary>
    public IReadOnlyList<SideChain> Chains => _chains;

    /// <summary>Area of the largest part, m².</summary>
    public double Largest
    {
        get
        {
            var areas = new double[_chains.Count];
            for (var i = 0; i < _chains.Count; i++)
                areas[Root(i)] += _chains[i].AreaM2;
            return areas.Length == 0 ? 0 : areas.Max();
        }
    }

    /// <summary>A chain that comes in and goes out at these places of the line.</summary>
    public void Add(SideChain chain, double fromV, double toV)
    {
        _crossings.Add((fromV, _chains.Count));
        _crossings.Add((toV, _chains.Count));
        Add(chain, owner: null);
    }

    /// <summary>A ring wholly on this side; a hole belongs to the part of its owner.</summary>
    public void Add(SideChain chain, int? owner)
    {
        _chains.Add(chain);
        _parent.Add(owner is { } o ? Root(o) : _parent.Count);
    }

    /// <summary>Joins the chains at both ends of every stretch of the line inside the polygon. Call once, after all crossings.</summary>
    public void Join()
    {
        _crossings.Sort();
        for (var i = 0; i + 1 < _crossings.Count; i += 2)
            _parent[Root(_crossings[i].Chain)] = Root(_crossings[i + 1].Chain);
    }

    /// <summary>A chain of the only part, if there is only one.</summary>
    public int? Only
    {
        get
        {
            for (var i = 1; i < _chains.Count; i++)
                if (Root(i) != Root(0))
                    return null;
            return _chains.Count > 0 ? 0 : null;
        }
    }

    /// <summary>The chain at the end of the stretch of the line that holds a place; null if it lies outside the polygon.</summary>
    public int? AtLine(double v)
    {
        for (var i = 0; i + 1 < _crossings.Count; i += 2)
            if (_crossings[i].V <= v && v <= _crossings[i + 1].V)
                return _crossings[i].Chain;
        return null;
    }

    private int Root(int chain)
    {
        while (_parent[chain] != chain)
            chain = _parent[chain];
        return chain;
    }
}
