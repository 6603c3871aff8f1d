namespace Jining231.Geo.Siting;

/// <summary>Kinds of plot that a request asks for.</summary>
[Flags]
public enum PlotKinds
{
    /// <summary>Not chosen: rectangles, and cut or whole blocks in parks where no rectangle fits.</summary>
    None = 0,

    /// <summary>Rectangles in many orientations and aspects.</summary>
    Rectangle = 1,

    /// <summary>An eligible block cut by one straight line.</summary>
    Cut = 2,

    /// <summary>A whole eligible block.</summary>
    Block = 4,

    /// <summary>Vacant parcels that share edges, each taken whole.</summary>
    Assembly = 8,
}

/// <summary>Kinds of plot as texts of the wire.</summary>
public static class PlotKindNames
{
    /// <summary>The texts, in the order in which they are written.</summary>
    public static IReadOnlyList<string> All { get; } = ["rectangle", "cut", "block", "assembly"];

    /// <summary>Kinds out of texts; texts that are none of <see cref="All"/> do not count.</summary>
    public static PlotKinds Read(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Aggregate(PlotKinds.None, (kinds, name) => kinds | Kind(All.ToList().IndexOf(name)));
    }

    /// <summary>The texts of kinds.</summary>
    public static IEnumerable<string> Of(PlotKinds kinds) => All.Where((_, i) => kinds.HasFlag(Kind(i)));

    private static PlotKinds Kind(int index) => index < 0 ? PlotKinds.None : (PlotKinds)(1 << index);
}
