using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves;

/// <summary>
/// Decides what an act does to the 留白 account: pure, on one scene, at the scene's instant. What the store refuses
/// by itself (overlap, outside the park, stale version) is decided there once more under its lock.
/// </summary>
public static class ReserveEngine
{
    /// <summary>Layers on whose revisions a decision about land rests, ordinal order.</summary>
    public static IReadOnlyList<string> RestsOn => LandCheck.RestsOn;

    /// <summary>True if the act is judged against land and rules (else only against the block's own state).</summary>
    public static bool NeedsLand(ReserveAct act) => act is ReserveAct.Hold or ReserveAct.Reserve or ReserveAct.Adjust;

    /// <summary>A new block under the given id, or the problem that stands in the way.</summary>
    public static CreateFeature Create(ReserveRequest request, string id, LandScene scene, RulePack rules)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        var line = ReserveLifecycle.Require(ReserveLifecycle.None, request.Act);
        RequireFuture(request.HeldUntil, "/heldUntil", scene.At);
        RequireFuture(request.InForceTo, "/inForceTo", scene.At);
        var finding = LandCheck.Judge(request.Geometry, request.ParkId, scene, rules, request.UseCase, exceptId: null);
        var park = scene.Find("parks", request.ParkId)!;
        var values = new Dictionary<string, object?>
        {
            ["name"] = request.Name ?? $"{park.Name} 留白 {id[..Math.Min(8, id.Length)]}",
            ["park_id"] = request.ParkId,
            ["tier"] = request.Tier,
            ["state"] = line.To,
            ["holder"] = request.Holder,
            ["purpose"] = request.Purpose,
            ["document_no"] = request.DocumentNo,
            ["held_until"] = request.Act == ReserveAct.Hold ? request.HeldUntil : null,
            ["renewals"] = 0L,
            ["in_force_from"] = request.Act == ReserveAct.Reserve ? scene.At : null,
            ["in_force_to"] = request.Act == ReserveAct.Reserve ? request.InForceTo : null,
            ["eligibility_digest"] = finding.Digest,
            ["override_document_no"] = finding.OverrideDocumentNo,
            ["source"] = request.DocumentNo,
            ["quality"] = park.Quality,
        };
        return new CreateFeature("reserves", id, Wkb.Write(request.Geometry), values);
    }

    /// <summary>
    /// What an act changes, the block itself first, or the problem that stands in the way. <paramref name="scene"/> is needed where
    /// <see cref="NeedsLand"/> says so; <paramref name="others"/> are the blocks named by a merge, as they are now.
    /// </summary>
    public static IReadOnlyList<FeatureChange> Act(
        ReserveActRequest request, FeatureRow block, IReadOnlyList<FeatureRow> others, LandScene? scene, RulePack rules, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(rules);
        var line = ReserveLifecycle.Require(ReserveLifecycle.StateAt(block, at), request.Act);
        RequireVersion(request.ExpectedVersion, block, "/version");
        var values = new Dictionary<string, object?> { ["state"] = line.To, ["document_no"] = request.DocumentNo };
        switch (request.Act)
        {
            case ReserveAct.Split:
                return BlockDivision.Split(request, block, values);
            case ReserveAct.Merge:
                return BlockDivision.Merge(request, block, others, values, at);
            case ReserveAct.Activate:
                values["project_id"] = request.ProjectId;
                return request.Geometry is { } part && BlockCuts.Remainder(block.ReadGeometry()!, part) is { } rest
                    ? BlockDivision.ActivatePart(request, block, part, rest, values)
                    : [Update(request, null, values)];
            case ReserveAct.Renew:
                Renew(request, block, rules, at, values);
                break;
            case ReserveAct.Reserve:
                RequireFuture(request.InForceTo, "/inForceTo", at);
                values["in_force_from"] = at;
                values["in_force_to"] = request.InForceTo;
                AddFinding(Judge(request, block, block.ReadGeometry()!, scene!, rules), values);
                break;
            case ReserveAct.Adjust:
                AddFinding(Judge(request, block, request.Geometry!, scene!, rules), values);
                return [Update(request, request.Geometry, values)];
        }

        return [Update(request, null, values)];
    }

    /// <summary>
    /// Records what time alone has decided: blocks whose hold or reserve has ended are written down as expired. The account reads the
    /// same with and without it, at every instant.
    /// </summary>
    public static IReadOnlyList<FeatureChange> Sweep(IEnumerable<FeatureRow> blocks, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        return
        [
            .. blocks.Where(b => b.Text("state") != ReserveLifecycle.Expired && ReserveLifecycle.StateAt(b, at) == ReserveLifecycle.Expired)
                .Select(b => new UpdateFeature("reserves", b.Id, b.Version, null, new Dictionary<string, object?> { ["state"] = ReserveLifecycle.Expired })),
        ];
    }

    /// <summary>The change of the block that an act names.</summary>
    internal static UpdateFeature Update(ReserveActRequest request, Geometry? land, Dictionary<string, object?> values) =>
        new("reserves", request.Id, request.ExpectedVersion, land is null ? (ReadOnlyMemory<byte>?)null : Wkb.Write(land), values);

    private static void Renew(ReserveActRequest request, FeatureRow block, RulePack rules, DateTimeOffset at, Dictionary<string, object?> values)
    {
        var done = block["renewals"] as long? ?? 0;
        var most = rules.Hold.MaxRenewals;
        if (done >= most)
            throw new GeoProblemException(new GeoProblem(ProblemCode.IllegalTransition,
                $"暂留最多续期 {most} 次，已续 {done} 次；请转为留白或解除。",
                $"A hold may be renewed {most} time(s) and has been {done} time(s): reserve or release it.")
            {
                Field = "act",
                Allowed = [ReserveActs.Name(ReserveAct.Reserve), ReserveActs.Name(ReserveAct.Release)],
            });
        RequireFuture(request.HeldUntil, "/heldUntil", ReserveLifecycle.EndOf(block) is { } end && end > at ? end : at);
        values["held_until"] = request.HeldUntil;
        values["renewals"] = done + 1;
    }

    /// <summary>An override given earlier stays good for the same land, not for another geometry.</summary>
    private static LandFinding Judge(ReserveActRequest request, FeatureRow block, Geometry land, LandScene scene, RulePack rules)
    {
        var earlier = request.Geometry is null ? block.Text("override_document_no") : null;
        var use = request.UseCase with { OverrideDocumentNo = request.UseCase.OverrideDocumentNo ?? earlier };
        return LandCheck.Judge(land, block.Text("park_id")!, scene, rules, use, block.Id);
    }

    private static void AddFinding(LandFinding finding, Dictionary<string, object?> values)
    {
        values["eligibility_digest"] = finding.Digest;
        values["override_document_no"] = finding.OverrideDocumentNo;
    }

    /// <summary>Refuses a version that is no longer the current one.</summary>
    internal static void RequireVersion(long expected, FeatureRow block, string field)
    {
        if (expected != block.Version)
            throw new GeoProblemException(new GeoProblem(ProblemCode.PreconditionFailed,
                $"地块“{block.Id}”现为版本 {block.Version}，请求依据版本 {expected}；请重新读取后再试。",
                $"The block '{block.Id}' is at version {block.Version}, the request was made on {expected}: read it again.")
            {
                Field = field,
                Allowed = [block.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)],
            });
    }

    private static void RequireFuture(DateTimeOffset? instant, string field, DateTimeOffset after)
    {
        if (instant is { } end && end <= after)
            throw new GeoProblemException(new GeoProblem(ProblemCode.OutOfRange,
                $"{field[1..]} 应晚于 {Rfc3339.Format(after)}。", $"{field[1..]} must be later than {Rfc3339.Format(after)}.")
            {
                Field = field,
                Allowed = ["> " + Rfc3339.Format(after)],
            });
    }
}
