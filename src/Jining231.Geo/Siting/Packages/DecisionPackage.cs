using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Siting.Packages;

/// <summary>
/// One siting decision as a zip that can be recomputed without the store: <c>manifest.json</c> (engine, instant, revisions, SHA-256 of
/// every other file) with its own hash in <c>manifest.sha256</c>, <c>request.json</c>, <c>rules/*.json</c>, <c>data/*.geojson</c> (CRS84,
/// every layer that has rows) and <c>result.json</c>. Nothing in it tells which kind of store it came from.
/// </summary>
public static class DecisionPackage
{
    /// <summary>Name and version of the format.</summary>
    public const string Format = "jining231.decision/1";

    internal const string Manifest = "manifest.json";
    internal const string ManifestHash = "manifest.sha256";
    internal const string Request = "request.json";
    internal const string Result = "result.json";

    /// <summary>The earliest time that a zip can tell: packages carry no clock.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a package.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="scene">The state that was decided on.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="inputs">The inputs as they were given.</param>
    /// <param name="result">The answer to them.</param>
    public static void Write(Stream output, LandScene scene, RulePack rules, JsonElement inputs, SitingResult result)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(result);
        var files = Files(scene, rules);
        files[Request] = CanonicalJson.Write(inputs);
        files[Result] = SitingResultJson.ToBytes(result);
        var manifest = JsonBytes.Of(w => WriteManifest(w, scene, rules, files));
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, Manifest, manifest);
        Add(zip, ManifestHash, System.Text.Encoding.ASCII.GetBytes(Sha256(manifest)));
        foreach (var (name, bytes) in files)
            Add(zip, name, bytes);
    }

    /// <summary>What a decision rests on, by file name: rules and every layer that has rows.</summary>
    internal static SortedDictionary<string, byte[]> Files(LandScene scene, RulePack rules)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, bytes) in rules.Files)
            files[$"rules/{name}"] = bytes;
        foreach (var layer in LayerCatalog.All)
            if (scene[layer.Name].Count > 0)
                files[$"data/{layer.Name}.geojson"] = JsonBytes.Of(w => WriteLayer(w, layer, scene[layer.Name]));
        return files;
    }

    internal static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static void WriteManifest(Utf8JsonWriter w, LandScene scene, RulePack rules, SortedDictionary<string, byte[]> files)
    {
        w.WriteStartObject();
        w.WriteString("format", Format);
        w.WriteString("engine", SitingEngine.Version);
        w.WriteString("rules", rules.Hash);
        w.WriteString("at", scene.At.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        w.WriteStartObject("revisions");
        foreach (var (layer, revision) in scene.Revisions.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            w.WriteStartObject(layer);
            w.WriteNumber("revision", revision.Revision);
            w.WriteString("recordedAt", revision.RecordedAt.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
            w.WriteEndObject();
        }

        w.WriteEndObject();
        w.WriteStartObject("files");
        foreach (var (name, bytes) in files)
            w.WriteString(name, Sha256(bytes));
        w.WriteEndObject();
        w.WriteEndObject();
    }

    private static void WriteLayer(Utf8JsonWriter w, LayerDef layer, IReadOnlyList<SceneFeature> features)
    {
        w.WriteStartObject();
        w.WriteString("type", "FeatureCollection");
        w.WriteStartArray("features");
        foreach (var feature in features)
            FeatureJsonWriter.WriteFeature(w, feature.Row, FeatureShape.Full(layer));
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
