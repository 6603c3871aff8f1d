using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Service.Writes;

/// <summary>The body of a deletion, for clients that cannot send headers: <c>{"version": 3}</c>, or nothing.</summary>
internal static class DeleteBody
{
    /// <summary>The version in the body, or null without a body.</summary>
    public static long? Version(byte[] bytes)
    {
        if (bytes.Length == 0)
            return null;
        using var body = JsonBody.Parse(bytes);
        if (body.RootElement.ValueKind != JsonValueKind.Object)
            throw QueryReader.Problem(ProblemCode.InvalidValue, "", "请求体应为 JSON 对象。", "The body must be a JSON object.", "object");
        foreach (var member in body.RootElement.EnumerateObject())
            if (member.Name != "version")
                throw QueryReader.Problem(ProblemCode.UnknownName, "/" + member.Name, $"没有字段“{member.Name}”。", $"There is no field '{member.Name}'.", "version");
        if (!body.RootElement.TryGetProperty("version", out var version))
            return null;
        return version.ValueKind == JsonValueKind.Number && version.TryGetInt64(out var number) && number > 0 ? number : throw QueryReader.Problem(
            ProblemCode.InvalidValue, "/version", "version 应为正整数。", "version must be a positive whole number.", "≥ 1");
    }
}
