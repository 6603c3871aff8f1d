using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting.Given;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting.Redlines;

/// <summary>
/// Holds outlines against the control lines and every other rule that takes land: which rule, where, how much, by which feature. The same
/// zones and distances as in siting, on the outline as it was brought. Pure.
/// </summary>
public static class RedlineEngine
{
    /// <summary>Name and version; it changes whenever an answer may change.</summary>
    public const string Version = "jining231.redline/1";

    /// <summary>Checks every outline.</summary>
    public static RedlineResult Run(
        LandScene scene, RulePack rules, RedlineRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(request);
        var project = request.Project;
        var (judge, scope, breaches) = (new PlotJudge(scene, rules, project), new ParkScope(scene, rules, project), new PlotBreaches(scene, rules, project));
        var plotRules = new PlotRules(scene, rules, SitingEngine.UseOf(project));
        var answers = new RedlineAnswer[request.Plots.Count];
        var done = 0;
        Parallel.For(0, answers.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            answers[i] = Check(request.Plots[i]);
            progress?.Report((double)Interlocked.Increment(ref done) / answers.Length);
        });
        return new RedlineResult(answers, rules.Hash, scene.RevisionNumbers(), scene.Quality, scene.LastChange());

        RedlineAnswer Check(GivenPlot plot)
        {
            var plane = Reproject.ToPlane(plot.Geographic);
            var park = judge.ParkOf(plane);
            var broken = breaches.Of(plane, park);
            SiteCondition[] conditions = [.. new PlotProof(plane, plane, plotRules, 0).Conditions(plane).Select(c => c.Condition)];
            IReadOnlyList<Reason> reasons = park is null ? [ReasonTexts.NotInAnyPark()]
                : project.Industries.Count > 0 && scope.Refusal(park) is { } refusal ? refusal.Reasons
                : [];
            return new RedlineAnswer(plot, park?.Id, park?.Name, Verdict(broken, conditions), reasons, broken, conditions);
        }
    }

    /// <summary>Land beyond the park is told, but no control line: whether a project may stand outside parks is not for this check to say.</summary>
    private static RedlineVerdict Verdict(IReadOnlyList<PlotBreach> breaches, SiteCondition[] conditions)
    {
        var taking = breaches.Where(b => b.Rule != PlotBreaches.OutsidePark).ToList();
        if (taking.Any(b => !b.Rule.StartsWith(PlotBreaches.Unsurveyed, StringComparison.Ordinal)))
            return RedlineVerdict.Breaks;
        if (taking.Count > 0)
            return RedlineVerdict.Unknown;
        return conditions.Length > 0 ? RedlineVerdict.Conditional : RedlineVerdict.Clear;
    }
}
