using System.Text.Json;
using Jining231.Geo.Branches;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Siting.Scenarios;

/// <summary>A kept branch beside the present record.</summary>
/// <param name="Branch">The branch; with its content only where that was asked for.</param>
/// <param name="Now">Present revision of every layer.</param>
/// <param name="Edits">Number of edits.</param>
/// <param name="Setbacks">Number of distances instead of those of the rules.</param>
/// <param name="RulesOff">Number of rules that take nothing.</param>
/// <param name="Problems">Why it cannot be applied to the present record under the rules in force; none if it can.</param>
public sealed record BranchState(
    Branch Branch, IReadOnlyDictionary<string, long> Now, int Edits, int Setbacks, int RulesOff, IReadOnlyList<GeoProblem> Problems)
{
    internal static BranchState Of(Branch branch, LandScene scene, RulePack rules)
    {
        using var content = JsonDocument.Parse(branch.Content);
        var kept = content.RootElement;
        return new BranchState(
            branch, scene.RevisionNumbers(), Count(kept, "edits"), Count(kept, "setbacks"), Count(kept, "rulesOff"), Check(branch, scene, rules));
    }

    private static IReadOnlyList<GeoProblem> Check(Branch branch, LandScene scene, RulePack rules)
    {
        try
        {
            return ScenarioScene.Problems(scene, BranchContent.Read(branch, rules).Edits);
        }
        catch (GeoProblemException e)
        {
            return e.Problems;
        }
    }

    private static int Count(JsonElement kept, string member) => !kept.TryGetProperty(member, out var value) ? 0 : value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength(),
        JsonValueKind.Object => value.GetPropertyCount(),
        _ => 0,
    };
}
