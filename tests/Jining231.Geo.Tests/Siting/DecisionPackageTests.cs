using System.IO.Compression;
using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Packages;
using Jining231.Geo.Tests.Architecture;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Siting;

public sealed class DecisionPackageTests
{
    private const string Ask = """{"industry":"fluorosilicon","areaMu":300,"hazard":"medium","count":3}""";

    private static readonly string GoldenFolder = Path.Combine(RepositoryRoot.Path, "tests", "Jining231.Geo.Tests", "Cases", "packages");

    private static readonly Lazy<byte[]> Package = new(() => Write(Near(ShippedScene.Scene)));

    [Fact]
    public void A_package_is_recomputed_to_the_last_byte_and_carries_no_clock()
    {
        Assert.Equal("identical", Verify(Package.Value).Verdict);
        Assert.Equal(Package.Value, Write(Near(ShippedScene.Read())));
        var files = Unpack(Package.Value);
        Assert.Contains("request.json", files.Keys);
        Assert.Contains("rules/setbacks.json", files.Keys);
        Assert.Contains("data/parks.geojson", files.Keys);
        using var result = JsonDocument.Parse(files["result.json"]);
        Assert.NotEqual(0, result.RootElement.GetProperty("sites").GetProperty("features").GetArrayLength());
    }

    [Fact]
    public void A_package_carries_kinds_of_plot_and_locked_plots_and_a_replay_asks_for_them_again()
    {
        var scene = Near(ShippedScene.Scene);
        using var first = JsonDocument.Parse(Unpack(Package.Value)["result.json"]);
        var sites = first.RootElement.GetProperty("sites").GetProperty("features").EnumerateArray().Select(f => f.GetProperty("geometry").GetRawText()).ToArray();
        var ask = $$$"""
            {"industry":"fluorosilicon","areaMu":150,"minWidthM":100,"hazard":"low","count":4,"plotKinds":["assembly","cut"],"assemblyMaxRatio":3,
             "locked":[{"name":"甲","geometry":{{{sites[0]}}}},{"name":"乙","geometry":{{{TestScene.GeoJson(TestScene.Box(0, 0, 500, 500))}}}}]}
            """;
        var package = Write(scene, ask);
        Assert.Equal("identical", Verify(package).Verdict);
        using var result = JsonDocument.Parse(Unpack(package)["result.json"]);
        Assert.Equal(2, result.RootElement.GetProperty("locked").GetArrayLength());
        Assert.Contains("assembly", result.RootElement.GetProperty("sites").GetProperty("features").EnumerateArray().Select(f => f.GetProperty("properties").GetProperty("shape").GetString()));
        using var stream = new MemoryStream(package, writable: false);
        var replay = PackageReplay.Run(stream, scene, ShippedRules.Pack);
        Assert.False(replay.Changed);
        Assert.Equal([true, false], replay.Now.Locked.Select(l => l.Rank is not null));
        Assert.Contains(replay.Sites, s => s.RankNow == replay.Now.Locked[0].Rank);
    }

    [Fact]
    public void One_changed_byte_in_any_file_is_found_and_the_file_named()
    {
        foreach (var name in Unpack(Package.Value).Keys)
        {
            var files = Unpack(Package.Value);
            files[name][files[name].Length / 2] ^= 1;
            var report = Verify(Pack(files));
            Assert.Equal("damaged", report.Verdict);
            Assert.Equal(name == "manifest.sha256" ? "manifest.json" : name, Assert.Single(report.Findings).File);
            Assert.Equal(name, Assert.Single(Verify(Pack(files.Where(f => f.Key != name))).Findings).File);
        }
    }

    [Fact]
    public void A_changed_byte_of_the_zip_itself_never_changes_what_is_verified()
    {
        var whole = Unpack(Package.Value);
        for (var at = 0; at < Package.Value.Length; at += Package.Value.Length / 40)
        {
            var bytes = (byte[])Package.Value.Clone();
            bytes[at] ^= 0x55;
            var report = Verify(bytes);
            if (report.Verdict == "damaged")
                Assert.NotEmpty(report.Findings);
            else
                Assert.All(Unpack(bytes), f => Assert.Equal(whole[f.Key], f.Value));
        }
    }

