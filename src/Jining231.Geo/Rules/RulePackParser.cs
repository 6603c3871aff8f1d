using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Rules;

/// <summary>Reads the files of a rule pack strictly and joins them.</summary>
internal static class RulePackParser
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static IReadOnlyList<string> FileNames { get; } =
    [
        "industries.json", "land.json", "profiles.json", "scoring.json", "setbacks.json", "solar.json", "targets.json",
    ];

    public static RulePack Parse(IReadOnlyDictionary<string, Stream> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var name in files.Keys.Order(StringComparer.Ordinal))
            if (!FileNames.Contains(name, StringComparer.Ordinal))
                throw RuleNode.At(name, "", "不是规则文件。", "is not a rule file.", [.. FileNames]);
        var documents = new Dictionary<string, JsonDocument>(StringComparer.Ordinal);
        try
        {
            foreach (var name in FileNames)
                documents[name] = Open(name, files);
            return Join(documents);
        }
        finally
        {
            foreach (var document in documents.Values)
                document.Dispose();
        }
    }

    private static JsonDocument Open(string name, IReadOnlyDictionary<string, Stream> files)
    {
        if (!files.TryGetValue(name, out var stream))
            throw RuleNode.At(name, "", "缺少该文件。", "the file is missing.");
        try
        {
            return JsonDocument.Parse(stream, Strict);
        }
        catch (JsonException e)
        {
            throw RuleNode.At(name, "", $"不是有效的 JSON（第 {e.LineNumber + 1} 行）。", $"no valid JSON (line {e.LineNumber + 1}).");
        }
    }

    private static RulePack Join(Dictionary<string, JsonDocument> documents)
    {
        var setbacks = Read(documents, "setbacks.json", n => n["setbacks"].Objects(RuleReaders.Setback));
        var (industries, links) = Read(documents, "industries.json", n => (
            n["industries"].Objects(RuleReaders.Industry), n.Optional("links")?.Objects(RuleReaders.Link) ?? []));
        var land = Read(documents, "land.json", n => (
            Parcels: n["parcels"].Objects(RuleReaders.Parcel),
            Reserves: n["reserves"].Objects(RuleReaders.Reserve),
            Widths: n["widths"].Objects(RuleReaders.Width),
            Hold: n["hold"].Object(RuleReaders.Hold)));
        var scoring = Read(documents, "scoring.json", n => (
            Criteria: n["criteria"].Objects(RuleReaders.Criterion), Needs: n["needs"].Objects(RuleReaders.Need)));
        var profiles = Read(documents, "profiles.json", n => n["profiles"].Objects(RuleReaders.Profile));
        var solar = Read(documents, "solar.json", SolarReaders.Solar);
        var targets = Read(documents, "targets.json", n => n["targets"].Objects(SolarReaders.Target));

        Unique("industries.json", "/industries", industries, i => i.Key);
        Unique("industries.json", "/links", links, l => (l.Supplier, l.Customer));
        for (var i = 0; i < links.Count; i++)
            foreach (var (name, key) in new[] { ("supplier", links[i].Supplier), ("customer", links[i].Customer) })
                if (industries.All(x => x.Key != key))
                    throw RuleNode.At(
                        "industries.json", FormattableString.Invariant($"/links/{i}/{name}"), $"没有产业“{key}”。", $"there is no industry '{key}'.", [.. industries.Select(x => x.Key)]);
        Unique("land.json", "/parcels", land.Parcels, p => p.Status);
        Complete("land.json", "/parcels", Codelists.ParcelStatus, land.Parcels.Select(p => p.Status));
        Unique("land.json", "/reserves", land.Reserves, r => r.Key);
        Unique("land.json", "/widths", land.Widths, w => w.Chemical);
        Unique("scoring.json", "/criteria", scoring.Criteria, c => c.Key);
        Unique("scoring.json", "/needs", scoring.Needs, c => c.Key);
        Unique("profiles.json", "/profiles", profiles, p => p.ParkKind);
        Complete("profiles.json", "/profiles", Codelists.ParkKind, profiles.Select(p => p.ParkKind));
        Unique("targets.json", "/targets", targets, t => t.Id);
        if (targets.All(t => t.Id != solar.TargetId))
            throw RuleNode.At("solar.json", "/target", $"没有目标“{solar.TargetId}”。", $"there is no target '{solar.TargetId}'.");
        RuleText[] rules =
        [
            .. setbacks.Select(s => new RuleText(s.Key, s.TitleZh, s.TitleEn, s.Basis, s.Evidence, s.MetresByHazard)),
            .. land.Parcels.Where(p => p.Occupied).Select(p => new RuleText(p.Key, p.TitleZh, p.TitleEn, p.Basis, p.Evidence, null)),
            .. land.Reserves.Select(r => new RuleText(r.Key, r.TitleZh, r.TitleEn, r.Basis, r.Evidence, null)),
            new(solar.Settlement.Key, solar.Settlement.TitleZh, solar.Settlement.TitleEn, solar.Settlement.Basis, solar.Settlement.Evidence, null),
        ];
        Unique("setbacks.json", "/setbacks", rules, r => r.Key);
        for (var i = 0; i < setbacks.Count; i++)
            if (setbacks[i].Opens.FirstOrDefault(k => !setbacks.Any(s => s.Key == k && s.Removes)) is { } unknown)
                throw RuleNode.At(
                    "setbacks.json", FormattableString.Invariant($"/setbacks/{i}/opens"), $"没有禁止规则“{unknown}”。", $"there is no prohibition '{unknown}'.",
                    [.. setbacks.Where(s => s.Removes).Select(s => s.Key)]);
        return new RulePack
        {
            Hash = CanonicalJson.Digest(w => WriteAll(w, documents)),
            Files = new SortedDictionary<string, byte[]>(
                documents.ToDictionary(d => d.Key, d => CanonicalJson.Write(d.Value.RootElement)), StringComparer.Ordinal),
            Setbacks = setbacks,
            Industries = industries,
            Links = links,
            Parcels = land.Parcels,
            Reserves = land.Reserves,
            Widths = land.Widths,
            Hold = land.Hold,
            Scoring = new ScoringRules(scoring.Criteria),
            NeedKinds = scoring.Needs,
            Profiles = profiles,
            Solar = solar,
            Targets = targets,
            Rules = rules,
        };
    }

    /// <summary>Reads one file; version and notes are for people.</summary>
    private static T Read<T>(Dictionary<string, JsonDocument> documents, string file, Func<RuleNode, T> read) =>
        new RuleNode(file, "", documents[file].RootElement).Object(n =>
        {
            n["$schema"].Text();
            n["version"].Text();
            n["noteZh"].Text();
            n["noteEn"].Text();
            return read(n);
        });

    private static void Unique<T, TKey>(string file, string pointer, IReadOnlyList<T> items, Func<T, TKey> key)
        where TKey : notnull
    {
        var seen = new HashSet<TKey>();
        foreach (var item in items)
            if (!seen.Add(key(item)))
                throw RuleNode.At(file, pointer, $"“{key(item)}”出现两次。", $"'{key(item)}' is given twice.");
    }

    private static void Complete(string file, string pointer, Codelist list, IEnumerable<string> given)
    {
        var missing = list.Codes.Select(c => c.Value).Except(given, StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
            throw RuleNode.At(file, pointer, $"缺少：{string.Join("、", missing)}。", $"missing: {string.Join(", ", missing)}.");
    }

    private static void WriteAll(Utf8JsonWriter writer, Dictionary<string, JsonDocument> documents)
    {
        writer.WriteStartObject();
        foreach (var name in FileNames)
        {
            writer.WritePropertyName(name);
            documents[name].WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
