using System.Text.Json.Nodes;
using Jining231.Geo.Jobs;
using Jining231.Geo.Service.Processes;
using Jining231.Geo.Service.Writes;

namespace Jining231.Geo.Service.ApiDescription;

/// <summary>Schemas of the answers and bodies that belong to no single layer or process.</summary>
internal static class ApiSchemas
{
    public static IEnumerable<(string Name, JsonObject Schema)> All(ServiceOptions options) =>
    [
        ("link", Schema.Open(("href!", Schema.Text()), ("rel!", Schema.Text()), ("type", Schema.Text()), ("title", Schema.Text()), ("templated", Schema.Flag()))),
        ("landingPage", Schema.Open(("title!", Schema.Text()), ("description", Schema.Text()), ("links!", Links()))),
        ("conformance", Schema.Object(("conformsTo!", Schema.List(Schema.Text())))),
        ("openApi", Schema.Open(("openapi!", Schema.Text()), ("info!", Schema.Open()), ("paths!", Schema.Open()))),
        ("collections", Schema.Open(("collections!", Schema.List(Schema.Ref("collection"))), ("links!", Links()))),
        ("collection", Schema.Open(
            ("id!", Schema.Text()), ("title", Schema.Text()), ("description", Schema.Text()), ("itemType", Schema.Text(null, ["feature"])),
            ("extent", Schema.Open(("spatial", Schema.Open(("bbox!", Schema.List(Schema.List(Schema.Number()))))))),
            ("crs", Schema.List(Schema.Text())), ("storageCrs", Schema.Text()), ("links!", Links()))),
        ("jsonSchema", Schema.Open(("$schema!", Schema.Text()), ("$id!", Schema.Text()), ("type!", Schema.Text(null, ["object"])), ("properties!", Schema.Open()))),
        ("catalog", Schema.Open(
            ("layers!", Schema.List(Schema.Open(("name!", Schema.Text()), ("fields!", Schema.List(Schema.Open())), ("style!", Schema.Open()), ("count!", Schema.Whole(null, 0)), ("revision!", Schema.Whole(null, 0))))),
            ("store!", Schema.Open()))),
        ("rules", Schema.Open(("hash!", Schema.Text()), ("rules!", Schema.List(Schema.Open(("key!", Schema.Text())))))),
        ("health", Schema.Open(("status!", Schema.Text(null, ["live", "ready"])))),
        ("anything", Schema.Open()),
        ("patch", Schema.Open(("geometry", Schema.Nullable(Schema.Open())), ("properties", Schema.Open()))),
        ("versionOnly", Schema.Object(("version", Schema.Whole(null, 1)))),
        ("transaction", Schema.Object(("acts!", Schema.List(Schema.Object(
            ("act!", Schema.Text(null, TransactionEndpoints.Acts)), ("collection!", Schema.Text()), ("id", Schema.Text()), ("version", Schema.Whole(null, 1)), ("feature", Schema.Open())),
            max: TransactionEndpoints.MaxActs)))),
        ("transactionResult", Schema.Open()),
        ("tileMatrixSets", Schema.Open(("tileMatrixSets!", Schema.List(Schema.Open(("id!", Schema.Text()), ("links!", Links())))))),
        ("tileMatrixSet", Schema.Open(("id!", Schema.Text()), ("crs!", Schema.Text()), ("tileMatrices!", Schema.List(Schema.Open(
            ("id!", Schema.Text()), ("scaleDenominator!", Schema.Number()), ("cellSize!", Schema.Number()), ("pointOfOrigin!", Schema.List(Schema.Number())),
            ("tileWidth!", Schema.Whole()), ("tileHeight!", Schema.Whole()), ("matrixWidth!", Schema.Whole()), ("matrixHeight!", Schema.Whole())))))),
        ("tilesets", Schema.Open(("tilesets!", Schema.List(Schema.Ref("tileset"))), ("links", Links()))),
        ("tileset", Schema.Open(("title", Schema.Text()), ("dataType!", Schema.Text(null, ["vector"])), ("crs!", Schema.Text()), ("links!", Links()))),
        ("tileJson", Schema.Open(("tilejson!", Schema.Text()), ("tiles!", Schema.List(Schema.Text())), ("vector_layers!", Schema.List(Schema.Open(("id!", Schema.Text()), ("fields!", Schema.Open())))))),
        ("tilesetOrTileJson", new JsonObject { ["anyOf"] = new JsonArray(Schema.Ref("tileset"), Schema.Ref("tileJson")) }),
        ("reserves-list", Schema.Open(("type!", Schema.Text(null, ["FeatureCollection"])), ("at!", Schema.Instant()), ("features!", Schema.List(Schema.Ref("reserves-feature"))))),
        ("reserves-act", new JsonObject { ["anyOf"] = new JsonArray(Schema.Ref("reserves-feature"), Schema.Ref("reserves-touched")) }),
        ("reserves-touched", Schema.Open(("type!", Schema.Text(null, ["FeatureCollection"])), ("features!", Schema.List(Schema.Ref("reserves-feature"))))),
        ("reserves-entries", Schema.Open(("at!", Schema.Instant()), ("areaMethod!", Schema.Text(null, ["ellipsoidal"])), ("entries!", Schema.List(Schema.Open(
            ("revision!", Schema.Nullable(Schema.Whole(null, 1))), ("effectiveAt!", Schema.Instant()), ("recordedAt!", Schema.Nullable(Schema.Instant())), ("actor!", Schema.Text()),
            ("documentNo!", Schema.Nullable(Schema.Text())), ("act!", Schema.Text()), ("blockId!", Schema.Text()), ("version!", Schema.Whole(null, 1)),
            ("stateBefore!", Schema.Nullable(Schema.Text())), ("stateAfter!", Schema.Nullable(Schema.Text())), ("areaBeforeM2!", Schema.Number()), ("areaAfterM2!", Schema.Number())))))),
        ("balance", Schema.Open(("at!", Schema.Instant()), ("areaMethod!", Schema.Text(null, ["planar"])), ("parks!", Schema.List(Schema.Open(
            ("parkId!", Schema.Text()), ("hazard!", Schema.Text()), ("grossM2!", Schema.Number()),
            ("parts!", Schema.List(Schema.Open(("part!", Schema.Text()), ("m2!", Schema.Number()), ("ofWhichM2!", Schema.Open()))))))), ("counties!", Schema.List(Schema.Open())))),
        ("eligibility-map", Schema.Open(
            ("type!", Schema.Text(null, ["FeatureCollection"])), ("at!", Schema.Instant()), ("parkId!", Schema.Text()), ("hazard!", Schema.Text()), ("trial!", Schema.Flag("试算：距离与规则不同 / a trial with other distances")),
            ("areaMethod!", Schema.Text(null, ["planar"])), ("grossM2!", Schema.Number()), ("eligibleM2!", Schema.Number()), ("unknownM2!", Schema.Number()),
            ("distances!", Schema.List(Schema.Open(("rule!", Schema.Text()), ("ruleM!", Schema.Number("m")), ("triedM!", Schema.Number("m")), ("basis!", Schema.Text()), ("features!", Schema.Whole(null, 0))))),
            ("features!", Schema.List(Schema.Open(("type!", Schema.Text()), ("geometry!", Schema.Open()), ("properties!", Schema.Open(
                ("state!", Schema.Text(null, ["eligible", "unknown", "removed"])), ("rules!", Schema.List(Schema.Text())), ("areaM2!", Schema.Number()), ("areaMu!", Schema.Number())))))))),
        ("readiness", ReadinessSchemas.Readiness()),
        ("package", Schema.Text(format: "binary")),
        ("packageReport", Schema.Open(
            ("verdict!", Schema.Text(null, ["identical", "damaged", "differs", "engine-differs"])), ("engineOfPackage!", Schema.Text()), ("engine!", Schema.Text()),
            ("findings!", Schema.List(Schema.Open(("file!", Schema.Text()), ("zh!", Schema.Text()), ("en!", Schema.Text())))))),
        ("packageReplay", Schema.Open(
            ("changed!", Schema.Flag()), ("inputs!", Schema.List(Schema.Text())),
            ("sites!", Schema.List(Schema.Open(("rank!", Schema.Whole()), ("stands!", Schema.Flag())))), ("parks!", Schema.List(Schema.Open(("parkId!", Schema.Text())))))),
        ("changes", Schema.Open(("from!", Schema.Instant()), ("to!", Schema.Instant()), ("sums!", Schema.List(Schema.Open())), ("changes!", Schema.List(Schema.Open(
            ("layer!", Schema.Text()), ("id!", Schema.Text()), ("action!", Schema.Text(null, ["create", "update", "delete"])), ("recordedAt!", Schema.Instant()), ("actor!", Schema.Text())))))),
        ("plotFile", Schema.Text("界址点 TXT（GB18030 或 UTF-8）；application/geo+json 时为 FeatureCollection / 界址点 TXT in GB18030 or UTF-8; with application/geo+json a FeatureCollection", format: "binary")),
        ("plotFileRead", ProcessSchemas.Collection(
            ("name!", Schema.Text()), ("line", Schema.Whole("TXT 中的行号 / line in the TXT", 1)), ("statedAreaHa", Schema.Number("文件写明的面积，公顷 / area as stated, ha")),
            ("areaHa!", Schema.Number("椭球面积，公顷 / ellipsoidal, ha")), ("areaMu!", Schema.Number("椭球面积，亩 / ellipsoidal, mu")),
            ("planarAreaHa!", Schema.Number("平面面积，公顷 / planar, ha")), ("planarAreaMu!", Schema.Number("平面面积，亩 / planar, mu")))),
        ("branches", Schema.Open(("branches!", Schema.List(Schema.Ref("branch"))))),
        ("branch", Schema.Open([
            ("name!", Schema.Text()), ("version!", Schema.Whole(null, 1)), ("actor!", Schema.Text()), ("createdAt!", Schema.Instant()), ("updatedAt!", Schema.Instant()),
            ("base!", BranchSchemas.Base()), .. BranchSchemas.State()])),
        ("newBranch", BranchSchemas.New()),
        ("newReserve", ReserveSchemas.New(options.Rules)),
        ("act", Schema.Open(("documentNo", Schema.Text("文号 / document number")), ("version", Schema.Whole(null, 1)))),
        ("processes", Schema.Open(("processes!", Schema.List(Schema.Ref("process"))), ("links!", Links()))),
        ("process", Schema.Open(
            ("id!", Schema.Text()), ("version!", Schema.Text()), ("title", Schema.Text()), ("description", Schema.Text()), ("jobControlOptions", Schema.List(Schema.Text())),
            ("inputs", Schema.Open()), ("outputs", Schema.Open()), ("links", Links()))),
        ("jobs", Schema.Open(("jobs!", Schema.List(Schema.Ref("job"))), ("links!", Links()))),
        ("job", Schema.Open(
            ("jobID!", Schema.Text()), ("processID", Schema.Text()), ("type!", Schema.Text(null, ["process"])), ("status!", Schema.Text(null, Enum.GetValues<JobStatus>().Select(JobStatuses.Name))),
            ("progress", Schema.Whole(null, 0, 100)), ("created", Schema.Instant()), ("expires", Schema.Instant()), ("links", Links()))),
        ("problem", Schema.Open(
        [
            ("type!", Schema.Text()), ("title!", Schema.Text()), ("status!", Schema.Whole()), ("detail!", Schema.Text()), ("detailEn!", Schema.Text()), ("code!", Schema.Text()), ("traceId!", Schema.Text()),
            ("errors!", Schema.List(Schema.Open(("field!", Schema.Nullable(Schema.Text())), ("code!", Schema.Text()), ("zh!", Schema.Text()), ("en!", Schema.Text()), ("allowed!", Schema.List(Schema.Text()))))),
            .. ConflictJson.Members(),
        ])),
    ];

    /// <summary>Body and answer of a process.</summary>
    public static IEnumerable<(string Name, JsonObject Schema)> Of(ProcessDef process) =>
    [
        ($"{process.Id}-execute", Schema.Object(
            ("inputs!", process.Inputs.DeepClone().AsObject()), ("outputs", Schema.Open()), ("response", Schema.Text(null, ["raw", "document"])))),
        ($"{process.Id}-result", process.Output.DeepClone().AsObject()),
    ];

    private static JsonObject Links() => Schema.List(Schema.Ref("link"));
}
