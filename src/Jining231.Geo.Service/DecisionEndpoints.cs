using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Packages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>
/// Decision packages: <c>POST /decisions</c> answers a siting request with a zip that can be recomputed offline, <c>/decisions/verify</c>
/// recomputes one, <c>/decisions/replay</c> asks its request again on the present record.
/// </summary>
internal static class DecisionEndpoints
{
    /// <summary>Media type of a package.</summary>
    public const string Media = "application/zip";

    /// <summary>Largest package that is taken, bytes.</summary>
    public const int MaxBytes = 64_000_000;

    public static void MapDecisions(this WebApplication app, ServiceOptions options, SitingPlanner planner)
    {
        app.MapPost("/decisions", context => PackAsync(context, options, planner));
        app.MapPost("/decisions/verify", VerifyAsync);
        app.MapPost("/decisions/replay", async context =>
        {
            using var package = await PackageAsync(context);
            var report = await planner.ReplayAsync(package, context.RequestAborted);
            await Json.WriteAsync(context, Json.Media, json => ReplayJson.Write(json, report));
        });
    }

    private static async Task PackAsync(HttpContext context, ServiceOptions options, SitingPlanner planner)
    {
        QueryReader.Allow(context);
        using var body = JsonBody.Parse(await JsonBody.ReadBytesAsync(context));
        if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("inputs", out var inputs))
            throw QueryReader.Problem(ProblemCode.InvalidValue, "/inputs", "请给出“inputs”（选址条件）。", "Give the 'inputs' of siting.", "object");
        using var package = new MemoryStream();
        await planner.PackageAsync(SitingRequestParser.Parse(inputs, options.Rules), inputs, package, context.RequestAborted);
        context.Response.ContentType = Media;
        context.Response.ContentLength = package.Length;
        context.Response.Headers.ContentDisposition = "attachment; filename=\"decision.zip\"";
        await context.Response.Body.WriteAsync(package.GetBuffer().AsMemory(0, (int)package.Length), context.RequestAborted);
    }

    private static async Task VerifyAsync(HttpContext context)
    {
        using var package = await PackageAsync(context);
        var report = PackageVerifier.Verify(package, context.RequestAborted);
        await Json.WriteAsync(context, Json.Media, json =>
        {
            json.WriteStartObject();
            json.WriteString("verdict", report.Verdict);
            json.WriteString("engineOfPackage", report.EngineOfPackage);
            json.WriteString("engine", report.Engine);
            json.WriteStartArray("findings");
            foreach (var finding in report.Findings)
            {
                json.WriteStartObject();
                json.WriteString("file", finding.File);
                json.WriteString("zh", finding.Zh);
                json.WriteString("en", finding.En);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task<MemoryStream> PackageAsync(HttpContext context)
    {
        QueryReader.Allow(context);
        var bytes = await JsonBody.ReadBytesAsync(context, MaxBytes, Media);
        return bytes.Length > 0 ? new MemoryStream(bytes, writable: false) : throw QueryReader.Problem(
            ProblemCode.InvalidValue, "body", "请求体为空，应为决策包（zip）。", "The body is empty; it must be a decision package (zip).", Media);
    }
}
