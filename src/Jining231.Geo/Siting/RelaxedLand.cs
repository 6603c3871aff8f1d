using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>The land of a park as it would be if some rules took nothing: faces of one noding, joined anew for each set of rules.</summary>
internal sealed class RelaxedLand(ParkLand land, RulePack rules)
{
    private readonly IReadOnlyList<LandFace> _faces = land.Eligibility.Faces;
    private readonly HashSet<string> _spanning = rules.Setbacks.Where(r => r.Spans).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>Everything that takes land here, ordered by key.</summary>
    public string[] Keys => field ??=
    [
        .. _faces.SelectMany(f => f.Rules).Concat(_faces.Any(f => f.Unknown) ? [RelaxedRule.Unsurveyed] : Array.Empty<string>())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    /// <summary>The faces that are free, or come free, without the rules of a set.</summary>
    public IEnumerable<LandFace> Faces(string[] set) =>
        _faces.Where(f => f.Rules.All(set.Contains) && (!f.Unknown || set.Contains(RelaxedRule.Unsurveyed)));

    /// <summary>True if strips that may lie in a plot take land here.</summary>
    public bool AnyStrip => _spanning.Count > 0 && _faces.Any(f => f.Rules.Any(_spanning.Contains));

    /// <summary>The faces of a set, and those that nothing else takes but strips that may lie in a plot.</summary>
    public IEnumerable<LandFace> FacesAcross(string[] set) => _faces.Where(f => f.Rules.Count <= LandFace.MostRules
        && f.Rules.All(r => set.Contains(r) || _spanning.Contains(r)) && (!f.Unknown || set.Contains(RelaxedRule.Unsurveyed)));

    /// <summary>Their land; empty where it is smaller than <paramref name="leastM2"/>.</summary>
    public static Geometry Join(IEnumerable<LandFace> faces, double leastM2)
    {
        var list = faces.ToList();
        return list.Sum(f => f.AreaM2) < leastM2 ? GeoFactory.Plane.CreatePolygon() : LandFace.Join(list);
    }

    /// <summary>Every face of the park.</summary>
    public IEnumerable<LandFace> All => _faces;

    /// <summary>Land that comes free without the rules, m², not rounded.</summary>
    public double Gain(string[] set) => Faces(set).Where(f => f.Rules.Count > 0 || f.Unknown).Sum(f => f.AreaM2);

    /// <summary>The set in words and numbers; <paramref name="largestM2"/> is the largest block then, m².</summary>
    public Relaxation Describe(string[] set, double largestM2) => new(
        [.. set.Select(k => new RelaxedRule(k, Basis(k), Units.RoundM2(Gain([k]))))], Units.RoundM2(Gain(set)), Units.RoundM2(largestM2));

    /// <summary>Fewer rules first, then those that can give way more easily, then the larger gain.</summary>
    public static IOrderedEnumerable<T> InOrder<T>(IEnumerable<T> found, Func<T, Relaxation> of) => found
        .OrderBy(r => of(r).Rules.Count).ThenBy(r => of(r).Rules.Max(x => Hardness(x.Basis)))
        .ThenByDescending(r => of(r).GainM2).ThenBy(r => string.Join(' ', of(r).Rules.Select(x => x.Rule)), StringComparer.Ordinal);

    /// <summary>The sets that hold and are minimal by inclusion: tried by size, none that contains a set found.</summary>
    /// <param name="ofSize">The sets of a size that are worth trying.</param>
    /// <param name="holding">Those that hold, in their order; sets of one size do not contain each other, so that they may be tried side by side.</param>
    public List<string[]> Smallest(Func<int, IEnumerable<string[]>> ofSize, Func<string[][], IEnumerable<string[]>> holding)
    {
        var found = new List<string[]>();
        for (var size = 1; size <= Math.Min(LandFace.MostRules, Keys.Length); size++)
            found.AddRange(holding([.. ofSize(size).Where(set => !found.Any(f => f.All(set.Contains)))]));
        return found;
    }

    /// <summary>True for rules whose strips may lie in a plot.</summary>
    public bool Spans(string rule) => _spanning.Contains(rule);

    /// <summary>All sets of a size, in the order of the keys.</summary>
    public static IEnumerable<string[]> Subsets(string[] keys, int size, int from = 0)
    {
        if (size == 0)
        {
            yield return [];
            yield break;
        }

        for (var i = from; i <= keys.Length - size; i++)
            foreach (var rest in Subsets(keys, size - 1, i + 1))
                yield return [keys[i], .. rest];
    }

    private string Basis(string key) => key == RelaxedRule.Unsurveyed ? "survey" : rules.FindRule(key)?.Basis ?? "law";

    private static int Hardness(string basis) => Array.IndexOf(["preference", "survey", "plan", "standard", "law"], basis);
}
