using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>What one target asks of a park, and how far it has come.</summary>
/// <param name="Target">T1 or T2.</param>
/// <param name="Slot">The slot, sized for this park; its count is <see cref="Open"/>.</param>
/// <param name="Required">Projects that the target asks for.</param>
/// <param name="Landed">Ids of projects that are sited, being built or operating in the park, or that were given land of its account.</param>
/// <param name="Secured">Ids of live holds and reserves of the tier that are large enough, each for one project that has not landed.</param>
public sealed record FlagshipSlots(string Target, PlanSlot Slot, int Required, IReadOnlyList<string> Landed, IReadOnlyList<string> Secured)
{
    private static readonly string[] Targets = ["T2", "T1"];

    private static readonly string[] LandedStatuses = ["sited", "building", "operating"];

    /// <summary>Projects for which there is neither a project nor a block.</summary>
    public int Open => Slot.Count;

    /// <summary>
    /// True if targets T1 and T2 are about the park: a chemical park at the level at which land is planned. A park whose place is
    /// unknown has slots, but nobody can say whether they fit.
    /// </summary>
    public static bool Concern(SceneFeature park)
    {
        ArgumentNullException.ThrowIfNull(park);
        return park.Kind == "chemical" && park.Row.Text("level") == "park" && park.Row["recognised_chemical"] is true;
    }

    /// <summary>The slots of a park, the larger projects first. A project counts for the tier of its investment and for no other.</summary>
    public static IReadOnlyList<FlagshipSlots> Of(SceneFeature park, LandScene scene, RulePack rules)
    {
        ArgumentNullException.ThrowIfNull(park);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        var ids = scene["parks"].Where(p => p.Id == park.Id || p.Row.Text("parent_id") == park.Id).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var blocks = scene["reserves"].Where(r => ids.Contains(r.Row.Text("park_id") ?? "")).ToList();
        var given = blocks.Where(r => r.Row.Text("state") is ReserveLifecycle.Activated or ReserveLifecycle.Closed)
            .Select(r => r.Row.Text("project_id")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var landed = scene["projects"].Where(p => given.Contains(p.Id) || (LandedStatuses.Contains(p.Row.Text("status")) && LiesIn(p, ids, park)))
            .ToLookup(p => Slots.TierOf(p.Row.Number("investment_yi"), rules), p => p.Id, StringComparer.Ordinal);
        return [.. Targets.Select(t => Of(t, park, scene, rules, blocks, landed)).OfType<FlagshipSlots>()];
    }

    private static FlagshipSlots? Of(
        string target, SceneFeature park, LandScene scene, RulePack rules, List<SceneFeature> blocks, ILookup<string, string> landed)
    {
        var rule = rules.Targets.FirstOrDefault(t => t.Id == target);
        if (rule?.Value("minInvestment") is not { } investment || rule.Value("projectsPerPark") is not { } required)
            return null;
        var tier = Slots.TierOf(investment, rules);
        var slot = SlotSizing.Resolve(new SlotWish(tier, 1) { InvestmentYi = investment }, park, rules);
        string[] projects = [.. landed[tier]];
        var missing = Math.Max(0, (int)required - projects.Length);
        string[] secured =
        [
            .. blocks.Where(b => b.Row.Text("tier") == tier && b.Row.Text("state") != ReserveLifecycle.Activated
                && Liveness.IsLive(b.Row, scene.At) && b.Plane is { } land && EllipsoidalArea.OfPlane(land) >= slot.AreaM2).Select(b => b.Id).Take(missing),
        ];
        return new FlagshipSlots(target, slot with { Count = missing - secured.Length }, (int)required, projects, secured);
    }

    private static bool LiesIn(SceneFeature project, HashSet<string> parks, SceneFeature park) => project.Row.Text("park_id") is { } id
        ? parks.Contains(id)
        : project.Plane is { } plane && park.Plane is { } land && land.Contains(plane.InteriorPoint);
}
