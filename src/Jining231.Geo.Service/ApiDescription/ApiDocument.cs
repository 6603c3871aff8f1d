using System.Globalization;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.Processes;

namespace Jining231.Geo.Service.ApiDescription;

/// <summary>
/// The API as OpenAPI 3.0, made from the table of operations, the layers and the processes. Addresses are written out per layer and
/// process, because that is where QGIS looks for queryables.
/// </summary>
internal static class ApiDocument
{
    /// <summary>The whole document.</summary>
    /// <param name="options">Layers and rules.</param>
    /// <param name="processes">The processes there are.</param>
    /// <param name="root">Address of the service.</param>
    public static JsonObject Make(ServiceOptions options, IReadOnlyList<ProcessDef> processes, string root)
    {
        var layers = options.Store.Describe().Layers;
        var paths = new JsonObject();
        foreach (var operation in ApiOperations.All)
            foreach (var (path, layer, process) in Expand(operation, layers, processes))
            {
                if (paths[path] is not JsonObject methods)
                    paths[path] = methods = [];
                methods[operation.Method] = Describe(operation, path, layer, process);
            }

        IEnumerable<(string Name, JsonObject Schema)> schemas = [.. ApiSchemas.All(options), .. layers.SelectMany(LayerSchemas.Of), .. processes.SelectMany(ApiSchemas.Of)];
        return new JsonObject
        {
            ["openapi"] = "3.0.3",
            ["info"] = new JsonObject
            {
                ["title"] = "Jining231.Geo",
                ["description"] = "济宁“231”选址与留白 / Siting and the 留白 land account of Jining",
                ["version"] = typeof(ApiDocument).Assembly.GetName().Version!.ToString(3),
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = root }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["parameters"] = ApiParameters.Components(),
                ["schemas"] = new JsonObject(schemas.Select(s => KeyValuePair.Create(s.Name, (JsonNode?)s.Schema))),
                ["responses"] = new JsonObject { ["problem"] = Answer("问题 / Problem (RFC 9457)", ("application/problem+json", "problem")) },
            },
        };
    }

    /// <summary>The addresses that an operation has, each with its layer or process.</summary>
    private static IEnumerable<(string Path, LayerDef? Layer, ProcessDef? Process)> Expand(
        ApiOperation operation, IReadOnlyList<LayerDef> layers, IReadOnlyList<ProcessDef> processes)
    {
        if (operation.Route.Contains("{collectionId}", StringComparison.Ordinal))
            return layers.Where(l => (l.Geometry != GeometryKind.None || !operation.NeedsGeometry) && (!l.ServiceWritesOnly || !operation.NeedsWritable))
                .Select(l => (operation.Route.Replace("{collectionId}", l.Name, StringComparison.Ordinal), (LayerDef?)l, (ProcessDef?)null));
        if (operation.Route.Contains("{processId}", StringComparison.Ordinal))
            return processes.Select(p => (operation.Route.Replace("{processId}", p.Id, StringComparison.Ordinal), (LayerDef?)null, (ProcessDef?)p));
        return [(operation.Route, null, null)];
    }

    private static JsonObject Describe(ApiOperation operation, string path, LayerDef? layer, ProcessDef? process)
    {
        var (zh, en) = layer is not null ? (layer.TitleZh + "：", layer.TitleEn + ": ") : process is not null ? (process.TitleZh + "：", process.TitleEn + ": ") : ("", "");
        var parameters = new JsonArray();
        foreach (var part in path.Split('/').Where(p => p.StartsWith('{')))
            parameters.Add(ApiParameters.OfPath(part.Trim('{', '}')));
        foreach (var name in operation.Parameters)
            parameters.Add(new JsonObject { ["$ref"] = "#/components/parameters/" + name });
        if (operation.FieldParameters)
            foreach (var field in layer!.Fields.Where(f => f.Type != FieldType.TextArray))
                parameters.Add(ApiParameters.OfField(field));
        var described = new JsonObject
        {
            ["tags"] = new JsonArray(path == "/" ? "landing" : path.Split('/')[1]),
            ["operationId"] = operation.Method + path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace('/', '.'),
            ["summary"] = $"{zh}{operation.Zh} / {en}{operation.En}",
        };
        if (parameters.Count > 0)
            described["parameters"] = parameters;
        var subject = layer?.Name ?? process?.Id;
        if (operation.Body is { } body)
            described["requestBody"] = new JsonObject
            {
                ["required"] = !operation.BodyOptional,
                ["content"] = Content((operation.BodyMedia, Named(body, subject))),
            };
        var responses = new JsonObject
        {
            [operation.Status.ToString(CultureInfo.InvariantCulture)] = Answer("成功 / Success",
                [.. operation.Media is { } media ? [(media, Named(operation.Answer, subject))] : (ReadOnlySpan<(string, string?)>)[], .. operation.AlsoMedia.Select(m => (m, (string?)null))]),
        };
        if (operation.Also is { } also)
            responses[also.Status.ToString(CultureInfo.InvariantCulture)] = Answer("作业 / Job", (Json.Media, also.Answer));
        responses["default"] = new JsonObject { ["$ref"] = "#/components/responses/problem" };
        described["responses"] = responses;
        return described;
    }

    private static string? Named(string? component, string? subject) => component?.Replace("*", subject, StringComparison.Ordinal);

    private static JsonObject Answer(string description, params (string Media, string? Schema)[] contents)
    {
        var answer = new JsonObject { ["description"] = description };
        if (contents.Length > 0)
            answer["content"] = Content(contents);
        return answer;
    }

    private static JsonObject Content(params (string Media, string? Schema)[] contents) => new(contents.Select(c => KeyValuePair.Create(
        c.Media, (JsonNode?)new JsonObject { ["schema"] = c.Schema is { } name ? Schema.Ref(name) : Schema.Text(format: "binary") })));
}
