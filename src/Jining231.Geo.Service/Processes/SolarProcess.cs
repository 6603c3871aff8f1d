using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.ApiDescription;
using Jining231.Geo.Solar;

namespace Jining231.Geo.Service.Processes;

/// <summary><c>solar</c>: what the subsidence areas can carry of photovoltaics.</summary>
internal static class SolarProcess
{
    public static ProcessDef Make(ServiceOptions options) => new("solar", "沉陷区光伏", "Photovoltaics on subsided land", Inputs(), Output(), inputs =>
    {
        var request = SolarRequest.Parse(inputs);
        return async control => SolarJson.ToBytes(
            await SolarPlanner.PlanAsync(options.Store, options.Rules, request, control.Progress, control.CancellationToken));
    })
    {
        Version = SolarEngine.Version,
        DescriptionZh = "扣除各类禁止范围后，沉陷区可用于渔光、农光的面积和装机，与目标对照。",
        DescriptionEn = "Usable area and capacity of the subsidence areas after every exclusion, against the target.",
        Example = new JsonObject { ["modes"] = new JsonArray("fishery") },
    };

    private static JsonObject Inputs() => Schema.Object(
        ("modes", Schema.List(Schema.Coded(Codelists.PvMode), "模式；缺省为全部 / modes, by default all")),
        ("counties", Schema.List(Schema.Text(), "县市区（代码、编号或名称）/ counties by adcode, id or name")),
        ("asOf", Schema.Instant("按此时刻的记录 / decide on the record of this instant")));

    private static JsonObject Output() => Schema.Object(
        ("areas!", ProcessSchemas.Collection(
            ("subsidenceId!", Schema.Text()), ("grossM2!", Schema.Number("总面积，m²（平面）/ gross, m² (planar)")),
            ("usableM2!", Schema.Number("可用，m²（椭球）/ usable, m² (ellipsoidal)")), ("usableMu!", Schema.Number("可用，亩 / usable, 亩")),
            ("mw!", Schema.Number("装机，MW / capacity, MW")), ("verdict!", Schema.Text()), ("rules!", Schema.List(ProcessSchemas.RuleShare())))),
        ("total!", Schema.Open(("usableM2!", Schema.Number()), ("mw!", Schema.Number("MW")), ("targetMw", Schema.Nullable(Schema.Number("MW"))))),
        ("meta!", ProcessSchemas.Meta()));
}
