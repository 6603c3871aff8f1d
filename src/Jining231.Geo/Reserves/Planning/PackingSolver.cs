using Google.OrTools.Sat;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>
/// Set packing by CP-SAT. One worker, a fixed seed and a limit on deterministic time, not on the clock: the same problem gives the same
/// answer on any machine.
/// </summary>
internal static class PackingSolver
{
    private const string Parameters = "num_workers:1 random_seed:231 max_deterministic_time:2 catch_sigint_signal:false";

    /// <summary>The best answer found, or null where what is forced or required cannot be had.</summary>
    public static PackingAnswer? Solve(PackingProblem problem)
    {
        if (problem.Items.Count == 0)
            return problem.RequiredFill > 0 ? null : new PackingAnswer([], 0, 0, 0, 0);
        long fill, bound;
        if (problem.RequiredFill is { } required)
        {
            (fill, bound) = (required, required);
        }
        else
        {
            if (Run(problem, null) is not { } most)
                return null;
            (fill, bound) = (most.Value, most.Bound);
        }

        if (Run(problem, fill) is not { } best)
            return null;
        return new PackingAnswer(best.Chosen, fill, bound, best.Value, best.Bound);
    }

    private static (long Value, long Bound, IReadOnlyList<int> Chosen)? Run(PackingProblem problem, long? fill)
    {
        var model = new CpModel();
        var items = problem.Items;
        var take = items.Select((_, i) => (ILiteral)model.NewBoolVar($"i{i}")).ToArray();
        foreach (var clique in Cliques(items.Count, problem.Conflicts))
            model.AddAtMostOne(clique.Select(i => take[i]));
        for (var s = 0; s < problem.Slots.Count; s++)
            model.AddLinearConstraint(Sum(take, i => items[i].Slot == s ? 1 : 0), 0, problem.Slots[s].Count);
        if (problem.BudgetM2 is { } budget)
            model.AddLinearConstraint(Sum(take, i => items[i].AreaM2), 0, budget);
        for (var i = 0; i < items.Count; i++)
            if (items[i].Forced)
                model.AddBoolAnd([take[i]]);
        foreach (var avoid in problem.Avoid)
            Differ(model, take, problem, avoid);
        var filled = Sum(take, i => problem.Slots[items[i].Slot].Fill);
        if (fill is { } must)
            model.AddLinearConstraint(filled, must, must);
        model.Maximize(fill is null ? filled : Sum(take, i => items[i].Worth));
        using var solver = new CpSolver { StringParameters = Parameters };
        if (solver.Solve(model) is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
            return null;
        var value = (long)Math.Round(solver.ObjectiveValue);
        return (value, Math.Max(value, (long)Math.Floor(solver.BestObjectiveBound + 1e-6)), [.. Enumerable.Range(0, take.Length).Where(i => solver.BooleanValue(take[i]))]);
    }

    /// <summary>Neither answer shares more than the allowed part of its own area.</summary>
    private static void Differ(CpModel model, ILiteral[] take, PackingProblem problem, PackingAvoid avoid)
    {
        long percent = problem.LargestSharedPercent;
        model.AddLinearConstraint(Sum(take, i => avoid.SharedM2[i]), 0, avoid.AreaM2 * percent / 100);
        model.AddLinearConstraint(Sum(take, i => (100 * avoid.SharedM2[i]) - (percent * problem.Items[i].AreaM2)), long.MinValue / 4, 0);
    }

    private static LinearExprBuilder Sum(ILiteral[] take, Func<int, long> coefficient)
    {
        var sum = LinearExpr.NewBuilder();
        for (var i = 0; i < take.Length; i++)
            if (coefficient(i) is var c && c != 0)
                sum.AddTerm(take[i], c);
        return sum;
    }

    /// <summary>Cliques that cover all conflicts: a stronger form of the same pairs. Each begins at the first pair not yet covered.</summary>
    private static List<List<int>> Cliques(int items, IReadOnlyList<(int A, int B)> conflicts)
    {
        var near = new bool[items, items];
        foreach (var (a, b) in conflicts)
            near[a, b] = near[b, a] = true;
        var covered = new bool[items, items];
        var cliques = new List<List<int>>();
        foreach (var (a, b) in conflicts)
        {
            if (covered[a, b])
                continue;
            List<int> clique = [a, b];
            for (var i = 0; i < items; i++)
                if (!clique.Contains(i) && clique.TrueForAll(c => near[c, i]))
                    clique.Add(i);
            foreach (var x in clique)
                foreach (var y in clique)
                    covered[x, y] = true;
            cliques.Add(clique);
        }

        return cliques;
    }
}
