using System.Text.Json;

namespace Jining231.Geo.Siting;

/// <summary>Writes the member <c>scope</c> of an answer.</summary>
internal static class ScopeLedgerJson
{
    /// <summary>Writes it into the open object; nothing where it was not asked for.</summary>
    public static void Write(Utf8JsonWriter w, ScopeLedger? scope)
    {
        if (scope is null)
            return;
        w.WriteStartObject("scope");
        w.WriteNumber("parks", scope.Parks);
        w.WriteNumber("grossM2", scope.GrossM2);
        w.WriteNumber("eligibleM2", scope.EligibleM2);
        w.WriteNumber("unknownM2", scope.UnknownM2);
        w.WriteNumber("overlapM2", scope.OverlapM2);
        SitingResultJson.List(w, "rules", scope.Rules, static (w, rule) =>
        {
            w.WriteStartObject();
            w.WriteString("rule", rule.Ledger.Rule);
            w.WriteNumber("parks", rule.Parks);
            w.WriteNumber("aloneM2", rule.Ledger.AloneM2);
            w.WriteNumber("sharedM2", rule.Ledger.SharedM2);
            w.WriteNumber("splitM2", rule.Ledger.SplitM2);
            w.WriteEndObject();
        });
        w.WriteString("areaMethod", "planar, EPSG:4548");
        w.WriteEndObject();
    }
}
