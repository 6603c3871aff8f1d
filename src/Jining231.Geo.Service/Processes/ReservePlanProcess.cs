using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves.Planning;
using Jining231.Geo.Reserves.Readiness;
using Jining231.Geo.Rules;
using Jining231.Geo.Service.ApiDescription;
using Jining231.Geo.Siting;

namespace Jining231.Geo.Service.Processes;

/// <summary><c>reserve-plan</c>: blocks that keep a park able to take projects, or the certificate that it cannot.</summary>
internal static class ReservePlanProcess
{
    public static ProcessDef Make(ServiceOptions options, ReadinessPlanner planner) => new("reserve-plan", "留白规划", "Plan of reserves", Inputs(options.Rules), Output(), inputs =>
    {
        var request = PlanRequestParser.Parse(inputs, options.Rules);
        return async control => PlanJson.ToBytes(await planner.PlanAsync(request, control.CancellationToken));
    })
    {
        Version = PlanEngine.Version,
        DescriptionZh = "为园区尚缺的 30 亿、50 亿级项目或指定地块选取互不重叠的留白方案；放不下时给出最多能放几块和最小放宽办法。",
        DescriptionEn = "Chooses blocks that do not overlap for the flagship projects a park still lacks, or for blocks named; where not all fit, says how many do and the smallest changes by which more would.",
        Example = new JsonObject { ["parkId"] = "park-c1-jinxiang", ["alternatives"] = 2 },
    };

    private static JsonObject Inputs(RulePack rules)
    {
        var industries = rules.Industries.Select(i => i.Key).ToArray();
        return Schema.Object(
            ("parkId!", Schema.Text("园区编号 / park id")),
            ("slots", Schema.List(
                Schema.Object(
                    ("key", Schema.Text("名称，缺省 slot-1… / name, slot-1… by default")),
                    ("count", Schema.Whole("块数 / number of blocks", 1, PlanRequestParser.MostBlocks)),
                    ("tier", Schema.Coded(Codelists.ReserveTier, "档次，缺省按投资额 / tier, by default by the investment")),
                    ("investmentYi", Schema.Number("投资额，亿元 / investment, 10^8 yuan", 0, SitingRequestParser.MaxInvestmentYi, minExcluded: true)),
                    ("areaMu", Schema.Number("每块面积，亩；园中园为每个地块 / area of a block, of a plot in a sub-park, 亩", 0, SitingRequestParser.MaxAreaMu, minExcluded: true)),
                    ("areaHa", Schema.Number("每块面积，公顷 / the same in ha", 0, SitingRequestParser.MaxAreaMu / 15, minExcluded: true)),
                    ("industry", Schema.Text("产业 / industry", industries)),
                    ("industries", Schema.List(Schema.Text(null, industries), "产业，缺省为园区主导产业 / industries, by default those the park leads in")),
                    ("minWidthM", Schema.Number("最小宽度，m / smallest width, m", 0, SitingRequestParser.MaxWidthM)),
                    ("maxAspect", Schema.Number("最大长宽比 / largest length ÷ width", 1, SitingRequestParser.LargestAspect)),
                    ("needs", Schema.List(Schema.Object(
                        ("kind!", Schema.Text("类型 / kind", rules.NeedKinds.Select(n => n.Key))),
                        ("maxKm!", Schema.Number("不远于，km / at most, km", 0, rules.NeedKinds.Max(n => n.MaxKm)))), "邻近要求 / needs nearby")),
                    ("subpark", Schema.Object(
                        ("plots!", Schema.Whole("地块数，偶数 / number of plots, even", 2, PlanRequestParser.MostPlots)),
                        ("corridorWidthM!", Schema.Number("共用通道宽度，m / width of the shared corridor, m", 0, PlanRequestParser.WidestCorridorM, minExcluded: true))))),
                "地块；缺省为目标 T1、T2 尚缺的项目 / blocks; by default the open projects of targets T1 and T2", PlanRequestParser.MostSlots)),
            ("hazard", Schema.Coded(Codelists.Hazard, "危险等级，缺省按园区规则 / hazard class, by default that of the park's rules")),
            ("lockIn", Schema.List(Schema.Object(("slot!", Schema.Text("所属 slots 的 key / key of the slot")), ("geometry!", Schema.Geometry("地块（CRS84）/ the block, CRS84", "Polygon"))), "必选地块 / blocks in every answer", PlanRequestParser.MostBlocks)),
            ("lockOut", Schema.List(Schema.Geometry("不得占用（CRS84）/ land to leave alone, CRS84", "Polygon", "MultiPolygon"), null, PlanRequestParser.MostBlocks)),
            ("budgetMu", Schema.Number("总面积上限，亩（椭球）/ largest area of all blocks, 亩 (ellipsoidal)", 0, SitingRequestParser.MaxAreaMu * PlanRequestParser.MostBlocks, minExcluded: true)),
            ("alternatives", Schema.Whole("方案数 / number of alternatives", 1, PlanRequest.MostAlternatives)),
            ("largestSharedPercent", Schema.Whole("两方案同一用途重合的土地不超过，% / two alternatives give at most this part of their land to the same slot, %", 0, 100)),
            ("weights", Schema.Object([.. PlanObjectives.All.Select(k => (k, Schema.Number(null, 0, 1000)))])),
            ("explain", Schema.Flag("放不下时求放宽办法，缺省为是 / search for ways out where not all fit, true by default")),
            ("asOf", Schema.Instant("按此时刻的记录 / decide on the record of this instant")));
    }

