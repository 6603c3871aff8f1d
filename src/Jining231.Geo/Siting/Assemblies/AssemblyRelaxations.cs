using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting.Corridors;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Jining231.Geo.Siting.Assemblies;

/// <summary>
/// The smallest sets of rules without which vacant parcels of a park make a plot: the search and the proof of assemblies with exactly these
/// rules left out. Each set is minimal by inclusion. A parcel is taken whole, so a set is worth trying only if some parcels need just its rules.
/// </summary>
internal sealed class AssemblyRelaxations(
    ParkLand land, LandScene scene, RulePack rules, LandUse use, NeedFinder needs, Geometry? within, PlotDemand demand, double areaM2)
{
    private readonly RelaxedLand _relaxed = new(land, rules);

    /// <summary>The sets: fewer rules first, then those that can give way more easily, then the larger gain.</summary>
    public IReadOnlyList<Relaxation> Run()
    {
        var vacant = new PlotRules(scene, rules, use).Vacant(land.Park.Plane!).ToList();
        var wanting = Wanting(vacant);
        var found = _relaxed.Smallest(size => Sets(wanting, size), sets => sets.Where(s => Holds(s, vacant)));
        return [.. RelaxedLand.InOrder(found.Select(s => _relaxed.Describe(s, Open(s).LargestM2)), r => r)];
    }

    /// <summary>The first few ways out in words, or that there is none.</summary>
    public static IEnumerable<Reason> Reasons(IReadOnlyList<Relaxation> sets, RulePack rules) =>
        sets.Count == 0 ? [ReasonTexts.NoAssemblyRelaxation(LandFace.MostRules)] : ParkReasons.Relaxations(sets, rules);

    /// <summary>
    /// For each parcel that lies in the park and in the scope what takes some of it, ordered by key; a parcel of which land outside is part, or
    /// that more rules take than a set holds, is not among them.
    /// </summary>
    private List<(string[] Keys, double AreaM2)> Wanting(List<SceneFeature> vacant)
    {
        var faces = new STRtree<(LandFace Face, Geometry Plane)>();
        foreach (var (face, piece) in _relaxed.All.SelectMany(f => Polygons.Parts(LandFace.Join([f])).Select(p => (f, p))))
            faces.Insert(piece.EnvelopeInternal, (face, piece));
        var wanting = new List<(string[], double)>();
        foreach (var plane in vacant.Select(v => v.Plane!))
        {
            if (Overlay.Difference(plane, land.Park.Plane!).Area > Overlay.ToleranceM2 || within is not null && Overlay.Difference(plane, within).Area > Overlay.ToleranceM2)
                continue;
            var keys = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var (face, _) in faces.Query(plane.EnvelopeInternal).Where(f => Overlay.Intersection(plane, f.Plane).Area > Overlay.ToleranceM2))
            {
                keys.UnionWith(face.Rules.Where(r => !_relaxed.Spans(r)));
                if (face.Unknown)
                    keys.Add(RelaxedRule.Unsurveyed);
            }

            if (keys.Count <= LandFace.MostRules)
                wanting.Add(([.. keys], plane.Area));
        }

        return wanting;
    }

    /// <summary>Sets of a size that admit land enough, and whose every rule some admitted parcel needs: any other has a part that admits the same.</summary>
    private IEnumerable<string[]> Sets(List<(string[] Keys, double AreaM2)> wanting, int size)
    {
        string[] keys = [.. wanting.SelectMany(w => w.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var set in RelaxedLand.Subsets(keys, size))
        {
            var admitted = wanting.Where(w => w.Keys.All(set.Contains)).ToList();
            if (admitted.Sum(w => w.AreaM2) >= demand.AreaM2 && set.All(k => admitted.Any(w => w.Keys.Contains(k))))
                yield return set;
        }
    }

    private OpenedLand Open(string[] set) => OpenedLand.Of(_relaxed.AnyStrip ? _relaxed.FacesAcross(set) : _relaxed.Faces(set), within);

    private bool Holds(string[] set, List<SceneFeature> vacant)
    {
        var room = Open(set).Room(demand.AreaM2);
        if (room.IsEmpty || needs.OutOfReach(room).Count > 0)
            return false;
        var plotRules = new PlotRules(scene, rules.Relaxed(set), use);
        return new AssemblySearch(demand, needs, Prove).Run(room, vacant, p => StripLand.CountedIn(p, plotRules)).Plots.Count > 0;

        // The parcels lie in the land to the tolerance, and their edges may be its own: what is proved is the rest.
        ProvedPlot? Prove(PlotOutline outline) => needs.FirstUnmet(outline.Plane) is null
            && new PlotProof(land.Park.Plane!, outline.Plane, plotRules, areaM2, across: true).Prove(outline) is { } clearances
                ? new ProvedPlot(new PlotCandidate("assembly", outline.Plane, 1, 1, 0), outline, clearances, [])
                : null;
    }
}
