using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Solar;

/// <summary>Reads one snapshot and asks the engine; holds no rules.</summary>
public static class SolarPlanner
{
    /// <summary>Opens one snapshot at the request's instant and answers from it.</summary>
    public static Task<SolarResult> PlanAsync(
        IFeatureStore store, RulePack rules, SolarRequest request, CancellationToken cancellationToken) =>
        PlanAsync(store, rules, request, null, cancellationToken);

    /// <summary>As above, saying how far it is (0 to 1, by areas).</summary>
    public static async Task<SolarResult> PlanAsync(
        IFeatureStore store, RulePack rules, SolarRequest request, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(request);
        var snapshot = await store.OpenSnapshotAsync(request.AsOf, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            var scene = await LandScene.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false);
            return Plan(scene, rules, request, progress, cancellationToken);
        }
    }

    /// <summary>Answers from a scene already read. An unknown county raises <see cref="GeoProblemException"/> naming those that exist.</summary>
    public static SolarResult Plan(
        LandScene scene, RulePack rules, SolarRequest request, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(request);
        var adcodes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var county in request.Counties)
            adcodes.Add(AdcodeOf(scene, county) ?? throw new GeoProblemException(SolarRequest.Wrong(
                ProblemCode.UnknownName, "/inputs/counties", $"没有县市区“{county}”。", $"there is no county '{county}'.",
                [.. scene["counties"].Select(c => c.Row.Text("adcode")).OfType<string>().Distinct().Order(StringComparer.Ordinal)])));
        var areas = scene["subsidence"].Where(f => adcodes.Count == 0 || adcodes.Contains(f.Row.Text("adcode") ?? ""));
        return SolarEngine.Run(scene, [.. areas], rules, request, progress, cancellationToken);
    }

    private static string? AdcodeOf(LandScene scene, string county) => scene["counties"]
        .FirstOrDefault(c => c.Row.Text("adcode") == county || c.Id == county || c.Name == county)?.Row.Text("adcode");
}
