using CsCheck;
using Jining231.Geo.Reserves.Planning;

namespace Jining231.Geo.Tests.Reserves.Planning;

public sealed class PackingSolverTests
{
    private const int MostItems = 11;

    private static readonly Gen<PackingProblem> Problems =
        from slots in Gen.Select(Gen.Int[0, 3], Gen.Long[1, 9], (c, f) => new PackingSlot(c, f)).Array[1, 3]
        from items in Gen.Select(Gen.Int[0, slots.Length - 1], Gen.Long[0, 100], Gen.Long[1, 50], (s, w, a) => new PackingItem(s, w, a)).Array[0, MostItems]
        from pairs in Gen.Int[0, 99].Array[MostItems * MostItems]
        from share in Gen.Int[5, 60]
        from budget in Gen.Long[20, 300]
        from limited in Gen.Bool
        from forced in Gen.Int[-6, MostItems - 1]
        select new PackingProblem(slots, [.. items.Select((item, i) => item with { Forced = i == forced })], [.. Pairs(items.Length, pairs, share)]) { BudgetM2 = limited ? budget : null };

    [Fact]
    public void The_answer_is_that_of_trying_every_set() => Problems.Sample(
        problem => Same(problem, PackingSolver.Solve(problem)), iter: LongRun ? 3000 : 150, threads: 1);

    [Fact]
    public void A_further_answer_is_the_best_of_those_that_differ_enough() => Problems.Sample(
        problem =>
        {
            if (PackingSolver.Solve(problem) is not { Chosen.Count: > 0 } first)
                return;
            long[] shared = [.. problem.Items.Select((item, i) => first.Chosen.Contains(i) ? item.AreaM2 : item.AreaM2 * (i % 3) / 4)];
            var further = problem with
            {
                RequiredFill = first.Fill,
                LargestSharedPercent = 50,
                Avoid = [new PackingAvoid(shared, first.Chosen.Sum(i => problem.Items[i].AreaM2))],
            };
            Same(further, PackingSolver.Solve(further));
        },
        iter: LongRun ? 2000 : 100, threads: 1);

    private static bool LongRun => Environment.GetEnvironmentVariable("JINING_LONG") == "1";

    private static void Same(PackingProblem problem, PackingAnswer? answer)
    {
        var best = ByBruteForce(problem);
        if (best is not { } expected)
        {
            Assert.Null(answer);
            return;
        }

        Assert.NotNull(answer);
        Assert.True(Allowed(problem, [.. answer.Chosen]));
        Assert.Equal(expected, (Fill(problem, [.. answer.Chosen]), answer.Chosen.Sum(i => problem.Items[i].Worth)));
        Assert.Equal(expected, (answer.Fill, answer.Worth));
        Assert.Equal(0, answer.Gap);
    }

    private static (long Fill, long Worth)? ByBruteForce(PackingProblem problem)
    {
        (long Fill, long Worth)? best = null;
        for (var bits = 0; bits < 1 << problem.Items.Count; bits++)
        {
            int[] chosen = [.. Enumerable.Range(0, problem.Items.Count).Where(i => (bits >> i & 1) == 1)];
            if (!Allowed(problem, chosen))
                continue;
            var value = (Fill(problem, chosen), chosen.Sum(i => problem.Items[i].Worth));
            if (best is null || value.CompareTo(best.Value) > 0)
                best = value;
        }

        return best;
    }

    private static long Fill(PackingProblem problem, int[] chosen) => chosen.Sum(i => problem.Slots[problem.Items[i].Slot].Fill);

    private static bool Allowed(PackingProblem problem, int[] chosen)
    {
        var area = chosen.Sum(i => problem.Items[i].AreaM2);
        return !problem.Conflicts.Any(c => chosen.Contains(c.A) && chosen.Contains(c.B))
            && problem.Slots.Select((s, k) => chosen.Count(i => problem.Items[i].Slot == k) <= s.Count).All(x => x)
            && !(area > problem.BudgetM2)
            && problem.Items.Select((item, i) => !item.Forced || chosen.Contains(i)).All(x => x)
            && (problem.RequiredFill is not { } fill || Fill(problem, chosen) == fill)
            && problem.Avoid.All(a => chosen.Sum(i => a.SharedM2[i]) is var shared
                && shared <= a.AreaM2 * problem.LargestSharedPercent / 100 && 100 * shared <= problem.LargestSharedPercent * area);
    }

    private static IEnumerable<(int A, int B)> Pairs(int items, int[] numbers, int share)
    {
        for (var b = 1; b < items; b++)
            for (var a = 0; a < b; a++)
                if (numbers[(a * MostItems) + b] < share)
                    yield return (a, b);
    }
}
