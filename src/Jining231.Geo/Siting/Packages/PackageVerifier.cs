using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Siting.Packages;

/// <summary>What a verification found.</summary>
/// <param name="Verdict"><c>identical</c>, <c>damaged</c> (a file is not what it was), <c>differs</c> (same engine, another answer) or <c>engine-differs</c> (another engine version, another answer).</param>
/// <param name="EngineOfPackage">Engine that made the package; empty if that cannot be read.</param>
/// <param name="Engine">Engine that recomputed it.</param>
/// <param name="Findings">What is wrong, by file.</param>
public sealed record PackageReport(string Verdict, string EngineOfPackage, string Engine, IReadOnlyList<PackageFinding> Findings);

/// <summary>One thing that is wrong.</summary>
/// <param name="File">File in the package, with a JSON pointer after <c>#</c> where there is one.</param>
/// <param name="Zh">What, Chinese.</param>
/// <param name="En">What, English.</param>
public sealed record PackageFinding(string File, string Zh, string En);

/// <summary>Checks a decision package offline: hashes first, then the whole answer again from the data inside.</summary>
public static class PackageVerifier
{
    private const int MostFindings = 20;

    /// <summary>Largest content that is unpacked, bytes.</summary>
    private const long MostBytes = 2_000_000_000;

    /// <summary>Verifies a package (a seekable stream).</summary>
    public static PackageReport Verify(Stream package, CancellationToken cancellationToken = default)
    {
        var (files, damage) = Open(package);
        if (damage is not null)
            return damage;
        using var content = new PackageContent(files);
        try
        {
            return Recompute(files, content, cancellationToken);
        }
        catch (GeoProblemException e)
        {
            return Report(
                content.Engine == SitingEngine.Version ? "differs" : "engine-differs", content.Engine,
                [.. e.Problems.Take(MostFindings).Select(p => new PackageFinding(p.Field ?? DecisionPackage.Request, p.MessageZh, p.MessageEn))]);
        }
    }

    /// <summary>Unpacks a package and checks every hash; the report is null if nothing is damaged.</summary>
    internal static (Dictionary<string, byte[]> Files, PackageReport? Damage) Open(Stream package)
    {
        ArgumentNullException.ThrowIfNull(package);
        var findings = new List<PackageFinding>();
        var files = Unpack(package, findings);
        if (findings.Count == 0)
            CheckManifest(files, findings);
        if (findings.Count > 0)
            return (files, Report("damaged", "", findings));
        using var content = new PackageContent(files);
        CheckHashes(files, content, findings);
        return (files, findings.Count > 0 ? Report("damaged", content.Engine, findings) : null);
    }

    private static PackageReport Recompute(Dictionary<string, byte[]> files, PackageContent content, CancellationToken cancellationToken)
    {
        var rules = content.Rules();
        if (rules.Hash != content.RulesHash)
            return Report("damaged", content.Engine, [new($"{DecisionPackage.Manifest}#/rules", "规则摘要不符。", "The digest of the rules does not agree.")]);
        using var inputs = content.Inputs();
        var result = SitingEngine.Run(
            content.Scene(), rules, SitingRequestParser.Parse(inputs.RootElement, rules), cancellationToken: cancellationToken);
        var bytes = SitingResultJson.ToBytes(result);
        if (bytes.AsSpan().SequenceEqual(files[DecisionPackage.Result]))
            return Report("identical", content.Engine, []);
        using var old = content.Result();
        using var now = JsonDocument.Parse(bytes);
        return Report(
            content.Engine == SitingEngine.Version ? "differs" : "engine-differs", content.Engine,
            [.. Differences(old.RootElement, now.RootElement, "").Take(MostFindings)]);
    }

    private static PackageReport Report(string verdict, string engine, IReadOnlyList<PackageFinding> findings) =>
        new(verdict, engine, SitingEngine.Version, findings);

