using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Siting.Packages;

/// <summary>What a package whose hashes agree says.</summary>
internal sealed class PackageContent : IDisposable
{
    private readonly IReadOnlyDictionary<string, byte[]> _files;
    private readonly JsonDocument _manifest;

    public PackageContent(IReadOnlyDictionary<string, byte[]> files)
    {
        _files = files;
        _manifest = JsonDocument.Parse(files[DecisionPackage.Manifest]);
    }

    /// <summary>Engine that made the package.</summary>
    public string Engine => _manifest.RootElement.GetProperty("engine").GetString()!;

    public string Format => _manifest.RootElement.GetProperty("format").GetString()!;

    public string RulesHash => _manifest.RootElement.GetProperty("rules").GetString()!;

    /// <summary>Hashes by file name.</summary>
    public IReadOnlyDictionary<string, string> Hashes => _manifest.RootElement.GetProperty("files").EnumerateObject()
        .ToDictionary(f => f.Name, f => f.Value.GetString()!, StringComparer.Ordinal);

    public RulePack Rules() => RulePack.Parse(RulePack.FileNames.ToDictionary(
        n => n, n => (Stream)new MemoryStream(_files[$"rules/{n}"], writable: false), StringComparer.Ordinal));

    public JsonDocument Inputs() => JsonDocument.Parse(_files[DecisionPackage.Request]);

    public JsonDocument Result() => JsonDocument.Parse(_files[DecisionPackage.Result]);

    public LandScene Scene()
    {
        var revisions = _manifest.RootElement.GetProperty("revisions").EnumerateObject().ToDictionary(
            r => r.Name, r => new LayerRevision(r.Value.GetProperty("revision").GetInt64(), Instant(r.Value.GetProperty("recordedAt"))), StringComparer.Ordinal);
        return LandScene.From(
            LayerCatalog.All.SelectMany(Rows).Select(SceneFeature.From), revisions, Instant(_manifest.RootElement.GetProperty("at")));
    }

    public void Dispose() => _manifest.Dispose();

    private IEnumerable<FeatureRow> Rows(LayerDef layer)
    {
        if (!_files.TryGetValue($"data/{layer.Name}.geojson", out var bytes))
            return [];
        using var stream = new MemoryStream(bytes, writable: false);
        return
        [
            .. FeatureJsonReader.ReadCollection(stream, layer, int.MaxValue).Select(f => new FeatureRow(
                layer, f.Id, 1, f.Wkb, [.. layer.Fields.Select(d => f.Values.GetValueOrDefault(d.Name))])),
        ];
    }

    private static DateTimeOffset Instant(JsonElement value) =>
        DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
