using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>Scenes drawn by hand in EPSG:4548, metres east and north of one corner.</summary>
internal sealed class TestScene
{
    public const double East = 470_000;
    public const double North = 3_900_000;

    private readonly List<SceneFeature> _features = [];

    public int Count => _features.Count;

    public DateTimeOffset At { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Geometry Box(double x, double y, double width, double height) =>
        GeoFactory.Plane.ToGeometry(new Envelope(East + x, East + x + width, North + y, North + y + height));

    public static Geometry Line(params double[] xy) => GeoFactory.Plane.CreateLineString(
        [.. xy.Chunk(2).Select(p => new Coordinate(East + p[0], North + p[1]))]);

    /// <summary>A drawing as GeoJSON text (CRS84, canonical grid).</summary>
    public static string GeoJson(Geometry plane) => System.Text.Encoding.UTF8.GetString(
        Geo.Exchange.JsonBytes.Of(w => Geo.Exchange.FeatureJsonWriter.WriteGeometry(w, CanonicalGrid.Round(Reproject.ToGeographic(plane)))));

    public TestScene Add(string layer, string id, Geometry? plane, params (string Field, object? Value)[] values)
    {
        var def = LayerCatalog.Get(layer);
        var row = new object?[def.Fields.Count];
        foreach (var (field, value) in values.Concat([("name", id), ("source", "test"), ("quality", "surveyed")]))
            if (row[def.IndexOf(field)] is null)
                row[def.IndexOf(field)] = value;
        var kind = def.IndexOf("kind") < 0 ? "" : row[def.IndexOf("kind")] as string ?? "";
        _features.Add(new SceneFeature(layer, id, id, kind, plane, new FeatureRow(def, id, 1, null, row)));
        return this;
    }

    public TestScene Control(string kind, Geometry plane, string? id = null) =>
        Add("controls", id ?? $"{kind}-{_features.Count}", plane, ("kind", kind));

    public TestScene Sensitive(string kind, Geometry plane) => Add("sensitive", $"{kind}-{_features.Count}", plane, ("kind", kind));

    public TestScene Parcel(string status, Geometry plane) =>
        Add("parcels", $"parcel-{_features.Count}", plane, ("status", status), ("class_code", "1001"));

    /// <summary>Everything surveyed and inside the urban boundary for 100 km around.</summary>
    public TestScene Open()
    {
        var all = Box(-50_000, -50_000, 101_000, 101_000);
        return Add("coverage", "all", all, ("layer", "controls")).Control("urban_boundary", all, "urban");
    }

    public LandScene Build(DateTimeOffset? at = null) => LandScene.From(
        _features, new Dictionary<string, LayerRevision> { ["parks"] = new(1, new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)) }, at ?? At);
}
