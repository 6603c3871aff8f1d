using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Exchange;
using Jining231.Geo.Exchange.BoundaryPoints;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting.Given;

namespace Jining231.Geo.Cli;

/// <summary>Files that a verb reads its inputs from; what is wrong names the argument.</summary>
internal static class InputFiles
{
    public static async Task<string> ReadAsync(string path, string field, CancellationToken cancellationToken) => File.Exists(path)
        ? await File.ReadAllTextAsync(path, cancellationToken)
        : throw Missing(path, field);

    /// <summary>Plots of a GeoJSON FeatureCollection or a 界址点 TXT (GB18030 or UTF-8), as GeoJSON either way.</summary>
    public static async Task<JsonNode?> PlotsAsync(string path, string field, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw Missing(path, field);
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        if (bytes.AsSpan().TrimStart("\uFEFF \t\r\n"u8) is [(byte)'{', ..])
            return Json(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'), field);
        GivenPlot[] plots = [.. GivenPlotReader.Of(BoundaryReader.Read(bytes, field))];
        return JsonNode.Parse(JsonBytes.Of(w => GivenPlotJson.Write(w, plots)));
    }

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

    private static GeoProblemException Missing(string path, string field) =>
        new(new GeoProblem(ProblemCode.InvalidValue, $"没有文件：{path}。", $"There is no file: {path}.") { Field = field });
}
