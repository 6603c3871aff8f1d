using System.Text.Json.Nodes;
using Jining231.Geo.Service.ApiDescription;

namespace Jining231.Geo.Service.Processes;

/// <summary>Parts that the result schemas of several processes share.</summary>
internal static class ProcessSchemas
{
    /// <summary>A FeatureCollection whose features have at least these properties.</summary>
    public static JsonObject Collection(params (string Name, JsonObject Schema)[] properties) => Schema.Open(
        ("type!", Schema.Text(null, ["FeatureCollection"])),
        ("features!", Schema.List(Schema.Open(
            ("type!", Schema.Text(null, ["Feature"])),
            ("geometry", Schema.Nullable(Schema.Open())),
            ("properties!", Schema.Open(properties))))));

    /// <summary>What one rule removes.</summary>
    public static JsonObject RuleShare() => Schema.Open(
        ("rule!", Schema.Text()),
        ("aloneM2!", Schema.Number("单独扣除，m² / removed by it alone, m²")),
        ("sharedM2!", Schema.Number("与他规共同扣除，m² / shared with others, m²")),
        ("splitM2!", Schema.Number("均分后，m² / equal split, m²")));

    /// <summary>A reason in two languages.</summary>
    public static JsonObject Reason() => Schema.Open(("code!", Schema.Text()), ("zh!", Schema.Text()), ("en!", Schema.Text()));

    /// <summary>What an answer rests on.</summary>
    public static JsonObject Meta() => Schema.Open(
        ("digest!", Schema.Text("规范 JSON 的 SHA-256 / SHA-256 of the canonical JSON (RFC 8785)")),
        ("rules!", Schema.Text("规则摘要 / digest of the rules")),
        ("asOf!", Schema.Instant()),
        ("revisions!", Schema.Open()),
        ("quality", Schema.Nullable(Schema.Text("最差数据质量 / worst quality among the inputs"))));
}
