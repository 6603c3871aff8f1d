using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
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

/// <summary>Asks an earlier request again and tells which reasons changed. Pure: the state to ask it on is given.</summary>
public static class PackageReplay
{
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
            Different(content, scene, rules), AnswerDiff.Sites(Sites(old.RootElement), scene, rules, request, now),
            AnswerDiff.Parks(Parks(old.RootElement), now), now);
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

    private static IEnumerable<EarlierSite> Sites(JsonElement old) => old.GetProperty("sites").GetProperty("features").EnumerateArray().Select(site =>
    {
        var properties = site.GetProperty("properties");
        return new EarlierSite(
            properties.GetProperty("rank").GetInt32(), properties.GetProperty("parkId").GetString()!, properties.GetProperty("parkName").GetString()!,
            (Polygon)FeatureJsonReader.ReadGeometry(site.GetProperty("geometry"), "/geometry"));
    });

    private static IEnumerable<EarlierPark> Parks(JsonElement old) => old.GetProperty("parks").EnumerateArray().Select(park => new EarlierPark(
        park.GetProperty("parkId").GetString()!, park.GetProperty("name").GetString()!, park.GetProperty("verdict").GetString()!,
        [
            .. park.GetProperty("reasons").EnumerateArray().Select(r => new Reason(
                r.GetProperty("code").GetString()!, r.GetProperty("zh").GetString()!, r.GetProperty("en").GetString()!)),
        ]));
}
