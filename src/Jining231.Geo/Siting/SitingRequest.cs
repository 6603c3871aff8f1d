using Jining231.Geo.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>A project looking for land: every value resolved, every default filled in.</summary>
public sealed record SitingRequest
{
    /// <summary>The project's industries, at least one; if one is chemical, the project is.</summary>
    public required IReadOnlyList<Industry> Industries { get; init; }

    /// <summary>Investment, 亿元; null if not named.</summary>
    public double? InvestmentYi { get; init; }

    /// <summary>Land asked for, m²: both the ellipsoidal and the planar area of a site are at least this.</summary>
    public required double AreaM2 { get; init; }

    /// <summary>Where the area comes from: <c>areaMu</c>, <c>areaHa</c> or <c>investment</c> (÷ the lowest intensity of the industries).</summary>
    public required string AreaBasis { get; init; }

    /// <summary>Smallest width of a site, m.</summary>
    public required double MinWidthM { get; init; }

    /// <summary>Largest length ÷ width of a rectangle.</summary>
    public required double MaxAspect { get; init; }

    /// <summary>Kinds of plot that are looked for; each kind chosen is looked for in every park.</summary>
    public PlotKinds PlotKinds { get; init; }

    /// <summary>Largest total area of an assembly of parcels ÷ area asked, 1 to 3.</summary>
    public double AssemblyMaxRatio { get; init; } = BlockSearch.LargestExcess;

    /// <summary>Hazard class: none, low, medium or high.</summary>
    public required string Hazard { get; init; }

    /// <summary>What must be near; hard conditions.</summary>
    public IReadOnlyList<SitingNeed> Needs { get; init; } = [];

    /// <summary>Where to look.</summary>
    public SitingScope Scope { get; init; } = new();

    /// <summary>Whether live reserves may be used: <c>none</c>, <c>own</c> (own tier) or <c>any</c>.</summary>
    public string ReserveUse { get; init; } = "none";

    /// <summary>Tier of the project: t30, t50 or general, by its investment against targets T1 and T2.</summary>
    public string Tier { get; init; } = "general";

    /// <summary>Weights that replace those of the rules, by criterion key.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Utility functions that replace those of the rules, by criterion key.</summary>
    public IReadOnlyDictionary<string, UtilityFunction> Utilities { get; init; } = new SortedDictionary<string, UtilityFunction>(StringComparer.Ordinal);

    /// <summary>Largest number of sites besides the locked ones, 1 to 50; 0: nothing is looked for, only what is locked is judged.</summary>
    public int Count { get; init; } = 10;

    /// <summary>Plots that somebody has settled on: judged and ranked like those that are found, and kept clear of them.</summary>
    public IReadOnlyList<LockedPlot> Locked { get; init; } = [];

    /// <summary>True to spread the sites over parks: while choosing, a further one in the same park counts two points less for each before it.</summary>
    public bool Spread { get; init; } = true;

    /// <summary>True if the answer also adds up the ledgers of all parks of the scope.</summary>
    public bool ScopeLedger { get; init; }

    /// <summary>State of the record to decide on; null: the present one.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>True if one of the industries is chemical.</summary>
    public bool Chemical => Industries.Any(i => i.Chemical);
}

/// <summary>Something that must be near.</summary>
/// <param name="Kind">What, by the rules.</param>
/// <param name="MaxKm">Largest distance from the edge of the site, km.</param>
public sealed record SitingNeed(NeedKind Kind, double MaxKm)
{
    /// <summary>True to measure along the networks of the kind where one joins plot and feature, straight otherwise.</summary>
    public bool ByNetwork { get; init; }
}

/// <summary>A plot that somebody has settled on.</summary>
/// <param name="Name">What it is called in the answer.</param>
/// <param name="Geographic">Outline in EPSG:4490 on the canonical grid.</param>
public sealed record LockedPlot(string Name, Polygon Geographic)
{
    /// <summary>Ids of the parcels that an assembly is made of, in order of id; none: the plot is an outline alone.</summary>
    public IReadOnlyList<string> Parcels { get; init; } = [];

    /// <summary>Largest number in one request.</summary>
    public const int Most = 50;
}

/// <summary>Where to look; an empty list does not restrict.</summary>
public sealed record SitingScope
{
    /// <summary>Ids of parks; a zone stands for the parks in it.</summary>
    public IReadOnlyList<string> Parks { get; init; } = [];

    /// <summary>Kinds of park.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>County codes (adcode).</summary>
    public IReadOnlyList<string> Counties { get; init; } = [];

    /// <summary>Polygon in EPSG:4490 that sites must lie in, or null.</summary>
    public Geometry? Within { get; init; }

    /// <summary>Polygons in EPSG:4490 that sites must not overlap: land that somebody has ruled out.</summary>
    public IReadOnlyList<Geometry> Excluding { get; init; } = [];
}
