using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting.Chains;
using Jining231.Geo.Siting.Corridors;
using Jining231.Geo.Siting.Networks;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>The answer to a siting request; all numbers are rounded as they are printed.</summary>
/// <param name="Sites">The sites, best first.</param>
/// <param name="Parks">Every park of the catalog, ordered by id.</param>
/// <param name="Meta">What the answer rests on.</param>
public sealed record SitingResult(IReadOnlyList<Site> Sites, IReadOnlyList<ParkAnswer> Parks, SitingMeta Meta)
{
    /// <summary>What would make the second site first; null where there is no second one.</summary>
    public Runner? RunnerUp { get; init; }

    /// <summary>The ledgers of all parks of the scope added up; null where it was not asked for.</summary>
    public ScopeLedger? Scope { get; init; }

    /// <summary>The locked plots of the request, in its order.</summary>
    public IReadOnlyList<LockedAnswer> Locked { get; init; } = [];
}

/// <summary>Best and worst place of a site among those of the answer when every weight may move by 30 %.</summary>
/// <param name="Best">No weights in that range give a better place.</param>
/// <param name="Worst">No weights in that range give a worse place.</param>
public sealed record RankRange(int Best, int Worst);

/// <summary>What would make the second site first.</summary>
/// <param name="OneWeight">The one weight whose change, as a part of itself, is least; null if no weight from 0 to 1000 does it.</param>
/// <param name="AllPercent">How far all weights must be free to move for it, % of each, rounded up to 0.01; null if 100 % are not enough.</param>
public sealed record Runner(WeightChange? OneWeight, double? AllPercent);

/// <summary>A change of one weight.</summary>
/// <param name="Criterion">Key of the criterion.</param>
/// <param name="Weight">Weight used.</param>
/// <param name="NewWeight">Weight from which the second site leads, to 0.001.</param>
/// <param name="ChangePercent">The change in % of the weight, to 0.01; null where the weight is 0.</param>
public sealed record WeightChange(string Criterion, double Weight, double NewWeight, double? ChangePercent);

/// <summary>A proved plot.</summary>
public sealed record Site
{
    /// <summary>1 for the best.</summary>
    public required int Rank { get; init; }

    /// <summary>Its park.</summary>
    public required string ParkId { get; init; }

    /// <summary>Name of the park.</summary>
    public required string ParkName { get; init; }

    /// <summary>Outline in EPSG:4490 on the canonical grid, edges straight in EPSG:4548 and below 500 m.</summary>
    public required Polygon Geographic { get; init; }

    /// <summary>Ellipsoidal area (椭球面积), m², to 0.01.</summary>
    public required double EllipsoidalM2 { get; init; }

    /// <summary>Planar area in EPSG:4548 (平面面积), m², to 0.01.</summary>
    public required double PlanarM2 { get; init; }

    /// <summary>Shorter side (rectangle), or of the smallest rotated rectangle around it, m, to 0.1.</summary>
    public required double WidthM { get; init; }

    /// <summary>Longer side, m, to 0.1.</summary>
    public required double LengthM { get; init; }

    /// <summary><c>rectangle</c>, <c>block</c> (a whole eligible block), <c>cut</c> (a block cut by one straight line), <c>assembly</c> (whole parcels) or <c>given</c>.</summary>
    public required string Shape { get; init; }

    /// <summary>Name of the locked plot that it is, or null: it was found.</summary>
    public string? LockedName { get; init; }

    /// <summary>Its parcels, if it is an assembly; null otherwise.</summary>
    public SiteAssembly? Assembly { get; init; }

    /// <summary>0 to 100, to 0.01; the sum of the points of <see cref="Contributions"/>.</summary>
    public required double Score { get; init; }

    /// <summary>True if no other site of the answer is as good in every criterion and better in one.</summary>
    public required bool Pareto { get; init; }

    /// <summary>Places among the sites of the answer when every weight may move by 30 %.</summary>
    public required RankRange Ranks { get; init; }

    /// <summary>What each criterion adds, in the order of the rules.</summary>
    public required IReadOnlyList<Contribution> Contributions { get; init; }

    /// <summary>Nearest feature of each setback rule, tightest first.</summary>
    public required IReadOnlyList<Clearance> Clearances { get; init; }

