using Jining231.Geo.Rules;
using Jining231.Geo.Siting;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>Blocks of one kind, every value resolved.</summary>
public sealed record PlanSlot
{
    /// <summary>Unique name.</summary>
    public required string Key { get; init; }

    /// <summary>How many blocks.</summary>
    public required int Count { get; init; }

    /// <summary>t30, t50 or general.</summary>
    public required string Tier { get; init; }

    /// <summary>Investment of each project, 亿元, or null.</summary>
    public double? InvestmentYi { get; init; }

    /// <summary>Land of a block, m²: both the ellipsoidal and the planar area are at least this. With a sub-park: of each plot.</summary>
    public required double AreaM2 { get; init; }

    /// <summary>Where the area comes from: <c>areaMu</c>, <c>areaHa</c> or <c>investment</c>.</summary>
    public required string AreaBasis { get; init; }

    /// <summary>The industries by which blocks are judged.</summary>
    public required IReadOnlyList<Industry> Industries { get; init; }

    /// <summary>The industry whose intensity gives the area, the least intense of all; null where the area was given.</summary>
    public Industry? Sizing { get; init; }

    /// <summary>Smallest width, m.</summary>
    public required double MinWidthM { get; init; }

    /// <summary>Largest length ÷ width.</summary>
    public required double MaxAspect { get; init; }

    /// <summary>What must be near.</summary>
    public IReadOnlyList<SitingNeed> Needs { get; init; } = [];

    /// <summary>The sub-park pattern, or null.</summary>
    public SubparkPattern? Subpark { get; init; }

    /// <summary>Least land of a whole block, m²: of all plots of a sub-park.</summary>
    internal double LeastM2 => AreaM2 * (Subpark?.Plots ?? 1);

    /// <summary>Least width of a whole block, m.</summary>
    internal double LeastWidthM => Subpark is { } pattern ? (2 * MinWidthM) + pattern.CorridorWidthM : MinWidthM;

    /// <summary>True if the area rests on a value without a published source.</summary>
    public bool Indicative => Sizing?.Evidence.IsIndicative ?? false;
}
