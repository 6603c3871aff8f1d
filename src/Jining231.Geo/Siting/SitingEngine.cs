using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Siting;

/// <summary>Finds, proves, scores and chooses sites. Pure: the same scene, rules and request give the same answer.</summary>
public static class SitingEngine
{
    /// <summary>Name and version; it changes whenever an answer may change.</summary>
    public const string Version = "jining231.siting/4";

    /// <summary>
    /// Runs a request. <paramref name="landOf"/> gives the land of a park for the use of the request; null: it is computed here. Unknown
    /// parks or counties in the scope raise <see cref="GeoProblemException"/> with pointers below <paramref name="at"/>. Between parks it says
    /// by <paramref name="progress"/> which share is done, and stops when it is called off.
    /// </summary>
    public static SitingResult Run(
        LandScene scene, RulePack rules, SitingRequest request, Func<SceneFeature, ParkLand>? landOf = null, string at = "/inputs",
        IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(request);
        var use = UseOf(request);
        landOf ??= park => ParkLand.Of(park, scene, rules, use);
        var scope = new ParkScope(scene, rules, request);
        if (scope.UnknownNames(at) is { Count: > 0 } unknown)
            throw new GeoProblemException(unknown);
        var scan = new ParkScan(scene, rules, request, use);
        var parks = scene["parks"];
        var refusals = parks.Select(scope.Refusal).ToArray();
        var findings = new ParkFindings?[parks.Count];
        var locked = LockedPlots.Judge(scene, rules, request, scan, landOf);
        var done = 0;
        Parallel.For(0, request.Count == 0 ? 0 : parks.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            if (refusals[i] is null)
                findings[i] = scan.Run(landOf(parks[i]));
            else if (refusals[i]!.Value.Verdict == "not-allowed" && parks[i].Plane is not null)
                findings[i] = ParkAnswers.Unsearched(landOf(parks[i]));
            progress?.Report((double)Interlocked.Increment(ref done) / parks.Count);
        });
        var chosen = SiteChoice.Choose(findings.OfType<ParkFindings>().SelectMany(f => f.Drafts), request.Count, request.Spread, [.. locked.Select(l => l.Draft).OfType<SiteDraft>()]);
        IReadOnlyList<Contribution>[] points = [.. chosen.Select(d => d.Contributions)];
        var (pareto, ranks) = (Robustness.Pareto(points), Robustness.Ranks(points));
        return new SitingResult(
            [.. chosen.Select((d, i) => d.ToSite(i + 1, pareto[i], ranks[i]))],
            [.. parks.Select((p, i) => ParkAnswers.Of(p, refusals[i], findings[i], chosen))],
            Meta(scene, rules, request, findings, [.. locked.Select(l => l.Draft).OfType<SiteDraft>()]))
        {
            RunnerUp = Robustness.Second(points),
            Scope = request.ScopeLedger ? ScopeLedger.Of([.. findings.OfType<ParkFindings>().Select(f => f.Land)]) : null,
            Locked = [.. locked.Select(l => l.ToAnswer(chosen))],
        };
    }

    /// <summary>The use that eligibility depends on.</summary>
    public static LandUse UseOf(SitingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return LandUse.Build(request.Hazard) with { ReserveUse = request.ReserveUse, Tier = request.ReserveUse == "own" ? request.Tier : null };
    }

    private static SitingMeta Meta(LandScene scene, RulePack rules, SitingRequest request, ParkFindings?[] findings, IReadOnlyList<SiteDraft> locked)
    {
        SiteDraft[] drafts = [.. findings.OfType<ParkFindings>().SelectMany(f => f.Drafts), .. locked];
        var used = findings.OfType<ParkFindings>().SelectMany(f => f.Land.Eligibility.Rules).Select(r => r.Rule)
            .Concat(drafts.SelectMany(d => d.Clearances).Select(c => c.Rule))
            .Concat(drafts.SelectMany(d => d.Conditions).Select(c => c.Rule));
        var crossed = drafts.SelectMany(d => d.Strips?.Crossed ?? []).Select(c => c.Strip.Rule)
            .Where(k => rules.Setbacks.First(r => r.Key == k).Corridor!.Evidence.IsIndicative);
        return new SitingMeta(
            Version, rules.Hash, scene.LastChange(),
            scene.RevisionNumbers(),
            scene.Quality, request,
            [
                .. used.Where(k => rules.FindRule(k)?.Evidence.IsIndicative ?? true).Concat(crossed).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ]);
    }
}