    private static Dictionary<string, byte[]> Unpack(Stream package, List<PackageFinding> findings)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            using var zip = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
            var left = MostBytes;
            foreach (var entry in zip.Entries)
            {
                left -= entry.Length;
                if (left < 0 || Read(entry) is not { } bytes || !files.TryAdd(entry.FullName, bytes))
                    findings.Add(new(entry.FullName, "文件损坏，无法读取。", "The file is damaged and cannot be read."));
            }
        }
        catch (InvalidDataException)
        {
            findings.Add(new("", "不是完整的 zip 文件。", "This is no whole zip file."));
        }

        return files;
    }

    private static byte[]? Read(ZipArchiveEntry entry)
    {
        try
        {
            using var stream = entry.Open();
            var bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            return stream.ReadByte() < 0 ? bytes : null;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    private static void CheckManifest(Dictionary<string, byte[]> files, List<PackageFinding> findings)
    {
        foreach (var name in new[] { DecisionPackage.Manifest, DecisionPackage.ManifestHash })
            if (!files.ContainsKey(name))
                findings.Add(Missing(name));
        if (findings.Count == 0 && Encoding.ASCII.GetString(files[DecisionPackage.ManifestHash]) != DecisionPackage.Sha256(files[DecisionPackage.Manifest]))
            findings.Add(Changed(DecisionPackage.Manifest));
    }

    private static void CheckHashes(Dictionary<string, byte[]> files, PackageContent content, List<PackageFinding> findings)
    {
        if (content.Format != DecisionPackage.Format)
            findings.Add(new($"{DecisionPackage.Manifest}#/format", "不认识此格式。", "This format is not known."));
        var hashes = content.Hashes;
        foreach (var (name, hash) in hashes.OrderBy(h => h.Key, StringComparer.Ordinal))
            if (!files.TryGetValue(name, out var bytes))
                findings.Add(Missing(name));
            else if (DecisionPackage.Sha256(bytes) != hash)
                findings.Add(Changed(name));
        foreach (var name in files.Keys.Except([.. hashes.Keys, DecisionPackage.Manifest, DecisionPackage.ManifestHash]).Order(StringComparer.Ordinal))
            findings.Add(new(name, "清单中没有该文件。", "The manifest does not know this file."));
    }

    private static PackageFinding Missing(string name) => new(name, "缺少该文件。", "The file is missing.");

    private static PackageFinding Changed(string name) => new(name, "SHA-256 不符：文件已被改动。", "The SHA-256 does not agree: the file was changed.");

    private static IEnumerable<PackageFinding> Differences(JsonElement old, JsonElement now, string pointer)
    {
        if (old.ValueKind != now.ValueKind)
            return [Differs(pointer, old, now)];
        return old.ValueKind switch
        {
            JsonValueKind.Object => old.EnumerateObject().Select(p => p.Name).Union(now.EnumerateObject().Select(p => p.Name)).SelectMany(name =>
                Pair(old.TryGetProperty(name, out var a) ? a : null, now.TryGetProperty(name, out var b) ? b : null, $"{pointer}/{name}")),
            JsonValueKind.Array => Enumerable.Range(0, Math.Max(old.GetArrayLength(), now.GetArrayLength())).SelectMany(i =>
                Pair(i < old.GetArrayLength() ? old[i] : null, i < now.GetArrayLength() ? now[i] : null, $"{pointer}/{i}")),
            _ => old.GetRawText() == now.GetRawText() ? [] : [Differs(pointer, old, now)],
        };
    }

    private static IEnumerable<PackageFinding> Pair(JsonElement? old, JsonElement? now, string pointer) =>
        old is { } a && now is { } b ? Differences(a, b, pointer) : [Differs(pointer, old, now)];

    private static PackageFinding Differs(string pointer, JsonElement? old, JsonElement? now)
    {
        return new($"{DecisionPackage.Result}#{pointer}", $"原为 {Short(old)}，现为 {Short(now)}。", $"It was {Short(old)} and is {Short(now)} now.");

        static string Short(JsonElement? value) => value?.GetRawText() is { } text ? text.Length <= 60 ? text : text[..60] + "…" : "–";
    }
}
