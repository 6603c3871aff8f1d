using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting;

/// <summary>Decides for each park whether sites are looked for in it, and if not, why.</summary>
/// <remarks>
/// Sites are looked for at one level only, so that no land is offered twice: a zone that contains parks with a known place is left to
/// them, and a sub-park is left to its park.
/// </remarks>
internal sealed class ParkScope
{
    private readonly LandScene _scene;
    private readonly RulePack _rules;
    private readonly SitingRequest _request;
    private readonly Dictionary<string, SceneFeature> _byId;
    private readonly ILookup<string, SceneFeature> _children;

    public ParkScope(LandScene scene, RulePack rules, SitingRequest request)
    {
        (_scene, _rules, _request) = (scene, rules, request);
        _byId = scene["parks"].ToDictionary(p => p.Id, StringComparer.Ordinal);
        _children = scene["parks"].Where(p => p.Row.Text("parent_id") is not null)
            .ToLookup(p => p.Row.Text("parent_id")!, StringComparer.Ordinal);
    }

    /// <summary>Scope names that the scene does not know, as problems with JSON pointers.</summary>
    public IReadOnlyList<GeoProblem> UnknownNames(string at)
    {
        var parks = _byId.Keys.Order(StringComparer.Ordinal).ToList();
        var counties = _scene["counties"].Select(c => c.Row.Text("adcode")).Concat(_scene["parks"].Select(p => p.Row.Text("adcode")))
            .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return [.. Check("parks", _request.Scope.Parks, parks), .. Check("counties", _request.Scope.Counties, counties)];

        IEnumerable<GeoProblem> Check(string field, IReadOnlyList<string> named, List<string> known) =>
            named.Select((name, i) => (name, i)).Where(n => !known.Contains(n.name, StringComparer.Ordinal)).Select(n =>
                new GeoProblem(ProblemCode.UnknownName, $"没有“{n.name}”。", $"There is no '{n.name}'.")
                {
                    Field = $"{at}/scope/{field}/{n.i}",
                    Allowed = known,
                });
    }

    /// <summary>Null if sites are to be looked for; otherwise the verdict and the reasons.</summary>
    public (string Verdict, IReadOnlyList<Reason> Reasons)? Refusal(SceneFeature park)
    {
        var places = _children[park.Id].Count(c => c.Plane is not null && c.Row.Text("level") == "park");
        if (park.Row.Text("level") == "zone" && places > 0)
            return ("out-of-scope", [ReasonTexts.SitedInParks(places)]);
        if (park.Row.Text("level") == "subpark" && Parent(park) is { Plane: not null } parent)
            return ("out-of-scope", [ReasonTexts.PartOfPark(parent.Name)]);
        if (!InScope(park))
            return ("out-of-scope", [ReasonTexts.OutOfScope()]);
        if (NotAllowed(park) is { Count: > 0 } reasons)
            return ("not-allowed", reasons);
        return park.Plane is null ? ("unknown-location", [ReasonTexts.UnknownLocation()]) : null;
    }

    private bool InScope(SceneFeature park)
    {
        var scope = _request.Scope;
        return (scope.Parks.Count == 0 || Lineage(park).Any(p => scope.Parks.Contains(p.Id, StringComparer.Ordinal)))
            && (scope.Kinds.Count == 0 || scope.Kinds.Contains(park.Kind, StringComparer.Ordinal))
            && (scope.Counties.Count == 0 || scope.Counties.Contains(park.Row.Text("adcode") ?? "", StringComparer.Ordinal))
            && (scope.Within is null || park.Plane is null || Reproject.ToPlane(scope.Within).Intersects(park.Plane));
    }

    private List<Reason> NotAllowed(SceneFeature park)
    {
        var reasons = new List<Reason>();
        if (_rules.FindProfile(park.Kind) is not { } profile)
            return reasons;
        if (_request.Chemical && !profile.AcceptsChemical)
            reasons.Add(ReasonTexts.ChemicalNotAccepted());
        else if (_request.Chemical && profile.NeedsRecognition && park.Row["recognised_chemical"] is not true)
            reasons.Add(ReasonTexts.NotRecognised());
        if (!_request.Chemical && !profile.AcceptsOther)
            reasons.Add(ReasonTexts.OnlyChemical());
        if (HazardRank(_request.Hazard) > HazardRank(profile.MaxHazard))
            reasons.Add(ReasonTexts.HazardTooHigh(profile.MaxHazard, _request.Hazard));
        return reasons;
    }

    private SceneFeature? Parent(SceneFeature park) =>
        park.Row.Text("parent_id") is { } id && _byId.TryGetValue(id, out var parent) ? parent : null;

    private IEnumerable<SceneFeature> Lineage(SceneFeature park)
    {
        var steps = 0;
        for (var p = park; p is not null && steps <= _byId.Count; p = Parent(p), steps++)
            yield return p;
    }

    private static int HazardRank(string hazard) => Codelists.Hazard.Codes.Select(c => c.Value).ToList().IndexOf(hazard);
}
