using Jining231.Geo.Eligibility;
using Jining231.Geo.Reserves.Planning;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Reserves.Readiness;

/// <summary>Says which of the flagship projects of targets T1 and T2 a park can still take. Pure.</summary>
public static class ReadinessEngine
{
    /// <summary>Readiness of a park that the targets concern, with a known place.</summary>
    /// <param name="park">The park.</param>
    /// <param name="scene">All land at one instant.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="landOf">Gives the land of a park for a use; null: it is worked out here.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public static ParkReadiness Run(
        SceneFeature park, LandScene scene, RulePack rules, Func<SceneFeature, LandUse, ParkLand>? landOf = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(park);
        var plan = PlanEngine.Run(scene, rules, new PlanRequest(park.Id) { Alternatives = 1, Explain = false }, landOf, cancellationToken: cancellationToken);
        return new ParkReadiness(park, [.. plan.Flagships.Select(f => new TargetReadiness(f, plan.Alternatives[0].Blocks.Count(b => b.Slot == f.Slot.Key)))], plan);
    }

    /// <summary>
    /// What an act would do. As long as the blocks that prove readiness stay untouched, they prove it still; only where the act touches one is
    /// there a new plan.
    /// </summary>
    /// <param name="before">Readiness without the act.</param>
    /// <param name="beforeLand">The park's land without the act.</param>
    /// <param name="scene">All land with the act.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public static ReadinessEffect Effect(
        ParkReadiness before, ParkLand beforeLand, LandScene scene, RulePack rules, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(beforeLand);
        ArgumentNullException.ThrowIfNull(scene);
        var park = scene.Find("parks", before.Park.Id)!;
        var land = ParkLand.Of(park, scene, rules, LandUse.Build(before.Plan.Hazard));
        var lost = Overlay.Difference(beforeLand.Eligibility.Eligible, land.Eligibility.Eligible);
        var blocks = before.Plan.Alternatives[0].Blocks;
        PlanBlock[] untouched = [.. blocks.Where(b => Overlay.Intersection(b.Plane, lost).Area <= Overlay.ToleranceM2)];
        var kept = Kept(untouched);
        if (untouched.Length == blocks.Count)
            return new ReadinessEffect(before, kept, false);
        var after = Run(park, scene, rules, (_, _) => land, cancellationToken);
        // The search is a heuristic over plots: what the old blocks still prove is not given up for it.
        return new ReadinessEffect(before, Total(after) >= Total(kept) ? after : kept, true);

        ParkReadiness Kept(IReadOnlyList<PlanBlock> standing)
        {
            var targets = FlagshipSlots.Of(park, scene, rules)
                .Select(f => new TargetReadiness(f, Math.Min(f.Open, standing.Count(b => b.Slot == f.Slot.Key)))).ToList();
            PlanBlock[] needed = [.. standing.GroupBy(b => b.Slot).SelectMany(g => g.Take(targets.First(t => t.Flagship.Slot.Key == g.Key).CanTake))];
            return new ParkReadiness(park, targets, before.Plan with
            {
                Alternatives = [before.Plan.Alternatives[0] with { Blocks = needed, EllipsoidalM2 = Units.SumM2(needed.Select(b => b.EllipsoidalM2)) }],
            });
        }
    }

    private static int Total(ParkReadiness readiness) => readiness.Targets.Sum(t => t.Capacity);
}
