using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Tests.Rules;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>The shipped seed layers as one scene.</summary>
internal static class ShippedScene
{
    private static readonly Lazy<LandScene> Lazily = new(Read);

    public static LandScene Scene => Lazily.Value;

    public static LandScene Read()
    {
        var written = new LayerRevision(1, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return LandScene.From(
            LayerCatalog.All.SelectMany(Rows).Select(SceneFeature.From),
            LayerCatalog.All.ToDictionary(l => l.Name, _ => written), new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    }

    private static IEnumerable<FeatureRow> Rows(LayerDef layer)
    {
        var file = Path.Combine(ShippedRules.Folder, "..", "layers", layer.Name + ".geojson");
        if (!File.Exists(file))
            return [];
        using var stream = File.OpenRead(file);
        return [.. FeatureJsonReader.ReadCollection(stream, layer, int.MaxValue).Select(f => new FeatureRow(
            layer, f.Id, 1, f.Wkb, [.. layer.Fields.Select(d => f.Values.TryGetValue(d.Name, out var v) ? v : null)]))];
    }
}
