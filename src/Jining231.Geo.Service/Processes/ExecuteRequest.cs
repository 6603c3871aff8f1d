using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Service.Processes;

/// <summary>The body of an execution.</summary>
/// <param name="Inputs">The inputs, not yet looked at.</param>
/// <param name="AsDocument">True if the client wants the result inside <c>{"result": …}</c> (OGC <c>response: document</c>).</param>
internal sealed record ExecuteRequest(JsonElement Inputs, bool AsDocument)
{
    private static readonly string[] Known = ["inputs", "outputs", "response"];

    /// <summary>Reads the body; every problem carries its JSON pointer.</summary>
    public static ExecuteRequest Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw QueryReader.Problem(ProblemCode.InvalidValue, "", "请求体应为 JSON 对象。", "The body must be a JSON object.", "object");
        foreach (var member in body.EnumerateObject())
            if (!Known.Contains(member.Name))
                throw QueryReader.Problem(ProblemCode.UnknownName, "/" + member.Name, $"没有字段“{member.Name}”。",
                    $"There is no field '{member.Name}'.", Known);
        if (body.TryGetProperty("outputs", out var outputs))
            CheckOutputs(outputs);
        return body.TryGetProperty("inputs", out var inputs)
            ? new ExecuteRequest(inputs, IsDocument(body))
            : throw QueryReader.Problem(ProblemCode.InvalidValue, "/inputs", "缺少 inputs。", "inputs is missing.", "inputs");
    }

    private static bool IsDocument(JsonElement body)
    {
        if (!body.TryGetProperty("response", out var response))
            return false;
        var text = response.ValueKind == JsonValueKind.String ? response.GetString() : null;
        return text switch
        {
            "raw" => false,
            "document" => true,
            _ => throw QueryReader.Problem(ProblemCode.UnknownName, "/response", "response 应为 raw 或 document。", "response must be raw or document.", "raw", "document"),
        };
    }

    private static void CheckOutputs(JsonElement outputs)
    {
        if (outputs.ValueKind != JsonValueKind.Object)
            throw QueryReader.Problem(ProblemCode.InvalidValue, "/outputs", "outputs 应为对象。", "outputs must be an object.", "result");
        foreach (var output in outputs.EnumerateObject())
            if (output.Name != "result")
                throw QueryReader.Problem(ProblemCode.UnknownName, "/outputs/" + output.Name, $"没有输出“{output.Name}”。", $"There is no output '{output.Name}'.", "result");
    }
}
