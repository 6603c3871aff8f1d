using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;
using Jining231.Geo.Solar;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary><c>POST /processes/{siting|solar}/execution</c>: <c>{"inputs": {…}}</c> in, the result document out.</summary>
internal static class ProcessEndpoints
{
    public static void MapProcesses(this WebApplication app, ServiceOptions options)
    {
        var planner = new SitingPlanner(options.Store, options.Rules);
        app.Lifetime.ApplicationStopped.Register(planner.Dispose);
        app.MapPost("/processes/siting/execution", context => ExecuteAsync(context, async inputs =>
        {
            var request = SitingRequestParser.Parse(inputs, options.Rules);
            return ProcessResults.ToBytes(await planner.RunAsync(request, context.RequestAborted));
        }));
        app.MapPost("/processes/solar/execution", context => ExecuteAsync(context, async inputs =>
        {
            var request = SolarRequest.Parse(inputs);
            return SolarJson.ToBytes(await SolarPlanner.PlanAsync(options.Store, options.Rules, request, context.RequestAborted));
        }));
    }

    private static async Task ExecuteAsync(HttpContext context, Func<JsonElement, Task<byte[]>> execute)
    {
        QueryReader.Allow(context);
        var bytes = await JsonBody.ReadBytesAsync(context);
        using var body = JsonBody.Parse(bytes);
        await Json.WriteAsync(context, Json.Media, await execute(Inputs(body.RootElement)));
    }

    private static JsonElement Inputs(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            throw QueryReader.Problem(ProblemCode.InvalidValue, "", "请求体应为 JSON 对象。", "The body must be a JSON object.", "object");
        foreach (var member in body.EnumerateObject())
            if (member.Name != "inputs")
                throw QueryReader.Problem(ProblemCode.UnknownName, "/" + member.Name, $"没有字段“{member.Name}”。",
                    $"There is no field '{member.Name}'.", "inputs");
        return body.TryGetProperty("inputs", out var inputs)
            ? inputs
            : throw QueryReader.Problem(ProblemCode.InvalidValue, "/inputs", "缺少 inputs。", "inputs is missing.", "inputs");
    }
}
