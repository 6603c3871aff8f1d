using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Cli;

/// <summary>Files that a verb reads its inputs from; what is wrong names the argument.</summary>
internal static class InputFiles
{
    public static async Task<string> ReadAsync(string path, string field, CancellationToken cancellationToken) => File.Exists(path)
        ? await File.ReadAllTextAsync(path, cancellationToken)
        : throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, $"没有文件：{path}。", $"There is no file: {path}.") { Field = field });

    public static JsonNode? Json(string text, string field)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue,
                $"不是 JSON（第 {e.LineNumber + 1} 行）。", $"This is no JSON (line {e.LineNumber + 1}).")
            { Field = field });
        }
    }
}
