using Jining231.Geo.Layers;

namespace Jining231.Geo.Eligibility;

/// <summary>
/// Scenes that were read, kept for as long as revisions and everything that time decides stay the same, so that what was worked out on
/// one can be kept with it. Safe for concurrent use.
/// </summary>
/// <param name="store">The store.</param>
public sealed class SceneCache(IFeatureStore store) : IDisposable
{
    private const int Most = 3;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<Kept> _kept = [];

    /// <summary>The state recorded at an instant, or the present one; the same object while nothing in it differs.</summary>
    public async Task<LandScene> GetAsync(DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var snapshot = await store.OpenSnapshotAsync(asOf, cancellationToken).ConfigureAwait(false);
            await using (snapshot.ConfigureAwait(false))
            {
                if (_kept.Find(k => k.HoldsFor(snapshot)) is { } known)
                    return known.Scene;
                var kept = new Kept(await LandScene.ReadAsync(snapshot, cancellationToken).ConfigureAwait(false));
                _kept.Insert(0, kept);
                if (_kept.Count > Most)
                    _kept.RemoveAt(Most);
                return kept.Scene;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Lets go of the lock; the store is the caller's.</summary>
    public void Dispose() => _gate.Dispose();

    private sealed class Kept(LandScene scene)
    {
        private readonly DateTimeOffset _lastChange = scene.LastChange();
        private readonly DateTimeOffset? _nextChange = scene.NextChange();

        public LandScene Scene => scene;

        /// <summary>True if the snapshot shows the same rows and time decides nothing differently.</summary>
        public bool HoldsFor(IFeatureSnapshot snapshot) =>
            snapshot.At >= _lastChange && !(snapshot.At >= _nextChange)
            && snapshot.Revisions.Count == scene.Revisions.Count
            && snapshot.Revisions.All(r => scene.Revisions.TryGetValue(r.Key, out var mine) && mine == r.Value);
    }
}
