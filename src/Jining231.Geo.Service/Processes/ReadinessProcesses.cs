using System.Text.Json.Nodes;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves.Readiness;
using Jining231.Geo.Service.ApiDescription;

namespace Jining231.Geo.Service.Processes;

/// <summary><c>readiness</c>: which flagship projects parks can still take; <c>readiness-check</c>: what a proposed act would do to it.</summary>
internal static class ReadinessProcesses
{
    public static ProcessDef Readiness(ReadinessPlanner planner) => new("readiness", "留白能力", "Readiness for flagship projects", ReadinessInputs(), ReadinessSchemas.Readiness(), inputs =>
    {
        var request = ReadinessRequestParser.Parse(inputs);
        return async control =>
        {
            var result = await planner.RunAsync(request, control.Progress, control.CancellationToken);
            return JsonBytes.Of(json => ReadinessJson.Write(json, result));
        };
    })
    {
        DescriptionZh = "化工园区对照目标 T1、T2 还能容纳几个 30 亿、50 亿级项目，附证明地块，并说明自某时刻以来被什么占用。",
        DescriptionEn = "How many of the projects of targets T1 and T2 each chemical park can still take, with the blocks that prove it, and what has consumed land since a moment.",
        Example = new JsonObject { ["parkId"] = "park-c3-wenshang" },
    };

    public static ProcessDef Check(ReadinessPlanner planner) => new("readiness-check", "留白能力预检", "Check of readiness", CheckInputs(), ReadinessSchemas.Check(), inputs =>
    {
        var act = ProposedActParser.Parse(inputs);
        return async control =>
        {
            var result = await planner.CheckAsync(act, control.CancellationToken);
            return JsonBytes.Of(json => ReadinessJson.Write(json, result));
        };
    })
    {
        DescriptionZh = "拟选址、拟留白或新控制线会否使园区少容纳 30 亿、50 亿级项目；不写入。",
        DescriptionEn = "Whether a site, a reserve or a new control line would cost a park room for flagship projects; writes nothing.",
        Example = JsonNode.Parse("""
            {"act":"control","kind":"river","geometry":{"type":"Polygon","coordinates":[[[116.3,35.1],[116.301,35.1],[116.301,35.101],[116.3,35.1]]]}}
            """)!.AsObject(),
    };

    private static JsonObject ReadinessInputs() => Schema.Object(
        ("parkId", Schema.Text("园区编号，缺省为全部化工园区 / park id; by default all chemical parks")),
        ("since", Schema.Instant("对比时刻，缺省为一个月前 / earlier moment to compare with, by default a month before")),
        ("asOf", Schema.Instant("按此时刻的记录 / the record of this instant")));

    private static JsonObject CheckInputs() => Schema.Object(
        ("act!", Schema.Text("siting 选址 / site；reserve 留白 / reserve；control 控制线 / control line", ["siting", "reserve", "control"])),
        ("geometry!", Schema.Geometry("用地（CRS84）/ the land, CRS84", "Polygon", "MultiPolygon")),
        ("parkId", Schema.Text("园区编号；选址、留白必填 / park id; required for a site and a reserve")),
        ("tier", Schema.Coded(Codelists.ReserveTier, "留白档次 / tier of a reserve")),
        ("investmentYi", Schema.Number("选址项目投资额，亿元 / investment of the sited project, 10^8 yuan", 0, 100_000, minExcluded: true)),
        ("kind", Schema.Coded(Codelists.ControlKind, "控制线类型；控制线必填 / kind of control line, required for one")));
}
