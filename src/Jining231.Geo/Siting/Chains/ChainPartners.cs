using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting.Chains;

/// <summary>
/// Who could supply a project and whom it could supply: built parcels with an enterprise and live projects whose industry is linked to
/// the project's by the rules. An enterprise counts under the leading industries of its park, as the record says no more of it.
/// </summary>
internal sealed class ChainPartners
{
    /// <summary>Partners told of each direction.</summary>
    private const int MostTold = 3;

    private static readonly string[] LiveStates = ["sited", "building", "operating"];

    private readonly List<Linked> _suppliers;
    private readonly List<Linked> _customers;
    private readonly bool _any;

    public ChainPartners(LandScene scene, RulePack rules, SitingRequest request)
    {
        var industries = request.Industries.Select(i => i.Key).ToHashSet(StringComparer.Ordinal);
        var upstream = rules.Links.Where(l => industries.Contains(l.Customer)).Select(l => (l.Supplier, Link: l)).ToList();
        var downstream = rules.Links.Where(l => industries.Contains(l.Supplier)).Select(l => (l.Customer, Link: l)).ToList();
        _any = rules.Links.Count > 0;
        _suppliers = Find(scene, rules, upstream);
        _customers = Find(scene, rules, downstream);
    }

    /// <summary>Straight-line distance to the nearest supplier, km; null without any.</summary>
    public double? SupplierKm(Geometry plot) => Km(plot, _suppliers);

    /// <summary>Straight-line distance to the nearest customer, km; null without any.</summary>
    public double? CustomerKm(Geometry plot) => Km(plot, _customers);

    /// <summary>The nearest partners, suppliers first; null where the rules know no links.</summary>
    public IReadOnlyList<ChainPartner>? Near(Geometry plot) => _any ? [.. Nearest(plot, "supplier", _suppliers), .. Nearest(plot, "customer", _customers)] : null;

    private static double? Km(Geometry plot, List<Linked> partners) =>
        Distances.Nearest(plot, [.. partners.Select(p => p.Feature)]) is { } near ? Distances.UpKm(near.Metres) : null;

    private static IEnumerable<ChainPartner> Nearest(Geometry plot, string direction, List<Linked> partners)
    {
        var left = partners.ToList();
        for (var i = 0; i < MostTold && Distances.Nearest(plot, [.. left.Select(p => p.Feature)]) is { } near; i++)
        {
            var at = left.FindIndex(p => ReferenceEquals(p.Feature, near.Feature));
            var (feature, industry, link) = left[at];
            left.RemoveAt(at);
            yield return new ChainPartner(
                direction, industry, feature.Layer, feature.Id, feature.Layer == "parcels" ? feature.Row.Text("enterprise")! : feature.Name, Distances.UpKm(near.Metres),
                LandScene.Worst([feature.Quality, link.Evidence.Quality]), link.Evidence.Source, link.Evidence.Clause);
        }
    }

    /// <summary>Partners of the linked industries, each once under its first link in the order of the rules.</summary>
    private static List<Linked> Find(LandScene scene, RulePack rules, IReadOnlyList<(string Industry, IndustryLink Link)> links)
    {
        var found = new List<Linked>();
        if (links.Count == 0)
            return found;
        var linked = links.Select(l => (Industry: rules.FindIndustry(l.Industry)!, l.Link)).ToList();
        var parks = scene["parks"].ToDictionary(p => p.Id, p => p.Row.List("lead_industries"), StringComparer.Ordinal);
        foreach (var parcel in scene["parcels"].Where(f => f.Plane is not null && f.Row.Text("status") == "built" && f.Row.Text("enterprise") is not null))
            if (parks.TryGetValue(parcel.Row.Text("park_id") ?? "", out var leading) && linked.FirstOrDefault(l => leading.Any(l.Industry.Matches)) is { Link: not null } link)
                found.Add(new Linked(parcel, link.Industry.Key, link.Link));
        foreach (var project in scene["projects"].Where(f => f.Plane is not null && LiveStates.Contains(f.Row.Text("status"))))
            if (linked.FirstOrDefault(l => l.Industry.Key == project.Row.Text("industry")) is { Link: not null } link)
                found.Add(new Linked(project, link.Industry.Key, link.Link));
        return found;
    }

    private sealed record Linked(SceneFeature Feature, string Industry, IndustryLink Link);
}
