using System.Text.Json.Nodes;
using Jining231.Geo.Service.ApiDescription;

namespace Jining231.Geo.Service.Processes;

/// <summary>Schemas of readiness and of the blocks that prove it.</summary>
internal static class ReadinessSchemas
{
    /// <summary>How far a target has come in a park.</summary>
    public static JsonObject Flagship() => Schema.Open(
        ("target!", Schema.Text()), ("slot!", Schema.Text()), ("required!", Schema.Whole()), ("landed!", Schema.List(Schema.Text())), ("secured!", Schema.List(Schema.Text())),
        ("open!", Schema.Whole()));

    /// <summary>Blocks of a plan.</summary>
    public static JsonObject Blocks() => ProcessSchemas.Collection(
        ("slot!", Schema.Text()), ("number!", Schema.Whole()), ("tier!", Schema.Text()), ("areaHa!", Schema.Number("椭球面积，公顷 / ellipsoidal area, ha")),
        ("areaMu!", Schema.Number("椭球面积，亩 / ellipsoidal area, 亩")), ("planarAreaHa!", Schema.Number("平面面积，公顷 / planar area (EPSG:4548), ha")),
        ("score!", Schema.Number("0–100")), ("objectives!", Schema.List(Schema.Open())), ("parts!", Schema.List(Schema.Open(("role!", Schema.Text(null, ["plot", "corridor"]))))));

    /// <summary>Readiness of parks.</summary>
    public static JsonObject Readiness() => Schema.Open(
        ("at!", Schema.Instant()),
        ("rules!", Schema.Text("规则摘要 / digest of the rules")),
        ("parks!", Schema.List(Schema.Open(
            [("parkId!", Schema.Text()), ("verdict!", Schema.Text(null, ["landed", "secured", "ready", "partly", "none"])), .. Totals(),
                ("targets!", Schema.List(Flagship())), ("blocks!", Blocks()), ("reasons!", Schema.List(ProcessSchemas.Reason())),
                ("since!", Schema.Nullable(Schema.Open(("at!", Schema.Instant()), ("recorded!", Schema.Flag()), ("causes", Schema.List(Schema.Open())))))]))),
        ("unknownPlace!", Schema.List(Schema.Text())));

    /// <summary>What an act does to readiness.</summary>
    public static JsonObject Check() => Schema.Open(
        ("at!", Schema.Instant()),
        ("warns!", Schema.Flag("有园区将少容纳项目 / some park could take fewer projects")),
        ("reasons!", Schema.List(ProcessSchemas.Reason())),
        ("parks!", Schema.List(Schema.Open(
            ("parkId!", Schema.Text()), ("verdict!", Schema.Text(null, ["kept", "reduced", "destroyed"])), ("lost!", Schema.Whole()), ("blocksMove!", Schema.Flag()),
            ("before!", Schema.Open(Totals())), ("after!", Schema.Open(Totals())), ("targets!", Schema.List(Schema.Open())),
            ("blocksBefore!", Blocks()), ("blocksAfter!", Blocks())))));

    private static (string Name, JsonObject Schema)[] Totals() =>
    [
        ("required!", Schema.Whole("应引进 / required")), ("landed!", Schema.Whole("已引进 / landed")), ("secured!", Schema.Whole("已留地块 / blocks in the account")),
        ("canTake!", Schema.Whole("仍可容纳 / can still be taken")), ("missing!", Schema.Whole("放不下 / no room for")),
    ];
}
