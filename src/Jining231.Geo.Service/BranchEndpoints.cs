using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Branches;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.Writes;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Scenarios;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>Named branches on top of the record: <c>/branches</c>, <c>/branches/{name}</c>. The process <c>scenarios</c> compares them.</summary>
internal static class BranchEndpoints
{
    public static void MapBranches(this WebApplication app, ServiceOptions options, SitingPlanner siting)
    {
        var store = (options.Store as IKeepsBranches ?? throw new ArgumentException("The store keeps no branches.", nameof(options))).Branches;
        var planner = new BranchPlanner(siting, store, options.Rules);
        app.MapGet("/branches", context => ListAsync(context, planner));
        app.MapPost("/branches", context => CreateAsync(context, options, planner));
        app.MapGet("/branches/{name}", context => OneAsync(context, planner));
        app.MapPut("/branches/{name}", context => ReplaceAsync(context, options, planner));
        app.MapDelete("/branches/{name}", context => DeleteAsync(context, planner));
    }

    private static async Task ListAsync(HttpContext context, BranchPlanner planner)
    {
        QueryReader.Allow(context);
        var branches = await planner.ListAsync(context.RequestAborted);
        await Json.WriteAsync(context, Json.Media, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("branches");
            foreach (var branch in branches)
                BranchJson.Write(json, branch);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task OneAsync(HttpContext context, BranchPlanner planner)
    {
        QueryReader.Allow(context);
        await WriteAsync(context, await planner.GetAsync(Name(context), context.RequestAborted));
    }

    private static async Task CreateAsync(HttpContext context, ServiceOptions options, BranchPlanner planner)
    {
        QueryReader.Allow(context);
        using var body = JsonBody.Parse(await JsonBody.ReadBytesAsync(context, WriteRequest.MaxBytes));
        var branch = await planner.AddAsync(body.RootElement, options.Actor, context.RequestAborted);
        context.Response.Headers.Location = Links.Base(context) + "/branches/" + Uri.EscapeDataString(branch.Name);
        await WriteAsync(context, await planner.StateAsync(branch, context.RequestAborted), StatusCodes.Status201Created);
    }

    private static async Task ReplaceAsync(HttpContext context, ServiceOptions options, BranchPlanner planner)
    {
        QueryReader.Allow(context);
        var name = Name(context);
        using var body = JsonBody.Parse(await JsonBody.ReadBytesAsync(context, WriteRequest.MaxBytes));
        var known = await planner.GetAsync(name, context.RequestAborted);
        var version = Version(context, known.Branch, Stated(body.RootElement));
        var rebase = body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("rebase", out var flag) && flag.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw QueryReader.Problem(ProblemCode.InvalidValue, "/rebase", "rebase 应为 true 或 false。", "rebase must be true or false.", "true, false"),
        };
        var branch = await planner.ReplaceAsync(name, body.RootElement, version, rebase, options.Actor, context.RequestAborted);
        await WriteAsync(context, await planner.StateAsync(branch, context.RequestAborted));
    }

    private static async Task DeleteAsync(HttpContext context, BranchPlanner planner)
    {
        QueryReader.Allow(context);
        var name = Name(context);
        var stated = DeleteBody.Version(await JsonBody.ReadBytesAsync(context));
        var known = await planner.GetAsync(name, context.RequestAborted);
        await planner.DeleteAsync(name, Version(context, known.Branch, stated), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task WriteAsync(HttpContext context, BranchState state, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.ETag = Etags.Of("branches", Tag(state.Branch), state.Branch.Version);
        return Json.WriteAsync(context, Json.Media, json => BranchJson.Write(json, state), status);
    }

    /// <summary>The version seen, by If-Match or by the body; neither is <see cref="ProblemCode.PreconditionRequired"/>.</summary>
    private static long Version(HttpContext context, Branch branch, long? stated)
    {
        var header = Etags.IfMatchVersion(context, "branches", Tag(branch));
        if (header is not null && stated is not null && header != stated)
            throw QueryReader.Problem(ProblemCode.InvalidValue, "/version", "If-Match 与 version 不一致。", "If-Match and version name different versions.", $"{header}");
        return header ?? stated ?? throw QueryReader.Problem(
            ProblemCode.PreconditionRequired, "If-Match", "请用 If-Match 或 version 给出所见的版本。", "Name the version seen by If-Match or version.", $"version: {branch.Version}");
    }

    private static long? Stated(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("version", out var version))
            return null;
        return version.ValueKind == JsonValueKind.Number && version.TryGetInt64(out var number) && number > 0 ? number : throw QueryReader.Problem(
            ProblemCode.InvalidValue, "/version", "version 应为正整数。", "version must be a positive whole number.", "≥ 1");
    }

    /// <summary>A branch that was deleted and made again is another one, though its versions begin anew.</summary>
    private static string Tag(Branch branch) =>
        $"{branch.Name}@{branch.CreatedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}";

    private static string Name(HttpContext context) => (string)context.Request.RouteValues["name"]!;
}
