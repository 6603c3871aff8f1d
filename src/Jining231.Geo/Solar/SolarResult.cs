using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Solar;

/// <summary>What the subsidence areas can carry. All shown numbers are rounded; totals are sums of the shown parts.</summary>
/// <param name="Areas">One entry per subsidence area in scope, ordered by id.</param>
/// <param name="Total">The sums against the target.</param>
/// <param name="Meta">What the answer rests on.</param>
public sealed record SolarResult(IReadOnlyList<SolarArea> Areas, SolarTotal Total, SolarMeta Meta);

/// <summary>One subsidence area.</summary>
public sealed record SolarArea
{
    /// <summary>The feature.</summary>
    public required SceneFeature Feature { get; init; }

    /// <summary><c>fishery</c>, <c>agri</c>, or null where neither is stated nor can be derived.</summary>
    public required string? Mode { get; init; }

    /// <summary>True if the mode was derived from the share under water.</summary>
    public required bool ModeDerived { get; init; }

    /// <summary>The ledger (平面面积, EPSG:4548).</summary>
    public required EligibilityResult Ledger { get; init; }

    /// <summary>Usable land: EPSG:4490, x = longitude, on the canonical grid, polygonal, possibly empty.</summary>
    public required Geometry Usable { get; init; }

    /// <summary>椭球面积 of <see cref="Usable"/>, m², 0.01.</summary>
    public required double UsableM2 { get; init; }

    /// <summary>Usable land, 亩 (椭球面积), 0.01.</summary>
    public required double UsableMu { get; init; }

    /// <summary>Capacity on the usable land, MW, 0.01; 0 where no station can stand.</summary>
    public required double Mw { get; init; }

    /// <summary>Land per MW used, 亩/MW, or null without a mode.</summary>
    public required double? MuPerMw { get; init; }

    /// <summary>Capacity at the most and the least land per MW seen, MW, 0.01.</summary>
    public required (double Low, double High) MwRange { get; init; }

    /// <summary><c>usable</c>, <c>too-small</c>, <c>excluded</c>, <c>unknown</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why, in words.</summary>
    public required IReadOnlyList<SolarReason> Reasons { get; init; }

    /// <summary>Worst quality of the area and of everything that bears on it.</summary>
    public required string Quality { get; init; }
}

/// <summary>One reason in words.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record SolarReason(string Code, string Zh, string En);

/// <summary>Sums over the areas of an answer.</summary>
/// <param name="GrossM2">平面面积 of all areas, m².</param>
/// <param name="UsableM2">椭球面积 usable, m².</param>
/// <param name="UsableMu">The same, 亩.</param>
/// <param name="UnknownM2">平面面积 nobody can judge yet, m².</param>
/// <param name="Mw">Capacity, MW.</param>
/// <param name="MwLow">Capacity at the most land per MW seen.</param>
/// <param name="MwHigh">Capacity at the least land per MW seen.</param>
/// <param name="FisheryMw">Of which 渔光互补.</param>
/// <param name="AgriMw">Of which 农光互补.</param>
/// <param name="TargetMw">The target, MW; it asks for all renewable capacity of the city, not for these areas alone.</param>
/// <param name="Share">Capacity ÷ target, 0.0001.</param>
/// <param name="ShortfallMw">What is missing, MW, or 0.</param>
public sealed record SolarTotal(
    double GrossM2, double UsableM2, double UsableMu, double UnknownM2, double Mw, double MwLow, double MwHigh, double FisheryMw,
    double AgriMw, double TargetMw, double Share, double ShortfallMw)
{
    /// <summary>What must be said beside these numbers.</summary>
    public IReadOnlyList<SolarReason> Notes { get; init; } = [];
}

/// <summary>What an answer rests on.</summary>
/// <param name="RulesHash">Hash of the rule pack.</param>
/// <param name="AsOf">Resolved instant (UTC).</param>
/// <param name="Revisions">Revision of every layer read.</param>
/// <param name="Quality">Worst quality among the inputs.</param>
/// <param name="IndicativeRules">Keys of indicative rules and settings that bear on the answer, ordered.</param>
/// <param name="Request">The request as read.</param>
public sealed record SolarMeta(
    string RulesHash, DateTimeOffset AsOf, IReadOnlyDictionary<string, LayerRevision> Revisions, string Quality,
    IReadOnlyList<string> IndicativeRules, SolarRequest Request);
