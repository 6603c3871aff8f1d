using Jining231.Geo.Editing;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Siting.Scenarios;

/// <summary>A named branch of the record and the rules: what would be if these edits and distances held. The base is never touched.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Edits">Edits on top of the record, in order; each feature at most once.</param>
/// <param name="Setbacks">Distances instead of those of the rules, m, by rule key.</param>
/// <param name="RulesOff">Keys of rules that take nothing.</param>
public sealed record Scenario(
    string Name, IReadOnlyList<ScenarioEdit> Edits, IReadOnlyDictionary<string, double> Setbacks, IReadOnlyList<string> RulesOff);

/// <summary>One edit.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Layer">In which layer.</param>
/// <param name="Id">With which feature.</param>
/// <param name="Draft">The feature as given; null for a deletion.</param>
/// <param name="At">JSON pointer of the edit.</param>
public sealed record ScenarioEdit(EditKind Kind, LayerDef Layer, string Id, FeatureDraft? Draft, string At);

/// <summary>A project and the scenarios to compare.</summary>
/// <param name="Request">The project.</param>
/// <param name="Scenarios">Scenarios that are given; with the branches one to <see cref="Most"/>.</param>
public sealed record ScenarioRequest(SitingRequest Request, IReadOnlyList<Scenario> Scenarios)
{
    /// <summary>Names of kept branches to compare as well.</summary>
    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>True to compare on the record that the branches were made on; false: on the present one, or that of the project's <c>asOf</c>.</summary>
    public bool OnBase { get; init; }

    /// <summary>Most scenarios of one comparison.</summary>
    public const int Most = 8;

    /// <summary>Most edits of one scenario.</summary>
    public const int MostEdits = 500;
}

/// <summary>The comparison.</summary>
/// <param name="Base">The answer on the record as it is.</param>
/// <param name="Branches">One a scenario, in their order.</param>
public sealed record ScenarioResult(SitingResult Base, IReadOnlyList<ScenarioBranch> Branches)
{
    /// <summary>Kept branches that cannot be applied to the record compared with, in the order asked; the others are answered all the same.</summary>
    public IReadOnlyList<UnansweredBranch> Unanswered { get; init; } = [];
}

/// <summary>A kept branch without an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Problems">Everything that stands against it.</param>
public sealed record UnansweredBranch(string Name, IReadOnlyList<GeoProblem> Problems)
{
    /// <summary>The record it was made on, and what has moved on since.</summary>
    public BranchBase? Base { get; init; }

    /// <summary>Edits whose features have moved on since.</summary>
    public IReadOnlyList<EditDrift> Drift { get; init; } = [];
}

/// <summary>What one scenario changes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Answer">The answer in it.</param>
/// <param name="Sites">The base's sites, judged in it.</param>
/// <param name="Parks">Parks that it answers differently.</param>
/// <param name="Land">Eligible land of the parks in which it differs.</param>
public sealed record ScenarioBranch(
    string Name, SitingResult Answer, IReadOnlyList<ReplayedSite> Sites, IReadOnlyList<ReplayedPark> Parks, IReadOnlyList<ScenarioLand> Land)
{
    /// <summary>For a kept branch: the record it was made on, and what has moved on in the record compared with; null for a scenario that was given.</summary>
    public BranchBase? Base { get; init; }

    /// <summary>For a kept branch: edits that still hold though their features have moved on since.</summary>
    public IReadOnlyList<EditDrift> Drift { get; init; } = [];
}

/// <summary>Eligible land of a park without and with a scenario, m² (平面面积, EPSG:4548); null: not searched there.</summary>
/// <param name="ParkId">The park.</param>
/// <param name="Name">Its name.</param>
/// <param name="BaseM2">On the record as it is.</param>
/// <param name="ScenarioM2">In the scenario.</param>
public sealed record ScenarioLand(string ParkId, string Name, double? BaseM2, double? ScenarioM2);
