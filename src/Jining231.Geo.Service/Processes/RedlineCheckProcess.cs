using System.Text.Json.Nodes;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.ApiDescription;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Redlines;

namespace Jining231.Geo.Service.Processes;

/// <summary><c>redline-check</c>: outlines of land held against the control lines and every other rule that takes land.</summary>
internal static class RedlineCheckProcess
{
    public static ProcessDef Make(ServiceOptions options, SitingPlanner planner) => new("redline-check", "红线核查", "Check of redlines", Inputs(options), Output(), inputs =>
    {
        var request = RedlineRequestParser.Parse(inputs, options.Rules);
        return async control =>
        {
            var result = await planner.CheckAsync(request, control.Progress, control.CancellationToken);
            return JsonBytes.Of(json => RedlineJson.Write(json, result));
        };
    })
    {
        Version = RedlineEngine.Version,
        DescriptionZh = "逐个地块核查用地红线：触犯哪些控制线和规则、重叠面积、要素名称和距离，哪些部分未调查，需办哪些手续。不写入。",
        DescriptionEn = "Checks outlines of land: which control lines and rules they meet, the overlap, the features and distances, what was not surveyed, which procedures are needed. Writes nothing.",
        Example = JsonNode.Parse("""
            {"hazard":"medium","plots":{"type":"FeatureCollection","features":[{"type":"Feature","id":"1","properties":{"name":"甲"},
             "geometry":{"type":"Polygon","coordinates":[[[116.31,35.05],[116.312,35.05],[116.312,35.052],[116.31,35.05]]]}}]}}
            """)!.AsObject(),
    };

    /// <summary>Plots that somebody brings, in either form.</summary>
    public static (string Name, JsonObject Schema)[] Plots(int most) =>
    [
        ("plots", Schema.Open(("type!", Schema.Text(null, ["FeatureCollection"])), ("features!", Schema.List(Schema.Open(), "地块（CRS84）/ plots, CRS84", most)))),
        ("plotsTxt", Schema.Text("界址点 TXT 的文本（与 plots 二选一）/ text of a 界址点 TXT, instead of plots")),
    ];

    private static JsonObject Inputs(ServiceOptions options) => Schema.Object(
    [
        .. Plots(RedlineRequest.MostPlots), ("industry", Schema.Text("产业 / industry", options.Rules.Industries.Select(i => i.Key))),
        ("industries", Schema.List(Schema.Text(null, options.Rules.Industries.Select(i => i.Key)), "产业 / industries")),
        ("hazard", Schema.Coded(Codelists.Hazard, "危险等级 / hazard class")), ("reserveUse", Schema.Text("可用留白 / reserves that may be used", ["none", "any"])),
        ("asOf", Schema.Instant("按此时刻的记录 / decide on the record of this instant")),
    ]);

    private static JsonObject Output() => Schema.Object(
        ("plots!", Schema.List(Schema.Open(
            ("id!", Schema.Text()), ("name!", Schema.Text()), ("parkId!", Schema.Nullable(Schema.Text())), ("areaHa!", Schema.Number("椭球面积，公顷 / ellipsoidal, ha")),
            ("areaMu!", Schema.Number("椭球面积，亩 / ellipsoidal, mu")), ("planarAreaHa!", Schema.Number("平面面积，公顷 / planar, ha")),
            ("verdict!", Schema.Text(null, ["clear", "conditional", "unknown", "breaks"])), ("reasons!", Schema.List(ProcessSchemas.Reason())),
            ("breaches!", Schema.List(Schema.Open(
                ("rule!", Schema.Text()), ("zh!", Schema.Text()), ("en!", Schema.Text()), ("areaM2!", Schema.Number("重叠，平面面积，m² / overlap, planar, m²")), ("areaMu!", Schema.Number()),
                ("requiredM!", Schema.Nullable(Schema.Number())),
                ("features!", Schema.List(Schema.Open(("layer!", Schema.Text()), ("featureId!", Schema.Text()), ("name!", Schema.Nullable(Schema.Text())), ("actualM!", Schema.Number()))))))),
            ("conditions!", Schema.List(Schema.Open(("rule!", Schema.Text())))), ("geometry!", Schema.Open())))),
        ("meta!", Schema.Open(("engine!", Schema.Text()), ("rulesHash!", Schema.Text()), ("asOf!", Schema.Instant()), ("quality!", Schema.Text()), ("revisions!", Schema.Open()))));
}
