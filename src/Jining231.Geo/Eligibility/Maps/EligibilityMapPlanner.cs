using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Eligibility.Maps;

/// <summary>Reads the state that is asked for, or takes it from the cache, and runs the engine.</summary>
/// <param name="store">The store.</param>
/// <param name="rules">The rules in force.</param>
public sealed class EligibilityMapPlanner(IFeatureStore store, RulePack rules) : IDisposable
{
    private readonly SceneCache _scenes = new(store);

    /// <summary>Makes the map. An unknown park is <see cref="ProblemCode.NotFound"/>, one without a known place <see cref="ProblemCode.OutsidePark"/>.</summary>
    public async Task<EligibilityMap> RunAsync(EligibilityMapRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var scene = await _scenes.GetAsync(request.AsOf, cancellationToken).ConfigureAwait(false);
        return EligibilityMapEngine.Run(scene.LocatedPark(request.ParkId), scene, rules, request);
    }

    /// <summary>Lets go of the cache's lock; the store is the caller's.</summary>
    public void Dispose() => _scenes.Dispose();
}
