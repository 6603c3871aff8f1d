using Jining231.Geo.Layers;

namespace Jining231.Geo.Rules;

/// <summary>All rules in force for one run: read once at the edge, immutable, the same for every engine.</summary>
/// <remarks>Distances are screening distances; they do not replace an assessment by GB/T 37243.</remarks>
public sealed record RulePack
{
    /// <summary>SHA-256 (hex) of the canonical content of all files.</summary>
    public required string Hash { get; init; }

    /// <summary>Canonical bytes (RFC 8785) of every file, by name: read again, they give the same pack and hash.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);

    /// <summary>Distances to control lines, sensitive places and transport corridors, in file order.</summary>
    public required IReadOnlyList<SetbackRule> Setbacks { get; init; }

    /// <summary>The industries a project can name, in file order.</summary>
    public required IReadOnlyList<Industry> Industries { get; init; }

    /// <summary>Which industry supplies which, in file order; none where the file has no links.</summary>
    public IReadOnlyList<IndustryLink> Links { get; init; } = [];

    /// <summary>What a parcel's supply status means for a new project.</summary>
    public required IReadOnlyList<ParcelRule> Parcels { get; init; }

    /// <summary>What live reserves mean for a new project.</summary>
    public required IReadOnlyList<ReserveRule> Reserves { get; init; }

    /// <summary>Smallest widths and largest aspect ratios of a plot.</summary>
    public required IReadOnlyList<WidthRule> Widths { get; init; }

    /// <summary>Terms of a hold in the reserve account.</summary>
    public required HoldRule Hold { get; init; }

    /// <summary>Criteria by which plots are scored.</summary>
    public required ScoringRules Scoring { get; init; }

    /// <summary>What a project can ask to be near to.</summary>
    public required IReadOnlyList<NeedKind> NeedKinds { get; init; }

    /// <summary>What each kind of park takes in.</summary>
    public required IReadOnlyList<ParkProfile> Profiles { get; init; }

    /// <summary>Photovoltaics on subsided land.</summary>
    public required SolarRules Solar { get; init; }

    /// <summary>Targets T1–T9 of the 2020 policy.</summary>
    public required IReadOnlyList<TargetRule> Targets { get; init; }

    /// <summary>Every rule that can remove land, with its words; keys are unique.</summary>
    public required IReadOnlyList<RuleText> Rules { get; init; }

    /// <summary>Statuses of parcels that no new project may use.</summary>
    public IReadOnlySet<string> OccupiedStatuses =>
        Parcels.Where(p => p.Occupied).Select(p => p.Status).ToHashSet(StringComparer.Ordinal);

    /// <summary>The industry of that key, or null.</summary>
    public Industry? FindIndustry(string key) => Industries.FirstOrDefault(i => i.Key == key);

    /// <summary>The need of that key, or null.</summary>
    public NeedKind? FindNeed(string key) => NeedKinds.FirstOrDefault(n => n.Key == key);

    /// <summary>The profile of that kind of park, or null.</summary>
    public ParkProfile? FindProfile(string parkKind) => Profiles.FirstOrDefault(p => p.ParkKind == parkKind);

    /// <summary>Hazard class that a kind of park is judged for where none is asked for: that of its profile, else the highest.</summary>
    public string DefaultHazard(string parkKind) => FindProfile(parkKind)?.DefaultHazard ?? Codelists.Hazard.Codes[^1].Value;

    /// <summary>The words of the rule of that key, or null.</summary>
    public RuleText? FindRule(string key) => Rules.FirstOrDefault(r => r.Key == key);

    /// <summary>Distance and verdict rules that apply to a use (<c>build</c> or <c>pv</c>), in file order.</summary>
    public IEnumerable<SetbackRule> SetbacksFor(string use) => Setbacks.Where(s => s.Uses.Contains(use));

    /// <summary>The same pack as if the rules of these keys took nothing; its hash stays that of the pack it comes from.</summary>
    internal RulePack Relaxed(IReadOnlyCollection<string> keys) => this with
    {
        Setbacks = [.. Setbacks.Where(r => !keys.Contains(r.Key))],
        Parcels = [.. Parcels.Where(r => !keys.Contains(r.Key))],
        Reserves = [.. Reserves.Where(r => !keys.Contains(r.Key))],
    };

    /// <summary>The same pack with other distances (m, whatever the hazard class) for the rules of these keys; its hash stays that of the pack it comes from.</summary>
    internal RulePack WithDistances(IReadOnlyDictionary<string, double> metres) => metres.Count == 0 ? this : this with
    {
        Setbacks = [.. Setbacks.Select(r => metres.TryGetValue(r.Key, out var m) ? r with { MetresByHazard = new HazardMetres(m, m, m, m) } : r)],
    };

    /// <summary>
    /// Reads a pack from its files, keyed by file name (<c>setbacks.json</c> …). Anything missing, unknown or out of range raises
    /// <see cref="GeoProblemException"/> (InvalidRules) whose field is <c>file#/json/pointer</c>.
    /// </summary>
    public static RulePack Parse(IReadOnlyDictionary<string, Stream> files) => RulePackParser.Parse(files);

    /// <summary>Names of the files that make a pack, in ordinal order.</summary>
    public static IReadOnlyList<string> FileNames => RulePackParser.FileNames;
}
