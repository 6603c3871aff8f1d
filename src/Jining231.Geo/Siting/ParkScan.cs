using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting.Assemblies;
using Jining231.Geo.Siting.Corridors;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>Looks for sites in one park.</summary>
internal sealed class ParkScan(LandScene scene, RulePack rules, SitingRequest request, LandUse use)
{
    private const int MostScored = 8;

    private readonly PlotRules _plotRules = new(scene, rules, use);
    private readonly NeedFinder _needs = new(scene, request.Needs);
    private readonly Measures _measures = new(scene, rules, request);
    private readonly Scoring _scoring = new(rules.Scoring, request.Weights, request.Utilities);
    private readonly Lazy<PlotJudge> _judge = new(() => new PlotJudge(scene, rules, request));
    private readonly Geometry? _scope = SearchGround.Of(scene, request.Scope);
    private readonly Geometry[] _locked = [.. request.Locked.Select(l => Reproject.ToPlane(l.Geographic))];

    /// <summary>Drafts of the park, and, where there are none, the reasons.</summary>
    public ParkFindings Run(ParkLand land)
    {
        var within = Ground(land.Park);
        var eligible = within is null ? land.Eligibility.Eligible : Overlay.Intersection(land.Eligibility.Eligible, within);
        var blocks = Polygons.Parts(eligible);
        var largest = blocks.Count == 0 ? 0 : Units.RoundM2(blocks[0].Area);
        var demand = PlotDemand.In(land.Park.Plane!, request);
        var room = Polygons.AtLeast(blocks, demand.AreaM2);
        var across = Across(land, demand, within);
        var ground = across ?? room;
        var because = new ParkReasons(land, rules, _needs, request);
        if (ground.IsEmpty)
            return Without(land, largest, because.NoRoom(largest, within is not null && blocks.Count == 0), demand);
        if (_needs.OutOfReach(ground) is { Count: > 0 } far)
            return Without(land, largest, far, demand);
        var free = within is null && _needs.AlwaysMet(ground);
        var plots = free ? land.Plots(demand, request.AreaM2, Search) : Search();
        var drafts = Drafts(land, plots);
        if (drafts.Count > 0)
            return new ParkFindings(land, largest, drafts, []);
        return Without(land, largest, room.IsEmpty && !plots.AnyRefused ? because.NoRoom(largest, outsideScope: false) : because.NoPlot(plots), demand);

        ParkPlots Search()
        {
            var plots = ParkPlots.Find(land, room, demand, request.AreaM2, _plotRules, free ? _ => true : p => _needs.FirstUnmet(p) is null, across);
            return demand.Wants(PlotKinds.Assembly)
                ? plots.With(new AssemblySearch(demand, _needs, o => _judge.Value.Judge(o, land.Park).Plot).Run(
                    ground, _plotRules.Vacant(ground), across is null ? null : p => StripLand.CountedIn(p, _plotRules)))
                : plots;
        }
    }

    /// <summary>Land large enough where strips of corridors may lie inside a plot (EPSG:4548), which holds all other room; null where no rule lets them.</summary>
    private MultiPolygon? Across(ParkLand land, PlotDemand demand, Geometry? within)
    {
        var relaxed = new RelaxedLand(land, rules);
        return relaxed.AnyStrip ? OpenedLand.Of(relaxed.FacesAcross([]), within).Room(demand.AreaM2) : null;
    }

    /// <summary>Where sites may lie (EPSG:4548): the scope, without the locked plots that reach the park; null: anywhere.</summary>
    private Geometry? Ground(SceneFeature park) =>
        _locked.Any(l => l.EnvelopeInternal.Intersects(park.Plane!.EnvelopeInternal)) ? SearchGround.Without(_scope, scene, _locked) : _scope;

    /// <summary>A plot that was given and proved, scored like those that are found.</summary>
    public SiteDraft Given(ParkLand land, ProvedPlot plot) => WithPartners(Score(
        Draft(land, plot),
        new Leftover(land.Eligibility.Eligible, land.Axes[0], request.MinWidthM, request.AreaM2).After(plot.Strips?.Buildable ?? plot.Outline.Plane)));

