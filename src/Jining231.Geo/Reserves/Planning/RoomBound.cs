using Google.OrTools.Sat;
using Jining231.Geo.Siting;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>
/// How many blocks could lie in some land at best: discs of its width cover most of a block and belong to one connected core, and what discs
/// cover of the blocks of a core is together no larger than what they cover of the core. No arrangement, of whatever form, holds more.
/// </summary>
internal static class RoomBound
{
    private const string Parameters = "num_workers:1 random_seed:231 max_deterministic_time:0.5 catch_sigint_signal:false";

    /// <summary>Upper bound on the number of blocks, those locked in included.</summary>
    /// <param name="room">Free land without the locked blocks, EPSG:4548.</param>
    /// <param name="slots">What is asked for.</param>
    /// <param name="locked">Blocks that are part of every answer.</param>
    /// <param name="budgetM2">Largest area of all blocks, m², or null.</param>
    public static int Blocks(Geometry room, IReadOnlyList<PlanSlot> slots, IReadOnlyList<PlanCandidate> locked, double? budgetM2)
    {
        if (slots.Count == 0)
            return 0;
        int[] counts = [.. slots.Select((s, i) => s.Count - locked.Count(l => l.Slot == i))];
        long[] cores = [.. WideLand.Cores(room, slots.Min(s => s.LeastWidthM)).Select(c => (long)Math.Ceiling(c))];
        long[] areas = [.. slots.Select(s => (long)Math.Floor(s.LeastM2))];
        long[] covered = [.. slots.Select(s => (long)Math.Floor(BlockSearch.LeastCovered(s.LeastM2, s.LeastWidthM)))];
        cores = [.. cores.Where(c => c >= covered.Min())];
        if (cores.Length == 0)
            return locked.Count;
        var model = new CpModel();
        var total = LinearExpr.NewBuilder();
        var spent = LinearExpr.NewBuilder();
        var held = cores.Select(_ => LinearExpr.NewBuilder()).ToArray();
        for (var s = 0; s < areas.Length; s++)
        {
            var placed = LinearExpr.NewBuilder();
            for (var c = 0; c < cores.Length; c++)
            {
                var blocks = model.NewIntVar(0, Math.Min(counts[s], cores[c] / Math.Max(1, covered[s])), $"s{s}c{c}");
                placed.AddTerm(blocks, 1);
                held[c].AddTerm(blocks, covered[s]);
                total.AddTerm(blocks, 1);
                spent.AddTerm(blocks, areas[s]);
            }

            model.AddLinearConstraint(placed, 0, counts[s]);
        }

        for (var c = 0; c < cores.Length; c++)
            model.AddLinearConstraint(held[c], 0, cores[c]);
        if (budgetM2 is { } budget)
            model.AddLinearConstraint(spent, 0, (long)Math.Ceiling(Math.Max(0, budget - locked.Sum(l => l.Outline.EllipsoidalM2))));
        model.Maximize(total);
        using var solver = new CpSolver { StringParameters = Parameters };
        return locked.Count
            + (solver.Solve(model) is CpSolverStatus.Optimal or CpSolverStatus.Feasible ? (int)Math.Floor(solver.BestObjectiveBound + 1e-6) : counts.Sum());
    }
}
