using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Siting.Scenarios;

/// <summary>Answers one project on the record and in scenarios, and compares. Pure.</summary>
public static class ScenarioEngine
{
    /// <summary>
    /// Runs the comparison. A scenario that does not fit raises <see cref="GeoProblemException"/>; one that is a kept branch goes to
    /// <see cref="ScenarioResult.Unanswered"/>. <paramref name="landOf"/> gives the land of a park in the base, null: it is worked out here.
    /// </summary>
    public static ScenarioResult Run(
        LandScene scene, RulePack rules, ScenarioRequest request, Func<SceneFeature, ParkLand>? landOf = null, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(request);
        var project = request.Request;
        var answer = SitingEngine.Run(scene, rules, project, landOf, "/inputs/request", cancellationToken: cancellationToken);
        var branches = new List<ScenarioBranch>();
        var unanswered = new List<UnansweredBranch>();
        foreach (var scenario in request.Scenarios)
        {
            progress?.Report((branches.Count + unanswered.Count + 1.0) / (request.Scenarios.Count + 1));
            try
            {
                branches.Add(Branch(scenario, answer, scene, rules, project, cancellationToken));
            }
            catch (GeoProblemException e) when (request.Branches.Contains(scenario.Name))
            {
                // What is asked now is not to blame for what was kept then: the other branches have their answer.
                unanswered.Add(new UnansweredBranch(scenario.Name, e.Problems));
            }
        }

        return new ScenarioResult(answer, branches) { Unanswered = unanswered };
    }

    private static ScenarioBranch Branch(
        Scenario scenario, SitingResult answer, LandScene scene, RulePack rules, SitingRequest project, CancellationToken cancellationToken)
    {
        var other = ScenarioScene.Apply(scene, scenario.Edits);
        var tried = rules.WithDistances(scenario.Setbacks).Relaxed(scenario.RulesOff);
        var now = SitingEngine.Run(other, tried, project, at: "/inputs/request", cancellationToken: cancellationToken);
        var sites = AnswerDiff.Sites(answer.Sites.Select(s => new EarlierSite(s.Rank, s.ParkId, s.ParkName, s.Geographic)), other, tried, project, now);
        var parks = AnswerDiff.Parks(answer.Parks.Select(p => new EarlierPark(p.ParkId, p.Name, p.Verdict, p.Reasons)), now);
        var before = answer.Parks.ToDictionary(p => p.ParkId, StringComparer.Ordinal);
        var after = now.Parks.ToDictionary(p => p.ParkId, StringComparer.Ordinal);
        return new ScenarioBranch(
            scenario.Name, now, sites, parks,
            [
                .. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
                    .Select(id => new ScenarioLand(
                        id, (after.GetValueOrDefault(id) ?? before[id]).Name, before.GetValueOrDefault(id)?.Ledger?.EligibleM2, after.GetValueOrDefault(id)?.Ledger?.EligibleM2))
                    .Where(l => l.BaseM2 != l.ScenarioM2),
            ]);
    }
}
