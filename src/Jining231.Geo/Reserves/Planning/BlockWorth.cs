using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Buffer;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>
/// Judges candidates by the four objectives of <see cref="PlanObjectives"/>, each a utility from 0 to 1; the printed points add up to the
/// printed score of 0 to 100.
/// </summary>
internal sealed class BlockWorth
{
    private static readonly string[] QualityCriteria = ["transport", "clearance", "compactness"];
    private static readonly string[] AgreementCriteria = ["industry-fit", "chain"];

    /// <summary>The ring in which contiguity is measured is this part of √area wide.</summary>
    private const double RingShare = 0.05;

    private const double Step = 0.01;

    private readonly ParkLand _land;
    private readonly PlanRequest _request;
    private readonly Measures[] _measures;
    private readonly Scoring _quality;
    private readonly Scoring _agreement;
    private readonly Leftover _leftover;

    public BlockWorth(ParkLand land, LandScene scene, RulePack rules, PlanRequest request, IReadOnlyList<PlanSlot> slots, IReadOnlyList<PlotDemand> demands, string hazard)
    {
        (_land, _request) = (land, request);
        _measures = [.. slots.Select(s => new Measures(scene, rules, new SitingRequest
        {
            Industries = s.Industries, AreaM2 = s.AreaM2, AreaBasis = s.AreaBasis, MinWidthM = s.MinWidthM, MaxAspect = s.MaxAspect, Hazard = hazard, Needs = s.Needs,
        }))];
        _quality = Group(rules, QualityCriteria);
        _agreement = Group(rules, AgreementCriteria);
        var smallest = demands.MinBy(d => d.AreaM2);
        _leftover = new Leftover(land.Eligibility.Eligible, land.Axes[0], smallest.MinWidthM, smallest.AreaM2);
    }

    /// <summary>Usable land that the blocks together turn into strips and corners, m² to 0.01 (EPSG:4548).</summary>
    public double SterilisedM2(IReadOnlyCollection<Geometry> blocks) => _leftover.SterilisedM2(Overlay.Union(blocks));

    /// <summary>The candidate with its objectives and score.</summary>
    public PlanCandidate Judge(PlanCandidate candidate)
    {
        var plot = candidate.Outline.Plane;
        var measures = _measures[candidate.Slot];
        var quality = _quality.Score(key => key switch
        {
            "transport" => measures.TransportKm(plot),
            "clearance" => Measures.ClearanceM(candidate.Plot.Clearances.Select(c => c.Clearance)),
            _ => Measures.Compactness(plot),
        }).Score / 100;
        var agreement = _agreement.Score(key => key == "chain" ? measures.ChainKm(plot) : measures.IndustryFit(_land.Park)).Score / 100;
        var lost = _leftover.SterilisedM2(plot);
        var contiguity = Contiguity(plot);
        (string Key, double Raw, string Unit, double Utility)[] parts =
        [
            (PlanObjectives.Quality, quality, "1", quality),
            (PlanObjectives.Value, lost, "m²", 1 - Math.Min(1, lost / plot.Area)),
            (PlanObjectives.Contiguity, contiguity, "1", contiguity),
            (PlanObjectives.Agreement, agreement, "1", agreement),
        ];
        var total = PlanObjectives.All.Sum(Weight);
        var score = Math.Round(parts.Sum(p => 100 * Weight(p.Key) / total * Math.Round(p.Utility, 4)), 2);
        var points = ExactSum.Round([.. parts.Select(p => 100 * Weight(p.Key) / total * Math.Round(p.Utility, 4))], score, Step);
        return candidate with
        {
            Score = score,
            SterilisedM2 = lost,
            Objectives = [.. parts.Select((p, i) => new Contribution(p.Key, Math.Round(p.Raw, 4), p.Unit, Math.Round(p.Utility, 4), Weight(p.Key), points[i]))],
        };
    }

    private double Weight(string key) => _request.Weights.TryGetValue(key, out var weight) ? weight : 1;

    /// <summary>Share of the ring around a plot that is not free land: built, reserved, limited, or outside the park.</summary>
    private double Contiguity(Polygon plot)
    {
        var grown = plot.Buffer(RingShare * Math.Sqrt(plot.Area), new BufferParameters(1, EndCapStyle.Square, JoinStyle.Mitre, 2));
        var ring = grown.Area - plot.Area;
        var free = Overlay.Intersection(grown, _land.Eligibility.Eligible).Area - plot.Area;
        return Math.Round(Math.Clamp(1 - (free / ring), 0, 1), 4);
    }

    private static Scoring Group(RulePack rules, string[] keys) =>
        new(new ScoringRules([.. rules.Scoring.Criteria.Where(c => keys.Contains(c.Key))]), new SortedDictionary<string, double>(StringComparer.Ordinal));
}