    [Fact]
    public void A_file_that_the_manifest_does_not_know_is_named()
    {
        var files = Unpack(Package.Value);
        files["data/more.geojson"] = [1];
        Assert.Equal("data/more.geojson", Assert.Single(Verify(Pack(files)).Findings).File);
        Assert.Equal("damaged", Verify([1, 2, 3]).Verdict);
    }

    [Fact]
    public void An_answer_that_the_data_do_not_give_differs_where_it_was_changed()
    {
        var files = Unpack(Package.Value);
        Replace(files, "result.json", "\"rank\":1,", "\"rank\":7,");
        var report = Verify(Pack(files));
        Assert.Equal("differs", report.Verdict);
        Assert.Equal("result.json#/sites/features/0/properties/rank", Assert.Single(report.Findings).File);
        files = Unpack(Package.Value);
        Replace(files, "request.json", "300", "299");
        report = Verify(Pack(files));
        Assert.Equal("differs", report.Verdict);
        Assert.Contains(report.Findings, f => f.File.StartsWith("result.json#/meta/", StringComparison.Ordinal) || f.File.StartsWith("result.json#/sites/", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_engine_is_told_apart_from_another_answer()
    {
        var files = Unpack(Package.Value);
        Replace(files, "result.json", SitingEngine.Version, "jining231.siting/0");
        var manifest = System.Text.Encoding.UTF8.GetString(files["manifest.json"]).Replace(SitingEngine.Version, "jining231.siting/0", StringComparison.Ordinal);
        Seal(files, manifest);
        var report = Verify(Pack(files));
        Assert.Equal(("engine-differs", "jining231.siting/0"), (report.Verdict, report.EngineOfPackage));
        Assert.Contains(report.Findings, f => f.File == "result.json#/meta/engine");
    }

    /// <summary>Packages of earlier engines stay; JINING_BLESS=1 adds the one of this engine if there is none.</summary>
    [Fact]
    public void Golden_packages_of_every_engine_are_whole_and_those_of_this_engine_recomputed_to_the_byte()
    {
        var name = SitingEngine.Version.Replace('/', '-') + ".zip";
        if (Environment.GetEnvironmentVariable("JINING_BLESS") == "1" && !File.Exists(Path.Combine(GoldenFolder, name)))
            File.WriteAllBytes(Path.Combine(GoldenFolder, name), Package.Value);
        var packages = Directory.GetFiles(GoldenFolder, "*.zip");
        Assert.Contains(packages, p => Path.GetFileName(p) == name);
        Assert.All(packages, path =>
        {
            var report = Verify(File.ReadAllBytes(path));
            if (report.EngineOfPackage == SitingEngine.Version)
                Assert.True(report.Verdict == "identical", string.Join('\n', report.Findings.Select(f => $"{f.File} {f.En}")));
            else
                Assert.Contains(report.Verdict, new[] { "identical", "engine-differs" });
        });
    }

    [Fact]
    public void A_replay_on_the_same_record_changes_nothing()
    {
        using var package = new MemoryStream(Package.Value, writable: false);
        var report = PackageReplay.Run(package, Near(ShippedScene.Scene), ShippedRules.Pack);
        Assert.False(report.Changed);
        Assert.Empty(report.Inputs);
        Assert.All(report.Sites, s => Assert.Equal(s.Rank, s.RankNow));
    }

    [Fact]
    public void A_replay_after_a_new_control_line_names_the_line_that_takes_the_site()
    {
        var scene = Near(ShippedScene.Scene);
        using var package = new MemoryStream(Package.Value, writable: false);
        using var result = JsonDocument.Parse(Unpack(Package.Value)["result.json"]);
        var first = result.RootElement.GetProperty("sites").GetProperty("features")[0];
        var plot = FeatureJsonReader.ReadGeometry(first.GetProperty("geometry"), "");
        var report = PackageReplay.Run(package, With(scene, "controls", "farmland", plot, ("kind", "permanent_farmland")), ShippedRules.Pack);
        Assert.True(report.Changed);
        Assert.Equal(["data/controls.geojson"], report.Inputs);
        var fallen = report.Sites[0];
        Assert.False(fallen.Stands);
        var reason = Assert.Single(fallen.Reasons, r => r.Code == "removed-by-rule");
        Assert.Contains(ShippedRules.Pack.FindRule("control:permanent_farmland")!.Zh, reason.Zh, StringComparison.Ordinal);
        Assert.Contains("亩", reason.Zh, StringComparison.Ordinal);
        Assert.True(report.Sites.Skip(1).All(s => s.Stands));
    }

    [Fact]
    public void A_damaged_package_is_not_replayed()
    {
        var files = Unpack(Package.Value);
        files["data/parks.geojson"][100] ^= 1;
        using var package = new MemoryStream(Pack(files), writable: false);
        var e = Assert.Throws<GeoProblemException>(() => PackageReplay.Run(package, ShippedScene.Scene, ShippedRules.Pack));
        Assert.Equal("data/parks.geojson", e.Problems[0].Field);
    }

    /// <summary>The scene with one feature more (EPSG:4490).</summary>
    private static LandScene With(LandScene scene, string layer, string id, Geometry geometry, params (string Field, object? Value)[] values)
    {
        var def = LayerCatalog.Get(layer);
        var row = new object?[def.Fields.Count];
        foreach (var (field, value) in values.Concat([("name", id), ("source", "test"), ("quality", "synthetic")]))
            row[def.IndexOf(field)] = value;
        return LandScene.From(
            LayerCatalog.All.SelectMany(l => scene[l.Name]).Append(SceneFeature.From(new FeatureRow(def, id, 1, Wkb.Write(geometry), row))),
            scene.Revisions, scene.At);
    }

    /// <summary>What lies within 3 km of one chemical park.</summary>
    private static LandScene Near(LandScene scene)
    {
        var park = scene["parks"].Single(p => p.Id == "park-c1-jinxiang").Plane!.EnvelopeInternal.Copy();
        park.ExpandBy(3000);
        return LandScene.From(
            LayerCatalog.All.SelectMany(l => l.Name == "parks" ? scene.Near("parks", park).Where(p => p.Id == "park-c1-jinxiang" || p.Row.Text("parent_id") is null) : scene.Near(l.Name, park)),
            scene.Revisions, scene.At);
    }

    private static byte[] Write(LandScene scene, string ask = Ask)
    {
        using var inputs = JsonDocument.Parse(ask);
        var result = SitingEngine.Run(scene, ShippedRules.Pack, SitingRequestParser.Parse(inputs.RootElement, ShippedRules.Pack));
        using var zip = new MemoryStream();
        DecisionPackage.Write(zip, scene, ShippedRules.Pack, inputs.RootElement, result);
        return zip.ToArray();
    }

    private static PackageReport Verify(byte[] package)
    {
        using var stream = new MemoryStream(package, writable: false);
        return PackageVerifier.Verify(stream);
    }

    private static SortedDictionary<string, byte[]> Unpack(byte[] package)
    {
        using var zip = new ZipArchive(new MemoryStream(package, writable: false));
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            files.Add(entry.FullName, bytes.ToArray());
        }

        return files;
    }

    private static byte[] Pack(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }

        return bytes.ToArray();
    }

    /// <summary>Changes a file and the hashes that go with it, as a forger would.</summary>
    private static void Replace(SortedDictionary<string, byte[]> files, string name, string old, string now)
    {
        var before = DecisionPackage.Sha256(files[name]);
        var text = System.Text.Encoding.UTF8.GetString(files[name]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        files[name] = System.Text.Encoding.UTF8.GetBytes(text.Replace(old, now, StringComparison.Ordinal));
        Seal(files, System.Text.Encoding.UTF8.GetString(files["manifest.json"]).Replace(before, DecisionPackage.Sha256(files[name]), StringComparison.Ordinal));
    }

    private static void Seal(SortedDictionary<string, byte[]> files, string manifest)
    {
        files["manifest.json"] = System.Text.Encoding.UTF8.GetBytes(manifest);
        files["manifest.sha256"] = System.Text.Encoding.ASCII.GetBytes(DecisionPackage.Sha256(files["manifest.json"]));
    }
}
