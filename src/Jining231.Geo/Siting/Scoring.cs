using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting;

/// <summary>Turns raw values into points: 100 · weight share · utility; the printed points add up to the printed score.</summary>
internal sealed class Scoring(
    ScoringRules rules, IReadOnlyDictionary<string, double> weights, IReadOnlyDictionary<string, UtilityFunction>? utilities = null)
{
    private const double Step = 0.01;

    private readonly double _total = rules.Criteria.Sum(c => WeightOf(c, weights));

    /// <summary>Points by criterion, in the order of the rules, and their sum. A value that is missing has utility 0.</summary>
    public (IReadOnlyList<Contribution> Contributions, double Score) Score(Func<string, double?> raw)
    {
        var parts = rules.Criteria.Select(c =>
        {
            var value = raw(c.Key);
            var utility = value is { } v ? Math.Round(Math.Clamp((utilities?.GetValueOrDefault(c.Key) ?? c.Utility).At(v), 0, 1), 4) : 0;
            var weight = WeightOf(c, weights);
            return new Contribution(c.Key, value, c.Unit, utility, weight, 100 * weight / _total * utility);
        }).ToList();
        var score = Math.Round(parts.Sum(p => p.Points), 2);
        var points = ExactSum.Round([.. parts.Select(p => p.Points)], score, Step);
        return ([.. parts.Select((p, i) => p with { Points = points[i] })], score);
    }

    private static double WeightOf(Criterion criterion, IReadOnlyDictionary<string, double> weights) =>
        weights.TryGetValue(criterion.Key, out var weight) ? weight : criterion.Weight;
}
