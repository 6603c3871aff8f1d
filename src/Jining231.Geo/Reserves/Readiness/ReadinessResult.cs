using Jining231.Geo.Eligibility;
using Jining231.Geo.Reserves.Planning;

namespace Jining231.Geo.Reserves.Readiness;

/// <summary>Whether one target can still be met in a park.</summary>
/// <param name="Flagship">What the target asks for and how far it has come.</param>
/// <param name="CanTake">Open projects for which the plan keeps a block.</param>
public sealed record TargetReadiness(FlagshipSlots Flagship, int CanTake)
{
    /// <summary>Projects that have landed, have a block in the account, or can still be taken.</summary>
    public int Capacity => Math.Min(Flagship.Required, Flagship.Landed.Count) + Flagship.Secured.Count + CanTake;

    /// <summary>Open projects for which there is no room.</summary>
    public int Missing => Flagship.Open - CanTake;
}

/// <summary>Which flagship projects a park can still take, and the blocks that prove it.</summary>
/// <param name="Park">The park.</param>
/// <param name="Targets">Targets T2 and T1.</param>
/// <param name="Plan">The plan whose blocks are the proof; it does not search for ways out.</param>
public sealed record ParkReadiness(SceneFeature Park, IReadOnlyList<TargetReadiness> Targets, PlanResult Plan)
{
    /// <summary>What became of it since an earlier moment; null where nobody asked.</summary>
    public ReadinessSince? Since { get; init; }

    /// <summary>
    /// <c>landed</c>: every project has come; <c>secured</c>: every other one has a block in the account; <c>ready</c>: every open one can be taken;
    /// <c>partly</c>: some can; <c>none</c>: none can.
    /// </summary>
    public string Verdict => Targets.All(t => t.Flagship.Landed.Count >= t.Flagship.Required) ? "landed"
        : Targets.All(t => t.Flagship.Open == 0) ? "secured"
        : Targets.All(t => t.Missing == 0) ? "ready"
        : Targets.Any(t => t.CanTake > 0) ? "partly" : "none";
}

/// <summary>What became of readiness since an earlier moment.</summary>
/// <param name="At">The earlier moment, UTC.</param>
/// <param name="Then">Readiness then; null where the record does not reach back so far.</param>
/// <param name="LostFreeM2">Land that was free then and is not now, m² in EPSG:4548, to 0.01.</param>
/// <param name="GainedFreeM2">Land that is free now and was not then, m² in EPSG:4548, to 0.01.</param>
/// <param name="Causes">The recorded acts that took it, in the order in which they were recorded; what they took may be shared.</param>
/// <param name="OtherM2">Lost land that no recorded act took: what time alone took, such as a control line that came into force, m² in EPSG:4548, to 0.01.</param>
public sealed record ReadinessSince(
    DateTimeOffset At, ParkReadiness? Then, double LostFreeM2, double GainedFreeM2, IReadOnlyList<ReadinessCause> Causes, double OtherM2);

/// <summary>A recorded act that took free land, or land out of the blocks that proved readiness then.</summary>
/// <param name="Layer">Layer of the feature.</param>
/// <param name="FeatureId">The feature.</param>
/// <param name="Name">Its name.</param>
/// <param name="Action">create, update or delete.</param>
/// <param name="RecordedAt">Store time of the act, UTC.</param>
/// <param name="Actor">Who acted.</param>
/// <param name="DocumentNo">文号, or null.</param>
/// <param name="TookFreeM2">Lost free land inside the feature and its distance, m² in EPSG:4548, to 0.01.</param>
/// <param name="TookBlocksM2">Of this inside the blocks that proved readiness then, m² in EPSG:4548, to 0.01.</param>
public sealed record ReadinessCause(
    string Layer, string FeatureId, string? Name, string Action, DateTimeOffset RecordedAt, string Actor, string? DocumentNo, double TookFreeM2, double TookBlocksM2);

/// <summary>What a proposed act would do to one park.</summary>
/// <param name="Before">Readiness without it.</param>
/// <param name="After">Readiness with it.</param>
/// <param name="Moved">True if blocks of the proof would have to move.</param>
public sealed record ReadinessEffect(ParkReadiness Before, ParkReadiness After, bool Moved)
{
    /// <summary>Flagship projects that the park could take before and not after, over all targets.</summary>
    public int Lost => Before.Targets.Zip(After.Targets, (b, a) => Math.Max(0, b.Capacity - a.Capacity)).Sum();

    /// <summary><c>kept</c>, <c>reduced</c>, or <c>destroyed</c>: nothing that was open can be taken any more.</summary>
    public string Verdict => Lost == 0 ? "kept" : After.Targets.Sum(t => t.CanTake) == 0 ? "destroyed" : "reduced";
}
