using Google.OrTools.Sat;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Jining231.Geo.Siting.Batch;

/// <summary>
/// Gives each project at most one site so that no two overlap and the sum of scores is largest: CP-SAT with one worker, a fixed seed and a
/// limit on deterministic time, so that the same batch gives the same answer on any machine.
/// </summary>
internal static class SiteAssignment
{
    private const double PointsPerUnit = 0.01;
    private const string Parameters = "num_workers:1 random_seed:231 max_deterministic_time:10 catch_sigint_signal:false";

    /// <summary>Assigns; sites are given by project, in rank order, with score and outline (EPSG:4548).</summary>
    public static BatchAssignment Run(IReadOnlyList<IReadOnlyList<(double Score, Geometry Plane)>> projects)
    {
        var sites = projects.SelectMany((p, i) => p.Select((s, k) => (Project: i, Rank: k + 1, s.Score, s.Plane))).ToList();
        if (sites.Count == 0)
            return new BatchAssignment([], 0, 0);
        var model = new CpModel();
        var take = sites.Select((_, i) => (ILiteral)model.NewBoolVar($"s{i}")).ToArray();
        foreach (var project in sites.Select((s, i) => (s.Project, i)).GroupBy(s => s.Project))
            model.AddAtMostOne(project.Select(s => take[s.i]));
        foreach (var (a, b) in Overlaps([.. sites.Select(s => (s.Project, s.Plane))]))
            model.AddBoolOr([take[a].Not(), take[b].Not()]);
        var total = LinearExpr.NewBuilder();
        for (var i = 0; i < take.Length; i++)
            total.AddTerm(take[i], (long)Math.Round(sites[i].Score / PointsPerUnit));
        model.Maximize(total);
        using var solver = new CpSolver { StringParameters = Parameters };
        if (solver.Solve(model) is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible))
            throw new InvalidOperationException("An empty assignment always exists.");
        return new BatchAssignment(
            [.. sites.Where((_, i) => solver.BooleanValue(take[i])).Select(s => (s.Project, s.Rank))],
            Math.Round(solver.ObjectiveValue * PointsPerUnit, 2), Math.Round(Math.Max(solver.ObjectiveValue, Math.Floor(solver.BestObjectiveBound + 1e-6)) * PointsPerUnit, 2));
    }

    /// <summary>Pairs of sites of different projects that overlap by more than the tolerance.</summary>
    private static IEnumerable<(int A, int B)> Overlaps((int Project, Geometry Plane)[] sites)
    {
        var tree = new STRtree<int>();
        for (var i = 0; i < sites.Length; i++)
            tree.Insert(sites[i].Plane.EnvelopeInternal, i);
        for (var a = 0; a < sites.Length; a++)
            foreach (var b in tree.Query(sites[a].Plane.EnvelopeInternal).Where(b => b > a && sites[b].Project != sites[a].Project).Order())
                if (Overlay.Intersection(sites[a].Plane, sites[b].Plane).Area > Overlay.ToleranceM2)
                    yield return (a, b);
    }
}
