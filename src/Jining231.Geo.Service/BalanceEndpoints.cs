using Jining231.Geo.Layers;
using Jining231.Geo.Reserves.Balance;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>The land account of parks: <c>/balance</c> for all with their counties, <c>/parks/{id}/balance</c> for one, at any recorded time.</summary>
internal static class BalanceEndpoints
{
    public static void MapBalance(this WebApplication app, ServiceOptions options)
    {
        app.MapGet("/balance", context => WriteAsync(context, options, null));
        app.MapGet("/parks/{id}/balance", context => WriteAsync(context, options, (string)context.Request.RouteValues["id"]!));
    }

    private static async Task WriteAsync(HttpContext context, ServiceOptions options, string? parkId)
    {
        QueryReader.Allow(context, "datetime", "hazard");
        var hazard = QueryReader.OneOf(context, "hazard", [.. Codelists.Hazard.Codes.Select(c => c.Value)]);
        var request = new BalanceRequest(parkId, QueryReader.AsOf(context, options.Clock.GetUtcNow()), hazard);
        var result = await BalancePlanner.RunAsync(options.Store, options.Rules, request, context.RequestAborted);
        await Json.WriteAsync(context, Json.Media, json => BalanceJson.Write(json, result));
    }
}
