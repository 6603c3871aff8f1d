using System.Text.Json;
using Jining231.Geo.Editing;
using Jining231.Geo.Eligibility.Maps;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting.Scenarios;

/// <summary>
/// Reads <c>{request, branches: [name], on, scenarios: [{name, edits: [{act, collection, id, feature}], setbacks: {rule: m}, rulesOff: [rule]}]}</c>; features as in
/// <c>/transactions</c>, CRS84.
/// </summary>
public static class ScenarioRequestParser
{
    private static readonly string[] Acts = ["create", "replace", "update", "delete"];

    /// <summary>Raises <see cref="GeoProblemException"/> with all problems, each with a pointer that begins with <paramref name="at"/>.</summary>
    public static ScenarioRequest Parse(JsonElement inputs, RulePack rules, string at = "/inputs")
    {
        ArgumentNullException.ThrowIfNull(rules);
        var problems = new List<GeoProblem>();
        var reader = new InputReader(inputs, at, problems);
        if (!reader.IsObject)
            throw new GeoProblemException(problems);
        reader.RefuseUnknown("request", "scenarios", "branches", "on");
        SitingRequest? project = null;
        if (reader.Value("request") is { } request)
            InputReader.Gather(problems, () => project = SitingRequestParser.Parse(request, rules, reader.Pointer("request")));
        else
            problems.Add(new(ProblemCode.InvalidValue, "请给出“request”（选址条件）。", "Give the 'request' (inputs of siting).") { Field = reader.Pointer("request") });
        var scenarios = new List<Scenario>();
        var branches = reader.Texts("branches", null);
        var least = branches.Count > 0 ? 0 : 1;
        var most = ScenarioRequest.Most - branches.Count;
        if (least == 0 && most >= 0 && reader.Value("scenarios") is null)
            most = 0;
        else if (reader.Value("scenarios") is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() >= least && list.GetArrayLength() <= most)
            for (var i = 0; i < list.GetArrayLength(); i++)
                Read(new InputReader(list[i], $"{reader.Pointer("scenarios")}/{i}", problems), rules, scenarios, problems);
        else
            problems.Add(new(ProblemCode.OutOfRange, $"情景应为 1 至 {ScenarioRequest.Most} 个。", $"There must be 1 to {ScenarioRequest.Most} scenarios.")
            {
                Field = reader.Pointer("scenarios"),
                Allowed = [$"1–{ScenarioRequest.Most}"],
            });
        if (scenarios.FirstOrDefault(s => branches.Contains(s.Name)) is { } twice)
            problems.Add(new(ProblemCode.AlreadyExists, $"情景“{twice.Name}”与分支同名。", $"A scenario and a branch are both named '{twice.Name}'.") { Field = reader.Pointer("branches") });
        var onBase = reader.OneOf("on", ["current", "base"]) == "base";
        if (onBase && (scenarios.Count > 0 || project?.AsOf is not null || branches.Count == 0))
            problems.Add(new(ProblemCode.InvalidValue, "on=base 只用于分支，且不与 asOf 同用。", "'on': 'base' goes with branches only, and without asOf.") { Field = reader.Pointer("on") });
        return problems.Count == 0 ? new ScenarioRequest(project!, scenarios) { Branches = branches, OnBase = onBase } : throw new GeoProblemException(problems);
    }

    private static void Read(InputReader reader, RulePack rules, List<Scenario> scenarios, List<GeoProblem> problems)
    {
        if (!reader.IsObject)
            return;
        reader.RefuseUnknown("name", "edits", "setbacks", "rulesOff");
        if (reader.Text("name") is not { Length: > 0 } name)
        {
            problems.Add(new(ProblemCode.InvalidValue, "情景需要名称。", "A scenario needs a name.") { Field = reader.Pointer("name") });
            return;
        }

        if (scenarios.Any(s => s.Name == name))
            problems.Add(new(ProblemCode.AlreadyExists, $"情景“{name}”重复。", $"There are two scenarios '{name}'.") { Field = reader.Pointer("name") });
        scenarios.Add(ReadOne(reader, name, rules, problems));
    }

    /// <summary>What one scenario supposes.</summary>
    internal static Scenario ReadOne(InputReader reader, string name, RulePack rules, List<GeoProblem> problems) => new(
        name, ReadEdits(reader, problems), ReadSetbacks(reader, rules, problems), reader.Texts("rulesOff", [.. rules.Rules.Select(r => r.Key)]));

    private static SortedDictionary<string, double> ReadSetbacks(InputReader reader, RulePack rules, List<GeoProblem> problems)
    {
        var setbacks = new SortedDictionary<string, double>(StringComparer.Ordinal);
        if (reader.Value("setbacks") is not { } value)
            return setbacks;
        var inner = new InputReader(value, reader.Pointer("setbacks"), problems);
        string[] keys = [.. rules.SetbacksFor("build").Where(r => r.Removes && !r.Inverse).Select(r => r.Key)];
        inner.RefuseUnknown(keys);
        foreach (var key in keys)
            if (inner.Number(key, 0, EligibilityMapRequest.MostM, "m") is { } metres)
                setbacks[key] = metres;
        return setbacks;
    }

    private static List<ScenarioEdit> ReadEdits(InputReader reader, List<GeoProblem> problems)
    {
        var edits = new List<ScenarioEdit>();
        if (reader.Value("edits") is not { } value)
            return edits;
        var pointer = reader.Pointer("edits");
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > ScenarioRequest.MostEdits)
        {
            problems.Add(new(ProblemCode.OutOfRange, $"“edits”应为不超过 {ScenarioRequest.MostEdits} 项的列表。", $"'edits' must be a list of at most {ScenarioRequest.MostEdits}.")
            {
                Field = pointer,
            });
            return edits;
        }

        for (var i = 0; i < value.GetArrayLength(); i++)
        {
            var at = $"{pointer}/{i}";
            var edit = new InputReader(value[i], at, problems);
            if (edit.IsObject)
                InputReader.Gather(problems, () => ReadEdit(edit, at, edits, problems));
        }

        return edits;
    }

    private static void ReadEdit(InputReader edit, string at, List<ScenarioEdit> edits, List<GeoProblem> problems)
    {
        edit.RefuseUnknown("act", "collection", "id", "feature");
        var act = edit.OneOf("act", Acts);
        var collection = edit.OneOf("collection", [.. LayerCatalog.All.Select(l => l.Name)]);
        var id = edit.Text("id");
        foreach (var (field, missing) in new[] { ("act", act is null), ("collection", collection is null), ("id", id is null) })
            if (missing && edit.Value(field) is null)
                problems.Add(new(ProblemCode.InvalidValue, $"缺少“{field}”。", $"'{field}' is missing.") { Field = $"{at}/{field}" });
        if (act is null || collection is null || id is null)
            return;
        var (kind, layer) = ((EditKind)Array.IndexOf(Acts, act), LayerCatalog.Get(collection));
        var draft = kind == EditKind.Delete ? null : edit.Value("feature") is { } feature
            ? FeatureDraftReader.Read(feature, layer, kind, Crs.Crs84, at + "/feature", id)
            : throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, "缺少“feature”。", "'feature' is missing.") { Field = at + "/feature" });
        edits.Add(new ScenarioEdit(kind, layer, id, draft, at));
    }
}
