using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Balance;

/// <summary>
/// The land account of a park: each square metre once, in the order built, approved, reserved, blocked, unknown, free. Free land is
/// what siting finds eligible for the same hazard class without touching reserves. Pure.
/// </summary>
public static class BalanceEngine
{
    /// <summary>Balance of a park with a known place, at the scene's instant.</summary>
    /// <param name="park">The park, with geometry.</param>
    /// <param name="scene">All land at one instant.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="hazard">Hazard class, or null: that of the park's rule profile.</param>
    public static ParkBalance Run(SceneFeature park, LandScene scene, RulePack rules, string? hazard = null)
    {
        ArgumentNullException.ThrowIfNull(park);
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        hazard ??= rules.DefaultHazard(park.Kind);
        var gross = park.Plane!;
        var land = new BalanceLand(gross, scene, rules);
        var built = Cut(gross, land.Built);
        var approved = Cut(built.Left, land.Approved);
        var groups = new List<(ReservedLand Group, Geometry Taken)>();
        var rest = approved.Left;
        foreach (var group in land.Reserved)
        {
            var cut = Cut(rest, group.Land);
            groups.Add((new ReservedLand(group.Tier, group.State, group.Blocks, cut.Taken.Area), cut.Taken));
            rest = cut.Left;
        }

        var zones = ZoneBuilder.Build(gross, scene, rules, LandUse.Build(hazard));
        RemovalZone[] blocking = [.. zones.Removals.Where(z => !land.Counted.Contains(z.Rule))];
        var ledger = EligibilityEngine.Run(rest, blocking, zones.Unknowns);
        var reserved = Overlay.Union([.. groups.Select(g => g.Taken)]);
        var blocked = Overlay.Difference(Overlay.Difference(rest, ledger.Eligible), ledger.Unknown);
        return Sum(new Draft(park, hazard, gross, built.Taken, approved.Taken, reserved, blocked, ledger, [.. groups.Select(g => g.Group)]), land, blocking, zones.Unknowns)
            with
        { Quality = LandScene.WorstQuality([park, .. land.Features, .. zones.Removals.SelectMany(z => z.Features)]) };
    }

    private sealed record Draft(
        SceneFeature Park, string Hazard, Geometry Gross, Geometry Built, Geometry Approved, Geometry Reserved, Geometry Blocked,
        EligibilityResult Ledger, IReadOnlyList<ReservedLand> Groups);

    /// <summary>Rounds all leaves at once, so that details add up to parts and parts to the whole.</summary>
    private static ParkBalance Sum(Draft draft, BalanceLand land, IReadOnlyList<RemovalZone> blocking, IReadOnlyList<UnknownZone> unknowns)
    {
        var ledger = draft.Ledger;
        double[] exact =
        [
            draft.Built.Area, draft.Approved.Area, ledger.UnknownM2, ledger.EligibleM2,
            .. draft.Groups.Select(g => g.M2), .. ledger.Rules.Select(r => r.SplitM2),
        ];
        var leaves = ExactSum.Round(exact, draft.Gross.Area, EligibilityEngine.StepM2);
        var groups = draft.Groups.Select((g, i) => g with { M2 = leaves[4 + i] }).ToList();
        var rules = ledger.Rules.Select((r, i) => r with { SplitM2 = leaves[4 + groups.Count + i] }).ToList();
        var blockedUnion = Overlay.Union([.. blocking.Select(z => z.Geometry)]);
        var unknownUnion = Overlay.Union([.. unknowns.Select(z => z.Geometry)]);
        (string Name, Geometry Land)[] later =
        [
            (BalanceParts.Approved, land.Approved), (BalanceParts.Reserved, Overlay.Union([.. land.Reserved.Select(r => r.Land)])),
            (BalanceParts.Blocked, blockedUnion), (BalanceParts.Unknown, unknownUnion),
        ];
        BalancePart[] parts =
        [
            Part(BalanceParts.Built, leaves[0], draft.Built, later),
            Part(BalanceParts.Approved, leaves[1], draft.Approved, later[1..]),
            Part(BalanceParts.Reserved, Units.SumM2(groups.Select(g => g.M2)), draft.Reserved, later[2..]),
            Part(BalanceParts.Blocked, Units.SumM2(rules.Select(r => r.SplitM2)), draft.Blocked, later[3..]),
            Part(BalanceParts.Unknown, leaves[2], ledger.Unknown, []),
            Part(BalanceParts.Free, leaves[3], ledger.Eligible, land.Open),
        ];
        var park = draft.Park;
        return new ParkBalance(
            park.Id, park.Name, park.Kind, park.Row.Text("level") ?? "", park.Row.Text("adcode"), draft.Hazard, Units.RoundM2(draft.Gross.Area),
            parts, groups, rules, [.. ledger.Unknowns.Select(u => KeyValuePair.Create(u.Key, u.AreaM2))], park.Quality);
    }

    private static BalancePart Part(string name, double m2, Geometry land, IReadOnlyList<(string Name, Geometry Land)> others) => new(name, m2,
    [
        .. others.Select(o => KeyValuePair.Create(o.Name, Units.RoundM2(Overlay.Intersection(land, o.Land).Area))).Where(o => o.Value > 0),
    ], land);

    private static (Geometry Taken, Geometry Left) Cut(Geometry from, Geometry by) => by.IsEmpty
        ? (GeoFactory.Plane.CreatePolygon(), from)
        : (Overlay.Intersection(from, by), Overlay.Difference(from, by));
}
