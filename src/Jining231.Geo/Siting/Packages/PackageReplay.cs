using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting.Packages;

/// <summary>What an earlier decision would be on another state of the record.</summary>
/// <param name="Inputs">Files of the package that are different now: <c>data/…</c>, <c>rules/…</c>; ordinal order.</param>
/// <param name="Sites">The earlier sites in their order.</param>
/// <param name="Parks">Parks that are answered differently.</param>
/// <param name="Now">The answer now.</param>
public sealed record ReplayReport(
    IReadOnlyList<string> Inputs, IReadOnlyList<ReplayedSite> Sites, IReadOnlyList<ReplayedPark> Parks, SitingResult Now)
{
    /// <summary>True if a site no longer stands or a park is answered differently.</summary>
    public bool Changed => Parks.Count > 0 || Sites.Any(s => !s.Stands);
}

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

/// <summary>Asks an earlier request again and tells which reasons changed. Pure: the state to ask it on is given.</summary>
public static class PackageReplay
{
    private const double SameShare = 0.8;

    /// <summary>
    /// Replays a package (a seekable stream) on a scene. A damaged package raises <see cref="GeoProblemException"/> naming the files; so
    /// does a request that the rules of today cannot read.
    /// </summary>
    public static ReplayReport Run(Stream package, LandScene scene, RulePack rules, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        var (files, damage) = PackageVerifier.Open(package);
        if (damage is not null)
            throw new GeoProblemException([.. damage.Findings.Select(f => new GeoProblem(ProblemCode.InvalidValue, f.Zh, f.En) { Field = f.File })]);
        using var content = new PackageContent(files);
        using var inputs = content.Inputs();
        using var old = content.Result();
        var request = SitingRequestParser.Parse(inputs.RootElement, rules) with { AsOf = null };
        var now = SitingEngine.Run(scene, rules, request, cancellationToken: cancellationToken);
        return new ReplayReport(
            Different(content, scene, rules), Sites(old.RootElement, scene, rules, request, now), Parks(old.RootElement, now), now);
    }

    private static IReadOnlyList<string> Different(PackageContent content, LandScene scene, RulePack rules)
    {
        var now = DecisionPackage.Files(scene, rules).ToDictionary(f => f.Key, f => DecisionPackage.Sha256(f.Value), StringComparer.Ordinal);
        var then = content.Hashes.Where(h => h.Key is not (DecisionPackage.Request or DecisionPackage.Result)).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. now.Keys.Union(then.Keys).Where(n => now.GetValueOrDefault(n) != then.GetValueOrDefault(n)).Order(StringComparer.Ordinal),
        ];
    }

    private static List<ReplayedSite> Sites(JsonElement old, LandScene scene, RulePack rules, SitingRequest request, SitingResult now)
    {
        var judge = new PlotJudge(scene, rules, request);
        var planes = now.Sites.Select(s => (s.Rank, Plane: Reproject.ToPlane(s.Geographic))).ToList();
        return [.. old.GetProperty("sites").GetProperty("features").EnumerateArray().Select(Judge)];

        ReplayedSite Judge(JsonElement site)
        {
            var properties = site.GetProperty("properties");
            var (parkId, name) = (properties.GetProperty("parkId").GetString()!, properties.GetProperty("parkName").GetString()!);
            var plot = (Polygon)FeatureJsonReader.ReadGeometry(site.GetProperty("geometry"), "/geometry");
            var outline = new PlotOutline(plot, (Polygon)Reproject.ToPlane(plot));
            var same = planes.Where(p => Overlay.Intersection(p.Plane, outline.Plane).Area >= SameShare * outline.PlanarM2).Select(p => (int?)p.Rank).FirstOrDefault();
            var reasons = scene.Find("parks", parkId) is { } park ? judge.Judge(outline, park).Reasons : [ReasonTexts.UnknownLocation()];
            return new ReplayedSite(properties.GetProperty("rank").GetInt32(), parkId, name, same, reasons);
        }
    }

    private static List<ReplayedPark> Parks(JsonElement old, SitingResult now)
    {
        var then = old.GetProperty("parks").EnumerateArray().ToDictionary(p => p.GetProperty("parkId").GetString()!, StringComparer.Ordinal);
        var today = now.Parks.ToDictionary(p => p.ParkId, StringComparer.Ordinal);
        var changed = new List<ReplayedPark>();
        foreach (var id in then.Keys.Union(today.Keys).Order(StringComparer.Ordinal))
        {
            var a = then.TryGetValue(id, out var element) ? (JsonElement?)element : null;
            var b = today.GetValueOrDefault(id);
            var before = a is { } park ? Reasons(park) : [];
            IReadOnlyList<Reason> after = b?.Reasons ?? [];
            var verdict = a?.GetProperty("verdict").GetString();
            if (verdict != b?.Verdict || !before.SequenceEqual(after))
                changed.Add(new ReplayedPark(
                    id, b?.Name ?? a!.Value.GetProperty("name").GetString()!, verdict, b?.Verdict, [.. before.Except(after)], [.. after.Except(before)]));
        }

        return changed;
    }

    private static IReadOnlyList<Reason> Reasons(JsonElement park) =>
    [
        .. park.GetProperty("reasons").EnumerateArray().Select(r => new Reason(
            r.GetProperty("code").GetString()!, r.GetProperty("zh").GetString()!, r.GetProperty("en").GetString()!)),
    ];
}
