using Jining231.Geo.Eligibility;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>The engine against plain overlay on land made from numbers: 200 parks at the desk and in CI, 5,000 in the long form.</summary>
public class EligibilityOracleTests
{
    private static int Parks => Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 5_000 : 200;

    [Fact]
    public void Every_part_of_the_account_is_what_plain_overlay_says() => Each(1, Parks, seed =>
    {
        var land = new RuledLand(seed);
        var result = land.Run();
        var oracle = land.Oracle();
        foreach (var rule in land.Pack.Setbacks.Where(r => r.Removes).Select(r => r.Key)
            .Concat(land.Pack.Parcels.Where(p => p.Occupied).Select(p => p.Key)))
        {
            var row = result.Rules.FirstOrDefault(r => r.Rule == rule) ?? new RuleLedger(rule, 0, 0, 0);
            Agree(oracle.Alone(rule), row.AloneM2, $"{seed} {rule} alone");
            Agree(oracle.Shared(rule), row.SharedM2, $"{seed} {rule} shared");
            Agree(oracle.Split(rule), row.SplitM2, $"{seed} {rule} split");
        }

        foreach (var gap in land.Pack.Setbacks.Where(r => r.Layer == "controls" && r.NeedsCoverage).Select(r => r.Key))
            Agree(oracle.UnknownBy(gap), result.Unknowns.FirstOrDefault(u => u.Key == gap)?.AreaM2 ?? 0, $"{seed} {gap} unknown");
        Agree(oracle.Eligible, result.EligibleM2, $"{seed} eligible");
        Agree(oracle.Unknown, result.UnknownM2, $"{seed} unknown");
        Agree(oracle.Eligible, result.Eligible.Area, $"{seed} eligible land");
        Assert.Equal((decimal)result.GrossM2, result.Rules.Sum(r => (decimal)r.SplitM2) + (decimal)result.UnknownM2 + (decimal)result.EligibleM2);
    });

    [Fact]
    public void Order_of_rules_and_rings_and_place_change_nothing_that_matters() => Each(10_001, Parks / 4, seed =>
    {
        var land = new RuledLand(seed);
        var result = land.Run();
        var turned = land.Run(land.Pack with { Setbacks = [.. land.Pack.Setbacks.Reverse()], Parcels = [.. land.Pack.Parcels.Reverse()] }, g => g);
        Assert.Equal(result.Rules, turned.Rules);
        Assert.Equal(result.Unknowns, turned.Unknowns);
        Assert.Equal((result.EligibleM2, result.UnknownM2), (turned.EligibleM2, turned.UnknownM2));
        var move = AffineTransformation.TranslationInstance(-31_000, 17_000);
        foreach (var edit in new Func<Geometry, Geometry>[] { g => g.Reverse(), g => move.Transform(g) })
        {
            var edited = land.Run(land.Pack, edit);
            Assert.Equal(result.EligibleM2, edited.EligibleM2, 0.05);
            Assert.Equal(result.UnknownM2, edited.UnknownM2, 0.05);
            foreach (var rule in result.Rules.Where(r => r.SplitM2 > 0.05))
                Assert.Equal(rule.SplitM2, edited.Rules.Single(r => r.Rule == rule.Rule).SplitM2, 0.05);
        }
    });

    private static void Each(int first, int count, Action<int> check) => Parallel.For(first, first + count, check);

    /// <summary>To a millionth, or to what rounding to 0.01 m² and the split of a cent may leave.</summary>
    private static void Agree(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= Math.Max(0.02, 1e-6 * expected), $"{what}: {expected:R} by plain overlay, {actual:R} by the engine");
}
