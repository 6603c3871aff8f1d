using System.Text.Json.Nodes;
using Jining231.Geo.Branches;
using Jining231.Geo.Siting.Scenarios;

namespace Jining231.Geo.Service.ApiDescription;

/// <summary>Shapes of branches and scenarios.</summary>
internal static class BranchSchemas
{
    /// <summary>What a scenario or a branch supposes.</summary>
    public static (string Name, JsonObject Schema)[] Supposed() =>
    [
        ("edits", Schema.List(Schema.Object(
            ("act!", Schema.Text("操作 / act", ["create", "replace", "update", "delete"])), ("collection!", Schema.Text("图层 / layer")), ("id!", Schema.Text("编号 / id")),
            ("feature", Schema.Open())), "改动（CRS84）/ edits, CRS84", ScenarioRequest.MostEdits)),
        ("setbacks", Schema.Open()), ("rulesOff", Schema.List(Schema.Text(), "不计的规则 / rules that take nothing")),
    ];

    /// <summary>A branch as it is sent; name is needed to make one, version to replace one without If-Match.</summary>
    public static JsonObject New() => Schema.Object(
    [
        ("name", Schema.Text($"名称，至多 {BranchDraft.LongestName} 个字符 / name, at most {BranchDraft.LongestName} characters")), .. Supposed(),
        ("version", Schema.Whole(null, 1)), ("rebase", Schema.Flag("改以现行记录为基础 / put it on the present record")),
    ]);

    /// <summary>How a branch stands beside the present record.</summary>
    public static (string Name, JsonObject Schema)[] State() =>
    [
        ("counts!", Schema.Open(("edits!", Schema.Whole()), ("setbacks!", Schema.Whole()), ("rulesOff!", Schema.Whole()))),
        ("holds!", Schema.Flag("可套用于现行记录 / it can be applied to the present record")), ("problems!", Problems()),
    ];

    /// <summary>Why a branch cannot be applied.</summary>
    public static JsonObject Problems() => Schema.List(Schema.Open(
        ("code!", Schema.Text()), ("field!", Schema.Nullable(Schema.Text())), ("zh!", Schema.Text()), ("en!", Schema.Text())), "不能套用的原因 / why it cannot be applied");

    /// <summary>Edits whose features have moved on since.</summary>
    public static JsonObject MovedEdits() => Schema.List(Schema.Open(
        ("act!", Schema.Text()), ("collection!", Schema.Text()), ("id!", Schema.Text()), ("name!", Schema.Text()), ("baseVersion!", Schema.Nullable(Schema.Whole())),
        ("version!", Schema.Nullable(Schema.Whole())), ("holds!", Schema.Flag()), ("zh!", Schema.Text()), ("en!", Schema.Text())), "其后变动的改动对象 / edits whose features moved on since");

    /// <summary>The record that a branch rests on.</summary>
    public static JsonObject Base() => Schema.Open(
        ("at!", Schema.Instant("基础记录 / base record")), ("revisions!", Schema.Open()),
        ("moved!", Schema.List(Schema.Open(
            ("layer!", Schema.Text()), ("baseRevision!", Schema.Nullable(Schema.Whole())), ("revision!", Schema.Nullable(Schema.Whole()))), "其后变动的图层 / layers that moved on since")));
}
