using Jining231.Geo.Eligibility;
using Jining231.Geo.Reserves.Planning;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Siting;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Reserves.Planning;

/// <summary>Checks plans the slow way, over all features, with nothing of the engine but the answer.</summary>
internal static class PlanChecker
{
    private const double Tolerance = 0.01;

    public static void Check(PlanResult result, LandScene scene, RulePack rules)
    {
        Assert.NotEmpty(result.Alternatives);
        Assert.Equal(result.Certificate is null, result.Filled == result.Asked);
        foreach (var plan in result.Alternatives)
        {
            Assert.Equal(result.Filled, plan.Blocks.Count);
            Assert.InRange(plan.GapPercent, 0, 100);
            for (var i = 0; i < plan.Blocks.Count; i++)
            {
                CheckBlock(plan.Blocks[i], result, scene, rules);
                foreach (var other in plan.Blocks.Take(i))
                    Assert.True(other.Plane.Intersection(plan.Blocks[i].Plane).Area <= Tolerance, "blocks do not overlap");
            }

            foreach (var slot in result.Slots)
                Assert.InRange(plan.Blocks.Count(b => b.Slot == slot.Key), 0, slot.Count);
            if (result.Meta.Request.BudgetM2 is { } budget)
                Assert.True(plan.EllipsoidalM2 <= budget + 1, "budget");
        }

        CheckDifferent(result);
        if (result.Certificate is { } certificate)
        {
            Assert.Equal(result.Asked - result.Filled, certificate.Missing.Sum(m => m.Value));
            Assert.InRange(certificate.UpperBound, result.Filled, result.Asked);
            Assert.Equal(certificate.UpperBound == result.Filled ? "area" : "candidates", certificate.Proof);
            Assert.NotEmpty(certificate.Reasons);
            Assert.All(certificate.Relaxations, r => Assert.True(r.Filled > result.Filled));
        }
    }

    private static void CheckBlock(PlanBlock block, PlanResult result, LandScene scene, RulePack rules)
    {
        var slot = result.Slots.Single(s => s.Key == block.Slot);
        Assert.True(CanonicalGrid.Round(block.Geographic).EqualsExact(block.Geographic), "on the canonical grid");
        var whole = slot.AreaM2 * (slot.Subpark?.Plots ?? 1);
        var site = new Site
        {
            Rank = 1,
            ParkId = result.Park.Id,
            ParkName = "",
            Geographic = block.Geographic,
            EllipsoidalM2 = block.EllipsoidalM2,
            PlanarM2 = block.PlanarM2,
            WidthM = block.WidthM,
            LengthM = block.LengthM,
            Shape = block.Shape,
            Score = block.Score,
            Pareto = true,
            Ranks = new(1, 1),
            Contributions = block.Objectives,
            Clearances = block.Clearances,
            Needs = block.Needs,
            Conditions = block.Conditions,
            Quality = block.Quality,
        };
        var request = new SitingRequest
        {
            Industries = slot.Industries,
            AreaM2 = whole,
            AreaBasis = slot.AreaBasis,
            MinWidthM = slot.MinWidthM,
            MaxAspect = slot.MaxAspect,
            Hazard = result.Hazard,
            Needs = slot.Needs,
        };
        var plot = SiteChecker.CheckOne(site, scene, rules, request);
        Assert.Equal(EllipsoidalArea.OfGeographic(block.Geographic), block.EllipsoidalM2, 0.0051);
        Assert.Equal(plot.Area, block.PlanarM2, 0.0051);
        Assert.Equal(block.Score, block.Objectives.Sum(o => o.Points), 6);
        foreach (var land in result.Meta.Request.LockOut)
            Assert.True(plot.Intersection(Reproject.ToPlane(land)).Area <= Tolerance, "locked out");
        if (slot.Subpark is { } pattern)
            CheckSubpark(block, slot, pattern, plot);
    }

    private static void CheckSubpark(PlanBlock block, PlanSlot slot, SubparkPattern pattern, Geometry whole)
    {
        var plots = block.Parts.Where(p => p.Role == "plot").Select(p => Reproject.ToPlane(p.Geographic)).ToList();
        var corridor = Reproject.ToPlane(Assert.Single(block.Parts, p => p.Role == "corridor").Geographic);
        Assert.Equal(pattern.Plots, plots.Count);
        Assert.All(plots, p => Assert.True(p.Area >= slot.AreaM2));
        Assert.All(plots, p => Assert.InRange(p.Distance(corridor), 0, 1e-3));
        Assert.Equal(whole.Area, plots.Sum(p => p.Area) + corridor.Area, 1.0);
        Geometry[] parts = [.. plots, corridor];
        for (var i = 0; i < parts.Length; i++)
        {
            Assert.InRange(parts[i].Difference(whole).Area, 0, 0.5);
            for (var j = 0; j < i; j++)
                Assert.InRange(parts[i].Intersection(parts[j]).Area, 0, 0.5);
        }

        Assert.Equal(pattern.CorridorWidthM, corridor.Area / block.LengthM, 0.5);
        Assert.InRange(corridor.Distance(whole.Boundary), 0, 1e-3);
    }

    private static void CheckDifferent(PlanResult result)
    {
        for (var i = 1; i < result.Alternatives.Count; i++)
        {
            foreach (var before in result.Alternatives.Take(i))
            {
                double shared = 0;
                foreach (var a in result.Alternatives[i].Blocks.Where(b => b.Shape != "locked"))
                    shared += before.Blocks.Where(b => b.Slot == a.Slot).Sum(b => b.Plane.Intersection(a.Plane).Area);
                var share = 100 * shared / Math.Min(Free(before), Free(result.Alternatives[i]));
                Assert.True(share <= result.Meta.Request.LargestSharedPercent + 0.1, $"alternatives share {share} %");
                Assert.True(result.Alternatives[i].SharedPercent >= share - 0.1);
            }

            Assert.True(result.Alternatives[i].Score <= result.Alternatives[0].Score + 0.011);
        }
    }

    private static double Free(PlanAlternative plan) => plan.Blocks.Where(b => b.Shape != "locked").Sum(b => b.EllipsoidalM2);
}
