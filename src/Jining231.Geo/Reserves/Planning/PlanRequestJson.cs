using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>Writes the request as the inputs that would ask for the same.</summary>
internal static class PlanRequestJson
{
    public static void Write(Utf8JsonWriter w, PlanRequest request)
    {
        w.WriteStartObject();
        w.WriteString("parkId", request.ParkId);
        SitingResultJson.List(w, "slots", request.Slots, WriteWish);
        if (request.Hazard is { } hazard)
            w.WriteString("hazard", hazard);
        SitingResultJson.List(w, "lockIn", request.LockIn, static (w, block) =>
        {
            w.WriteStartObject();
            w.WriteString("slot", block.Slot);
            w.WritePropertyName("geometry");
            FeatureJsonWriter.WriteGeometry(w, block.Geometry);
            w.WriteEndObject();
        });
        SitingResultJson.List(w, "lockOut", request.LockOut, FeatureJsonWriter.WriteGeometry);
        if (request.BudgetM2 is { } budget)
            w.WriteNumber("budgetMu", Units.ToMu(budget));
        w.WriteNumber("alternatives", request.Alternatives);
        w.WriteNumber("largestSharedPercent", request.LargestSharedPercent);
        w.WriteStartObject("weights");
        foreach (var key in PlanObjectives.All)
            w.WriteNumber(key, request.Weights.TryGetValue(key, out var weight) ? weight : 1);
        w.WriteEndObject();
        w.WriteBoolean("explain", request.Explain);
        if (request.AsOf is { } at)
            w.WriteString("asOf", SitingResultJson.Instant(at));
        w.WriteEndObject();
    }

    public static void WriteNeeds(Utf8JsonWriter w, IReadOnlyList<SitingNeed> needs) => SitingResultJson.List(w, "needs", needs, static (w, need) =>
    {
        w.WriteStartObject();
        w.WriteString("kind", need.Kind.Key);
        w.WriteNumber("maxKm", need.MaxKm);
        w.WriteEndObject();
    });

    public static void WriteSubpark(Utf8JsonWriter w, SubparkPattern? pattern)
    {
        if (pattern is null)
            return;
        w.WriteStartObject("subpark");
        w.WriteNumber("plots", pattern.Plots);
        w.WriteNumber("corridorWidthM", pattern.CorridorWidthM);
        w.WriteEndObject();
    }

    private static void WriteWish(Utf8JsonWriter w, SlotWish wish)
    {
        w.WriteStartObject();
        w.WriteString("key", wish.Key);
        w.WriteNumber("count", wish.Count);
        if (wish.Tier is { } tier)
            w.WriteString("tier", tier);
        Optional("investmentYi", wish.InvestmentYi);
        if (wish.AreaM2 is { } area)
            w.WriteNumber("areaMu", Units.ToMu(area));
        SitingResultJson.List(w, "industries", wish.Industries, static (w, industry) => w.WriteStringValue(industry.Key));
        Optional("minWidthM", wish.MinWidthM);
        Optional("maxAspect", wish.MaxAspect);
        WriteNeeds(w, wish.Needs);
        WriteSubpark(w, wish.Subpark);
        w.WriteEndObject();

        void Optional(string name, double? value)
        {
            if (value is { } number)
                w.WriteNumber(name, number);
        }
    }
}
