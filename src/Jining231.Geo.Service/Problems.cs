using System.Collections.Frozen;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Service;

/// <summary>One kind of problem as it goes over the wire.</summary>
/// <param name="Code">Stable machine name, camelCase.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="TitleZh">Chinese title.</param>
/// <param name="TitleEn">English title.</param>
public sealed record ProblemKind(string Code, int Status, string TitleZh, string TitleEn)
{
    /// <summary>Type URI of RFC 9457: a name, not an address; OGC's where a standard fixes it.</summary>
    public string Type { get; init; } = "urn:jining231:problem:" + Code;

    /// <summary>Name of an exception that OGC API - Processes fixes.</summary>
    internal static string OgcProcesses(string name) => "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/" + name;
}

/// <summary>The one table from kinds of problem to HTTP; handlers raise, this decides.</summary>
public static class Problems
{
    private static readonly FrozenDictionary<ProblemCode, ProblemKind> Kinds = new Dictionary<ProblemCode, ProblemKind>
    {
        [ProblemCode.InvalidValue] = new("invalidValue", 400, "取值无法识别", "A value cannot be read"),
        [ProblemCode.UnknownName] = new("unknownName", 400, "名称未知", "A name is not known"),
        [ProblemCode.OutOfRange] = new("outOfRange", 400, "数值超出范围", "A value is out of range"),
        [ProblemCode.InvalidGeometry] = new("invalidGeometry", 400, "几何图形有误", "A geometry is broken"),
        [ProblemCode.OutsideCrs] = new("outsideCrs", 400, "坐标超出坐标系范围", "Coordinates lie outside the CRS"),
        [ProblemCode.TooLarge] = new("tooLarge", 413, "请求过大", "The request is too large"),
        [ProblemCode.QueryTooCostly] = new("queryTooCostly", 400, "查询耗时超限", "The query takes too long"),
        [ProblemCode.UnsupportedMedia] = new("unsupportedMedia", 415, "不支持的内容类型", "The content type is not read here"),
        [ProblemCode.NotFound] = new("notFound", 404, "未找到", "Not found"),
        [ProblemCode.NoSuchProcess] = new("noSuchProcess", 404, "没有该过程", "There is no such process") { Type = ProblemKind.OgcProcesses("no-such-process") },
        [ProblemCode.NoSuchJob] = new("noSuchJob", 404, "没有该作业", "There is no such job") { Type = ProblemKind.OgcProcesses("no-such-job") },
        [ProblemCode.ResultNotReady] = new("resultNotReady", 404, "结果尚未就绪", "The result is not ready") { Type = ProblemKind.OgcProcesses("result-not-ready") },
        [ProblemCode.Gone] = new("gone", 410, "已不再保存", "It is kept no longer"),
        [ProblemCode.NotAllowed] = new("notAllowed", 405, "不支持该操作", "The act is not offered here"),
        [ProblemCode.Interrupted] = new("interrupted", 500, "作业中断", "The work was broken off"),
        [ProblemCode.AlreadyExists] = new("alreadyExists", 409, "编号已存在", "The id is taken"),
        [ProblemCode.Overlap] = new("overlap", 409, "与现有地块重叠", "The land is already taken"),
        [ProblemCode.OutsidePark] = new("outsidePark", 422, "超出园区范围", "The block lies outside its park"),
        [ProblemCode.NotEligible] = new("notEligible", 422, "用地不符合规则", "The land is not eligible"),
        [ProblemCode.MissingReference] = new("missingReference", 422, "所引用的要素不存在", "A feature referred to does not exist"),
        [ProblemCode.InUse] = new("inUse", 409, "仍被其他要素引用", "Another feature still refers to it"),
        [ProblemCode.IllegalTransition] = new("illegalTransition", 409, "当前状态不允许该操作", "The state does not allow this act"),
        [ProblemCode.PreconditionRequired] = new("preconditionRequired", 428, "须给出所见版本", "A version is required"),
        [ProblemCode.PreconditionFailed] = new("preconditionFailed", 412, "版本已变化", "The version is not the current one"),
        [ProblemCode.IdempotencyMismatch] = new("idempotencyMismatch", 422, "幂等键已用于其他请求", "The idempotency key belongs to another request"),
        [ProblemCode.RevisionMoved] = new("revisionMoved", 409, "所依据的数据已更新", "The data decided upon have changed"),
        [ProblemCode.Forbidden] = new("forbidden", 403, "来源不被允许", "The host or origin is not allowed"),
        [ProblemCode.StoreUnavailable] = new("storeUnavailable", 503, "数据库暂不可用", "The store is not available"),
        [ProblemCode.StoreMismatch] = new("storeMismatch", 500, "数据库与程序不匹配", "The store does not fit this program"),
        [ProblemCode.InvalidRules] = new("invalidRules", 500, "规则文件有误", "The rules are broken"),
    }.ToFrozenDictionary();

    /// <summary>Body of a request that HTTP itself refuses (bad framing, timeout).</summary>
    public static ProblemKind BadRequest { get; } = new("badRequest", 400, "请求有误", "The request is broken");

    /// <summary>Method not offered by the resource.</summary>
    public static ProblemKind MethodNotAllowed { get; } = new("methodNotAllowed", 405, "不支持该方法", "The method is not allowed");

    /// <summary>No representation that the client accepts.</summary>
    public static ProblemKind NotAcceptable { get; } = new("notAcceptable", 406, "无可接受的格式", "No acceptable format");

    /// <summary>A defect of ours; details are in the log under the trace id, never in the answer.</summary>
    public static ProblemKind Internal { get; } = new("internal", 500, "服务内部错误", "Internal error");

    /// <summary>The line of the table.</summary>
    public static ProblemKind For(ProblemCode code) => Kinds[code];

    /// <summary>The kind for a bare status that no handler explained.</summary>
    public static ProblemKind For(int status) => status switch
    {
        404 => For(ProblemCode.NotFound),
        405 => MethodNotAllowed,
        406 => NotAcceptable,
        413 => For(ProblemCode.TooLarge),
        415 => For(ProblemCode.UnsupportedMedia),
        >= 500 => Internal,
        _ => BadRequest with { Status = status },
    };
}
