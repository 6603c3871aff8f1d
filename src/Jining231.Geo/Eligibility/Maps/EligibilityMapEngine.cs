using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Eligibility.Maps;

/// <summary>Maps the land of a park by state: exact faces of the account, joined where the same rules take them. Pure.</summary>
public static class EligibilityMapEngine
{
    /// <summary>Distance from the park within which a feature makes its rule worth trying, m.</summary>
    public const double ReachM = 2000;

    /// <summary>
    /// Makes the map of a park (with geometry). A rule that keeps no distance cannot be tried with another one: a problem at
    /// <c>setbacks</c>.
    /// </summary>
    public static EligibilityMap Run(SceneFeature park, LandScene scene, RulePack rules, EligibilityMapRequest request)
    {
        ArgumentNullException.ThrowIfNull(park);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(request);
        var plane = park.Plane!;
        var hazard = request.Hazard ?? rules.DefaultHazard(park.Kind);
        SetbackRule[] keeping = [.. rules.SetbacksFor(request.Use).Where(r => r.Removes && !r.Inverse)];
        foreach (var key in request.Setbacks.Keys)
            if (!keeping.Any(r => r.Key == key))
                throw NoDistance(key, keeping);
        var tried = rules.WithDistances(request.Setbacks);
        var use = new LandUse(request.Use, hazard);
        var zones = ZoneBuilder.Build(plane, scene, tried, use);
        var account = EligibilityEngine.Run(plane, zones.Removals, zones.Unknowns);
        var box = plane.EnvelopeInternal.Copy();
        box.ExpandBy(ReachM);
        return new EligibilityMap(
            scene.At, park, hazard, account, States(account),
            [
                .. keeping.Select(r => new MapDistance(
                        r.Key, r.MetresByHazard.For(hazard), request.Setbacks.TryGetValue(r.Key, out var m) ? m : r.MetresByHazard.For(hazard), r.Basis,
                        scene.Near(r.Layer, box).Count(f => ZoneBuilder.Counts(f, r, scene) && !(r.KeepsInside && f.Id == park.Id))))
                    .Where(d => d.Features > 0),
            ],
            rules.Hash, [.. scene.RevisionNumbers()]);
    }

    private static IReadOnlyList<LandState> States(EligibilityResult account)
    {
        var removed = account.Faces.Where(f => f.Rules.Count > 0).GroupBy(f => string.Join(' ', f.Rules), StringComparer.Ordinal)
            .Select(g => new LandState("removed", g.First().Rules, Units.RoundM2(g.Sum(f => f.AreaM2)), LandFace.Join(g)));
        return
        [
            .. new[]
            {
                new LandState("eligible", [], account.EligibleM2, account.Eligible), new LandState("unknown", [], account.UnknownM2, account.Unknown),
            }.Where(s => !s.Plane.IsEmpty),
            .. removed.OrderByDescending(s => s.AreaM2).ThenBy(s => string.Join(' ', s.Rules), StringComparer.Ordinal),
        ];
    }

    private static GeoProblemException NoDistance(string key, IEnumerable<SetbackRule> keeping) => new(new GeoProblem(ProblemCode.UnknownName,
        $"“{key}”不是可以试算的距离规则。", $"'{key}' is no rule whose distance can be tried.")
    {
        Field = "setbacks",
        Allowed = [.. keeping.Select(r => r.Key)],
    });
}
