using System.Text.Json.Nodes;
using Jining231.Geo.Exchange;
using Jining231.Geo.Service.ApiDescription;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Scenarios;

namespace Jining231.Geo.Service.Processes;

/// <summary><c>scenarios</c>: one project on the record and in named scenarios, side by side; nothing is written.</summary>
internal static class ScenarioProcess
{
    public static ProcessDef Make(ServiceOptions options, SitingPlanner planner) => new("scenarios", "情景比较", "Comparison of scenarios", Inputs(options), Output(), inputs =>
    {
        var request = ScenarioRequestParser.Parse(inputs, options.Rules);
        return async control =>
        {
            var result = await planner.CompareAsync(request, control.Progress, control.CancellationToken);
            return JsonBytes.Of(json => ScenarioJson.Write(json, result));
        };
    })
    {
        Version = SitingEngine.Version,
        DescriptionZh = "在现行记录之上假设若干改动（新控制线、边界调整、不同距离），与现状比较：哪些地块仍成立，哪些园区的结论和原因变化。不写入。",
        DescriptionEn = "Supposes edits on top of the record (a new control line, a moved boundary, other distances) and compares: which sites stand, which parks are answered differently and why. Writes nothing.",
        Example = new JsonObject
        {
            ["request"] = new JsonObject { ["industry"] = options.Rules.Industries[0].Key, ["areaMu"] = 300, ["count"] = 3 },
            ["scenarios"] = new JsonArray(new JsonObject { ["name"] = "村庄 300 m", ["setbacks"] = new JsonObject { ["sensitive:village"] = 300 } }),
        },
    };

    private static JsonObject Inputs(ServiceOptions options) => Schema.Object(
        ("request!", SitingProcess.Inputs(options)),
        ("branches", Schema.List(Schema.Text(), "已保存的分支 / kept branches", ScenarioRequest.Most)),
        ("on", Schema.Text("current：现行记录 / the present record；base：分支的基础记录 / the record that the branches were made on", ["current", "base"])),
        ("scenarios", Schema.List(Schema.Object([("name!", Schema.Text("名称 / name")), .. BranchSchemas.Supposed()]), "情景；无分支时至少一个 / scenarios; at least one without branches", ScenarioRequest.Most)));

    private static JsonObject Output() => Schema.Object(
        ("base!", Schema.Open(("sites!", Schema.Open()), ("parks!", Schema.List(Schema.Open())))),
        ("scenarios!", Schema.List(Schema.Open(
            ("name!", Schema.Text()), ("base", BranchSchemas.Base()), ("movedEdits", BranchSchemas.MovedEdits()),
            ("comparison!", Schema.Open(
                ("sites!", Schema.List(Schema.Open(("rank!", Schema.Whole()), ("parkId!", Schema.Text()), ("stands!", Schema.Flag()), ("rankNow!", Schema.Nullable(Schema.Whole())), ("reasons!", Schema.List(ProcessSchemas.Reason()))))),
                ("parks!", Schema.List(Schema.Open(("parkId!", Schema.Text()), ("gone!", Schema.List(ProcessSchemas.Reason())), ("new!", Schema.List(ProcessSchemas.Reason()))))),
                ("land!", Schema.List(Schema.Open(("parkId!", Schema.Text()), ("baseEligibleM2!", Schema.Nullable(Schema.Number("平面面积，m² / planar, m²"))), ("eligibleM2!", Schema.Nullable(Schema.Number("平面面积，m² / planar, m²")))))))),
            ("answer!", Schema.Open())))),
        ("unanswered!", Schema.List(Schema.Open(
            ("name!", Schema.Text()), ("base!", BranchSchemas.Base()), ("problems!", BranchSchemas.Problems()), ("movedEdits!", BranchSchemas.MovedEdits())),
            "不能套用的分支 / branches that cannot be applied")));
}
