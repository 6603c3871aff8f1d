using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Service.ApiDescription;
using Jining231.Geo.Siting;

namespace Jining231.Geo.Service.Processes;

/// <summary><c>siting</c>: ranked sites for a project, with what each park lacks.</summary>
internal static class SitingProcess
{
    public static ProcessDef Make(ServiceOptions options, SitingPlanner planner) => new("siting", "选址", "Siting", Inputs(options), Output(), inputs =>
    {
        var request = SitingRequestParser.Parse(inputs, options.Rules);
        return async control => SitingResultJson.ToBytes(await planner.RunAsync(request, control.Progress, control.CancellationToken));
    })
    {
        Version = SitingEngine.Version,
        DescriptionZh = "在园区内按规则求可用地，搜索并证明满足要求的地块，打分排序；没有合适地块时说明原因。",
        DescriptionEn = "Works out the eligible land of the parks by the rules, finds and proves plots that fit, scores and ranks them; where there is none, says why.",
        Example = new JsonObject { ["industry"] = options.Rules.Industries[0].Key, ["areaMu"] = 300, ["count"] = 3 },
    };

    internal static JsonObject Inputs(ServiceOptions options)
    {
        var rules = options.Rules;
        var industries = rules.Industries.Select(i => i.Key).ToArray();
        return Schema.Object(
            ("industry", Schema.Text("产业 / industry", industries)),
            ("industries", Schema.List(Schema.Text(null, industries), "产业（可多个）/ industries")),
            ("investmentYi", Schema.Number("投资额，亿元 / investment, 10^8 yuan", 0, SitingRequestParser.MaxInvestmentYi, minExcluded: true)),
            ("areaMu", Schema.Number("用地面积，亩 / area, 亩", 0, SitingRequestParser.MaxAreaMu, minExcluded: true)),
            ("areaHa", Schema.Number("用地面积，公顷 / area, ha", 0, SitingRequestParser.MaxAreaMu / 15, minExcluded: true)),
            ("minWidthM", Schema.Number("最小宽度，m / smallest width, m", 0, SitingRequestParser.MaxWidthM)),
            ("maxAspect", Schema.Number("最大长宽比 / largest length ÷ width", 1, SitingRequestParser.LargestAspect)),
            ("plotKinds", Schema.List(Schema.Text(null, PlotKindNames.All),
                "地块类型；不选：先矩形，放不下时取整块或直线切块 / kinds of plot; none: rectangles, blocks where none fits")),
            ("assemblyMaxRatio", Schema.Number("组合地块总面积 ÷ 所需面积的上限 / largest total area of an assembly of parcels ÷ area asked", 1, SitingRequestParser.LargestAssemblyRatio)),
            ("hazard", Schema.Coded(Codelists.Hazard, "危险等级 / hazard class")),
            ("needs", Schema.List(Schema.Object(
                ("kind!", Schema.Text("类型 / kind", rules.NeedKinds.Select(n => n.Key))),
                ("maxKm!", Schema.Number("不远于，km / at most, km", 0, rules.NeedKinds.Max(n => n.MaxKm))),
                ("by", Schema.Text("line：直线 / straight line；network：有路网时沿路网 / along the network where there is one", ["line", "network"]))), "邻近要求 / needs nearby")),
            ("scope", Schema.Object(
                ("parks", Schema.List(Schema.Text(), "园区编号 / park ids")),
                ("kinds", Schema.List(Schema.Coded(Codelists.ParkKind), "园区类型 / park kinds")),
                ("counties", Schema.List(Schema.Text(), "县市区（代码、编号或名称）/ counties by adcode, id or name")),
                ("within", Schema.Geometry("范围（CRS84）/ polygon, CRS84", "Polygon", "MultiPolygon")),
                ("excluding", Schema.List(Schema.Geometry("排除的土地（CRS84）/ land left out, CRS84", "Polygon", "MultiPolygon"))))),
            ("reserveUse", Schema.Text("可用留白 / reserves that may be used", ["none", "own", "any"])),
            ("weights", Schema.Object([.. rules.Scoring.Criteria.Select(c => (c.Key, Schema.Number($"{c.Zh} / {c.En}", 0, 1000)))])),
            ("utilities", Schema.Object([.. rules.Scoring.Criteria.Select(c => (c.Key, Schema.Object(
                ("type!", Schema.Text($"{c.Zh}（{c.Unit}）/ {c.En} ({c.Unit})", UtilityFunction.Types)), ("points!", Schema.List(Schema.List(Schema.Number()), "[x, u]")))))])),
            ("count", Schema.Whole("方案数，不含锁定地块；0：只评判锁定地块 / number of sites besides the locked ones; 0: only the locked plots are judged", 0, 50)),
            ("locked", Schema.List(Schema.Object(
                ("geometry!", Schema.Geometry("地块（CRS84）/ plot, CRS84", "Polygon", "MultiPolygon")), ("name", Schema.Text("名称 / name")),
                ("parcels", Schema.List(Schema.Text(), "组成它的宗地 / parcels that it is made of"))),
                "锁定地块：按同一规则评判、打分、排名，其他方案不与之重叠 / locked plots: judged, scored and ranked by the same rules, kept clear of the others", LockedPlot.Most)),
            ("spread", Schema.Text("parks：分散到各园区 / spread over parks；none：只按得分 / by score alone", ["parks", "none"])),
            ("ledger", Schema.Text("scope：另计全部范围的用地账 / also the ledger of the whole scope", ["parks", "scope"])),
            ("asOf", Schema.Instant("按此时刻的记录 / decide on the record of this instant")));
    }

