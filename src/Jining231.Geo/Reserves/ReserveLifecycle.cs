using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Reserves;

/// <summary>One line of the state table.</summary>
/// <param name="From">State before the act; <see cref="ReserveLifecycle.None"/> for a new block.</param>
/// <param name="Act">The act.</param>
/// <param name="To">State after it.</param>
public sealed record ReserveTransition(string From, ReserveAct Act, string To);

/// <summary>
/// The state table of the 留白 account as data, and the state at an instant. An end that has passed is the state
/// <c>expired</c> by time alone: nothing has to run for it to be true.
/// </summary>
public static class ReserveLifecycle
{
    /// <summary>The state of a block that does not exist yet.</summary>
    public const string None = "";

    /// <summary>暂留.</summary>
    public const string Held = "held";

    /// <summary>留白.</summary>
    public const string Reserved = "reserved";

    /// <summary>启用.</summary>
    public const string Activated = "activated";

    /// <summary>解除; final.</summary>
    public const string Released = "released";

    /// <summary>到期; final.</summary>
    public const string Expired = "expired";

    /// <summary>结转; final.</summary>
    public const string Closed = "closed";

    /// <summary>Everything that may happen; what is not listed is refused.</summary>
    public static IReadOnlyList<ReserveTransition> Transitions { get; } =
    [
        new(None, ReserveAct.Hold, Held),
        new(None, ReserveAct.Reserve, Reserved),
        new(Held, ReserveAct.Reserve, Reserved),
        new(Held, ReserveAct.Renew, Held),
        new(Held, ReserveAct.Release, Released),
        new(Reserved, ReserveAct.Adjust, Reserved),
        new(Reserved, ReserveAct.Split, Reserved),
        new(Reserved, ReserveAct.Merge, Reserved),
        new(Reserved, ReserveAct.Activate, Activated),
        new(Reserved, ReserveAct.Release, Released),
        new(Activated, ReserveAct.Close, Closed),
    ];

    /// <summary>
    /// State of a block at an instant: the recorded one, or <see cref="Expired"/> once the end of a hold or of a
    /// reserve has come (the end itself no longer belongs to it).
    /// </summary>
    public static string StateAt(FeatureRow reserve, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(reserve);
        var recorded = reserve.Text("state") ?? None;
        return EndOf(reserve) is not null && !Liveness.IsLive(reserve, at) ? Expired : recorded;
    }

    /// <summary>When the present state ends by time alone, or null if it does not.</summary>
    public static DateTimeOffset? EndOf(FeatureRow reserve)
    {
        ArgumentNullException.ThrowIfNull(reserve);
        var fields = LayerCatalog.Get("reserves").ExclusiveCover!.LiveUntil;
        return reserve.Text("state") is { } state && fields.TryGetValue(state, out var field) && field is not null
            ? reserve.Instant(field)
            : null;
    }

    /// <summary>The acts that are allowed in a state, in table order.</summary>
    public static IReadOnlyList<ReserveAct> AllowedActs(string state) =>
        [.. Transitions.Where(t => t.From == state).Select(t => t.Act)];

    /// <summary>The line of the table, or <see cref="ProblemCode.IllegalTransition"/> naming the acts that are allowed.</summary>
    public static ReserveTransition Require(string state, ReserveAct act)
    {
        var line = Transitions.FirstOrDefault(t => t.From == state && t.Act == act);
        if (line is not null)
            return line;
        var allowed = AllowedActs(state).Select(ReserveActs.Name).ToArray();
        var title = Codelists.ReserveState.Find(state);
        var (stateZh, stateEn) = (title?.Zh ?? "新建", title?.En ?? "new");
        var name = ReserveActs.Name(act);
        throw new GeoProblemException(allowed.Length == 0
            ? new GeoProblem(ProblemCode.IllegalTransition,
                $"地块状态为“{stateZh}”，是终态，不能再执行“{name}”；如仍需用地，请新建暂留或留白。",
                $"The block is {stateEn}, which is final: '{name}' is not possible. Make a new hold or reserve instead.")
            {
                Field = "act",
            }
            : new GeoProblem(ProblemCode.IllegalTransition,
                $"地块状态为“{stateZh}”，不能执行“{name}”；允许：{string.Join("、", allowed)}。",
                $"The block is {stateEn}: '{name}' is not possible. Allowed: {string.Join(", ", allowed)}.")
            {
                Field = "act",
                Allowed = allowed,
            });
    }
}
