using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Service.Html;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Processes;

/// <summary>
/// <c>/processes</c>, <c>/processes/{processId}</c> and <c>/processes/{processId}/execution</c>: <c>{"inputs": {…}}</c> in, the result
/// document out; with <c>Prefer: respond-async</c> a job.
/// </summary>
internal static class ProcessEndpoints
{
    private const string ExecuteRel = "http://www.opengis.net/def/rel/ogc/1.0/execute";

    public static void MapProcesses(this WebApplication app, ProcessHost host)
    {
        app.MapGet("/processes", context => ListAsync(context, host));
        app.MapGet("/processes/{processId}", context =>
        {
            QueryReader.Allow(context, "f");
            var process = host.Processes.Get((string)context.Request.RouteValues["processId"]!);
            return Pages.AnswerAsync(context, Json.Media, json => WriteDescription(json, context, process), new PageHead(process.TitleZh, process.TitleEn, PageHead.Processes));
        });
        app.MapPost("/processes/{processId}/execution", context => ExecuteAsync(context, host));
        app.MapJobs(host);
    }

    private static Task ListAsync(HttpContext context, ProcessHost host)
    {
        QueryReader.Allow(context, "f");
        return Pages.AnswerAsync(context, Json.Media, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("processes");
            foreach (var process in host.Processes.All)
            {
                json.WriteStartObject();
                WriteSummary(json, process);
                json.WriteStartArray("links");
                Links.Write(json, $"{Links.Base(context)}/processes/{process.Id}", "self", Json.Media, "Description");
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("links");
            Links.Write(json, Links.Self(context), "self", Json.Media, "This list");
            Links.Write(json, Links.Base(context) + "/jobs", "http://www.opengis.net/def/rel/ogc/1.0/job-list", Json.Media, "Jobs");
            json.WriteEndArray();
            json.WriteEndObject();
        }, new PageHead("过程", "Processes"));
    }

    private static void WriteSummary(Utf8JsonWriter json, ProcessDef process)
    {
        json.WriteString("id", process.Id);
        json.WriteString("title", process.TitleZh);
        json.WriteString("titleEn", process.TitleEn);
        json.WriteString("description", process.DescriptionZh);
        json.WriteString("descriptionEn", process.DescriptionEn);
        json.WriteString("version", process.Version);
        WriteTexts(json, "jobControlOptions", "sync-execute", "async-execute", "dismiss");
        WriteTexts(json, "outputTransmission", "value");
    }

    private static void WriteDescription(Utf8JsonWriter json, HttpContext context, ProcessDef process)
    {
        var root = $"{Links.Base(context)}/processes/{process.Id}";
        var required = process.Inputs["required"] as JsonArray ?? [];
        json.WriteStartObject();
        WriteSummary(json, process);
        json.WriteStartObject("inputs");
        foreach (var (name, schema) in process.Inputs["properties"]!.AsObject())
        {
            json.WriteStartObject(name);
            json.WriteString("title", schema!["title"]?.GetValue<string>() ?? name);
            json.WriteNumber("minOccurs", required.Any(r => r!.GetValue<string>() == name) ? 1 : 0);
            json.WriteNumber("maxOccurs", 1);
            json.WritePropertyName("schema");
            schema.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("outputs");
        json.WriteStartObject("result");
        json.WriteString("title", process.TitleZh + "：结果 / result");
        json.WritePropertyName("schema");
        var output = process.Output.DeepClone().AsObject();
        output["contentMediaType"] = Json.Media;
        output.WriteTo(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WritePropertyName("example");
        new JsonObject { ["inputs"] = process.Example.DeepClone() }.WriteTo(json);
        json.WriteStartArray("links");
        Links.Write(json, root, "self", Json.Media, "This description");
        Links.Write(json, root + "/execution", ExecuteRel, Json.Media, "Execution (POST)");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, params string[] texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static async Task ExecuteAsync(HttpContext context, ProcessHost host)
    {
        QueryReader.Allow(context);
        var process = host.Processes.Get((string)context.Request.RouteValues["processId"]!);
        using var body = JsonBody.Parse(await JsonBody.ReadBytesAsync(context));
        var request = ExecuteRequest.Read(body.RootElement);
        var run = process.Prepare(request.Inputs);
        if (!PrefersAsync(context))
        {
            var result = await run(new ProcessControl(host.Actor, new Nowhere(), context.RequestAborted));
            await Json.WriteAsync(context, Json.Media, request.AsDocument ? InDocument(result) : result);
            return;
        }

        var id = Guid.CreateVersion7().ToString();
        var job = await host.Jobs.AddAsync(id, process.Id, host.Actor, Encoding.UTF8.GetBytes(request.Inputs.GetRawText()), host.Kept, context.RequestAborted);
        host.Runner.Wake();
        context.Response.Headers.Location = Links.Base(context) + JobJson.Path(id);
        context.Response.Headers["Preference-Applied"] = "respond-async";
        await Json.WriteAsync(context, Json.Media, json => JobJson.Write(json, context, job), StatusCodes.Status201Created);
    }

    /// <summary>RFC 7240: preferences are comma-separated tokens; those not known are passed over.</summary>
    private static bool PrefersAsync(HttpContext context) => context.Request.Headers["Prefer"]
        .SelectMany(h => (h ?? "").Split(',', ';'))
        .Any(p => p.Trim().Equals("respond-async", StringComparison.OrdinalIgnoreCase));

    private static byte[] InDocument(byte[] result) => [.. "{\"result\":"u8, .. result, (byte)'}'];

    private sealed class Nowhere : IProgress<double>
    {
        public void Report(double value)
        {
        }
    }
}
