using System.Collections.Concurrent;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace Jining231.Geo.Eligibility;

/// <summary>
/// All features of one snapshot, materialised once in EPSG:4548. Immutable and safe for concurrent use; a service may keep one
/// as long as revisions and the instant's consequences stay the same.
/// </summary>
public sealed class LandScene
{
    private readonly Dictionary<string, IReadOnlyList<SceneFeature>> _layers;
    private readonly Dictionary<string, STRtree<int>> _trees = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Layer, string Id), IPreparedGeometry> _prepared = new();
    private readonly ConcurrentDictionary<(string Layer, string Id, double Metres), Geometry> _setbacks = new();

    /// <summary>Setbacks kept; those of distances tried beyond it are made anew.</summary>
    private const int MostSetbacks = 200_000;

    private LandScene(
        Dictionary<string, IReadOnlyList<SceneFeature>> layers, IReadOnlyDictionary<string, LayerRevision> revisions, DateTimeOffset at)
    {
        _layers = layers;
        Revisions = revisions;
        At = at;
        foreach (var (name, features) in layers)
        {
            var tree = new STRtree<int>();
            for (var i = 0; i < features.Count; i++)
                if (features[i].Plane is { } plane)
                    tree.Insert(plane.EnvelopeInternal, i);
            tree.Build();
            _trees[name] = tree;
        }
    }

    /// <summary>Revision of every layer in the snapshot.</summary>
    public IReadOnlyDictionary<string, LayerRevision> Revisions { get; }

    /// <summary>The instant at which liveness and legal force are judged (UTC).</summary>
    public DateTimeOffset At { get; }

    /// <summary>The legal day of <see cref="At"/>, Beijing time.</summary>
    public DateOnly Day => InForce.DayOf(At);

    /// <summary>Worst quality among all features; the best where there are none.</summary>
    public string Quality => WorstQuality(_layers.Values.SelectMany(l => l));

    /// <summary>Features of a layer in id order, also those without geometry; empty for an unknown layer.</summary>
    public IReadOnlyList<SceneFeature> this[string layer] => _layers.TryGetValue(layer, out var features) ? features : [];

    /// <summary>Reads every layer of the catalog from a snapshot.</summary>
    public static async Task<LandScene> ReadAsync(IFeatureSnapshot snapshot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var features = new List<SceneFeature>();
        foreach (var layer in LayerCatalog.All)
            await foreach (var row in snapshot.QueryAsync(new FeatureQuery(layer.Name), cancellationToken).ConfigureAwait(false))
                features.Add(SceneFeature.From(row));
        return From(features, snapshot.Revisions, snapshot.At);
    }

    /// <summary>A scene of given features, in any order.</summary>
    public static LandScene From(
        IEnumerable<SceneFeature> features, IReadOnlyDictionary<string, LayerRevision> revisions, DateTimeOffset at) =>
        new(features.GroupBy(f => f.Layer, StringComparer.Ordinal).ToDictionary(
                g => g.Key, g => (IReadOnlyList<SceneFeature>)[.. g.OrderBy(f => f.Id, StringComparer.Ordinal)], StringComparer.Ordinal),
            revisions, at);

    /// <summary>The scene as it would be with some features more and without others.</summary>
    public LandScene With(IEnumerable<SceneFeature> more, Func<SceneFeature, bool>? without = null) =>
        From(_layers.Values.SelectMany(l => l).Where(f => without is null || !without(f)).Concat(more), Revisions, At);

    /// <summary>The feature of that id, or null.</summary>
    public SceneFeature? Find(string layer, string id) => this[layer].FirstOrDefault(f => f.Id == id);

    /// <summary>Features of a layer whose envelope meets the given one (EPSG:4548), in id order.</summary>
    public IReadOnlyList<SceneFeature> Near(string layer, Envelope envelope)
    {
        if (!_trees.TryGetValue(layer, out var tree))
            return [];
        var features = _layers[layer];
        return [.. tree.Query(envelope).Order().Select(i => features[i])];
    }

    /// <summary>True if the feature covers the geometry (EPSG:4548); the feature's index is built once.</summary>
    internal bool Covers(SceneFeature feature, Geometry plane) => feature.Plane is { } own
        && own.EnvelopeInternal.Covers(plane.EnvelopeInternal)
        && Prepared(feature).Covers(plane);

    /// <summary>The plane of a feature with its index, built once.</summary>
    internal IPreparedGeometry Prepared(SceneFeature feature) =>
        _prepared.GetOrAdd((feature.Layer, feature.Id), static (_, f) => PreparedGeometryFactory.Prepare(f.Plane!), feature);

    /// <summary>Revision numbers by layer, ordinal order.</summary>
    internal SortedDictionary<string, long> RevisionNumbers() => new(Revisions.ToDictionary(r => r.Key, r => r.Value.Revision), StringComparer.Ordinal);

    /// <summary>The whole feature and its setback (EPSG:4548), made once per distance and the same for every area.</summary>
    internal Geometry Setback(SceneFeature feature, double metres) => metres == 0
        ? feature.Plane!
        : _setbacks.Count >= MostSetbacks && !_setbacks.ContainsKey((feature.Layer, feature.Id, metres))
        ? Buffers.Circumscribed(feature.Plane!, metres)
        : _setbacks.GetOrAdd((feature.Layer, feature.Id, metres), _ => Buffers.Circumscribed(feature.Plane!, metres));

    /// <summary>The worst quality among features (surveyed, published, indicative, synthetic); the best where there are none.</summary>
    public static string WorstQuality(IEnumerable<SceneFeature> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return Worst(features.Select(f => f.Quality));
    }

    /// <summary>The worst of some qualities; the best where there are none.</summary>
    public static string Worst(IEnumerable<string> qualities)
    {
        ArgumentNullException.ThrowIfNull(qualities);
        var codes = Codelists.Quality.Codes;
        var worst = 0;
        foreach (var quality in qualities)
            for (var i = worst + 1; i < codes.Count; i++)
                if (codes[i].Value == quality)
                    worst = i;
        return codes[worst].Value;
    }

    /// <summary>
    /// The last instant not after <see cref="At"/> at which anything visible here changed: a write, a reserve running out, a control
    /// line coming into or out of force, subsided land settling. The same revisions give the same instant however late they are read.
    /// </summary>
    public DateTimeOffset LastChange() =>
        Revisions.Values.Select(r => r.RecordedAt).Concat(Turns()).Where(t => t <= At).DefaultIfEmpty(At).Max().ToUniversalTime();

    /// <summary>The first instant after <see cref="At"/> at which time alone changes anything visible here; null: never.</summary>
    public DateTimeOffset? NextChange() =>
        Turns().Where(t => t > At).Select(t => (DateTimeOffset?)t.ToUniversalTime()).DefaultIfEmpty(null).Min();

    /// <summary>Instants at which time decides: reserves running out, legal force beginning and ending, subsided land settling.</summary>
    private IEnumerable<DateTimeOffset> Turns() => this["reserves"].SelectMany(f => Ends(f.Row))
        .Concat(this["controls"].SelectMany(f => Days(f.Row, "in_force_from", "in_force_to")))
        .Concat(this["subsidence"].SelectMany(f => Days(f.Row, "settled_on")));

    private static IEnumerable<DateTimeOffset> Ends(FeatureRow reserve) =>
        Liveness.Ends(reserve, out var until) && until is { } end ? [end] : [];

    private static IEnumerable<DateTimeOffset> Days(FeatureRow row, params string[] fields) =>
        fields.Select(row.Day).Where(d => d is not null).Select(d => InForce.StartOf(d!.Value));
}
