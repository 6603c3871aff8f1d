using Jining231.Geo.Eligibility;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting.Assemblies;

/// <summary>The parcels of a plot.</summary>
/// <param name="Parcels">In id order.</param>
/// <param name="Owners">Number of owners; see <see cref="VacantParcels"/>.</param>
/// <param name="Proven">As in <see cref="SiteAssembly"/>.</param>
internal sealed record Assembly(IReadOnlyList<SceneFeature> Parcels, int Owners, bool? Proven);

/// <summary>What a park has: plots, or why there is none.</summary>
internal sealed record AssemblyFindings(IReadOnlyList<ProvedPlot> Plots, Reason? Why);

/// <summary>Puts vacant parcels of one park together and proves each outline.</summary>
/// <param name="demand">What the plot has to be.</param>
/// <param name="needs">What must be near.</param>
/// <param name="prove">Proves an outline; null if it fails.</param>
internal sealed class AssemblySearch(PlotDemand demand, NeedFinder needs, Func<PlotOutline, ProvedPlot?> prove)
{
    private const int MostPlots = 8;
    private const int MostPerComponent = 3;
    private const int MostRefused = 20;

    /// <summary>A parcel drawn to the very aspect asked for is not refused for the rounding of its vertices.</summary>
    private const double AspectSlackM = 0.001;

    /// <summary>Searches the land (EPSG:4548) for assemblies of the vacant parcels; fewest owners first, then the shortest outline.</summary>
    /// <param name="room">Land that the parcels must lie in, strips that may lie in a plot included.</param>
    /// <param name="vacant">The parcels.</param>
    /// <param name="counted">Land of a parcel that counts towards the area asked for, m²; null: all of it.</param>
    public AssemblyFindings Run(Geometry room, IEnumerable<SceneFeature> vacant, Func<Geometry, double>? counted = null)
    {
        var parcels = VacantParcels.In(room, vacant, counted);
        if (parcels.Features.Count == 0)
            return new AssemblyFindings([], ReasonTexts.NoVacantParcel(parcels.Barred));
        long least = (long)Math.Ceiling(demand.AreaM2 * 100), most = (long)Math.Floor(demand.AreaM2 * demand.AssemblyMaxRatio * 100);
        var components = parcels.Components().Where(c => c.Sum(i => parcels.Parcels[i].Area) >= least).ToList();
        var found = new List<(AssemblySet Set, ProvedPlot Plot)>();
        var refused = 0;
        foreach (var component in components)
            refused += Solve(parcels, component, least, most, found).Refused;

        if (found.Count > 0)
            return new AssemblyFindings(
                [
                    .. found.OrderBy(f => f.Set.Owners).ThenBy(f => f.Set.PerimeterCm).ThenBy(f => f.Plot.Candidate.Assembly!.Parcels[0].Id, StringComparer.Ordinal)
                        .Take(MostPlots).Select(f => f.Plot),
                ], null);
        var largest = parcels.Components().Max(c => c.Sum(i => parcels.Parcels[i].Area)) / 100.0;
        return new AssemblyFindings([], components.Count == 0
            ? ReasonTexts.ParcelsTooSmall(parcels.Features.Count, parcels.Barred, largest, demand.AreaM2)
            : ReasonTexts.NoAssembly(parcels.Features.Count, parcels.Barred, demand, refused));
    }

    private AssemblyAnswer Solve(VacantParcels parcels, IReadOnlyList<int> component, long least, long most, List<(AssemblySet, ProvedPlot)> found)
    {
        var features = component.Select(i => parcels.Features[i]).ToList();
        var place = component.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i);
        var problem = new AssemblyProblem(
            [.. component.Select(i => parcels.Parcels[i])],
            [.. parcels.Borders.Where(b => place.ContainsKey(b.A) && place.ContainsKey(b.B)).Select(b => b with { A = place[b.A], B = place[b.B] })],
            least, most)
        { AnyOf = needs.MetBy([.. features.Select(f => f.Plane!)]) };
        if (problem.AnyOf.Any(g => g.Count == 0))
            return new AssemblyAnswer([], 0);
        var proved = new Dictionary<string, ProvedPlot>(StringComparer.Ordinal);
        var answer = component.Count == 1
            ? Single(problem, Accept)
            : AssemblySolver.Solve(problem, Accept, MostPerComponent, MostRefused);
        foreach (var set in answer.Sets)
        {
            var plot = proved[Key(set.Members)];
            found.Add((set, plot with
            {
                Candidate = plot.Candidate with { Assembly = new Assembly([.. set.Members.Select(i => features[i])], set.Owners, set.Proven) },
            }));
        }

        return answer;

        bool Accept(IReadOnlyList<int> members)
        {
            if (Prove([.. members.Select(i => features[i].Plane!)]) is not { } plot)
                return false;
            proved[Key(members)] = plot;
            return true;
        }
    }

    private ProvedPlot? Prove(IReadOnlyList<Geometry> parcels)
    {
        if (ParcelUnion.Of(parcels) is not { } plane || !BlockSearch.HasWidth(plane, demand.MinWidthM))
            return null;
        var (width, length) = MainAxis.Sides(plane);
        if (length > width * demand.MaxAspect + AspectSlackM || PlotOutline.OnGrid(plane) is not { } outline)
            return null;
        return prove(outline) is { } plot
            ? plot with { Candidate = new PlotCandidate("assembly", plane, width, length, 0) }
            : null;
    }

    private static AssemblyAnswer Single(AssemblyProblem problem, Func<IReadOnlyList<int>, bool> accept)
    {
        if (problem.Parcels[0].Area > problem.Most)
            return new AssemblyAnswer([], 0);
        return accept([0]) ? new AssemblyAnswer([new AssemblySet([0], 1, problem.Parcels[0].PerimeterCm, true)], 0) : new AssemblyAnswer([], 1);
    }

    private static string Key(IEnumerable<int> members) => string.Join(',', members);
}
