using Jining231.Geo.Reserves.Readiness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>Which flagship projects parks can still take: <c>/readiness</c> for all that targets T1 and T2 concern, <c>/parks/{id}/readiness</c> for one.</summary>
internal static class ReadinessEndpoints
{
    public static void MapReadiness(this WebApplication app, ServiceOptions options, ReadinessPlanner planner)
    {
        app.MapGet("/readiness", context => WriteAsync(context, options, planner, null));
        app.MapGet("/parks/{id}/readiness", context => WriteAsync(context, options, planner, (string)context.Request.RouteValues["id"]!));
    }

    private static async Task WriteAsync(HttpContext context, ServiceOptions options, ReadinessPlanner planner, string? parkId)
    {
        QueryReader.Allow(context, "datetime", "since");
        var request = new ReadinessRequest(parkId, QueryReader.AsOf(context, options.Clock.GetUtcNow()), QueryReader.Instant(context, "since"));
        var result = await planner.RunAsync(request, null, context.RequestAborted);
        await Json.WriteAsync(context, Json.Media, json => ReadinessJson.Write(json, result));
    }
}
