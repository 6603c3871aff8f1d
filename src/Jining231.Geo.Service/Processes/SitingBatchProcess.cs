using System.Text.Json.Nodes;
using Jining231.Geo.Exchange;
using Jining231.Geo.Service.ApiDescription;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Batch;

namespace Jining231.Geo.Service.Processes;

/// <summary><c>siting-batch</c>: many projects at once, on plots that are found or given; on demand each gets at most one, none overlapping.</summary>
internal static class SitingBatchProcess
{
    public static ProcessDef Make(ServiceOptions options, SitingPlanner planner) => new("siting-batch", "批量选址", "Siting of many projects", Inputs(options), Output(), inputs =>
    {
        var batch = BatchRequestParser.Parse(inputs, options.Rules);
        return async control =>
        {
            var result = await planner.BatchAsync(batch, control.Progress, control.CancellationToken);
            return JsonBytes.Of(json => BatchJson.Write(json, result));
        };
    })
    {
        Version = SitingEngine.Version,
        DescriptionZh = "逐个项目搜索地块，或按同一规则评判给定的候选地块；可求总分最高且互不重叠的分配。",
        DescriptionEn = "Finds plots for each project, or judges given ones by the same rules; on demand assigns them so that none overlap and the total score is best.",
        Example = new JsonObject
        {
            ["projects"] = new JsonArray(
                new JsonObject { ["name"] = "甲", ["industry"] = options.Rules.Industries[0].Key, ["areaMu"] = 300, ["count"] = 3 },
                new JsonObject { ["name"] = "乙", ["industry"] = options.Rules.Industries[0].Key, ["areaMu"] = 200, ["count"] = 3 }),
            ["assign"] = true,
        },
    };

    private static JsonObject Inputs(ServiceOptions options)
    {
        var project = SitingProcess.Inputs(options);
        project["properties"]!.AsObject().Remove("locked");
        project["properties"]!["name"] = Schema.Text("项目名称 / name of the project");
        return Schema.Object(
        [
            ("projects", Schema.List(project, "项目 / projects", BatchRequest.MostProjects)),
            ("projectsCsv", Schema.Text("项目表（CSV，首行为列名）/ projects as CSV with a heading")),
            .. RedlineCheckProcess.Plots(BatchRequest.MostPlots), ("assign", Schema.Flag("求互不重叠的最优分配 / assign without overlap, best total score")),
        ]);
    }

    private static JsonObject Output() => Schema.Object(
        ("projects!", Schema.List(Schema.Open(
            ("name!", Schema.Text()), ("request!", Schema.Open()), ("sites!", Schema.Open(("features!", Schema.List(Schema.Open())))), ("plotIds!", Schema.List(Schema.Text())),
            ("refused!", Schema.List(Schema.Open(("plotId!", Schema.Text()), ("reasons!", Schema.List(ProcessSchemas.Reason()))))), ("problems!", Schema.List(Schema.Open()))))),
        ("assignment!", Schema.Nullable(Schema.Open(
            ("totalScore!", Schema.Number("得分合计 / sum of scores")), ("bound!", Schema.Number("上界 / no assignment has more")), ("placed!", Schema.Whole()),
            ("pairs!", Schema.List(Schema.Open(("project!", Schema.Whole()), ("rank!", Schema.Whole()), ("score!", Schema.Number())))), ("unplaced!", Schema.List(Schema.Whole()))))),
        ("meta!", Schema.Open(("engine!", Schema.Text()), ("rulesHash!", Schema.Text()), ("quality!", Schema.Text()), ("revisions!", Schema.Open()))));
}
