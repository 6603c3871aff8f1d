using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Solar;

/// <summary>Only settled land carries a station: the whole area is removed before it settles, unknown where nobody has judged it.</summary>
internal static class Settlement
{
    public const string UnknownKey = "subsidence:stability";

    public static ZoneSet Add(ZoneSet zones, SceneFeature area, SettlementRule rule, DateOnly day)
    {
        if (area.Plane is not { } plane)
            return zones;
        var stability = area.Row.Text("stability") ?? "";
        var late = area.Row.Day("settled_on") is { } settled && settled > day;
        if (rule.Unsettled.Contains(stability) || (rule.Settled.Contains(stability) && late))
            return zones with { Removals = [.. zones.Removals, new RemovalZone(rule.Key, new ZoneShape(plane)) { Features = [area] }] };
        return rule.Settled.Contains(stability) ? zones : zones with { Unknowns = [.. zones.Unknowns, new UnknownZone(UnknownKey, new ZoneShape(plane))] };
    }
}