    /// <summary>What was asked to be near, with the distance found.</summary>
    public required IReadOnlyList<NeedMet> Needs { get; init; }

    /// <summary>Control lines that condition building here.</summary>
    public required IReadOnlyList<SiteCondition> Conditions { get; init; }

    /// <summary>Possible partners in the chain, suppliers first, nearest first; null where the rules know no links.</summary>
    public IReadOnlyList<ChainPartner>? Partners { get; init; }

    /// <summary>Corridors that the plot lies across; null: none.</summary>
    public SiteCrossing? Crossing { get; init; }

    /// <summary>Worst quality among the features that the statements about this site rest on.</summary>
    public required string Quality { get; init; }
}

/// <summary>Vacant parcels that make one plot, each whole.</summary>
/// <param name="Parcels">The parcels, by id.</param>
/// <param name="Owners">
/// With how many owners it has to be dealt: enterprises on the parcels; all unsupplied land without one counts once (who supplies it),
/// other land without one each parcel for itself.
/// </param>
/// <param name="Proven">
/// True if it is proved that, of the parcels joined to these, no set that passes the check and differs from the assemblies before does with
/// fewer owners, or with as many and a shorter outline; null for a locked assembly, beside which nothing was looked for.
/// </param>
public sealed record SiteAssembly(IReadOnlyList<SiteParcel> Parcels, int Owners, bool? Proven);

/// <summary>One parcel of an assembly.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its supply status.</param>
/// <param name="Enterprise">The enterprise on it, or null.</param>
public sealed record SiteParcel(string Id, string Name, string Status, string? Enterprise);

/// <summary>One criterion of a score.</summary>
/// <param name="Criterion">Key of the rules.</param>
/// <param name="Raw">Raw value in <paramref name="Unit"/>, or null where there is nothing to measure (utility 0).</param>
/// <param name="Unit">Unit of the raw value; "1" for a share.</param>
/// <param name="Utility">0 to 1, to 0.0001.</param>
/// <param name="Weight">Relative weight used.</param>
/// <param name="Points">Points out of 100, to 0.01.</param>
public sealed record Contribution(string Criterion, double? Raw, string Unit, double Utility, double Weight, double Points)
{
    /// <summary>For a distance that was asked for along networks: <c>network</c>, <c>straight-line</c> or <c>mixed</c>; null where nothing was asked.</summary>
    public string? Method { get; init; }
}

/// <summary>A distance that had to be kept, and the one that is: exact, edge to edge, EPSG:4548.</summary>
/// <param name="Layer">Layer of the feature.</param>
/// <param name="FeatureId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rule">Key of the rule.</param>
/// <param name="RequiredM">Required, m.</param>
/// <param name="ActualM">Kept, m, to 0.01, rounded down.</param>
public sealed record Clearance(string Layer, string FeatureId, string? Name, string Rule, double RequiredM, double ActualM);

/// <summary>A need and how it is met.</summary>
/// <param name="Kind">Key of the need.</param>
/// <param name="MaxKm">Asked, km.</param>
/// <param name="ActualKm">Distance, edge to edge, km, to 0.001, rounded up: straight unless <see cref="Route"/> says how.</param>
/// <param name="Layer">Layer of the nearest feature.</param>
/// <param name="FeatureId">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record NeedMet(string Kind, double MaxKm, double ActualKm, string Layer, string FeatureId, string? Name)
{
    /// <summary>The way along a network that the distance is the length of; null: straight line.</summary>
    public RouteTold? Route { get; init; }
}

/// <summary>A control line that conditions a site.</summary>
/// <param name="Rule">Key of the rule.</param>
/// <param name="Layer">Layer of the feature.</param>
/// <param name="FeatureId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="OverlapM2">Overlap with the site in EPSG:4548, m², to 0.01.</param>
/// <param name="Zh">What it is, Chinese.</param>
/// <param name="En">What it is, English.</param>
public sealed record SiteCondition(string Rule, string Layer, string FeatureId, string? Name, double OverlapM2, string Zh, string En);

