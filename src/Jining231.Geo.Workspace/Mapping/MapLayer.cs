using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Simplify;

namespace Jining231.Geo.Workspace.Mapping;

/// <summary>A layer loaded for drawing and asking: features in EPSG:4548 with a spatial index.</summary>
public sealed class MapLayer
{
    /// <summary>Resolutions (m per pixel) for which generalised shapes are kept; finer ones draw the exact shape.</summary>
    public static IReadOnlyList<double> GeneralisedAt { get; } = [5, 20, 80, 320];

    private readonly STRtree<MapFeature> _index = new();
    private readonly Dictionary<(string Id, int Level), Geometry> _generalised = [];

    private MapLayer(LayerDef def, IReadOnlyList<MapFeature> features)
    {
        Def = def;
        Features = features;
        foreach (var feature in features)
            if (feature.Plane is { IsEmpty: false } plane)
                _index.Insert(plane.EnvelopeInternal, feature);
        _index.Build();
        Quality = features.Count == 0 ? null : features.Select(f => f.Row.Text("quality")).MaxBy(Rank);
    }

    /// <summary>The layer's description.</summary>
    public LayerDef Def { get; }

    /// <summary>All features, in id order; those without a known place have no geometry.</summary>
    public IReadOnlyList<MapFeature> Features { get; }

    /// <summary>Worst quality among the rows; null for an empty layer.</summary>
    public string? Quality { get; }

    /// <summary>Reprojects rows once.</summary>
    public static MapLayer Of(LayerDef def, IReadOnlyList<FeatureRow> rows)
    {
        ArgumentNullException.ThrowIfNull(def);
        ArgumentNullException.ThrowIfNull(rows);
        return new(def, [.. rows.Select(r => new MapFeature(r, r.ReadGeometry() is { } g ? Reproject.ToPlane(g) : null))]);
    }

    /// <summary>The feature of that id, or null.</summary>
    public MapFeature? Find(string id) => Features.FirstOrDefault(f => f.Row.Id == id);

    /// <summary>Features whose envelope meets one (EPSG:4548).</summary>
    public IEnumerable<MapFeature> Query(Envelope plane) => _index.Query(plane).OrderBy(f => f.Row.Id, StringComparer.Ordinal);

    /// <summary>Those of them that the map draws at an instant: released and expired blocks are not.</summary>
    public IEnumerable<MapFeature> Query(Envelope plane, DateTimeOffset shownAt) => Query(plane).Where(f => f.IsShownAt(shownAt));

    /// <summary>
    /// Shape to draw at a resolution (m per pixel): deviates by less than half a pixel; null where the feature would be smaller than a
    /// pixel in both directions. Never used for asking or measuring.
    /// </summary>
    public Geometry? ShapeAt(MapFeature feature, double resolution)
    {
        ArgumentNullException.ThrowIfNull(feature);
        if (feature.Plane is not { } plane)
            return null;
        var level = LevelAt(resolution);
        if (level < 0 || plane.Dimension == Dimension.Point)
            return plane;
        var tolerance = GeneralisedAt[level] / 2;
        var box = plane.EnvelopeInternal;
        if (box.Width < tolerance && box.Height < tolerance)
            return null;
        lock (_generalised)
        {
            if (!_generalised.TryGetValue((feature.Row.Id, level), out var shape))
                _generalised[(feature.Row.Id, level)] = shape = Simplify(plane, tolerance);
            return shape;
        }
    }

    /// <summary>Index into <see cref="GeneralisedAt"/> of the coarsest level not coarser than the resolution, or -1 for exact shapes.</summary>
    public static int LevelAt(double resolution)
    {
        var level = -1;
        for (var i = 0; i < GeneralisedAt.Count && GeneralisedAt[i] <= resolution; i++)
            level = i;
        return level;
    }

    private static Geometry Simplify(Geometry plane, double tolerance)
    {
        var simple = DouglasPeuckerSimplifier.Simplify(plane, tolerance);
        return simple.IsEmpty ? plane : simple;
    }

    private static int Rank(string? quality)
    {
        for (var i = 0; i < Codelists.Quality.Codes.Count; i++)
            if (Codelists.Quality.Codes[i].Value == quality)
                return i;
        return int.MaxValue;
    }
}
