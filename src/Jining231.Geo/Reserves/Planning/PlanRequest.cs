using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>A wish to keep a park able to take projects: which blocks, on which land, judged how.</summary>
/// <param name="ParkId">The park.</param>
public sealed record PlanRequest(string ParkId)
{
    /// <summary>Blocks asked for; empty: the open flagship slots of targets T1 and T2.</summary>
    public IReadOnlyList<SlotWish> Slots { get; init; } = [];

    /// <summary>Hazard class for which land is free; null: that of the park's rule profile, as in the balance.</summary>
    public string? Hazard { get; init; }

    /// <summary>Blocks that are part of every answer.</summary>
    public IReadOnlyList<LockedBlock> LockIn { get; init; } = [];

    /// <summary>Land that no block may touch, polygons in EPSG:4490.</summary>
    public IReadOnlyList<Geometry> LockOut { get; init; } = [];

    /// <summary>Largest area of all blocks (椭球面积), m²; null: no limit.</summary>
    public double? BudgetM2 { get; init; }

    /// <summary>Number of alternatives, 1 to <see cref="MostAlternatives"/>.</summary>
    public int Alternatives { get; init; } = MostAlternatives;

    /// <summary>Two alternatives give at most this part of their land to the same slot, percent.</summary>
    public int LargestSharedPercent { get; init; } = 50;

    /// <summary>Weights of the objectives, by <see cref="PlanObjectives"/> key; those not named count 1.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>False to leave out what would have to change where not everything fits.</summary>
    public bool Explain { get; init; } = true;

    /// <summary>State of the record to decide on; null: the present one.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Largest number of alternatives.</summary>
    public const int MostAlternatives = 3;
}

/// <summary>Blocks of one kind that are asked for; what is null follows from the rules and the park's leading industries.</summary>
/// <param name="Key">Unique name inside the request.</param>
/// <param name="Count">How many.</param>
public sealed record SlotWish(string Key, int Count)
{
    /// <summary>t30, t50 or general; null: by the investment.</summary>
    public string? Tier { get; init; }

    /// <summary>Investment, 亿元.</summary>
    public double? InvestmentYi { get; init; }

    /// <summary>Land, m²; null: investment ÷ intensity. With a sub-park pattern: of each plot.</summary>
    public double? AreaM2 { get; init; }

    /// <summary>Where the area comes from: <c>areaMu</c>, <c>areaHa</c> or <c>investment</c>.</summary>
    public string AreaBasis { get; init; } = "investment";

    /// <summary>Industries; empty: the leading industries of the park.</summary>
    public IReadOnlyList<Industry> Industries { get; init; } = [];

    /// <summary>Smallest width, m.</summary>
    public double? MinWidthM { get; init; }

    /// <summary>Largest length ÷ width.</summary>
    public double? MaxAspect { get; init; }

    /// <summary>What must be near; hard conditions.</summary>
    public IReadOnlyList<SitingNeed> Needs { get; init; } = [];

    /// <summary>园中园: the block is several adjoining plots on a shared corridor; null: one plot.</summary>
    public SubparkPattern? Subpark { get; init; }
}

/// <summary>园中园 (target T4): two rows of equal plots with an access corridor between them.</summary>
/// <param name="Plots">Number of plots, even.</param>
/// <param name="CorridorWidthM">Width of the corridor, m.</param>
public sealed record SubparkPattern(int Plots, double CorridorWidthM);

/// <summary>A block that is part of every answer.</summary>
/// <param name="Slot">Key of the slot that it fills.</param>
/// <param name="Geometry">Its land, EPSG:4490 on the canonical grid.</param>
public sealed record LockedBlock(string Slot, Polygon Geometry);

/// <summary>What makes a block good.</summary>
public static class PlanObjectives
{
    /// <summary>Transport, clearance and form, by the utilities and relative weights of the rule pack.</summary>
    public const string Quality = "quality";

    /// <summary>Agreement with the park's leading industries and nearness to chain partners, by the rule pack.</summary>
    public const string Agreement = "agreement";

    /// <summary>How much of the edge lies against what is not free.</summary>
    public const string Contiguity = "contiguity";

    /// <summary>How little other usable land becomes strips and corners.</summary>
    public const string Value = "value";

    /// <summary>All, in the order of the answer.</summary>
    public static IReadOnlyList<string> All { get; } = [Quality, Value, Contiguity, Agreement];
}