    /// <summary>What is said of a park without a site: the reasons, and what would have to give way.</summary>
    private ParkFindings Without(ParkLand land, double largestM2, IReadOnlyList<Reason> reasons, PlotDemand demand)
    {
        var park = land.Park.Plane!;
        if (_needs.OutOfReach(park).Count > 0)
            return new ParkFindings(land, largestM2, [], reasons);
        var within = Ground(land.Park);
        if (demand.Kinds == PlotKinds.Assembly)
        {
            var opened = new AssemblyRelaxations(land, scene, rules, use, _needs, within, demand, request.AreaM2).Run();
            return new ParkFindings(land, largestM2, [], [.. reasons, .. AssemblyRelaxations.Reasons(opened, rules)]) { Relaxations = opened };
        }

        var sets = within is null && _needs.AlwaysMet(park) ? land.Relaxations(demand, request.AreaM2, Search) : Search();
        return new ParkFindings(land, largestM2, [], [.. reasons, .. ParkReasons.Relaxations(sets, rules)]) { Relaxations = sets };

        IReadOnlyList<Relaxation> Search() => new RelaxationSearch(land, scene, rules, use, _needs, within, demand, request.AreaM2).Run();
    }

    private List<SiteDraft> Drafts(ParkLand land, ParkPlots plots)
    {
        var early = plots.Proved.Where(p => _needs.FirstUnmet(p.Outline.Plane) is null).Select(p => Score(Draft(land, p), null));
        var chosen = SiteChoice.Choose(early, Math.Min(MostScored, Math.Max(2, request.Count)));
        return [.. SiteDraft.InOrder(chosen.Select(d => WithPartners(Score(d, plots.Left(d.Outline, d.Strips)))))];
    }

    private SiteDraft Draft(ParkLand land, ProvedPlot plot)
    {
        var needs = _needs.Measure(plot.Outline.Plane);
        var quality = LandScene.WorstQuality(
        [
            land.Park, .. plot.Candidate.Assembly?.Parcels ?? [], .. plot.Clearances.Select(c => c.Feature), .. needs.Select(n => n.Feature), .. plot.Conditions.Select(c => c.Feature),
            .. plot.Strips?.Crossed.Select(c => c.Feature) ?? [],
        ]);
        return new SiteDraft(
            land.Park, plot.Candidate.Shape, plot.Candidate.WidthM, plot.Candidate.LengthM, plot.Outline,
            [.. plot.Clearances.Select(c => c.Clearance)], [.. needs.Select(n => n.Met)], [.. plot.Conditions.Select(c => c.Condition)], quality)
        {
            Strips = plot.Strips,
            Assembly = plot.Candidate.Assembly,
        };
    }

    /// <summary>Scores a draft; what it leaves behind is dear to measure and comes in a second round.</summary>
    private SiteDraft Score(SiteDraft draft, (double LargestM2, double Quality)? left)
    {
        var plot = draft.Outline.Plane;
        var (contributions, score) = _scoring.Score(key => key switch
        {
            "industry-fit" => _measures.IndustryFit(draft.Park),
            "transport" => _measures.TransportKm(plot),
            "chain" => _measures.ChainKm(plot),
            "suppliers" => _measures.Chain.SupplierKm(plot),
            "customers" => _measures.Chain.CustomerKm(plot),
            "clearance" => Measures.ClearanceM(draft.Clearances),
            "compactness" => Measures.Compactness(plot),
            "reserve-effect" => left is { } l ? _measures.ReserveEffect(l.LargestM2) : null,
            "leftover" => left?.Quality,
            _ => null,
        });
        return draft with { Contributions = _needs.AnyByNetwork ? [.. contributions.Select(c => Measured(c, draft.Needs))] : contributions, Score = score };
    }

    private SiteDraft WithPartners(SiteDraft draft) => draft with { Partners = _measures.Chain.Near(draft.Outline.Plane) };

    /// <summary>Says of the distance to needed transport how it was measured.</summary>
    private static Contribution Measured(Contribution contribution, IReadOnlyList<NeedMet> needs) => contribution.Criterion != "transport"
        ? contribution
        : contribution with { Method = needs.All(n => n.Route is not null) ? "network" : needs.All(n => n.Route is null) ? "straight-line" : "mixed" };
}
