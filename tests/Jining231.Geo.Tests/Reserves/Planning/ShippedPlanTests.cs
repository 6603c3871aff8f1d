using System.Diagnostics;
using Jining231.Geo.Reserves.Planning;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;
using Xunit.Abstractions;

namespace Jining231.Geo.Tests.Reserves.Planning;

public sealed class ShippedPlanTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_chemical_park_gets_a_plan_or_a_certificate()
    {
        var scene = ShippedScene.Scene;
        var parks = scene["parks"].Where(FlagshipSlots.Concern).ToList();
        Assert.Equal(7, parks.Count);
        foreach (var park in parks)
        {
            var watch = Stopwatch.StartNew();
            var plan = PlanEngine.Run(scene, ShippedRules.Pack, new PlanRequest(park.Id));
            output.WriteLine($"{park.Id}: {watch.Elapsed.TotalSeconds:0.00} s, {plan.Filled} of {plan.Asked}, {plan.Candidates} candidates, {plan.Alternatives.Count} alternatives");
            PlanChecker.Check(plan, scene, ShippedRules.Pack);
            Assert.Equal(3, plan.Asked);
            if (plan.Certificate is { } certificate)
                Assert.Contains(certificate.Reasons, r => r.Code is "relax-rules" or "no-relaxation");
        }
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        var scene = ShippedScene.Scene;
        var request = new PlanRequest("park-c3-wenshang");
        Assert.Equal(PlanJson.ToBytes(PlanEngine.Run(scene, ShippedRules.Pack, request)), PlanJson.ToBytes(PlanEngine.Run(scene, ShippedRules.Pack, request)));
    }
}
