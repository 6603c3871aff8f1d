using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility.Maps;

/// <summary>Land of one state.</summary>
/// <param name="State"><c>eligible</c>, <c>unknown</c> (no survey of some control line) or <c>removed</c>.</param>
/// <param name="Rules">Keys of all rules that take it, ordinal order; none unless it is removed.</param>
/// <param name="AreaM2">Planar area (平面面积, EPSG:4548), m², rounded to 0.01.</param>
/// <param name="Plane">The land, EPSG:4548.</param>
public sealed record LandState(string State, IReadOnlyList<string> Rules, double AreaM2, Geometry Plane);

/// <summary>A distance rule with features near the park.</summary>
/// <param name="Rule">Its key.</param>
/// <param name="RuleM">Distance of the rule for the hazard class, m.</param>
/// <param name="TriedM">Distance that this map was made with, m.</param>
/// <param name="Basis"><c>law</c>, <c>standard</c>, <c>plan</c> or <c>preference</c>.</param>
/// <param name="Features">Features of the rule within <see cref="EligibilityMapEngine.ReachM"/> of the park.</param>
public sealed record MapDistance(string Rule, double RuleM, double TriedM, string Basis, int Features);

/// <summary>The land of a park by what may be done with it; the states of one map never overlap and make up the park.</summary>
/// <param name="At">The instant it is true for (UTC).</param>
/// <param name="Park">The park.</param>
/// <param name="Hazard">Hazard class that it was made for.</param>
/// <param name="Account">The account of the same land: gross, per rule, unknown, eligible.</param>
/// <param name="States">Eligible first, then unknown, then removed by decreasing area.</param>
/// <param name="Distances">Distance rules with features near, in the order of the rules.</param>
/// <param name="RulesHash">Hash of the rules.</param>
/// <param name="Revisions">Revisions of all layers, by name.</param>
public sealed record EligibilityMap(
    DateTimeOffset At, SceneFeature Park, string Hazard, EligibilityResult Account, IReadOnlyList<LandState> States,
    IReadOnlyList<MapDistance> Distances, string RulesHash, IReadOnlyList<KeyValuePair<string, long>> Revisions)
{
    /// <summary>True if some distance is not that of the rules: a trial, not a finding.</summary>
    public bool IsTrial => Distances.Any(d => d.TriedM != d.RuleM);
}
