using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting.Assemblies;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>A locked plot judged: a draft where it stands, else everything against it.</summary>
internal sealed record JudgedLock(LockedPlot Plot, PlotOutline Outline, SceneFeature? Park, SiteDraft? Draft, IReadOnlyList<Reason> Reasons, IReadOnlyList<PlotBreach> Breaches)
{
    /// <summary>What is answered, given the sites that were chosen.</summary>
    public LockedAnswer ToAnswer(IReadOnlyList<SiteDraft> chosen)
    {
        var place = chosen.TakeWhile(c => !ReferenceEquals(c, Draft)).Count();
        return new LockedAnswer(
            Plot, Units.RoundM2(Outline.EllipsoidalM2), Units.RoundM2(Outline.PlanarM2), Park?.Id, Park?.Name, place < chosen.Count ? place + 1 : null, Reasons, Breaches);
    }
}

/// <summary>Judges the locked plots of a request by the rules and the proof of found ones, and scores those that stand.</summary>
internal static class LockedPlots
{
    public static IReadOnlyList<JudgedLock> Judge(
        LandScene scene, RulePack rules, SitingRequest request, ParkScan scan, Func<SceneFeature, ParkLand> landOf)
    {
        if (request.Locked.Count == 0)
            return [];
        var judge = new PlotJudge(scene, rules, request);
        var breaches = new PlotBreaches(scene, rules, request);
        return [.. request.Locked.AsParallel().AsOrdered().Select(JudgeOne)];

        JudgedLock JudgeOne(LockedPlot plot)
        {
            var outline = new PlotOutline(plot.Geographic, (Polygon)Reproject.ToPlane(plot.Geographic));
            if (judge.ParkOf(outline.Plane) is not { } park)
                return new JudgedLock(plot, outline, null, null, [ReasonTexts.NotInAnyPark()], breaches.Of(outline.Plane, null));
            var (proved, reasons) = judge.Judge(outline, park);
            var (assembly, amiss) = LockedAssembly.Of(plot, outline, scene);
            if (assembly is not null && proved is not null)
                proved = proved with { Candidate = proved.Candidate with { Shape = "assembly", Assembly = assembly } };
            return proved is null || amiss is not null
                ? new JudgedLock(plot, outline, park, null, amiss is null ? reasons : [.. reasons, amiss], breaches.Of(outline.Plane, park))
                : new JudgedLock(plot, outline, park, scan.Given(landOf(park), proved) with { LockedName = plot.Name }, [], []);
        }
    }
}
