using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Siting;

/// <summary>Reads what a request changes about the score: weights and utility functions, by criterion key.</summary>
internal static class ScoringInputs
{
    private const double MostX = 1e12;

    /// <summary>The weights given, 0 to 1000; not all may end up at 0.</summary>
    public static SortedDictionary<string, double> ReadWeights(InputReader reader, RulePack rules, List<GeoProblem> problems)
    {
        var weights = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (reader.Value("weights") is not { } value)
            return weights;
        var inner = new InputReader(value, reader.Pointer("weights"), problems);
        var keys = rules.Scoring.Criteria.Select(c => c.Key).ToArray();
        inner.RefuseUnknown(keys);
        foreach (var key in keys)
            if (inner.Number(key, 0, 1000, "") is { } weight)
                weights[key] = weight;
        if (rules.Scoring.Criteria.Sum(c => weights.TryGetValue(c.Key, out var w) ? w : c.Weight) <= 0)
            problems.Add(new(ProblemCode.OutOfRange, "至少一个权重必须大于 0。", "At least one weight must be above 0.")
            {
                Field = reader.Pointer("weights"),
                Allowed = keys,
            });
        return weights;
    }

    /// <summary>The utility functions given, each <c>{type, points: [[x, u], …]}</c> in the unit of its criterion.</summary>
    public static SortedDictionary<string, UtilityFunction> ReadUtilities(InputReader reader, RulePack rules, List<GeoProblem> problems)
    {
        var utilities = new SortedDictionary<string, UtilityFunction>(StringComparer.Ordinal);
        if (reader.Value("utilities") is not { } value)
            return utilities;
        var inner = new InputReader(value, reader.Pointer("utilities"), problems);
        var keys = rules.Scoring.Criteria.Select(c => c.Key).ToArray();
        inner.RefuseUnknown(keys);
        foreach (var key in keys)
            if (inner.Value(key) is { } given && ReadUtility(given, inner.Pointer(key), problems) is { } utility)
                utilities[key] = utility;
        return utilities;
    }

    private static UtilityFunction? ReadUtility(JsonElement given, string pointer, List<GeoProblem> problems)
    {
        var before = problems.Count;
        var reader = new InputReader(given, pointer, problems);
        if (!reader.IsObject)
            return null;
        reader.RefuseUnknown("type", "points");
        var type = reader.OneOf("type", UtilityFunction.Types);
        var points = reader.Value("points") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(Point).ToList() : null;
        if (problems.Count > before)
            return null;
        if (type is null)
            Add("type", ("请给出类型。", "Give the type."), UtilityFunction.Types);
        else if (points is null || points.Contains(null))
            Add("points", ("应为 [[x, u], …]。", "[[x, u], …] is expected."), ["[[x, u], …]"]);
        else if (UtilityFunction.Flaw(type, points!) is { } flaw)
            Add("points", flaw, []);
        else
            return new UtilityFunction(type, points!);
        return null;

        void Add(string field, (string Zh, string En) text, IReadOnlyList<string> allowed) =>
            problems.Add(new(ProblemCode.InvalidValue, text.Zh, text.En) { Field = reader.Pointer(field), Allowed = allowed });
    }

    private static UtilityPoint? Point(JsonElement pair) =>
        pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2 && Number(pair[0]) is { } x && Number(pair[1]) is { } u
            ? new UtilityPoint(x, u)
            : null;

    private static double? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Abs(number) <= MostX ? number : null;
}
