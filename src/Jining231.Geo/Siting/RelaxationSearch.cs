using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>
/// The smallest sets of rules without which a park has a plot. A set counts if the same search and the same proof, with exactly these
/// rules left out, give a plot; sets are tried by size, and one that contains a set found is not tried, so each is minimal by inclusion.
/// </summary>
internal sealed class RelaxationSearch(
    ParkLand land, LandScene scene, RulePack rules, LandUse use, NeedFinder needs, Geometry? within, PlotDemand demand, double areaM2)
{
    /// <summary>Largest number of rules in a set.</summary>
    public const int MostRules = LandFace.MostRules;

    private readonly IReadOnlyList<LandFace> _faces = land.Eligibility.Faces;

    /// <summary>The sets: fewer rules first, then those that can give way more easily, then the larger gain.</summary>
    public IReadOnlyList<Relaxation> Run()
    {
        var keys = Keys();
        if (!MayHold(Land(keys, any: true)))
            return [];
        var found = new List<string[]>();
        for (var size = 1; size <= Math.Min(MostRules, keys.Length); size++)
        {
            // Sets of one size do not contain each other: they are tried side by side.
            string[][] sets = [.. Subsets(keys, size).Where(set => !found.Any(f => f.All(set.Contains)))];
            found.AddRange(sets.AsParallel().AsOrdered().Where(Holds));
        }

        return
        [
            .. found.Select(Describe).OrderBy(r => r.Rules.Count).ThenBy(r => r.Rules.Max(x => Hardness(x.Basis)))
                .ThenByDescending(r => r.GainM2).ThenBy(r => string.Join(' ', r.Rules.Select(x => x.Rule)), StringComparer.Ordinal),
        ];
    }

    /// <summary>Everything that takes land here, ordered by key.</summary>
    private string[] Keys() =>
    [
        .. _faces.SelectMany(f => f.Rules).Concat(_faces.Any(f => f.Unknown) ? [RelaxedRule.Unsurveyed] : Array.Empty<string>())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private IEnumerable<LandFace> Faces(string[] set, bool any = false) => any
        ? _faces
        : _faces.Where(f => f.Rules.All(set.Contains) && (!f.Unknown || set.Contains(RelaxedRule.Unsurveyed)));

    private OpenedLand Land(string[] set, bool any = false)
    {
        return within is null ? land.Relaxed(any ? "*" : string.Join(' ', set), Make) : Make();

        OpenedLand Make() => OpenedLand.Of(Faces(set, any), within);
    }

    /// <summary>False if no plot of the width and area can lie in the land, whatever its place.</summary>
    private bool MayHold(OpenedLand open) =>
        open.LargestM2 >= demand.AreaM2 && open.WideM2(demand.MinWidthM) >= BlockSearch.CoreShare * demand.AreaM2;

    private bool Holds(string[] set)
    {
        var open = Land(set);
        if (!MayHold(open))
            return false;
        var room = open.Room(demand.AreaM2);
        if (needs.OutOfReach(room).Count > 0)
            return false;
        var proof = new PlotProof(land.Park.Plane!, room, new PlotRules(scene, rules.Relaxed(set), use), areaM2);
        return PlotSearch.Find(room, land.Axes, demand, p => needs.FirstUnmet(p) is null)
            .Select(c => PlotOutline.OnGrid(c.Plane)).OfType<PlotOutline>()
            .Any(o => proof.Prove(o) is not null && needs.FirstUnmet(o.Plane) is null);
    }

    private Relaxation Describe(string[] set) => new(
        [.. set.Select(k => new RelaxedRule(k, Basis(k), Units.RoundM2(Gain([k]))))],
        Units.RoundM2(Gain(set)), Units.RoundM2(Land(set).LargestM2));

    private double Gain(string[] set) => Faces(set).Where(f => f.Rules.Count > 0 || f.Unknown).Sum(f => f.AreaM2);

    private string Basis(string key) => key == RelaxedRule.Unsurveyed ? "survey" : rules.FindRule(key)?.Basis ?? "law";

    private static int Hardness(string basis) => Array.IndexOf(["preference", "survey", "plan", "standard", "law"], basis);

    private static IEnumerable<string[]> Subsets(string[] keys, int size, int from = 0)
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
}
