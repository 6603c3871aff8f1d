using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves;
using Jining231.Geo.Reserves.Readiness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>The 留白 account: <c>/reserves</c>, <c>/reserves/{id}</c>, <c>/reserves/{id}/actions/{act}</c>.</summary>
internal static class ReserveEndpoints
{
    private static readonly ReserveAct[] Actions =
        [.. Enum.GetValues<ReserveAct>().Where(a => a != ReserveAct.Hold)];

    public static void MapReserves(this WebApplication app, ServiceOptions options, ReadinessPlanner readiness)
    {
        var planner = new ReservePlanner(options.Store, options.Rules);
        app.MapGet("/reserves", context => ListAsync(context, options));
        app.MapPost("/reserves", context => CreateAsync(context, options, planner, readiness));
        app.MapGet("/reserves/{id}", context => OneAsync(context, options));
        app.MapPost("/reserves/{id}/actions/{act}", context => ActAsync(context, options, planner, readiness));
    }

    private static async Task ListAsync(HttpContext context, ServiceOptions options)
    {
        QueryReader.Allow(context, "parkId", "live", "datetime");
        var parkId = QueryReader.Text(context, "parkId");
        var live = QueryReader.Flag(context, "live");
        await using var snapshot = await options.Store.OpenSnapshotAsync(
            QueryReader.AsOf(context, options.Clock.GetUtcNow()), context.RequestAborted);
        var query = new FeatureQuery("reserves") { Filters = parkId is null ? [] : [new FieldFilter("park_id", [parkId])] };
        var rows = new List<FeatureRow>();
        await foreach (var row in snapshot.QueryAsync(query, context.RequestAborted))
            if (live is null || Liveness.IsLive(row, snapshot.At) == live)
                rows.Add(row);
        await Json.WriteAsync(context, Json.GeoMedia, json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteString("at", Rfc3339.Format(snapshot.At));
            json.WriteNumber("numberMatched", rows.Count);
            json.WriteNumber("numberReturned", rows.Count);
            json.WriteStartArray("features");
            foreach (var row in rows)
                FeatureJsonWriter.WriteFeature(json, row);
            json.WriteEndArray();
            json.WriteStartArray("links");
            Links.Write(json, Links.Self(context), "self", Json.GeoMedia, "This list");
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task OneAsync(HttpContext context, ServiceOptions options)
    {
        QueryReader.Allow(context, "datetime");
        var id = Id(context);
        await using var snapshot = await options.Store.OpenSnapshotAsync(
            QueryReader.AsOf(context, options.Clock.GetUtcNow()), context.RequestAborted);
        var row = await snapshot.GetAsync("reserves", id, context.RequestAborted) ?? throw ReservePlanner.Missing(id);
        if (!Etags.NotModified(context, Etags.Of(row)))
            await ItemEndpoints.WriteOneAsync(context, row, Path(id));
    }

    private static async Task CreateAsync(HttpContext context, ServiceOptions options, ReservePlanner planner, ReadinessPlanner readiness)
    {
        QueryReader.Allow(context);
        var bytes = await JsonBody.ReadBytesAsync(context);
        using var body = JsonBody.Parse(bytes);
        var request = ReserveRequestParser.ParseNew(body.RootElement);
        var retry = Retry(context, body.RootElement);
        var id = retry is null ? Guid.CreateVersion7().ToString() : DerivedId.Of("jining231 reserves " + retry.Key);
        var row = await planner.CreateAsync(request, id, options.Actor, retry, context.RequestAborted);
        context.Response.Headers.Location = Path(id);
        await ItemEndpoints.WriteOneAsync(context, row, Path(id), StatusCodes.Status201Created, more: await WarningAsync(readiness, row, context.RequestAborted));
    }

    private static async Task ActAsync(HttpContext context, ServiceOptions options, ReservePlanner planner, ReadinessPlanner readiness)
    {
        QueryReader.Allow(context);
        var name = (string)context.Request.RouteValues["act"]!;
        if (ReserveActs.Find(name) is not { } act || !Actions.Contains(act))
            throw new GeoProblemException(new GeoProblem(ProblemCode.NotFound, $"没有操作“{name}”。", $"There is no act '{name}'.")
            {
                Field = "act",
                Allowed = [.. Actions.Select(ReserveActs.Name)],
            });
        var id = Id(context);
        var bytes = await JsonBody.ReadBytesAsync(context);
        using var body = JsonBody.Parse(bytes);
        var request = ReserveRequestParser.ParseAct(act, id, body.RootElement, Etags.IfMatchVersion(context, "reserves", id));
        var rows = await planner.ActAsync(request, options.Actor, Retry(context, body.RootElement), context.RequestAborted);
        if (rows.Count == 1)
        {
            var more = act == ReserveAct.Adjust ? await WarningAsync(readiness, rows[0], context.RequestAborted) : null;
            await ItemEndpoints.WriteOneAsync(context, rows[0], Path(id), more: more);
            return;
        }

        context.Response.Headers.ETag = Etags.Of(rows[0]);
        await Json.WriteAsync(context, Json.GeoMedia, json => WriteRows(json, rows));
    }

    /// <summary>Writes the member <c>readiness</c>: what the block has cost its park of room for flagship projects. The act itself stands either way.</summary>
    private static async Task<Action<Utf8JsonWriter>> WarningAsync(ReadinessPlanner readiness, FeatureRow row, CancellationToken cancellationToken)
    {
        var result = await readiness.AfterAsync(row, cancellationToken);
        return json =>
        {
            json.WritePropertyName("readiness");
            ReadinessJson.Write(json, result);
        };
    }

    /// <summary>All blocks that an act touched, the one named first.</summary>
    private static void WriteRows(Utf8JsonWriter json, IReadOnlyList<FeatureRow> rows)
    {
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteNumber("numberReturned", rows.Count);
        json.WriteStartArray("features");
        foreach (var row in rows)
            FeatureJsonWriter.WriteFeature(json, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The Idempotency-Key header with a digest of what was asked: address and canonical body.</summary>
    private static RetryKey? Retry(HttpContext context, JsonElement body)
    {
        var header = context.Request.Headers["Idempotency-Key"];
        if (header.Count == 0)
            return null;
        var key = header.ToString();
        if (header.Count > 1 || key.Length is 0 or > 200 || key.Any(c => c is < '!' or > '~'))
            throw QueryReader.Problem(ProblemCode.InvalidValue, "Idempotency-Key", "Idempotency-Key 应为 1 至 200 个可见 ASCII 字符。",
                "Idempotency-Key must be 1 to 200 visible ASCII characters.", "1–200");
        return new RetryKey(key, $"{context.Request.Path} {CanonicalJson.Digest(body)}");
    }

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static string Path(string id) => "/reserves/" + Uri.EscapeDataString(id);
}
