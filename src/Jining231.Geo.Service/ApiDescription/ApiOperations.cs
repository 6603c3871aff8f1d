using Jining231.Geo.Service.Items;
using Jining231.Geo.Service.Tiles;

namespace Jining231.Geo.Service.ApiDescription;

/// <summary>The one table of what the service offers; a test compares it with the addresses that are mapped.</summary>
internal static class ApiOperations
{
    private const string Layer = "/collections/{collectionId}", Items = Layer + "/items", Item = Items + "/{featureId}";
    private const string LayerTiles = Layer + "/tiles", Tile = "/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}";

    /// <summary>What is also offered as a page for people.</summary>
    private static readonly string[] Page = [Representation.Html.Media];

    /// <summary>Addresses for browsers, which are no part of the API.</summary>
    public static IReadOnlyList<string> Pages { get; } = ["/map", "/map/{**path}", "/assets/{**path}", "/docs", "/docs/{file}"];

    /// <summary>All operations, in the order of the document.</summary>
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        Get("/", "首页", "Landing page", "landingPage", "f") with { AlsoMedia = Page },
        Get("/conformance", "符合性声明", "Conformance", "conformance", "f") with { AlsoMedia = Page },
        Get("/api", "本文档", "This document", "openApi") with { Media = Links.OpenApiMedia },
        Get("/catalog", "各图层的字段、代码表和图例", "Fields, code lists and styles of the layers", "catalog"),
        Get("/rules", "现行规则", "The rules in force", "rules"),
        Get("/collections", "图层", "Layers", "collections", "f") with { AlsoMedia = Page },
        Get(Layer, "图层", "Layer", "collection", "f") with { AlsoMedia = Page },
        Get(Layer + "/schema", "字段", "Fields", "jsonSchema", "f") with { Media = SchemaEndpoints.Media, AlsoMedia = Page },
        Get(Layer + "/queryables", "可查询属性", "What a filter may name", "jsonSchema", "f") with { Media = SchemaEndpoints.Media, AlsoMedia = Page },
        Get(Layer + "/sortables", "可排序属性", "What sortby may name", "jsonSchema", "f") with { Media = SchemaEndpoints.Media, AlsoMedia = Page },
        Get(Items, "要素", "Features", "*-collection", ItemParameters.Names) with
        {
            Media = Json.GeoMedia, AlsoMedia = [.. ItemFormats.All.Where(f => f.Media != Json.GeoMedia).Select(f => f.Media)], FieldParameters = true,
        },
        new("options", Items, "可用的操作", "What may be done here") { Status = 204, Media = null },
        Write("post", Items, "新建要素", "Create a feature", 201, "*-draft"),
        Get(Item, "一个要素", "One feature", "*-feature", "f", "datetime", "crs") with { Media = Json.GeoMedia, AlsoMedia = Page },
        new("options", Item, "可用的操作", "What may be done here") { Status = 204, Media = null },
        Write("put", Item, "替换要素", "Replace a feature", 200, "*-draft", "If-Match"),
        Write("patch", Item, "修改要素", "Change a feature", 200, "patch", "If-Match") with { BodyMedia = JsonBody.MergePatch },
        Write("delete", Item, "删除要素", "Delete a feature", 204, "versionOnly", "If-Match") with { Answer = null, Media = null, BodyMedia = Json.Media, BodyOptional = true },
        new("post", "/transactions", "一次完成多项写入", "Several writes, all or none")
        {
            Parameters = ["documentNo", "Idempotency-Key", "Content-Crs"], Body = "transaction", Answer = "transactionResult",
        },
        Get("/tileMatrixSets", "瓦片矩阵集", "Tile matrix sets", "tileMatrixSets", "f") with { AlsoMedia = Page },
        Get("/tileMatrixSets/{tileMatrixSetId}", "瓦片矩阵集", "A tile matrix set", "tileMatrixSet", "f") with { AlsoMedia = Page },
        Get("/tiles", "多图层瓦片集", "Tilesets of several layers", "tilesets", "f") with { AlsoMedia = Page },
        Get("/tiles/{tileMatrixSetId}", "多图层瓦片集", "A tileset of several layers", "tilesetOrTileJson", "f", "collections") with { AlsoMedia = Page },
        Get("/tiles" + Tile, "多图层瓦片", "A tile of several layers", null, "f", "collections") with { Media = TileEndpoints.Media },
        Get(LayerTiles, "瓦片集", "Tilesets", "tilesets", "f") with { NeedsGeometry = true, AlsoMedia = Page },
        Get(LayerTiles + "/{tileMatrixSetId}", "瓦片集", "A tileset", "tilesetOrTileJson", "f") with { NeedsGeometry = true, AlsoMedia = Page },
        Get(LayerTiles + Tile, "瓦片", "A tile", null, "f") with { NeedsGeometry = true, Media = TileEndpoints.Media },
        Get("/reserves", "留白台账", "The reserve account", "reserves-list", "parkId", "live", "datetime") with { Media = Json.GeoMedia },
        new("post", "/reserves", "暂留或留白", "Hold or reserve a block")
        {
            Parameters = ["Idempotency-Key"], Body = "newReserve", Status = 201, Answer = "reserves-feature", Media = Json.GeoMedia,
        },
        Get("/reserves/{id}", "台账中的地块", "A block of the account", "reserves-feature", "datetime") with { Media = Json.GeoMedia },
        Get("/reserves/entries", "台账记录", "Entries of the account", "reserves-entries", "parkId", "from", "to"),
        Get("/reserves/{id}/entries", "地块的台账记录", "Entries of one block", "reserves-entries", "from", "to"),
        new("post", "/reserves/{id}/actions/{act}", "对地块的操作", "An act on a block")
        {
            Parameters = ["If-Match", "Idempotency-Key"], Body = "act", Answer = "reserves-act", Media = Json.GeoMedia,
        },
        Get("/balance", "各园区和县市区的用地平衡", "Land balance of parks and counties", "balance", "datetime", "hazard"),
        Get("/parks/{id}/balance", "园区用地平衡", "Land balance of a park", "balance", "datetime", "hazard"),
        Get("/parks/{id}/eligibility", "园区可用地图", "Land of a park by what may be done with it", "eligibility-map", "datetime", "use", "hazard", "setbacks") with { Media = Json.GeoMedia },
        Get("/readiness", "各化工园区的留白能力", "Readiness of the chemical parks for flagship projects", "readiness", "datetime", "since"),
        Get("/parks/{id}/readiness", "园区留白能力", "Readiness of a park for flagship projects", "readiness", "datetime", "since"),
        new("post", "/decisions", "选址并打成决策包", "A siting decision as a package") { Body = "siting-execute", Media = DecisionEndpoints.Media },
        new("post", "/decisions/verify", "复算决策包", "Recompute a package") { Body = "package", BodyMedia = DecisionEndpoints.Media, Answer = "packageReport" },
        new("post", "/decisions/replay", "按现行数据重做决策", "Ask a package's request again on the present record") { Body = "package", BodyMedia = DecisionEndpoints.Media, Answer = "packageReplay" },
        new("post", "/plots", "读取地块文件（界址点 TXT 或 GeoJSON）", "Read a file of plots (界址点 TXT or GeoJSON)") { Body = "plotFile", BodyMedia = PlotFileEndpoints.TxtMedia, Answer = "plotFileRead", Media = Json.GeoMedia },
        Get("/branches", "情景分支", "Named branches", "branches"),
        new("post", "/branches", "保存情景分支", "Keep a branch") { Body = "newBranch", Status = 201, Answer = "branch" },
        Get("/branches/{name}", "一个情景分支", "A branch", "branch"),
        new("put", "/branches/{name}", "替换情景分支", "Replace a branch") { Parameters = ["If-Match"], Body = "newBranch", Answer = "branch" },
        new("delete", "/branches/{name}", "删除情景分支", "Delete a branch")
        {
            Parameters = ["If-Match"], Body = "versionOnly", BodyOptional = true, Status = 204, Media = null,
        },
        Get("/changes", "两个时点之间的变化", "What changed between two moments", "changes", "from", "to", "county", "parkId", "layers"),
        Get("/processes", "过程", "Processes", "processes", "f") with { AlsoMedia = Page },
        Get("/processes/{processId}", "过程", "A process", "process", "f") with { AlsoMedia = Page },
        new("post", "/processes/{processId}/execution", "执行", "Execute") { Parameters = ["Prefer"], Body = "*-execute", Answer = "*-result", Also = (201, "job") },
        Get("/jobs", "作业", "Jobs", "jobs", "processID", "status", "limit", "cursor", "f") with { AlsoMedia = Page },
        Get("/jobs/{jobId}", "作业", "A job", "job", "f") with { AlsoMedia = Page },
        new("delete", "/jobs/{jobId}", "取消作业", "Dismiss a job") { Answer = "job" },
        Get("/jobs/{jobId}/results", "作业结果", "Result of a job", "anything"),
        Get("/health/live", "存活", "The process answers", "health"),
        Get("/health/ready", "就绪", "The service can do its work", "health"),
    ];

    private static ApiOperation Get(string route, string zh, string en, string? answer, params IReadOnlyList<string> parameters) =>
        new("get", route, zh, en) { Answer = answer, Parameters = parameters };

    private static ApiOperation Write(string method, string route, string zh, string en, int status, string body, params IReadOnlyList<string> parameters) => new(method, route, zh, en)
    {
        Parameters = ["documentNo", "Idempotency-Key", "Content-Crs", .. parameters],
        Body = body,
        BodyMedia = Json.GeoMedia,
        NeedsWritable = true,
        Status = status,
        Answer = "*-feature",
        Media = Json.GeoMedia,
    };
}