/// <summary>What the request found in one park.</summary>
public sealed record ParkAnswer
{
    /// <summary>Id of the park.</summary>
    public required string ParkId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>sited</c>, <c>feasible</c> (sites found, none among the best), <c>no-site</c>, <c>not-searched</c> (only locked plots were judged), <c>not-allowed</c>, <c>unknown-location</c> or <c>out-of-scope</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>The ledger (areas in EPSG:4548), or null where the park was not looked at.</summary>
    public ParkLedger? Ledger { get; init; }

    /// <summary>Why, and how far from enough.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>For a park without a site: the smallest sets of rules whose relaxation gives one.</summary>
    public IReadOnlyList<Relaxation> Relaxations { get; init; } = [];
}

/// <summary>
/// A set of at most three rules without which a plot that was asked for is found and proved in the park; no smaller part of the set does.
/// </summary>
/// <param name="Rules">The rules, ordered by key.</param>
/// <param name="GainM2">Land that becomes eligible, m² in EPSG:4548 (平面面积), to 0.01.</param>
/// <param name="LargestBlockM2">Largest connected eligible block then, m² in EPSG:4548, to 0.01.</param>
public sealed record Relaxation(IReadOnlyList<RelaxedRule> Rules, double GainM2, double LargestBlockM2);

/// <summary>One rule of a relaxation.</summary>
/// <param name="Rule">Key of the rule; <see cref="Unsurveyed"/> for land that nobody has surveyed.</param>
/// <param name="Basis"><c>law</c>, <c>standard</c>, <c>plan</c>, <c>preference</c>, or <c>survey</c> for unsurveyed land.</param>
/// <param name="AloneGainM2">Land that becomes eligible if this rule alone gives way, m² in EPSG:4548, to 0.01.</param>
public sealed record RelaxedRule(string Rule, string Basis, double AloneGainM2)
{
    /// <summary>Stands among the rules for "the survey that is missing finds nothing".</summary>
    public const string Unsurveyed = "unknown";

    /// <summary>
    /// Whether it can give way at all: <c>no</c> (law), <c>assessment</c> (standard: only where an assessment by it allows less),
    /// <c>plan-change</c> (plan), <c>yes</c> (preference), <c>survey</c>.
    /// </summary>
    public string Negotiable => Basis switch
    {
        "law" => "no",
        "standard" => "assessment",
        "plan" => "plan-change",
        "survey" => "survey",
        _ => "yes",
    };
}

/// <summary>The order-free ledger of one park; areas in EPSG:4548, m², to 0.01; split + unknown + eligible = gross.</summary>
/// <param name="GrossM2">The park.</param>
/// <param name="EligibleM2">What may be built on.</param>
/// <param name="UnknownM2">Where a control layer has no coverage.</param>
/// <param name="LargestBlockM2">Largest connected eligible block (inside the scope polygon, where one is given).</param>
/// <param name="Rules">What each rule removes.</param>
public sealed record ParkLedger(double GrossM2, double EligibleM2, double UnknownM2, double LargestBlockM2, IReadOnlyList<RuleLedger> Rules);

/// <summary>A reason in words with numbers and units.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record Reason(string Code, string Zh, string En);

/// <summary>What an answer rests on.</summary>
/// <param name="Engine">Name and version of the engine.</param>
/// <param name="RulesHash">Hash of the rule pack.</param>
/// <param name="AsOf">Instant at which liveness and validity were judged, UTC.</param>
/// <param name="Revisions">Revision of every layer read.</param>
/// <param name="Quality">Worst quality among the inputs.</param>
/// <param name="Request">The request, resolved.</param>
/// <param name="IndicativeRules">Keys of the rules used whose values are indicative.</param>
public sealed record SitingMeta(
    string Engine, string RulesHash, DateTimeOffset AsOf, IReadOnlyDictionary<string, long> Revisions, string Quality,
    SitingRequest Request, IReadOnlyList<string> IndicativeRules)
{
    /// <summary>The worse of two qualities; an unknown text counts as worst.</summary>
    internal static string Worse(string a, string b) => Rank(a) >= Rank(b) ? a : b;

    private static int Rank(string quality)
    {
        for (var i = 0; i < Codelists.Quality.Codes.Count; i++)
            if (Codelists.Quality.Codes[i].Value == quality)
                return i;
        return int.MaxValue;
    }
}
