using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Workspace.Sources;

/// <summary>What a service refuses (RFC 9457), or that it does not answer, as the problems the rest of the product speaks of.</summary>
internal static class ServiceProblems
{
    /// <summary>Reads a problem document; anything else is named by its status.</summary>
    public static GeoProblemException Read(byte[] bytes, int status, Uri root)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var body = document.RootElement;
            var conflict = body.TryGetProperty("conflict", out var c) ? Feature(c) : null;
            var problems = body.GetProperty("errors").EnumerateArray().Select((e, i) => new GeoProblem(
                Code(Text(e, "code")), Text(e, "zh") ?? "", Text(e, "en") ?? "")
            {
                Field = Text(e, "field"),
                Allowed = [.. e.GetProperty("allowed").EnumerateArray().Select(a => a.GetString() ?? "")],
                Feature = i == 0 ? conflict : null,
            }).ToArray();
            if (problems.Length > 0)
                return new GeoProblemException(problems);
            return new GeoProblemException(new GeoProblem(Code(Text(body, "code")), Text(body, "detail") ?? "", Text(body, "detailEn") ?? ""));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return status == 404 ? NotOurs(root) : Problem(ProblemCode.StoreUnavailable,
                $"服务 {root} 答复了错误 {status}。请稍后重试，或联系管理员。", $"The service {root} answered with error {status}. Try again later, or ask its administrator.");
        }
    }

    /// <summary>Nothing answers.</summary>
    public static GeoProblemException Unreachable(Uri root) => Problem(ProblemCode.StoreUnavailable,
        $"无法连接服务 {root}。请检查地址和网络，并确认服务已启动（jining231 serve），然后重试。",
        $"The service {root} cannot be reached. Check the address and the network, see that it is running (jining231 serve), and try again.");

    /// <summary>Something answers that is not this product.</summary>
    public static GeoProblemException NotOurs(Uri root) => Problem(ProblemCode.StoreMismatch,
        $"{root} 不是本系统的服务，或版本不兼容。请检查地址和端口。", $"{root} is not a service of this system, or of another version. Check address and port.");

    private static GeoProblemException Problem(ProblemCode code, string zh, string en) => new(new GeoProblem(code, zh, en) { Field = "service" });

    private static ProblemFeature? Feature(JsonElement e) => e.ValueKind != JsonValueKind.Object ? null : new ProblemFeature(
        Text(e, "layer") ?? "", Text(e, "id") ?? "", Text(e, "name"), Text(e, "holder"),
        Rfc3339.TryParse(Text(e, "until"), out var until) ? until : null,
        e.TryGetProperty("overlapM2", out var m2) && m2.ValueKind == JsonValueKind.Number ? m2.GetDouble() : null);

    private static ProblemCode Code(string? wire) =>
        Enum.TryParse<ProblemCode>(wire, ignoreCase: true, out var code) ? code : ProblemCode.StoreUnavailable;

    private static string? Text(JsonElement e, string name) =>
        e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