    private static JsonObject Output()
    {
        static JsonObject Area(string zh, string en) => Schema.Nullable(Schema.Number($"{zh}，m²（EPSG:4548 平面面积）/ {en}, m² (planar, EPSG:4548)"));
        return Schema.Object(
            ("sites!", ProcessSchemas.Collection(
                ("rank!", Schema.Whole("名次 / rank")), ("parkId!", Schema.Text()), ("areaHa!", Schema.Number("椭球面积，公顷 / ellipsoidal area, ha")),
                ("areaMu!", Schema.Number("椭球面积，亩 / ellipsoidal area, 亩")), ("planarAreaHa!", Schema.Number("平面面积，公顷 / planar area (EPSG:4548), ha")),
                ("score!", Schema.Number("得分，0–100 / score")),
                ("shape!", Schema.Text("地块类型 / kind of plot", [.. PlotKindNames.All, "given"])),
                ("parcels", Schema.List(Schema.Open(
                    ("id!", Schema.Text()), ("name!", Schema.Text()), ("status!", Schema.Coded(Codelists.ParcelStatus)), ("enterprise!", Schema.Nullable(Schema.Text()))),
                    "组合地块的各宗 / parcels of an assembly")),
                ("owners", Schema.Whole("权利人数：用地企业；未供应且无企业的土地合计一个，其他无企业的各算一个 / owners: enterprises; all unsupplied land without one counts once, other land without one each")),
                ("fewestOwnersProven", Schema.Flag("已证明权利人最少、轮廓最短 / proved to have fewest owners, then the shortest outline")),
                ("locked", Schema.Flag("锁定地块 / a locked plot")), ("name", Schema.Text("锁定地块的名称 / name of the locked plot")),
                ("pareto!", Schema.Flag("未被他地块全面占优 / no other site is as good in every criterion and better in one")),
                ("rankBest!", Schema.Whole("各权重 ±30 % 时的最好名次 / best place with all weights within ±30 %")),
                ("rankWorst!", Schema.Whole("各权重 ±30 % 时的最差名次 / worst place with all weights within ±30 %")),
                ("contributions!", Schema.List(Schema.Open())), ("clearances!", Schema.List(Schema.Open())),
                ("partners", Schema.List(Schema.Open(
                    ("direction!", Schema.Text("supplier：上游 / upstream；customer：下游 / downstream", ["supplier", "customer"])), ("industry!", Schema.Text()), ("name!", Schema.Text()),
                    ("km!", Schema.Number("直线距离，km / straight line, km")), ("quality!", Schema.Text()), ("source!", Schema.Text()), ("clause!", Schema.Text())))),
                ("crossing", Schema.Open(
                    ("buildableMu!", Schema.Number("可建设，亩（椭球面积）/ can be built on, 亩 (ellipsoidal)")), ("countedMu!", Schema.Number("计入用地，亩（椭球面积）/ counts, 亩 (ellipsoidal)")),
                    ("strips!", Schema.List(Schema.Open(
                        ("rule!", Schema.Text()), ("requiredM!", Schema.Number("带宽一侧，m / distance kept, m")), ("planarM2!", Area("带内", "strip")), ("counts!", Schema.Flag("计入用地 / counts"))))))))),
            ("locked", Schema.List(Schema.Open(
                ("name!", Schema.Text()), ("parkId!", Schema.Nullable(Schema.Text())), ("areaHa!", Schema.Number("椭球面积，公顷 / ellipsoidal area, ha")),
                ("areaMu!", Schema.Number("椭球面积，亩 / ellipsoidal area, 亩")), ("stands!", Schema.Flag("符合全部规则 / breaks no rule")),
                ("rank!", Schema.Nullable(Schema.Whole("名次 / rank"))), ("reasons!", Schema.List(ProcessSchemas.Reason())),
                ("breaches!", Schema.List(Schema.Open(
                    ("rule!", Schema.Text()), ("zh!", Schema.Text()), ("en!", Schema.Text()), ("areaM2!", Area("被占用", "taken")),
                    ("requiredM!", Schema.Nullable(Schema.Number("应保持，m / to keep, m"))),
                    ("features!", Schema.List(Schema.Open(
                        ("layer!", Schema.Text()), ("featureId!", Schema.Text()), ("name!", Schema.Nullable(Schema.Text())), ("actualM!", Schema.Number("实际，m / actual, m"))))),
                    ("geometry!", Schema.Nullable(Schema.Open())))))), "锁定地块的评判 / what became of the locked plots")),
            ("robustness!", Schema.Open(
                ("weightRangePercent!", Schema.Number("权重变动幅度，% / range of the weights, %")),
                ("secondFirst!", Schema.Nullable(Schema.Open(
                    ("criterion!", Schema.Text()), ("weight!", Schema.Number()), ("newWeight!", Schema.Number("第二名成为第一名的权重 / weight from which the second site leads")),
                    ("changePercent!", Schema.Nullable(Schema.Number("变动，% / change, %")))))),
                ("secondFirstAllPercent!", Schema.Nullable(Schema.Number("各权重须可变动，% / how far all weights must be free to move, %"))))),
            ("parks!", Schema.List(Schema.Open(
                ("parkId!", Schema.Text()), ("grossM2", Area("总面积", "gross")), ("eligibleM2", Area("可用", "eligible")), ("unknownM2", Area("未查明", "unknown")),
                ("rules!", Schema.List(ProcessSchemas.RuleShare())), ("largestBlockM2", Area("最大连片", "largest block")),
                ("verdict!", Schema.Text()), ("reasons!", Schema.List(ProcessSchemas.Reason())),
                ("relaxations!", Schema.List(Schema.Open(
                    ("rules!", Schema.List(Schema.Open(
                        ("rule!", Schema.Text()), ("basis!", Schema.Text(null, ["law", "standard", "plan", "preference", "survey"])),
                        ("negotiable!", Schema.Text(null, ["no", "assessment", "plan-change", "yes", "survey"])), ("aloneGainM2!", Area("仅放宽此条的增量", "gain by this rule alone"))))),
                    ("gainM2!", Area("增量", "gain")), ("gainMu!", Schema.Number("增量，亩（平面）/ gain, 亩 (planar)")), ("largestBlockM2!", Area("最大连片", "largest block")))))))),
            ("scope", Schema.Open(
                ("parks!", Schema.Whole("园区数 / parks")), ("grossM2!", Area("总面积", "gross")), ("eligibleM2!", Area("可用", "eligible")), ("unknownM2!", Area("未查明", "unknown")),
                ("overlapM2!", Area("园区互相重叠（重复计）", "land in more than one park, counted in each")), ("rules!", Schema.List(ProcessSchemas.RuleShare())))),
            ("meta!", ProcessSchemas.Meta()));
    }
}
