using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Siting;

/// <summary>Keeps the eligible land of parks with the scenes that it was worked out on, for planners of one store to share. Safe for concurrent use.</summary>
/// <param name="store">The store.</param>
public sealed class SceneKeeper(IFeatureStore store) : IDisposable
{
    private readonly SceneCache _scenes = new(store);
    private readonly ConditionalWeakTable<LandScene, KeptScene> _kept = [];

    /// <summary>The scene recorded at an instant, or the present one.</summary>
    internal async Task<KeptScene> SceneAsync(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        var scene = await _scenes.GetAsync(asOf, cancellationToken).ConfigureAwait(false);
        return _kept.GetValue(scene, static s => new KeptScene(s));
    }

    /// <summary>Lets go of the lock; the store is the caller's.</summary>
    public void Dispose() => _scenes.Dispose();
}

/// <summary>A scene with the land worked out on it.</summary>
internal sealed class KeptScene(LandScene scene)
{
    private readonly ConcurrentDictionary<(LandUse Use, string ParkId), Lazy<ParkLand>> _lands = new();

    public LandScene Scene => scene;

    public ParkLand Land(SceneFeature park, RulePack rules, LandUse use) => _lands.GetOrAdd(
        (use, park.Id), _ => new Lazy<ParkLand>(() => ParkLand.Of(park, scene, rules, use))).Value;
}
