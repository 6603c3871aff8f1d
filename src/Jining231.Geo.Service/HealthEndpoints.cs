using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] Seeded = ["counties", "parks", "controls", "parcels", "coverage"];

    public static void MapHealth(this WebApplication app, ServiceOptions options)
    {
        app.MapGet("/health/live", context => Json.WriteAsync(context, Json.Media, json =>
        {
            json.WriteStartObject();
            json.WriteString("status", "live");
            json.WriteEndObject();
        }));
        app.MapGet("/health/ready", context => ReadyAsync(context, options));
    }

    private static async Task ReadyAsync(HttpContext context, ServiceOptions options)
    {
        await using var snapshot = await options.Store.OpenSnapshotAsync(null, context.RequestAborted);
        var empty = Seeded.Where(l => snapshot.Revisions.GetValueOrDefault(l) is not { Revision: > 0 }).ToArray();
        if (empty.Length > 0)
            throw new GeoProblemException(new GeoProblem(ProblemCode.StoreUnavailable,
                $"数据未装载：{string.Join("、", empty)}；请运行 jining231 seed。",
                $"Layers without data: {string.Join(", ", empty)}; run 'jining231 seed'.")
            {
                Field = "store",
            });
        await Json.WriteAsync(context, Json.Media, json =>
        {
            json.WriteStartObject();
            json.WriteString("status", "ready");
            json.WriteString("store", options.Store.Describe().Kind);
            json.WriteString("rules", options.Rules.Hash);
            json.WriteEndObject();
        });
    }
}
