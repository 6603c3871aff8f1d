using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Siting;
using Jining231.Geo.Tests.Eligibility;

namespace Jining231.Geo.Tests.Siting;

public sealed class ScopeLedgerTests
{
    private const string Ask = """{"industry":"fluorosilicon","areaHa":5,"hazard":"medium","count":1,"ledger":"scope"}""";

    [Fact]
    public void Rules_are_added_up_over_the_parks_by_hand()
    {
        var scene = SitingScenarioTests.Park(SitingScenarioTests.Park(new TestScene().Open(), "a", TestScene.Box(0, 0, 1000, 1000)), "b", TestScene.Box(5000, 0, 1000, 1000))
            .Control("permanent_farmland", TestScene.Box(0, 0, 100, 1000), "f1").Control("permanent_farmland", TestScene.Box(5000, 0, 300, 1000), "f2")
            .Parcel("built", TestScene.Box(5200, 0, 200, 1000)).Build();
        var scope = SitingScenarioTests.Run(scene, Ask).Result.Scope!;
        Assert.Equal((2, 2_000_000, 1_500_000, 0, 0), (scope.Parks, scope.GrossM2, scope.EligibleM2, scope.UnknownM2, scope.OverlapM2));
        Assert.Equal(
            [
                new ScopeRule(2, new RuleLedger("control:permanent_farmland", 300_000, 100_000, 350_000)),
                new ScopeRule(1, new RuleLedger("parcel:built", 100_000, 100_000, 150_000)),
            ],
            scope.Rules);
    }

    [Fact]
    public void On_the_shipped_record_parts_sum_to_the_gross_and_agree_with_the_union_of_the_parks()
    {
        var (result, _) = SitingScenarioTests.Run(ShippedScene.Scene, Ask);
        var scope = result.Scope!;
        Assert.Equal((decimal)scope.GrossM2, scope.Rules.Sum(r => (decimal)r.Ledger.SplitM2) + (decimal)scope.UnknownM2 + (decimal)scope.EligibleM2);
        var ids = result.Parks.Where(p => p.Ledger is not null).Select(p => p.ParkId).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(ids.Count, scope.Parks);
        var land = PlainLedger.Union(ShippedScene.Scene["parks"].Where(p => ids.Contains(p.Id)).Select(p => p.Plane!));
        Assert.Equal(land.Area, scope.GrossM2 - scope.OverlapM2, 0.01 * ids.Count);
        Assert.All(scope.Rules, r => Assert.Equal(
            result.Parks.Count(p => p.Ledger?.Rules.Any(x => x.Rule == r.Ledger.Rule) ?? false), r.Parks));
    }

    [Fact]
    public void Parks_that_overlap_are_told()
    {
        var scene = SitingScenarioTests.Park(SitingScenarioTests.Park(new TestScene().Open(), "a", TestScene.Box(0, 0, 1000, 1000)), "b", TestScene.Box(900, 0, 1000, 1000)).Build();
        var scope = SitingScenarioTests.Run(scene, Ask).Result.Scope!;
        Assert.Equal((2_000_000, 100_000), (scope.GrossM2, scope.OverlapM2));
    }

    [Fact]
    public void The_scope_is_told_only_where_it_is_asked_for_and_nothing_else_changes()
    {
        var scene = SitingScenarioTests.Park(new TestScene().Open(), "a", TestScene.Box(0, 0, 1000, 1000)).Build();
        const string Plain = """{"industry":"fluorosilicon","areaHa":5,"hazard":"medium","count":1}""";
        using var with = JsonDocument.Parse(SitingScenarioTests.Bytes(SitingScenarioTests.Run(scene, Ask).Result));
        var bytes = SitingScenarioTests.Bytes(SitingScenarioTests.Run(scene, Plain).Result);
        using var without = JsonDocument.Parse(bytes);
        Assert.Equal("scope", with.RootElement.GetProperty("meta").GetProperty("request").GetProperty("ledger").GetString());
        Assert.False(without.RootElement.TryGetProperty("scope", out _));
        Assert.False(without.RootElement.GetProperty("meta").GetProperty("request").TryGetProperty("ledger", out _));
        Assert.Equal(without.RootElement.GetProperty("parks").GetRawText(), with.RootElement.GetProperty("parks").GetRawText());
        Assert.Equal(without.RootElement.GetProperty("sites").GetRawText(), with.RootElement.GetProperty("sites").GetRawText());
        Assert.Equal(bytes, SitingScenarioTests.Bytes(SitingScenarioTests.Run(scene, Plain.Replace("\"count\":1", "\"count\":1,\"ledger\":\"parks\"", StringComparison.Ordinal)).Result));
    }
}
