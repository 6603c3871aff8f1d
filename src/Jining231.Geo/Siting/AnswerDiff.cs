using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>A site of the answer that is compared with.</summary>
/// <param name="Rank">Its rank there.</param>
/// <param name="ParkId">Its park.</param>
/// <param name="ParkName">Name of the park.</param>
/// <param name="Geographic">Outline in EPSG:4490 on the canonical grid.</param>
internal sealed record EarlierSite(int Rank, string ParkId, string ParkName, Polygon Geographic);

/// <summary>A park of the answer that is compared with.</summary>
/// <param name="ParkId">The park.</param>
/// <param name="Name">Its name.</param>
/// <param name="Verdict">Its verdict there.</param>
/// <param name="Reasons">Its reasons there.</param>
internal sealed record EarlierPark(string ParkId, string Name, string Verdict, IReadOnlyList<Reason> Reasons);

/// <summary>An earlier site, judged again.</summary>
/// <param name="Rank">Its rank then.</param>
/// <param name="ParkId">Its park.</param>
/// <param name="ParkName">Name of the park then.</param>
/// <param name="RankNow">Rank of the site now that covers at least four fifths of it, or null.</param>
/// <param name="Reasons">Why it no longer stands; none if it does.</param>
public sealed record ReplayedSite(int Rank, string ParkId, string ParkName, int? RankNow, IReadOnlyList<Reason> Reasons)
{
    /// <summary>True if the very same plot is still eligible and proved.</summary>
    public bool Stands => Reasons.Count == 0;
}

/// <summary>A park that is answered differently.</summary>
/// <param name="ParkId">The park.</param>
/// <param name="Name">Its name.</param>
/// <param name="Then">Verdict then, or null: the park was not in the record.</param>
/// <param name="Now">Verdict now, or null: the park is no longer in the record.</param>
/// <param name="Gone">Reasons that no longer hold.</param>
/// <param name="New">Reasons that did not hold then.</param>
public sealed record ReplayedPark(string ParkId, string Name, string? Then, string? Now, IReadOnlyList<Reason> Gone, IReadOnlyList<Reason> New);

/// <summary>Tells what became of an answer on another state or under other rules.</summary>
internal static class AnswerDiff
{
    private const double SameShare = 0.8;

    /// <summary>Every earlier site judged again on the scene, and its rank in the answer now.</summary>
    public static IReadOnlyList<ReplayedSite> Sites(IEnumerable<EarlierSite> earlier, LandScene scene, RulePack rules, SitingRequest request, SitingResult now)
    {
        var judge = new PlotJudge(scene, rules, request);
        var planes = now.Sites.Select(s => (s.Rank, Plane: Reproject.ToPlane(s.Geographic))).ToList();
        return
        [
            .. earlier.Select(site =>
            {
                var outline = new PlotOutline(site.Geographic, (Polygon)Reproject.ToPlane(site.Geographic));
                var same = planes.Where(p => Overlay.Intersection(p.Plane, outline.Plane).Area >= SameShare * outline.PlanarM2).Select(p => (int?)p.Rank).FirstOrDefault();
                var reasons = scene.Find("parks", site.ParkId) is { } park ? judge.Judge(outline, park).Reasons : [ReasonTexts.UnknownLocation()];
                return new ReplayedSite(site.Rank, site.ParkId, site.ParkName, same, reasons);
            }),
        ];
    }

    /// <summary>The parks that are answered differently, by id.</summary>
    public static IReadOnlyList<ReplayedPark> Parks(IEnumerable<EarlierPark> earlier, SitingResult now)
    {
        var then = earlier.ToDictionary(p => p.ParkId, StringComparer.Ordinal);
        var today = now.Parks.ToDictionary(p => p.ParkId, StringComparer.Ordinal);
        var changed = new List<ReplayedPark>();
        foreach (var id in then.Keys.Union(today.Keys).Order(StringComparer.Ordinal))
        {
            var (a, b) = (then.GetValueOrDefault(id), today.GetValueOrDefault(id));
            var (before, after) = (a?.Reasons ?? [], b?.Reasons ?? []);
            if (a?.Verdict != b?.Verdict || !before.SequenceEqual(after))
                changed.Add(new ReplayedPark(id, b?.Name ?? a!.Name, a?.Verdict, b?.Verdict, [.. before.Except(after)], [.. after.Except(before)]));
        }

        return changed;
    }
}
