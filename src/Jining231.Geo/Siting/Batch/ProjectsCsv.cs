using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Microsoft.VisualBasic.FileIO;

namespace Jining231.Geo.Siting.Batch;

/// <summary>
/// Projects as CSV (RFC 4180, UTF-8) with a heading: <c>name</c> and the inputs of siting. Several industries, kinds of plot, parks, kinds or counties stand
/// in one cell apart by <c>;</c>, needs as <c>rail=10;port=20</c> (km). An empty cell is a value that is not given.
/// </summary>
internal static class ProjectsCsv
{
    private static readonly string[] Numbers = ["investmentYi", "areaMu", "areaHa", "minWidthM", "maxAspect", "assemblyMaxRatio", "count"];
    private static readonly string[] Texts = ["name", "industry", "hazard", "reserveUse", "spread"];
    private static readonly string[] Scopes = ["parks", "kinds", "counties"];
    private static readonly string[] Known = [.. Texts, .. Numbers, "industries", "plotKinds", "needs", .. Scopes];

    /// <summary>Each line as the JSON of a project, with its number in the file. A heading that is not known is a problem at <paramref name="at"/>.</summary>
    public static IReadOnlyList<(long Line, JsonElement Project)> Read(string csv, string at)
    {
        using var parser = new TextFieldParser(new StringReader(csv.TrimStart('\uFEFF'))) { TextFieldType = Microsoft.VisualBasic.FileIO.FieldType.Delimited, TrimWhiteSpace = true };
        parser.SetDelimiters(",");
        var projects = new List<(long, JsonElement)>();
        try
        {
            var heading = parser.ReadFields() ?? throw Problem(at, "表格为空。", "The table is empty.");
            foreach (var name in heading)
                if (!Known.Contains(name, StringComparer.Ordinal))
                    throw Problem(at, $"没有列“{name}”。", $"There is no column '{name}'.");
            while (!parser.EndOfData)
            {
                var line = parser.LineNumber;
                var cells = parser.ReadFields()!;
                if (cells.Length > heading.Length)
                    throw Problem($"{at}/{line}", $"第 {line} 行有 {cells.Length} 格，标题只有 {heading.Length} 列。", $"Line {line} has {cells.Length} cells, the heading {heading.Length}.");
                projects.Add((line, JsonSerializer.SerializeToElement(Project(heading, cells))));
            }
        }
        catch (MalformedLineException e)
        {
            throw Problem($"{at}/{e.LineNumber}", $"第 {e.LineNumber} 行无法读取（引号不成对）。", $"Line {e.LineNumber} cannot be read: a quotation mark is not closed.");
        }

        return projects;
    }

    private static JsonObject Project(string[] heading, string[] cells)
    {
        var project = new JsonObject();
        var scope = new JsonObject();
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].Length == 0)
                continue;
            var name = heading[i];
            if (name == "needs")
                project[name] = new JsonArray([.. Parts(cells[i]).Select(Need)]);
            else if (name is "industries" or "plotKinds")
                project[name] = List(cells[i]);
            else if (Scopes.Contains(name))
                scope[name] = List(cells[i]);
            else
                project[name] = Numbers.Contains(name) ? Number(cells[i]) : cells[i];
        }

        if (scope.Count > 0)
            project["scope"] = scope;
        return project;
    }

    private static JsonNode Need(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? new JsonObject { ["kind"] = text } : new JsonObject { ["kind"] = text[..at], ["maxKm"] = Number(text[(at + 1)..]) };
    }

    /// <summary>A number; what is none goes on as text, which the parser of requests refuses by name.</summary>
    private static JsonNode Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : text;

    private static JsonArray List(string cell) => new([.. Parts(cell).Select(p => (JsonNode)p)]);

    private static string[] Parts(string cell) => cell.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static GeoProblemException Problem(string field, string zh, string en) => new(new GeoProblem(ProblemCode.InvalidValue, zh, en) { Field = field, Allowed = Known });
}
