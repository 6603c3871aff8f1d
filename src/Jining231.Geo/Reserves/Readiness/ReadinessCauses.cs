using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Readiness;

/// <summary>Finds the recorded acts behind free land that was lost between two moments. Pure.</summary>
internal static class ReadinessCauses
{
    /// <summary>Layers whose features take land.</summary>
    public static IReadOnlyList<string> Layers { get; } = ["controls", "coverage", "parcels", "parks", "reserves", "sensitive", "transport"];

    /// <summary>What became of readiness.</summary>
    /// <param name="at">The earlier moment.</param>
    /// <param name="then">Readiness then, with the land.</param>
    /// <param name="land">The land now.</param>
    /// <param name="states">States recorded since, in the order in which they were made.</param>
    /// <param name="rules">The rules in force.</param>
    public static ReadinessSince Of(
        DateTimeOffset at, (ParkReadiness Readiness, ParkLand Land)? then, ParkLand land, IEnumerable<RecordedState> states, RulePack rules)
    {
        if (then is not { } before)
            return new ReadinessSince(at, null, 0, 0, [], 0);
        var (old, now) = (before.Land.Eligibility.Eligible, land.Eligibility.Eligible);
        var lost = Overlay.Difference(old, now);
        var blocks = Overlay.Union([.. before.Readiness.Plan.Alternatives[0].Blocks.Select(b => (Geometry)b.Plane)]);
        var hazard = before.Readiness.Plan.Hazard;
        var causes = new List<ReadinessCause>();
        var taken = new List<Geometry>();
        foreach (var state in lost.Area <= Overlay.ToleranceM2 ? [] : states)
        {
            if (SceneFeature.From(state.Row) is not { Plane: { } } feature || Took(feature, lost, rules, hazard) is not { Area: > Overlay.ToleranceM2 } part)
                continue;
            taken.Add(part);
            causes.Add(new ReadinessCause(
                feature.Layer, feature.Id, feature.Row.Text("name"), state.Action, state.RecordedFrom, state.Actor, state.DocumentNo,
                Units.RoundM2(part.Area), Units.RoundM2(Overlay.Intersection(part, blocks).Area)));
        }

        return new ReadinessSince(
            at, before.Readiness, Units.RoundM2(lost.Area), Units.RoundM2(Overlay.Difference(now, old).Area), causes,
            Units.RoundM2(Overlay.Difference(lost, Overlay.Union(taken)).Area));
    }

    /// <summary>Lost land inside the feature and the distance of its rule, or, where a rule bars what lies outside, outside it.</summary>
    private static Geometry? Took(SceneFeature feature, Geometry lost, RulePack rules, string hazard)
    {
        var rule = rules.SetbacksFor("build").FirstOrDefault(r => r.Removes && r.Layer == feature.Layer && r.Kind == feature.Kind);
        if (rule is { Inverse: true })
            return Overlay.Difference(lost, feature.Plane!);
        var metres = rule?.MetresByHazard.For(hazard) ?? 0;
        if (metres <= 0 && feature.Plane!.Dimension != Dimension.Surface)
            return null;
        var reach = lost.EnvelopeInternal.Copy();
        reach.ExpandBy(metres);
        return reach.Intersects(feature.Plane!.EnvelopeInternal) ? Overlay.Intersection(lost, metres > 0 ? Buffers.Circumscribed(feature.Plane!, metres) : feature.Plane!) : null;
    }
}
