using CsCheck;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Tests.Eligibility;

public class EligibilityPropertyTests
{
    private const string Hazard = "medium";
    private const int Cases = 300;

    [Fact]
    public void Every_column_adds_up_to_the_cent() => RandomLand.Any.Sample(
        land =>
        {
            var result = Run(land);
            var parts = result.Rules.Sum(r => (decimal)r.SplitM2) + (decimal)result.UnknownM2 + (decimal)result.EligibleM2;
            return parts == (decimal)result.GrossM2
                && result.Rules.All(r => r.AloneM2 <= r.SplitM2 + 0.02 && r.SplitM2 <= r.AloneM2 + r.SharedM2 / 2 + 0.02)
                && Math.Abs(result.Eligible.Area - result.EligibleM2) < 0.02 && Math.Abs(result.Unknown.Area - result.UnknownM2) < 0.02;
        },
        iter: Cases);

    [Fact]
    public void Each_rule_removes_what_a_plain_overlay_says() => RandomLand.Any.Sample(
        land =>
        {
            var result = Run(land);
            var shapes = Oracle(land);
            Geometry all = GeoFactory.Plane.CreatePolygon();
            foreach (var (rule, shape) in shapes)
            {
                var expected = OverlayNGRobust.Overlay(land.Park, shape, SpatialFunction.Intersection).Area;
                var row = result.Rules.FirstOrDefault(r => r.Rule == rule);
                Assert.True(Math.Abs(expected - (row?.AloneM2 ?? 0) - (row?.SharedM2 ?? 0)) <= Tolerance(expected), $"{rule} {expected} {row} {string.Join(" | ", land.Features)}");
                all = OverlayNGRobust.Overlay(all, shape, SpatialFunction.Union);
            }

            Assert.Subset(shapes.Keys.ToHashSet(), result.Rules.Select(r => r.Rule).ToHashSet());
            var rest = OverlayNGRobust.Overlay(land.Park, all, SpatialFunction.Difference);
            var eligible = OverlayNGRobust.Overlay(rest, land.Coverage, SpatialFunction.Intersection).Area;
            Assert.Equal(eligible, result.EligibleM2, Tolerance(land.Park.Area));
            Assert.Equal(rest.Area - eligible, result.UnknownM2, Tolerance(land.Park.Area));
        },
        iter: Cases);

    [Fact]
    public void Unknown_land_is_never_eligible_and_setbacks_are_kept_exactly() => RandomLand.Any.Sample(
        land =>
        {
            var result = Run(land);
            Assert.InRange(OverlayNGRobust.Overlay(result.Eligible, land.Coverage, SpatialFunction.Difference).Area, 0, 0.01);
            if (result.Eligible.IsEmpty)
                return;
            foreach (var (layer, kind, shape) in land.Features)
                if (ShippedRules.Pack.SetbacksFor("build").FirstOrDefault(r => r.Removes && r.Layer == layer && r.Kind == kind) is { } rule)
                    Assert.True(result.Eligible.Distance(shape) >= rule.MetresByHazard.For(Hazard) - 1e-6, $"{kind} {shape}");
        },
        iter: Cases);

    [Fact]
    public void The_order_of_the_rules_changes_nothing() => RandomLand.Any.Sample(
        land =>
        {
            var pack = ShippedRules.Pack;
            var turned = pack with { Setbacks = [.. pack.Setbacks.Reverse()], Parcels = [.. pack.Parcels.Reverse()] };
            var (one, two) = (Run(land), Run(land, turned));
            Assert.Equal(one.Rules, two.Rules);
            Assert.Equal((one.EligibleM2, one.UnknownM2), (two.EligibleM2, two.UnknownM2));
        },
        iter: 100);

    [Fact]
    public void Ring_order_and_place_change_nothing_that_matters() => Gen.Select(RandomLand.Any, Gen.Int[-40_000, 40_000]).Sample(
        (land, shift) =>
        {
            var original = Run(land);
            var move = AffineTransformation.TranslationInstance(shift, shift / 2);
            foreach (var edit in new Func<Geometry, Geometry>[] { g => g.Reverse(), g => move.Transform(g) })
            {
                var edited = Run(land with { Park = edit(land.Park) }, edit: edit);
                Assert.Equal(original.EligibleM2, edited.EligibleM2, 0.05);
                Assert.Equal(original.UnknownM2, edited.UnknownM2, 0.05);
                foreach (var rule in original.Rules.Where(r => r.SplitM2 > 0.05))
                    Assert.Equal(rule.SplitM2, edited.Rules.Single(r => r.Rule == rule.Rule).SplitM2, 0.05);
            }
        },
        iter: 100);

    [Fact]
    public void A_land_without_rules_is_eligible_whole()
    {
        var park = TestScene.Box(0, 0, 333, 77);
        var result = EligibilityEngine.Run(park, [], []);
        Assert.Equal((25_641, 25_641, 0), (result.GrossM2, result.EligibleM2, result.UnknownM2));
    }

    private static double Tolerance(double m2) => Math.Max(0.02, 1e-6 * m2);

    private static EligibilityResult Run(RandomLand land, RulePack? pack = null, Func<Geometry, Geometry>? edit = null) =>
        EligibilityEngine.Run(land.Park, ZoneBuilder.Build(land.Park, land.Scene(edit).Build(), pack ?? ShippedRules.Pack, LandUse.Build(Hazard)));

    /// <summary>Each rule's whole zone, by plain union of whole features; nothing is clipped or noded together.</summary>
    private static Dictionary<string, Geometry> Oracle(RandomLand land)
    {
        var shapes = new Dictionary<string, Geometry>(StringComparer.Ordinal);
        foreach (var (layer, kind, shape) in land.Features)
        {
            var rule = ShippedRules.Pack.SetbacksFor("build").FirstOrDefault(r => r.Layer == layer && r.Kind == kind);
            var key = rule?.Key ?? "parcel:" + kind;
            var zone = Buffers.Circumscribed(shape, rule?.MetresByHazard.For(Hazard) ?? 0);
            shapes[key] = shapes.TryGetValue(key, out var before) ? OverlayNGRobust.Overlay(before, zone, SpatialFunction.Union) : zone;
        }

        return shapes;
    }
}