    private static JsonObject Output() => Schema.Open(
        ("parkId!", Schema.Text()),
        ("verdict!", Schema.Text("plan 全部放下 / all fit；partial 部分 / some；impossible 无 / none", ["plan", "partial", "impossible"])),
        ("asked!", Schema.Whole("所需块数 / blocks asked for")), ("filled!", Schema.Whole("放下块数 / blocks that fit")),
        ("freeM2!", Schema.Number("可用地，m²（平面）/ free land, m² (planar)")),
        ("flagships!", Schema.List(ReadinessSchemas.Flagship())),
        ("slots!", Schema.List(Schema.Open(
            ("slot!", Schema.Text()), ("count!", Schema.Whole()), ("tier!", Schema.Text()), ("areaM2!", Schema.Number()), ("areaMu!", Schema.Number("亩")), ("indicative!", Schema.Flag())))),
        ("alternatives!", Schema.List(Schema.Open(
            ("rank!", Schema.Whole()), ("score!", Schema.Number("0–100")), ("scoreBound!", Schema.Number("0–100")), ("gapPercent!", Schema.Number("距最优，% / optimality gap, %")),
            ("sharedPercent!", Schema.Number("与前方案重合，% / shared with plans before, %")), ("areaMu!", Schema.Number("椭球面积，亩 / ellipsoidal area, 亩")),
            ("sterilisedMu!", Schema.Number("变成边角的可用地，亩（平面）/ usable land turned into strips, 亩 (planar)")), ("blocks!", ReadinessSchemas.Blocks())))),
        ("certificate!", Schema.Nullable(Schema.Open(
            ("missing!", Schema.Open()), ("upperBound!", Schema.Whole("按面积至多几块 / most blocks by area")), ("proof!", Schema.Text(null, ["area", "candidates"])),
            ("reasons!", Schema.List(ProcessSchemas.Reason())), ("relaxations!", Schema.List(Schema.Open(("filled!", Schema.Whole()), ("gainM2!", Schema.Number())))),
            ("smaller!", Schema.Nullable(Schema.Open(("percent!", Schema.Whole()), ("intensityFactor!", Schema.Number()))))))),
        ("meta!", ProcessSchemas.Meta()));
}
