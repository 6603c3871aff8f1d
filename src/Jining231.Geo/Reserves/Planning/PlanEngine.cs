using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>
/// Chooses blocks that keep a park able to take projects. Pure: the same scene, rules and request give the same answer on any machine.
/// </summary>
public static class PlanEngine
{
    /// <summary>Name and version; it changes whenever an answer may change.</summary>
    public const string Version = "jining231.reserve-plan/3";

    /// <summary>
    /// Runs a request. An unknown park is <see cref="ProblemCode.NotFound"/>, one without a known place <see cref="ProblemCode.OutsidePark"/>; what is wrong
    /// with slots and locked blocks carries pointers below <paramref name="at"/>.
    /// </summary>
    /// <param name="scene">All land at one instant.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="request">The wish.</param>
    /// <param name="landOf">Gives the land of a park for a use; null: it is worked out here.</param>
    /// <param name="at">Pointer of the inputs.</param>
    /// <param name="cancellationToken">Stops the run between its steps.</param>
    public static PlanResult Run(
        LandScene scene, RulePack rules, PlanRequest request, Func<SceneFeature, LandUse, ParkLand>? landOf = null, string at = "/inputs",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(request);
        var park = PlanInputs.Park(scene, request.ParkId, at);
        var hazard = request.Hazard ?? rules.DefaultHazard(park.Kind);
        var flagships = request.Slots.Count > 0 ? [] : FlagshipSlots.Of(park, scene, rules);
        var slots = PlanInputs.Slots(request, flagships, park, hazard, rules, at);
        var use = LandUse.Build(hazard);
        var land = landOf is null ? ParkLand.Of(park, scene, rules, use) : landOf(park, use);
        var locked = PlanInputs.Locked(request, slots, land, new PlotRules(scene, rules, use), at);
        var room = PlanInputs.Room(land.Eligibility.Eligible, request, locked);
        cancellationToken.ThrowIfCancellationRequested();
        var fit = SlotFit.Run(land, room, slots, locked, scene, rules, use, request, least: null, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (slots.Count > 0)
        {
            var worth = new BlockWorth(land, scene, rules, request, slots, fit.Search.Demands, hazard);
            for (var i = 0; i < fit.Items.Count; i++)
                fit.Items[i] = worth.Judge(fit.Items[i]);
            return Answer(PlanAlternatives.Of(fit, worth, slots, request, scene));
        }

        return Answer([PlanAlternatives.Nothing]);

        PlanResult Answer(IReadOnlyList<PlanAlternative> alternatives)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var certificate = alternatives[0].Blocks.Count < slots.Sum(s => s.Count)
                ? new PlanCertifier(land, room, slots, locked, scene, rules, use, request).Certify(fit, alternatives[0], cancellationToken)
                : null;
            return new PlanResult(park, hazard, slots, alternatives, certificate, Meta(scene, rules, request, land, slots, alternatives))
            {
                Flagships = flagships,
                FreeM2 = land.Eligibility.EligibleM2,
                LargestFreeM2 = Units.RoundM2(Polygons.Largest(land.Eligibility.Eligible)?.Area ?? 0),
                Candidates = fit.Items.Count,
            };
        }
    }

    private static PlanMeta Meta(
        LandScene scene, RulePack rules, PlanRequest request, ParkLand land, IReadOnlyList<PlanSlot> slots, IReadOnlyList<PlanAlternative> alternatives)
    {
        var blocks = alternatives.SelectMany(a => a.Blocks).ToList();
        var used = land.Eligibility.Rules.Select(r => r.Rule)
            .Concat(blocks.SelectMany(b => b.Clearances).Select(c => c.Rule)).Concat(blocks.SelectMany(b => b.Conditions).Select(c => c.Rule))
            .Where(k => rules.FindRule(k)?.Evidence.IsIndicative ?? true)
            .Concat(slots.Where(s => s.Indicative).Select(s => "intensity:" + s.Sizing!.Key));
        return new PlanMeta(
            Version, rules.Hash, scene.LastChange(),
            scene.RevisionNumbers(),
            scene.Quality, request, [.. used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }
}
