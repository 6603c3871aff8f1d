using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves.Planning;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Reserves.Readiness;

/// <summary>Readiness as JSON; the same bytes over HTTP and from the command line.</summary>
public static class ReadinessJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter json, ReadinessResult result)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(result);
        json.WriteStartObject();
        json.WriteString("at", Rfc3339.Format(result.At));
        json.WriteString("rules", result.Rules);
        json.WriteStartObject("areaMethod");
        json.WriteString("area", EllipsoidalArea.Method);
        json.WriteString("free, lostFree, gainedFree, took, other, sterilised", "planar, EPSG:4548");
        json.WriteEndObject();
        RevisionsJson.Write(json, result.Revisions);
        SitingResultJson.List(json, "parks", result.Parks, WritePark);
        SitingResultJson.List(json, "unknownPlace", result.UnknownPlace, static (w, id) => w.WriteStringValue(id));
        json.WriteEndObject();
    }

    /// <summary>Writes the answer to a proposed act.</summary>
    public static void Write(Utf8JsonWriter json, ReadinessCheckResult result)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(result);
        json.WriteStartObject();
        json.WriteString("at", Rfc3339.Format(result.At));
        json.WriteBoolean("warns", result.Warns);
        SitingResultJson.Reasons(json, [.. result.Effects.Where(e => e.Lost > 0).Select(ReadinessTexts.Warning)]);
        SitingResultJson.List(json, "parks", result.Effects, WriteEffect);
        json.WriteEndObject();
    }

    private static void WritePark(Utf8JsonWriter w, ParkReadiness park)
    {
        w.WriteStartObject();
        WriteHead(w, park);
        w.WriteString("hazard", park.Plan.Hazard);
        w.WriteString("quality", park.Plan.Meta.Quality);
        PlanJson.Area(w, "free", park.Plan.FreeM2);
        PlanJson.Area(w, "largestFree", park.Plan.LargestFreeM2);
        SitingResultJson.List(w, "targets", park.Targets, WriteTarget);
        PlanJson.WriteBlocks(w, "blocks", park.Plan.Alternatives[0].Blocks, park.Park.Id);
        SitingResultJson.Reasons(w, park.Plan.Certificate?.Reasons ?? []);
        SitingResultJson.List(w, "indicativeRules", park.Plan.Meta.IndicativeRules, static (w, key) => w.WriteStringValue(key));
        WriteSince(w, park);
        w.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter w, ParkReadiness park)
    {
        w.WriteString("parkId", park.Park.Id);
        w.WriteString("name", park.Park.Name);
        w.WriteString("adcode", park.Park.Row.Text("adcode"));
        w.WriteString("verdict", park.Verdict);
        WriteTotals(w, park.Targets);
    }

    private static void WriteTotals(Utf8JsonWriter w, IReadOnlyList<TargetReadiness> targets)
    {
        w.WriteNumber("required", targets.Sum(t => t.Flagship.Required));
        w.WriteNumber("landed", targets.Sum(t => Math.Min(t.Flagship.Required, t.Flagship.Landed.Count)));
        w.WriteNumber("secured", targets.Sum(t => t.Flagship.Secured.Count));
        w.WriteNumber("canTake", targets.Sum(t => t.CanTake));
        w.WriteNumber("missing", targets.Sum(t => t.Missing));
    }

    private static void WriteTarget(Utf8JsonWriter w, TargetReadiness target)
    {
        w.WriteStartObject();
        PlanJson.WriteFlagshipMembers(w, target.Flagship);
        w.WriteNumber("canTake", target.CanTake);
        w.WriteNumber("missing", target.Missing);
        SitingResultJson.Number(w, "investmentYi", target.Flagship.Slot.InvestmentYi);
        PlanJson.Area(w, "area", target.Flagship.Slot.AreaM2);
        SitingResultJson.Number(w, "intensityWanPerMu", target.Flagship.Slot.Sizing?.IntensityWanPerMu);
        w.WriteString("intensityIndustry", target.Flagship.Slot.Sizing?.Key);
        w.WriteBoolean("indicative", target.Flagship.Slot.Indicative);
        w.WriteEndObject();
    }

    private static void WriteSince(Utf8JsonWriter w, ParkReadiness park)
    {
        if (park.Since is not { } since)
        {
            w.WriteNull("since");
            return;
        }

        w.WriteStartObject("since");
        w.WriteString("at", Rfc3339.Format(since.At));
        w.WriteBoolean("recorded", since.Then is not null);
        if (since.Then is { } then)
        {
            w.WriteStartObject("then");
            w.WriteString("verdict", then.Verdict);
            WriteTotals(w, then.Targets);
            PlanJson.Area(w, "free", then.Plan.FreeM2);
            w.WriteEndObject();
            w.WriteNumber("capacityChange", park.Targets.Sum(t => t.Capacity) - then.Targets.Sum(t => t.Capacity));
            w.WriteNumber("canTakeChange", park.Targets.Sum(t => t.CanTake) - then.Targets.Sum(t => t.CanTake));
            PlanJson.Area(w, "lostFree", since.LostFreeM2);
            PlanJson.Area(w, "gainedFree", since.GainedFreeM2);
            PlanJson.Area(w, "other", since.OtherM2);
            SitingResultJson.List(w, "causes", since.Causes, static (w, cause) =>
            {
                w.WriteStartObject();
                w.WriteString("layer", cause.Layer);
                w.WriteString("featureId", cause.FeatureId);
                w.WriteString("name", cause.Name);
                w.WriteString("action", cause.Action);
                w.WriteString("recordedAt", Rfc3339.Format(cause.RecordedAt));
                w.WriteString("actor", cause.Actor);
                w.WriteString("documentNo", cause.DocumentNo);
                PlanJson.Area(w, "tookFree", cause.TookFreeM2);
                PlanJson.Area(w, "tookBlocks", cause.TookBlocksM2);
                w.WriteEndObject();
            });
        }

        w.WriteEndObject();
    }

    private static void WriteEffect(Utf8JsonWriter w, ReadinessEffect effect)
    {
        w.WriteStartObject();
        w.WriteString("parkId", effect.Before.Park.Id);
        w.WriteString("name", effect.Before.Park.Name);
        w.WriteString("verdict", effect.Verdict);
        w.WriteNumber("lost", effect.Lost);
        w.WriteBoolean("blocksMove", effect.Moved);
        w.WriteStartObject("before");
        WriteTotals(w, effect.Before.Targets);
        w.WriteEndObject();
        w.WriteStartObject("after");
        WriteTotals(w, effect.After.Targets);
        w.WriteEndObject();
        SitingResultJson.List(w, "targets", effect.Before.Targets.Zip(effect.After.Targets), static (w, pair) =>
        {
            w.WriteStartObject();
            w.WriteString("target", pair.First.Flagship.Target);
            w.WriteString("slot", pair.First.Flagship.Slot.Key);
            w.WriteNumber("required", pair.First.Flagship.Required);
            w.WriteNumber("before", pair.First.Capacity);
            w.WriteNumber("after", pair.Second.Capacity);
            w.WriteEndObject();
        });
        PlanJson.WriteBlocks(w, "blocksBefore", effect.Before.Plan.Alternatives[0].Blocks, "before");
        PlanJson.WriteBlocks(w, "blocksAfter", effect.After.Plan.Alternatives[0].Blocks, "after");
        w.WriteEndObject();
    }
}

/// <summary>Readiness in words.</summary>
internal static class ReadinessTexts
{
    /// <summary>What an act costs a park.</summary>
    public static Reason Warning(ReadinessEffect effect)
    {
        var lost = effect.Before.Targets.Zip(effect.After.Targets).Where(t => t.First.Capacity > t.Second.Capacity)
            .Select(t => (t.First.Flagship.Slot.InvestmentYi, Number: t.First.Capacity - t.Second.Capacity)).ToList();
        return new Reason("readiness-" + effect.Verdict,
            $"“{effect.Before.Park.Name}”将少容纳 {string.Join("、", lost.Select(l => $"{l.Number} 个 {l.InvestmentYi:0.##} 亿元"))} 项目的用地。",
            $"'{effect.Before.Park.Name}' would have room for {string.Join(" and ", lost.Select(l => $"{l.Number} project(s) of {l.InvestmentYi:0.##} × 10^8 yuan"))} less.");
    }
}
