using System.Text.Json;
using Jining231.Geo.Branches;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Siting.Scenarios;

/// <summary>A branch as it is given and kept: <c>{name, edits, setbacks, rulesOff}</c>, each as in a scenario.</summary>
public static class BranchContent
{
    private static readonly string[] Kept = ["edits", "setbacks", "rulesOff"];

    /// <summary>Reads a branch that somebody gives; raises <see cref="GeoProblemException"/> with all problems.</summary>
    /// <param name="body">The object; members beside those of a scenario must be in <paramref name="also"/>.</param>
    /// <param name="name">The name, where the address gives it; null: the body does.</param>
    /// <param name="rules">The rules in force.</param>
    /// <param name="also">Further members that the caller reads.</param>
    public static (Scenario Scenario, byte[] Content) Read(JsonElement body, string? name, RulePack rules, params string[] also)
    {
        var problems = new List<GeoProblem>();
        var reader = new InputReader(body, "", problems);
        if (!reader.IsObject)
            throw new GeoProblemException(problems);
        reader.RefuseUnknown(["name", .. Kept, .. also]);
        var given = reader.Text("name");
        if (name is not null && given is not null && given != name)
            problems.Add(new(ProblemCode.InvalidValue, "名称与地址不一致。", "The name differs from that in the address.") { Field = "/name", Allowed = [name] });
        name ??= given;
        if (name is null && reader.Value("name") is null)
            problems.Add(new(ProblemCode.InvalidValue, "分支需要名称。", "A branch needs a name.") { Field = "/name" });
        if (name is not null && (name.Length > BranchDraft.LongestName || name.Trim() != name || name.Any(char.IsControl)))
            problems.Add(new(ProblemCode.OutOfRange, $"名称应为 1 至 {BranchDraft.LongestName} 个字符，首尾无空格。", $"The name must have 1 to {BranchDraft.LongestName} characters and no space at its ends.")
            {
                Field = "/name",
                Allowed = [$"1–{BranchDraft.LongestName}"],
            });
        var scenario = ScenarioRequestParser.ReadOne(reader, name ?? "-", rules, problems);
        return problems.Count == 0 ? (scenario, JsonBytes.Of(w => Write(w, body))) : throw new GeoProblemException(problems);
    }

    /// <summary>Reads a branch that was kept, against the rules in force.</summary>
    public static Scenario Read(Branch branch, RulePack rules)
    {
        ArgumentNullException.ThrowIfNull(branch);
        using var content = JsonDocument.Parse(branch.Content);
        var problems = new List<GeoProblem>();
        var scenario = ScenarioRequestParser.ReadOne(new InputReader(content.RootElement, $"/branches/{branch.Name}", problems), branch.Name, rules, problems);
        return problems.Count == 0 ? scenario : throw new GeoProblemException(problems);
    }

    private static void Write(Utf8JsonWriter json, JsonElement body)
    {
        json.WriteStartObject();
        foreach (var member in Kept)
            if (body.TryGetProperty(member, out var value))
            {
                json.WritePropertyName(member);
                value.WriteTo(json);
            }

        json.WriteEndObject();
    }
}
