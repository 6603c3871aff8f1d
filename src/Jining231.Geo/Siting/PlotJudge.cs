using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting.Corridors;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>Judges a plot that somebody gives, by the same rules and the same proof as plots that are found.</summary>
internal sealed class PlotJudge
{
    private readonly LandScene _scene;
    private readonly RulePack _rules;
    private readonly SitingRequest _request;
    private readonly LandUse _use;
    private readonly ParkScope _scope;
    private readonly NeedFinder _needs;
    private readonly PlotRules _plotRules;
    private readonly Geometry? _ground;

    public PlotJudge(LandScene scene, RulePack rules, SitingRequest request)
    {
        (_scene, _rules, _request, _use) = (scene, rules, request, SitingEngine.UseOf(request));
        _scope = new ParkScope(scene, rules, request);
        _needs = new NeedFinder(scene, request.Needs);
        _plotRules = new PlotRules(scene, rules, _use);
        _ground = SearchGround.Of(scene, request.Scope);
    }

    /// <summary>The park in which a plot (EPSG:4548) is judged: one that sites are looked for in and that holds the plot's middle; null if there is none.</summary>
    public SceneFeature? ParkOf(Geometry plane)
    {
        var middle = plane.InteriorPoint;
        return _scene.Near("parks", middle.EnvelopeInternal).Where(p => p.Plane!.Intersects(middle))
            .OrderBy(p => _scope.Refusal(p) is null ? 0 : 1).ThenBy(p => p.Id, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>The plot with what its proof found, or every reason against it.</summary>
    public (ProvedPlot? Plot, IReadOnlyList<Reason> Reasons) Judge(PlotOutline outline, SceneFeature park)
    {
        if (park.Plane is not { } ground)
            return (null, [ReasonTexts.UnknownLocation()]);
        if (_scope.Refusal(park) is { } refusal)
            return (null, refusal.Reasons);
        var plane = outline.Plane;
        var zones = ZoneBuilder.Build(plane, _scene, _rules, _use);
        var strips = StripLand.Of(plane, _plotRules);
        var removing = zones.Removals.Where(z => strips is null || !_rules.Setbacks.Any(r => r.Spans && r.Key == z.Rule)).ToList();
        List<Reason> reasons = [.. ReasonTexts.OnPlot(EligibilityEngine.Run(plane, removing, zones.Unknowns), _rules), .. _needs.Unmet(plane)];
        if (Overlay.Difference(plane, ground) is { Area: > Overlay.ToleranceM2 } outside)
            reasons.Add(ReasonTexts.OutsidePark(outside.Area));
        if (_ground is not null && Overlay.Difference(plane, _ground) is { Area: > Overlay.ToleranceM2 } beyond)
            reasons.Add(ReasonTexts.OutsideScope(beyond.Area));
        if ((strips?.CountedM2 ?? Math.Min(outline.EllipsoidalM2, outline.PlanarM2)) is var area && area < _request.AreaM2)
            reasons.Add(ReasonTexts.PlotTooSmall(area, _request.AreaM2));
        if (!BlockSearch.HasWidth(strips is null ? plane : strips.LargestSide ?? GeoFactory.Plane.CreatePolygon(), _request.MinWidthM))
            reasons.Add(ReasonTexts.PlotTooNarrow(_request.MinWidthM));
        if (reasons.Count > 0)
            return (null, reasons);
        var proof = new PlotProof(ground, plane, _plotRules, _request.AreaM2, across: true);
        if (proof.Prove(outline) is not { } clearances)
            return (null, [ReasonTexts.NotProved()]);
        var (width, length) = MainAxis.Sides(plane);
        return (new ProvedPlot(new PlotCandidate("given", plane, width, length, 0), outline, clearances, proof.Conditions(plane)) { Strips = strips }, []);
    }
}
