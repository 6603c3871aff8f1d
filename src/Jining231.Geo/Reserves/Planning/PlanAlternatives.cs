using Jining231.Geo.Eligibility;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>The best packing, then the best of those that share little land with the ones before.</summary>
internal static class PlanAlternatives
{
    /// <summary>The plan that holds no block.</summary>
    public static PlanAlternative Nothing { get; } = new(1, [])
    {
        Score = 0,
        ScoreBound = 0,
        GapPercent = 0,
        EllipsoidalM2 = 0,
        SterilisedM2 = 0,
        SharedPercent = 0,
    };

    public static IReadOnlyList<PlanAlternative> Of(SlotFit fit, BlockWorth worth, IReadOnlyList<PlanSlot> slots, PlanRequest request, LandScene scene)
    {
        var problem = fit.Problem();
        var plans = new List<PlanAlternative>();
        var avoid = new List<PackingAvoid>();
        while (plans.Count < request.Alternatives && PackingSolver.Solve(problem) is { Chosen.Count: > 0 } answer)
        {
            PlanCandidate[] chosen = [.. answer.Chosen.Select(i => fit.Items[i])];
            plans.Add(Plan(plans.Count + 1, chosen, answer, avoid, worth, slots, scene));
            avoid.Add(Avoid(fit.Items, chosen));
            problem = problem with { RequiredFill = answer.Fill, Avoid = [.. avoid] };
        }

        return plans.Count > 0 ? plans : [Nothing];
    }

    private static PlanAlternative Plan(
        int rank, PlanCandidate[] chosen, PackingAnswer answer, List<PackingAvoid> before, BlockWorth worth, IReadOnlyList<PlanSlot> slots, LandScene scene)
    {
        PlanCandidate[] ordered =
        [
            .. chosen.OrderBy(c => c.Slot).ThenBy(c => Math.Round(c.Outline.Plane.EnvelopeInternal.MinX, 2)).ThenBy(c => Math.Round(c.Outline.Plane.EnvelopeInternal.MinY, 2)),
        ];
        var numbers = new int[slots.Count];
        PlanBlock[] blocks = [.. ordered.Select(c => Block(c, slots[c.Slot], ++numbers[c.Slot], scene))];
        return new PlanAlternative(rank, blocks)
        {
            Score = Mean(answer.Worth),
            ScoreBound = Mean(answer.WorthBound),
            GapPercent = Math.Round(100 * answer.Gap, 2),
            EllipsoidalM2 = Units.SumM2(blocks.Select(b => b.EllipsoidalM2)),
            SterilisedM2 = worth.SterilisedM2([.. ordered.Select(c => c.Outline.Plane)]),
            SharedPercent = before.Count == 0 ? 0 : before.Max(b => Shared(answer, b, ordered)),
        };

        double Mean(long sum) => Math.Round(sum / 100.0 / chosen.Length, 2);
    }

    private static double Shared(PackingAnswer answer, PackingAvoid before, PlanCandidate[] chosen)
    {
        var area = chosen.Where(c => !c.LockedIn).Sum(c => c.Outline.EllipsoidalM2);
        return area <= 0 ? 0 : Math.Round(100 * answer.Chosen.Sum(i => before.SharedM2[i]) / Math.Min(area, before.AreaM2), 2);
    }

    /// <summary>What every item shares with the blocks of its own slot, those apart that the request locks in.</summary>
    private static PackingAvoid Avoid(List<PlanCandidate> items, PlanCandidate[] chosen)
    {
        PlanCandidate[] free = [.. chosen.Where(c => !c.LockedIn)];
        var bySlot = free.GroupBy(c => c.Slot).ToDictionary(g => g.Key, g => Overlay.Union([.. g.Select(c => (Geometry)c.Outline.Plane)]));
        return new PackingAvoid(
            [.. items.Select(i => i.LockedIn || !bySlot.TryGetValue(i.Slot, out var land) ? 0 : (long)Math.Round(Overlay.Intersection(i.Outline.Plane, land).Area))],
            (long)Math.Round(free.Sum(c => c.Outline.EllipsoidalM2)));
    }

    private static PlanBlock Block(PlanCandidate candidate, PlanSlot slot, int number, LandScene scene)
    {
        var plot = candidate.Plot;
        var needs = new NeedFinder(scene, slot.Needs).Measure(plot.Outline.Plane);
        return new PlanBlock
        {
            Slot = slot.Key,
            Number = number,
            Tier = slot.Tier,
            Geographic = plot.Outline.Geographic,
            Plane = plot.Outline.Plane,
            EllipsoidalM2 = Units.RoundM2(plot.Outline.EllipsoidalM2),
            PlanarM2 = Units.RoundM2(plot.Outline.PlanarM2),
            Shape = plot.Candidate.Shape,
            WidthM = Math.Round(plot.Candidate.WidthM, 1),
            LengthM = Math.Round(plot.Candidate.LengthM, 1),
            Score = candidate.Score,
            Objectives = candidate.Objectives,
            Clearances = [.. plot.Clearances.Select(c => c.Clearance)],
            Needs = [.. needs.Select(n => n.Met)],
            Conditions = [.. plot.Conditions.Select(c => c.Condition)],
            Parts = [.. candidate.Parts.Select(p => new PlanPart(p.Role, p.Outline.Geographic, Units.RoundM2(p.Outline.EllipsoidalM2), Units.RoundM2(p.Outline.PlanarM2)))],
            Quality = LandScene.WorstQuality([.. plot.Clearances.Select(c => c.Feature), .. needs.Select(n => n.Feature), .. plot.Conditions.Select(c => c.Feature)]),
        };
    }
}
