using Jining231.Geo.Eligibility;
using Jining231.Geo.Siting;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>The answer: alternatives that truly differ, and, where not everything fits, the certificate.</summary>
/// <param name="Park">The park.</param>
/// <param name="Hazard">Hazard class for which land is free.</param>
/// <param name="Slots">What was asked for, resolved.</param>
/// <param name="Alternatives">The plans, best first; the first one may hold no block where nothing fits.</param>
/// <param name="Certificate">What is missing and why; null where everything fits.</param>
/// <param name="Meta">What the answer rests on.</param>
public sealed record PlanResult(
    SceneFeature Park, string Hazard, IReadOnlyList<PlanSlot> Slots, IReadOnlyList<PlanAlternative> Alternatives, PlanCertificate? Certificate, PlanMeta Meta)
{
    /// <summary>Targets that the slots come from, where they are the open flagship slots; else empty.</summary>
    public IReadOnlyList<FlagshipSlots> Flagships { get; init; } = [];

    /// <summary>Free land, m² in EPSG:4548 (平面面积), to 0.01: what the balance calls free.</summary>
    public required double FreeM2 { get; init; }

    /// <summary>Largest connected free block, m² in EPSG:4548, to 0.01.</summary>
    public required double LargestFreeM2 { get; init; }

    /// <summary>Candidate plots that were found and proved.</summary>
    public required int Candidates { get; init; }

    /// <summary>Blocks asked for.</summary>
    public int Asked => Slots.Sum(s => s.Count);

    /// <summary>Blocks that the plan keeps free.</summary>
    public int Filled => Alternatives[0].Blocks.Count;
}

/// <summary>One plan.</summary>
/// <param name="Rank">1 is best.</param>
/// <param name="Blocks">The blocks, by slot, then from west to east.</param>
public sealed record PlanAlternative(int Rank, IReadOnlyList<PlanBlock> Blocks)
{
    /// <summary>Mean score of the blocks, 0 to 100.</summary>
    public required double Score { get; init; }

    /// <summary>No plan over the candidates that fills as much has a higher mean score.</summary>
    public required double ScoreBound { get; init; }

    /// <summary>How far from the best plan over the candidates it may be, percent of the bound; 0: it is the best.</summary>
    public required double GapPercent { get; init; }

    /// <summary>Area of all blocks (椭球面积), m² to 0.01.</summary>
    public required double EllipsoidalM2 { get; init; }

    /// <summary>Usable land beside the blocks that they turn into strips and corners, m² in EPSG:4548, to 0.01.</summary>
    public required double SterilisedM2 { get; init; }

    /// <summary>Largest part of its land that a plan before it gives to the same slot, percent of the smaller plan.</summary>
    public required double SharedPercent { get; init; }
}

/// <summary>A block of a plan.</summary>
public sealed record PlanBlock
{
    /// <summary>Key of the slot that it fills.</summary>
    public required string Slot { get; init; }

    /// <summary>1, 2, … among the blocks of its slot.</summary>
    public required int Number { get; init; }

    /// <summary>t30, t50 or general.</summary>
    public required string Tier { get; init; }

    /// <summary>Outline in EPSG:4490 (x = longitude) on the canonical grid.</summary>
    public required Polygon Geographic { get; init; }

    /// <summary>The same outline in EPSG:4548.</summary>
    public required Polygon Plane { get; init; }

    /// <summary>椭球面积, m² to 0.01.</summary>
    public required double EllipsoidalM2 { get; init; }

    /// <summary>平面面积 in EPSG:4548, m² to 0.01.</summary>
    public required double PlanarM2 { get; init; }

    /// <summary><c>rectangle</c>, <c>block</c>, <c>cut</c> or <c>locked</c>.</summary>
    public required string Shape { get; init; }

    /// <summary>Shorter side, m.</summary>
    public required double WidthM { get; init; }

    /// <summary>Longer side, m.</summary>
    public required double LengthM { get; init; }

    /// <summary>0 to 100.</summary>
    public required double Score { get; init; }

    /// <summary>What each objective adds.</summary>
    public required IReadOnlyList<Contribution> Objectives { get; init; }

    /// <summary>Nearest feature of every rule.</summary>
    public required IReadOnlyList<Clearance> Clearances { get; init; }

    /// <summary>What is needed, and how near it is.</summary>
    public required IReadOnlyList<NeedMet> Needs { get; init; }

    /// <summary>Conditions on building here.</summary>
    public required IReadOnlyList<SiteCondition> Conditions { get; init; }

    /// <summary>Plots and corridor of a sub-park; empty for one plot.</summary>
    public required IReadOnlyList<PlanPart> Parts { get; init; }

    /// <summary>Worst quality among the park and what the block was judged against.</summary>
    public required string Quality { get; init; }
}

/// <summary>One piece of a sub-park.</summary>
/// <param name="Role"><c>plot</c> or <c>corridor</c>.</param>
/// <param name="Geographic">Outline in EPSG:4490 on the canonical grid.</param>
/// <param name="EllipsoidalM2">椭球面积, m² to 0.01.</param>
/// <param name="PlanarM2">平面面积 in EPSG:4548, m² to 0.01.</param>
public sealed record PlanPart(string Role, Polygon Geographic, double EllipsoidalM2, double PlanarM2);

/// <summary>Why not everything fits.</summary>
/// <param name="Missing">Blocks that found no place, by slot.</param>
/// <param name="UpperBound">More blocks than this cannot lie in the free land, whatever their place and form.</param>
/// <param name="Proof">
/// <c>area</c>: the plan holds as many blocks as can lie in the free land; <c>candidates</c>: no more of the candidate plots fit together, which is proved, but
/// plots of another form might.
/// </param>
/// <param name="Reasons">The same in words.</param>
/// <param name="Relaxations">The smallest sets of rules without which more blocks fit.</param>
/// <param name="Smaller">The largest common size at which everything fits; null if none of the sizes tried does.</param>
public sealed record PlanCertificate(
    IReadOnlyList<KeyValuePair<string, int>> Missing, int UpperBound, string Proof, IReadOnlyList<Reason> Reasons,
    IReadOnlyList<PlanRelaxation> Relaxations, SmallerSlots? Smaller);

/// <summary>A set of rules without which more blocks fit.</summary>
/// <param name="Relaxation">The rules and the land that they take.</param>
/// <param name="Filled">Blocks that fit then.</param>
public sealed record PlanRelaxation(Relaxation Relaxation, int Filled);

/// <summary>Slots made smaller alike until everything fits.</summary>
/// <param name="Percent">Size in percent of what was asked for.</param>
/// <param name="IntensityFactor">By which investment intensity would have to rise: 100 ÷ percent.</param>
public sealed record SmallerSlots(int Percent, double IntensityFactor);

/// <summary>What a plan rests on.</summary>
/// <param name="Engine">Name and version of the engine.</param>
/// <param name="RulesHash">Hash of the rule pack.</param>
/// <param name="AsOf">Instant at which liveness and validity were judged, UTC.</param>
/// <param name="Revisions">Revision of every layer read.</param>
/// <param name="Quality">Worst quality among the park, what bears on it, and the blocks' surroundings.</param>
/// <param name="Request">The request, resolved.</param>
/// <param name="IndicativeRules">Keys of the rules and industries used whose values are indicative.</param>
public sealed record PlanMeta(
    string Engine, string RulesHash, DateTimeOffset AsOf, IReadOnlyDictionary<string, long> Revisions, string Quality, PlanRequest Request,
    IReadOnlyList<string> IndicativeRules);
