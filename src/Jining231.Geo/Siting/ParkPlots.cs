using System.Collections.Concurrent;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Siting.Assemblies;
using Jining231.Geo.Siting.Corridors;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>A plot that withstood the proof, with what the proof found.</summary>
internal sealed record ProvedPlot(
    PlotCandidate Candidate, PlotOutline Outline, IReadOnlyList<(Clearance Clearance, SceneFeature Feature)> Clearances,
    IReadOnlyList<(SiteCondition Condition, SceneFeature Feature)> Conditions)
{
    /// <summary>Strips of corridors inside the plot; null: none.</summary>
    public StripLand? Strips { get; init; }
}

/// <summary>What plots of one size a park has. Depends on park, rules, use and size only, so it serves any request that asks for the same.</summary>
internal sealed class ParkPlots
{
    private const int MostProved = 16;

    private readonly Lazy<Leftover> _leftover;
    private readonly Lazy<(double WidestM, double LargestM2)> _limits;
    private readonly ConcurrentDictionary<PlotOutline, (double LargestM2, double Quality)> _left = new(ReferenceEqualityComparer.Instance);

    private ParkPlots(IReadOnlyList<ProvedPlot> proved, bool anyFound, bool anyRefused, Lazy<Leftover> leftover, Lazy<(double, double)> limits)
    {
        (Proved, AnyFound, AnyRefused) = (proved, anyFound, anyRefused);
        (_leftover, _limits) = (leftover, limits);
    }

    /// <summary>The most promising plots that withstood the proof.</summary>
    public IReadOnlyList<ProvedPlot> Proved { get; }

    /// <summary>True if there was anything to prove.</summary>
    public bool AnyFound { get; }

    /// <summary>True if a plot was turned down before the proof (a need not met there).</summary>
    public bool AnyRefused { get; }

    /// <summary>Why no parcels could be put together; null where they could, or where nobody asked.</summary>
    public Reason? NoAssembly { get; private init; }

    /// <summary>Side of the widest square (m) and area of the largest rectangle of the asked form (m²) that fit.</summary>
    public (double WidestM, double LargestM2) Limits => _limits.Value;

    /// <summary>Searches and proves: in the room, and in land across strips of corridors where it is given.</summary>
    public static ParkPlots Find(
        ParkLand land, Geometry room, PlotDemand demand, double areaM2, PlotRules rules, Func<Polygon, bool> accept, Geometry? across = null)
    {
        var refused = false;
        var candidates = room.IsEmpty ? [] : PlotSearch.Find(room, land.Axes, demand, Accept);
        var proved = Kept(new PlotProof(land.Park.Plane!, room, rules, areaM2), candidates).ToList();
        if (across is not null)
        {
            var further = AcrossSearch.Find(across, land.Axes, demand, rules, Accept);
            proved.AddRange(Kept(new PlotProof(land.Park.Plane!, across, rules, areaM2, across: true), further));
            candidates = [.. candidates, .. further];
        }

        return new ParkPlots(
            proved, candidates.Count > 0, refused,
            new(() => new Leftover(land.Eligibility.Eligible, land.Axes[0], demand.MinWidthM, areaM2)),
            new(() => LargestRectangle.Limits([.. land.Axes.Select(a => PlotSearch.Coarse(room, a, demand))], demand)));

        IEnumerable<ProvedPlot> Kept(PlotProof proof, IReadOnlyList<PlotCandidate> found) =>
            found.GroupBy(c => demand.Kinds == PlotKinds.None ? "" : c.Shape, StringComparer.Ordinal)
                .SelectMany(kind => kind.Select(c => Prove(proof, c)).OfType<ProvedPlot>().Take(MostProved));

        bool Accept(Polygon plot)
        {
            var taken = accept(plot);
            refused |= !taken;
            return taken;
        }
    }

    /// <summary>The same with assemblies of parcels.</summary>
    public ParkPlots With(AssemblyFindings found) =>
        new([.. Proved, .. found.Plots], AnyFound || found.Plots.Count > 0, AnyRefused, _leftover, _limits) { NoAssembly = found.Why };

    /// <summary>Largest eligible block (m²) and quality (0 to 1) of what a plot leaves behind.</summary>
    public (double LargestM2, double Quality) Left(PlotOutline plot, StripLand? strips = null) =>
        _left.GetOrAdd(plot, p => _leftover.Value.After(strips?.Buildable ?? p.Plane));

    /// <summary>Puts a candidate on the canonical grid and proves it; null if it fails.</summary>
    public static ProvedPlot? Prove(PlotProof proof, PlotCandidate candidate) =>
        PlotOutline.OnGrid(candidate.Plane) is { } outline && proof.Prove(outline) is { } clearances
            ? new ProvedPlot(candidate, outline, clearances, proof.Conditions(outline.Plane)) { Strips = proof.Strips(outline.Plane) }
            : null;
}
