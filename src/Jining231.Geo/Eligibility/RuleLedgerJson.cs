using System.Text.Json;

namespace Jining231.Geo.Eligibility;

/// <summary>What rules take, as JSON: the same members in every answer that has a ledger. Areas in EPSG:4548, m², to 0.01.</summary>
public static class RuleLedgerJson
{
    /// <summary>Writes the array <paramref name="name"/> of <c>{rule, aloneM2, sharedM2, splitM2}</c>.</summary>
    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<RuleLedger> rules)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(rules);
        json.WriteStartArray(name);
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Rule);
            json.WriteNumber("aloneM2", rule.AloneM2);
            json.WriteNumber("sharedM2", rule.SharedM2);
            json.WriteNumber("splitM2", rule.SplitM2);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
