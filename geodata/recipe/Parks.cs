using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Recipe;

/// <summary>A park with its outline in the plane, if its place is known.</summary>
internal sealed record DrawnPark(ParkFact Fact, Frame? Frame, Geometry? Shape);

/// <summary>Zones, parks and sub-parks.</summary>
internal sealed class Parks
{
    private readonly Dictionary<string, DrawnPark> _drawn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParkFact> _facts;
    private readonly Counties _counties;

    public Parks(Facts facts, Counties counties)
    {
        _counties = counties;
        var tables = new[] { "parks-chemical.json", "parks-other.json", "parks-unlocated.json" };
        _facts = tables.SelectMany(facts.Read<ParkFact[]>).ToDictionary(p => p.Id, StringComparer.Ordinal);
        foreach (var id in _facts.Keys.Order(StringComparer.Ordinal))
            Draw(id);
    }

    /// <summary>All parks, ordered by id.</summary>
    public IEnumerable<DrawnPark> All => _drawn.Values.OrderBy(p => p.Fact.Id, StringComparer.Ordinal);

    /// <summary>The park of that id.</summary>
    public DrawnPark this[string id] => _drawn[id];

    public IEnumerable<OutFeature> Features() => All.Select(p => new OutFeature(
        p.Fact.Id, p.Shape is null ? null : Shapes.Store(p.Shape), new()
        {
            ["name"] = p.Fact.Name,
            ["code"] = p.Fact.Code,
            ["parent_id"] = p.Fact.Parent,
            ["level"] = p.Fact.Level,
            ["kind"] = p.Fact.Kind,
            ["adcode"] = p.Fact.Adcode,
            ["clusters"] = p.Fact.Clusters,
            ["lead_industries"] = p.Fact.Industries,
            ["lead_enterprises"] = p.Fact.Enterprises,
            ["approved_area_ha"] = p.Fact.ApprovedHa,
            ["area_basis"] = p.Fact.AreaBasis,
            ["recognised_chemical"] = p.Fact.Chemical ?? false,
            ["source"] = p.Fact.Source,
            ["quality"] = "indicative",
            ["policy_ref"] = p.Fact.Policy,
            ["note"] = p.Fact.Note,
        }));

    private DrawnPark Draw(string id)
    {
        if (_drawn.TryGetValue(id, out var done))
            return done;
        var fact = _facts[id];
        var (frame, shape) = Outline(fact);
        return _drawn[id] = new DrawnPark(fact, frame, shape);
    }

    private (Frame?, Geometry?) Outline(ParkFact fact)
    {
        if (fact.Outline)
            return (null, _counties[fact.Adcode!]);
        if (fact.Window is { } w)
        {
            var parent = Draw(fact.Parent!);
            var window = parent.Frame!.Rectangle(w[0], w[1], w[2], w[3]);
            return (parent.Frame, Shapes.Parts(Overlay.Intersection(window, Shapes.Buffer(parent.Shape!, -8)), 1000));
        }

        var parts = fact.Union.Select(child => Draw(child).Shape!).ToList();
        if (fact.Draw is not { } d)
            return (null, parts.Count == 0 ? null : GeoFactory.Plane.CreateMultiPolygon([.. parts.SelectMany(Shapes.Polygons)]));
        var clip = d.ClipTo is null ? null : Shapes.Buffer(_counties[d.ClipTo], -25);
        var (frame, shape) = Frame.Park(fact.Id, d.At, d.AreaHa, d.Angle, d.Aspect, d.River, clip);
        return parts.Count == 0
            ? (frame, shape)
            : (frame, GeoFactory.Plane.CreateMultiPolygon([.. Shapes.Polygons(shape), .. parts.SelectMany(Shapes.Polygons)]));
    }
}
