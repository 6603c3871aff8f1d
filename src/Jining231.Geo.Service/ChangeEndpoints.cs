using Jining231.Geo.Changes;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Builder;

namespace Jining231.Geo.Service;

/// <summary><c>/changes?from=…&amp;to=…</c>: what changed between two moments in a county or park, who did it and by which document.</summary>
internal static class ChangeEndpoints
{
    public static void MapChanges(this WebApplication app, ServiceOptions options) => app.MapGet("/changes", async context =>
    {
        QueryReader.Allow(context, "from", "to", "county", "parkId", "layers");
        var from = QueryReader.Instant(context, "from") ?? throw QueryReader.Problem(
            ProblemCode.InvalidValue, "from", "from 必填。", "from is required.", "2026-03-01T08:00:00Z");
        var request = new ChangesRequest(from, QueryReader.Instant(context, "to") ?? options.Clock.GetUtcNow())
        {
            Adcode = QueryReader.Text(context, "county"),
            ParkId = QueryReader.Text(context, "parkId"),
            Layers = QueryReader.Text(context, "layers")?.Split(',') ?? [],
        };
        var report = await ChangesPlanner.RunAsync(options.Store, request, context.RequestAborted);
        await Json.WriteAsync(context, Json.Media, json => ChangesJson.Write(json, report));
    });
}
