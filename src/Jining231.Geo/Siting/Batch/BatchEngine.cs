using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting.Batch;

/// <summary>Answers many projects on one state: searches sites for each, or judges given plots; then assigns. Pure.</summary>
public static class BatchEngine
{
    /// <summary>Runs a batch; <paramref name="landOf"/> gives the land of a park for a use, null: it is worked out here.</summary>
    public static BatchResult Run(
        LandScene scene, RulePack rules, BatchRequest batch, Func<SceneFeature, LandUse, ParkLand>? landOf = null, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(batch);
        landOf ??= (park, use) => ParkLand.Of(park, scene, rules, use);
        PlotOutline[] plots = [.. batch.Plots.Select(p => new PlotOutline(p.Geographic, (Polygon)Reproject.ToPlane(p.Geographic)))];
        var answers = new List<BatchAnswer>();
        foreach (var project in batch.Projects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            answers.Add(plots.Length == 0
                ? Search(project, scene, rules, landOf, $"/inputs/projects/{answers.Count}", cancellationToken)
                : Judge(project, batch.Plots, plots, scene, rules, landOf));
            progress?.Report((double)answers.Count / batch.Projects.Count);
        }

        var assignment = batch.Assign
            ? SiteAssignment.Run([.. answers.Select(a => a.Sites.Select(s => (s.Score, Reproject.ToPlane(s.Geographic))).ToList())])
            : null;
        return new BatchResult(
            answers, assignment, SitingEngine.Version, rules.Hash,
            scene.RevisionNumbers(), scene.Quality);
    }

    private static BatchAnswer Search(
        BatchProject project, LandScene scene, RulePack rules, Func<SceneFeature, LandUse, ParkLand> landOf, string at, CancellationToken cancellationToken)
    {
        var use = SitingEngine.UseOf(project.Request);
        try
        {
            var result = SitingEngine.Run(scene, rules, project.Request, park => landOf(park, use), at, cancellationToken: cancellationToken);
            return new BatchAnswer(project.Name, project.Request, result.Sites, [], [], []);
        }
        catch (GeoProblemException e)
        {
            return new BatchAnswer(project.Name, project.Request, [], [], [], e.Problems);
        }
    }

    private static BatchAnswer Judge(
        BatchProject project, IReadOnlyList<BatchPlot> given, PlotOutline[] plots, LandScene scene, RulePack rules, Func<SceneFeature, LandUse, ParkLand> landOf)
    {
        var (judge, use) = (new PlotJudge(scene, rules, project.Request), SitingEngine.UseOf(project.Request));
        var scan = new ParkScan(scene, rules, project.Request, use);
        var drafts = new (SiteDraft? Draft, IReadOnlyList<Reason> Reasons)[plots.Length];
        Parallel.For(0, plots.Length, i =>
        {
            if (judge.ParkOf(plots[i].Plane) is not { } park)
            {
                drafts[i] = (null, [ReasonTexts.NotInAnyPark()]);
                return;
            }

            var (proved, reasons) = judge.Judge(plots[i], park);
            drafts[i] = (proved is null ? null : scan.Given(landOf(park, use), proved), reasons);
        });
        var order = SiteDraft.InOrder(drafts.Select(d => d.Draft).OfType<SiteDraft>()).ToList();
        IReadOnlyList<Contribution>[] points = [.. order.Select(d => d.Contributions)];
        var (pareto, ranks) = (Robustness.Pareto(points), Robustness.Ranks(points));
        return new BatchAnswer(
            project.Name, project.Request, [.. order.Select((d, i) => d.ToSite(i + 1, pareto[i], ranks[i]))],
            [.. order.Select(d => given[Array.FindIndex(drafts, x => ReferenceEquals(x.Draft, d))].Id)],
            [.. drafts.Select((d, i) => (d, i)).Where(d => d.d.Draft is null).Select(d => new RefusedPlot(given[d.i].Id, d.d.Reasons))], []);
    }
}
