using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting.Chains;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>Takes the raw values of the criteria. Keys are those of the rule pack; an unknown key is refused when a run begins.</summary>
internal sealed class Measures
{
    /// <summary>Criteria that this engine can measure.</summary>
    public static readonly string[] Known =
        ["industry-fit", "transport", "chain", "suppliers", "customers", "clearance", "compactness", "reserve-effect", "leftover"];

    private static readonly string[] SlotTargets = ["T1", "T2"];
    private static readonly string[] UsualNeeds = ["rail", "expressway"];

    private readonly RulePack _rules;
    private readonly SitingRequest _request;
    private readonly NeedFinder _transport;
    private readonly IReadOnlyList<SceneFeature> _partners;
    private readonly double[] _slots;

    /// <summary>Suppliers and customers.</summary>
    public ChainPartners Chain { get; }

    public Measures(LandScene scene, RulePack rules, SitingRequest request)
    {
        if (rules.Scoring.Criteria.FirstOrDefault(c => !Known.Contains(c.Key, StringComparer.Ordinal)) is { } odd)
            throw new GeoProblemException(new GeoProblem(
                ProblemCode.InvalidRules, $"评分准则“{odd.Key}”无法度量。", $"The criterion '{odd.Key}' cannot be measured.")
            {
                Field = "scoring.json#/criteria",
                Allowed = Known,
            });
        (_rules, _request) = (rules, request);
        _transport = new NeedFinder(scene, request.Needs.Count > 0 ? request.Needs : Usual(rules));
        _partners = Partners(scene);
        Chain = new ChainPartners(scene, rules, request);
        var intensity = request.Industries.Min(i => i.IntensityWanPerMu);
        _slots = [.. SlotTargets.Select(t => Slots.AreaM2(rules, t, intensity)).OfType<double>()];
    }

    /// <summary>
    /// Mean over the industries of 1 where a leading industry of the park names it, ½ where only its cluster is among the park's
    /// clusters, else 0 (target T5).
    /// </summary>
    public double IndustryFit(SceneFeature park) => Math.Round(_request.Industries.Average(i => FitOf(park, i)), 4);

    /// <summary>Mean distance to what is needed, by the measure that each need asks for, or, where nothing is, to the nearest railway and expressway, km; null without any.</summary>
    public double? TransportKm(Geometry plot)
    {
        var found = _transport.MeasureFound(plot);
        return found.Count == 0 ? null : Math.Round(found.Average(), 3);
    }

    /// <summary>Straight-line distance to the nearest chain partner, km: built enterprise parcels of fitting parks, and live projects of the same clusters.</summary>
    public double? ChainKm(Geometry plot) =>
        Distances.Nearest(plot, _partners) is { } near ? Distances.UpKm(near.Metres) : null;

    /// <summary>Smallest margin over the required distances, m; <see cref="PlotRules.ReachM"/> where nothing is that near.</summary>
    public static double ClearanceM(IEnumerable<Clearance> clearances) => clearances
        .Where(c => c.RequiredM > 0).Select(c => Math.Round(c.ActualM - c.RequiredM, 2)).Append(PlotRules.ReachM).Min();

    /// <summary>16 · area ÷ perimeter²: 1 for a square, ¾ for a rectangle of 3 : 1.</summary>
    public static double Compactness(Geometry plot) => Math.Round(Math.Min(1, 16 * plot.Area / (plot.Length * plot.Length)), 4);

    /// <summary>Mean over the slots of targets T1 and T2 of min(1, largest eligible block left ÷ slot).</summary>
    public double? ReserveEffect(double largestLeftM2) =>
        _slots.Length == 0 ? null : Math.Round(_slots.Average(s => Math.Min(1, largestLeftM2 / s)), 4);

    private static double FitOf(SceneFeature park, Industry industry) =>
        park.Row.List("lead_industries").Any(industry.Matches) ? 1
        : park.Row.List("clusters").Contains(industry.Cluster, StringComparer.Ordinal) ? 0.5 : 0;

    private static IEnumerable<SitingNeed> Usual(RulePack rules) =>
        UsualNeeds.Select(rules.FindNeed).OfType<NeedKind>().Select(k => new SitingNeed(k, k.MaxKm));

    private List<SceneFeature> Partners(LandScene scene)
    {
        var clusters = _request.Industries.Select(i => i.Cluster).ToHashSet(StringComparer.Ordinal);
        var fitting = scene["parks"].Where(p => _request.Industries.Any(i => FitOf(p, i) >= 1)).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. scene["parcels"].Where(f => f.Plane is not null && f.Row.Text("status") == "built" && f.Row.Text("enterprise") is not null
                && fitting.Contains(f.Row.Text("park_id") ?? "")),
            .. scene["projects"].Where(f => f.Plane is not null && f.Row.Text("status") is "sited" or "building" or "operating"
                && clusters.Contains(_rules.FindIndustry(f.Row.Text("industry") ?? "")?.Cluster ?? "")),
        ];
    }
}
