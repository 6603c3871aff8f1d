using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting.Corridors;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>
/// The smallest sets of rules without which a park has a plot. A set counts if the same search and the same proof, with exactly these
/// rules left out, give a plot; sets are tried by size, and one that contains a set found is not tried, so each is minimal by inclusion.
/// </summary>
internal sealed class RelaxationSearch(
    ParkLand land, LandScene scene, RulePack rules, LandUse use, NeedFinder needs, Geometry? within, PlotDemand demand, double areaM2)
{
    private readonly RelaxedLand _relaxed = new(land, rules);

    /// <summary>The sets: fewer rules first, then those that can give way more easily, then the larger gain.</summary>
    public IReadOnlyList<Relaxation> Run()
    {
        if (!MayHold(Opened(_relaxed.Keys)))
            return [];
        var found = _relaxed.Smallest(size => RelaxedLand.Subsets(_relaxed.Keys, size), Holding);
        return [.. RelaxedLand.InOrder(found.Select(s => _relaxed.Describe(s, Opened(s).LargestM2)), r => r)];
    }

    private OpenedLand Across(string[] set) => Opened("+ " + string.Join(' ', set), _relaxed.FacesAcross(set));

    private OpenedLand Opened(string[] set) => Opened(string.Join(' ', set), _relaxed.Faces(set));

    private OpenedLand Opened(string name, IEnumerable<LandFace> faces)
    {
        return within is null ? land.Relaxed(name, Make) : Make();

        OpenedLand Make() => OpenedLand.Of(faces, within);
    }

    /// <summary>False if no plot of the width and area can lie in the land, whatever its place.</summary>
    private bool MayHold(OpenedLand open) => open.LargestM2 >= demand.AreaM2
        && !(open.Bound.ExcludesBlocks(demand.MinWidthM, demand.AreaM2) && demand.Shapes().All(s => land.Axes.All(a => open.Bound.ExcludesRectangle(s.WidthM, s.LengthM, a))));

    /// <summary>Side by side in this thread and in those that are free: one that only waits would be missed by the other parks.</summary>
    private IEnumerable<string[]> Holding(string[][] sets)
    {
        var holds = new bool[sets.Length];
        Parallel.For(0, sets.Length, i => holds[i] = Holds(sets[i]));
        return sets.Where((_, i) => holds[i]);
    }

    private bool Holds(string[] set) => Holds(set, Opened(set), across: false) || _relaxed.AnyStrip && Holds(set, Across(set), across: true);

    private bool Holds(string[] set, OpenedLand open, bool across)
    {
        if (!MayHold(open))
            return false;
        var room = open.Room(demand.AreaM2);
        if (needs.OutOfReach(room).Count > 0)
            return false;
        var plotRules = new PlotRules(scene, rules.Relaxed(set), use);
        var proof = new PlotProof(land.Park.Plane!, room, plotRules, areaM2, across);
        return across
            ? AcrossSearch.Find(room, land.Axes, demand, plotRules, Accept).Any(Proved)
            : PlotSearch.Any(room, land.Axes, demand, Accept, open.Bound, Proved);

        bool Proved(PlotCandidate found) => PlotOutline.OnGrid(found.Plane) is { } o && proof.Prove(o) is not null && needs.FirstUnmet(o.Plane) is null;

        bool Accept(Polygon plot) => needs.FirstUnmet(plot) is null;
    }
}
