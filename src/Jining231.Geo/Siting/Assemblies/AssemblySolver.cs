using Google.OrTools.Sat;

namespace Jining231.Geo.Siting.Assemblies;

/// <summary>
/// Connected sets of parcels with fewest owners, among these with the shortest outline, by CP-SAT. One worker, a fixed seed and a limit on
/// deterministic time: the same problem gives the same answer on any machine.
/// </summary>
/// <remarks>
/// Connection is a flow: one chosen parcel is the source, every other one takes in one unit, and flow runs only across joining borders
/// between chosen parcels. What no linear rule can say (the form of the outline, the proof) is asked of every set found; a set that is
/// not accepted is ruled out, that set alone, and the search goes on.
/// </remarks>
internal static class AssemblySolver
{
    /// <summary>Two sets share at most this part of the smaller one, %.</summary>
    private const long SharedPercent = 20;

    private const string Parameters = "num_workers:1 random_seed:231 max_deterministic_time:1 catch_sigint_signal:false";

    /// <summary>Up to <paramref name="most"/> sets that truly differ; ends after <paramref name="mostRefused"/> sets that were not accepted.</summary>
    public static AssemblyAnswer Solve(AssemblyProblem problem, Func<IReadOnlyList<int>, bool> accept, int most, int mostRefused)
    {
        var (model, take) = Build(problem);
        var found = new List<AssemblySet>();
        var refused = 0;
        while (found.Count < most && refused < mostRefused)
        {
            using var solver = new CpSolver { StringParameters = Parameters };
            var status = solver.Solve(model);
            if (status is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
                break;
            int[] members = [.. Enumerable.Range(0, take.Length).Where(i => solver.BooleanValue(take[i]))];
            if (!accept(members))
            {
                refused++;
                model.AddBoolOr(take.Select((t, i) => members.Contains(i) ? t.Not() : t));
                continue;
            }

            found.Add(new AssemblySet(
                members, members.Select(i => problem.Parcels[i].Owner).Distinct().Count(), Perimeter(problem, members), status == CpSolverStatus.Optimal));
            Differ(model, take, problem, members);
        }

        return new AssemblyAnswer(found, refused);
    }

    /// <summary>Length of the outline of a set, cm.</summary>
    public static long Perimeter(AssemblyProblem problem, IReadOnlyCollection<int> members) =>
        members.Sum(i => problem.Parcels[i].PerimeterCm)
        - 2 * problem.Borders.Where(b => members.Contains(b.A) && members.Contains(b.B)).Sum(b => b.SharedCm);

    private static (CpModel Model, BoolVar[] Take) Build(AssemblyProblem problem)
    {
        var model = new CpModel();
        var parcels = problem.Parcels;
        var take = parcels.Select((_, i) => model.NewBoolVar($"p{i}")).ToArray();
        model.AddLinearConstraint(Sum(take, i => parcels[i].Area), problem.Least, problem.Most);
        foreach (var group in problem.AnyOf)
            model.AddBoolOr(group.Select(i => (ILiteral)take[i]));
        Connect(model, take, problem.Borders);
        // One owner weighs more than any outline.
        var perOwner = 1 + parcels.Sum(p => p.PerimeterCm);
        var cost = LinearExpr.NewBuilder();
        foreach (var owner in parcels.Select((p, i) => (p.Owner, i)).GroupBy(p => p.Owner))
        {
            var paid = model.NewBoolVar($"o{owner.Key}");
            foreach (var (_, i) in owner)
                model.AddImplication(take[i], paid);
            cost.AddTerm(paid, perOwner);
        }

        for (var i = 0; i < take.Length; i++)
            cost.AddTerm(take[i], parcels[i].PerimeterCm);
        foreach (var border in problem.Borders)
        {
            var inner = model.NewBoolVar($"b{border.A}_{border.B}");
            model.AddImplication(inner, take[border.A]);
            model.AddImplication(inner, take[border.B]);
            cost.AddTerm(inner, -2 * border.SharedCm);
        }

        model.Minimize(cost);
        return (model, take);
    }

    private static void Connect(CpModel model, BoolVar[] take, IReadOnlyList<AssemblyBorder> borders)
    {
        var n = take.Length;
        var source = take.Select((_, i) => model.NewBoolVar($"s{i}")).ToArray();
        model.AddExactlyOne(source);
        var gain = take.Select(_ => LinearExpr.NewBuilder()).ToArray();
        for (var i = 0; i < n; i++)
        {
            // The source is the first parcel taken: without that, every set would be found once for each of its parcels.
            model.AddImplication(source[i], take[i]);
            for (var k = 0; k < i; k++)
                model.AddImplication(source[i], take[k].Not());
        }

        foreach (var (from, to) in borders.Where(b => b.Joins).SelectMany(b => new[] { (b.A, b.B), (b.B, b.A) }))
        {
            var flow = model.NewIntVar(0, n - 1, $"f{from}_{to}");
            model.Add(flow <= (n - 1) * take[from]);
            model.Add(flow <= (n - 1) * take[to]);
            gain[to].AddTerm(flow, 1);
            gain[from].AddTerm(flow, -1);
        }

        for (var i = 0; i < n; i++)
            model.Add(gain[i].AddTerm(take[i], -1).AddTerm(source[i], n) >= 0);
    }

    /// <summary>A further set shares at most the allowed part of itself and of the set found.</summary>
    private static void Differ(CpModel model, BoolVar[] take, AssemblyProblem problem, int[] members)
    {
        var area = members.Sum(i => problem.Parcels[i].Area);
        model.AddLinearConstraint(Sum(take, i => members.Contains(i) ? problem.Parcels[i].Area : 0), 0, area * SharedPercent / 100);
        model.AddLinearConstraint(
            Sum(take, i => (members.Contains(i) ? 100 - SharedPercent : -SharedPercent) * problem.Parcels[i].Area), long.MinValue / 4, 0);
    }

    private static LinearExprBuilder Sum(BoolVar[] take, Func<int, long> coefficient)
    {
        var sum = LinearExpr.NewBuilder();
        for (var i = 0; i < take.Length; i++)
            if (coefficient(i) is var c && c != 0)
                sum.AddTerm(take[i], c);
        return sum;
    }
}
