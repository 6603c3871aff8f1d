using Jining231.Geo.Reserves;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>What was done in the 留白 account, by whom and by which document: <c>/reserves/entries</c>, <c>/reserves/{id}/entries</c>.</summary>
internal static class ReserveEntryEndpoints
{
    public static void MapReserveEntries(this WebApplication app, ServiceOptions options)
    {
        app.MapGet("/reserves/entries", context =>
        {
            QueryReader.Allow(context, "parkId", "from", "to");
            return WriteAsync(context, options, new ReserveEntriesRequest(
                null, QueryReader.Text(context, "parkId"), QueryReader.Instant(context, "from"), QueryReader.Instant(context, "to")));
        });
        app.MapGet("/reserves/{id}/entries", context =>
        {
            QueryReader.Allow(context, "from", "to");
            return WriteAsync(context, options, new ReserveEntriesRequest(
                (string)context.Request.RouteValues["id"]!, null, QueryReader.Instant(context, "from"), QueryReader.Instant(context, "to")));
        });
    }

    private static async Task WriteAsync(HttpContext context, ServiceOptions options, ReserveEntriesRequest request)
    {
        var (entries, at) = await ReserveEntriesPlanner.ReadAsync(options.Store, request, context.RequestAborted);
        await Json.WriteAsync(context, Json.Media, json => ReserveEntriesJson.Write(json, entries, at));
    }
}
