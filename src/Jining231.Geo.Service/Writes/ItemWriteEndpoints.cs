using Jining231.Geo.Editing;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Writes;

/// <summary>
/// OGC API - Features Part 4 on <c>/collections/{id}/items</c> (POST) and <c>…/items/{featureId}</c> (PUT, PATCH, DELETE), and OPTIONS, by which
/// clients learn what they may do.
/// </summary>
internal static class ItemWriteEndpoints
{
    private const string Items = "/collections/{collectionId}/items";
    private const string Item = Items + "/{featureId}";
    private const string Reading = "GET, HEAD, OPTIONS";

    public static void MapItemWrites(this WebApplication app, ServiceOptions options)
    {
        var planner = new EditPlanner(options.Store);
        app.MapMethods(Items, [HttpMethods.Options], context => Options(context, "POST", null));
        app.MapMethods(Item, [HttpMethods.Options], context => Options(context, "PUT, DELETE", "PATCH"));
        app.MapPost(Items, context => OnLayerAsync(context, layer => CreateAsync(context, layer, options, planner)));
        app.MapPut(Item, context => OnLayerAsync(context, layer => ChangeAsync(context, layer, EditKind.Replace, options, planner)));
        app.MapPatch(Item, context => OnLayerAsync(context, layer => ChangeAsync(context, layer, EditKind.Update, options, planner)));
        app.MapDelete(Item, context => OnLayerAsync(context, layer => DeleteAsync(context, layer, options, planner)));
    }

    /// <summary>
    /// QGIS prefers PATCH where it is listed, but then sends only what was changed, without the version it has seen; by PUT it sends
    /// the whole feature with it. So QGIS is not told of PATCH.
    /// </summary>
    private static Task Options(HttpContext context, string writes, string? patch)
    {
        QueryReader.Allow(context);
        var layer = CollectionEndpoints.Layer(context);
        var headers = context.Response.Headers;
        headers.Vary = "User-Agent";
        headers.CacheControl = "no-store";
        var qgis = context.Request.Headers.UserAgent.ToString().Contains("QGIS", StringComparison.OrdinalIgnoreCase);
        headers.Allow = layer.ServiceWritesOnly ? Reading : $"{Reading}, {writes}{(patch is null || qgis ? "" : ", " + patch)}";
        if (!layer.ServiceWritesOnly && patch is not null)
            headers["Accept-Patch"] = JsonBody.MergePatch;
        if (!layer.ServiceWritesOnly && patch is null)
            headers["Accept-Post"] = Json.GeoMedia;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>The account is written by acts only, which prove land and state; a generic write would smuggle a block past them.</summary>
    private static async Task OnLayerAsync(HttpContext context, Func<LayerDef, Task> write)
    {
        WriteRequest.Allow(context);
        var layer = CollectionEndpoints.Layer(context);
        if (!layer.ServiceWritesOnly)
        {
            await write(layer);
            return;
        }

        context.Response.Headers.Allow = Reading;
        await ProblemWriter.WriteAsync(context, [ServiceWritesOnly(layer, "collectionId", ProblemCode.NotAllowed)]);
    }

    /// <summary>Refusal of a generic write to the reserve account.</summary>
    public static GeoProblem ServiceWritesOnly(LayerDef layer, string field, ProblemCode code) => new(code,
        $"“{layer.TitleZh}”只能通过 /reserves 及其操作写入，以便核对用地和状态。",
        $"'{layer.Name}' is written by /reserves and its acts only, which check land and state.")
    {
        Field = field,
        Allowed = ["POST /reserves", "POST /reserves/{id}/actions/{act}"],
    };

    private static async Task CreateAsync(HttpContext context, LayerDef layer, ServiceOptions options, EditPlanner planner)
    {
        var bytes = await JsonBody.ReadBytesAsync(context, WriteRequest.MaxBytes);
        using var body = JsonBody.Parse(bytes);
        var draft = FeatureDraftReader.Read(body.RootElement, layer, EditKind.Create, WriteRequest.ContentCrs(context));
        var act = new EditAct(EditKind.Create, layer, WriteRequest.NewId(context, layer, draft.Id)) { Draft = draft };
        var result = await planner.ApplyAsync([act], WriteRequest.By(context, options, bytes), context.RequestAborted);
        context.Response.Headers.Location = Links.Base(context) + Path(layer, act.Id);
        await WriteRecordedAsync(context, layer, act.Id, result, planner, StatusCodes.Status201Created);
    }

    private static async Task ChangeAsync(HttpContext context, LayerDef layer, EditKind kind, ServiceOptions options, EditPlanner planner)
    {
        var id = Id(context);
        var bytes = await JsonBody.ReadBytesAsync(context, WriteRequest.MaxBytes, kind == EditKind.Update ? JsonBody.MergePatch : null);
        using var body = JsonBody.Parse(bytes);
        var draft = FeatureDraftReader.Read(body.RootElement, layer, kind, WriteRequest.ContentCrs(context), id: id);
        var act = new EditAct(kind, layer, id)
        {
            Draft = draft,
            Version = WriteRequest.Version(context, layer, id, draft.Version),
            KeepVertices = context.Request.Headers.IfMatch.Count == 0,
        };
        var result = await planner.ApplyAsync([act], WriteRequest.By(context, options, bytes), context.RequestAborted);
        await WriteRecordedAsync(context, layer, id, result, planner, StatusCodes.Status200OK);
    }

    private static async Task DeleteAsync(HttpContext context, LayerDef layer, ServiceOptions options, EditPlanner planner)
    {
        var id = Id(context);
        var bytes = await JsonBody.ReadBytesAsync(context);
        var act = new EditAct(EditKind.Delete, layer, id)
        {
            Version = WriteRequest.Version(context, layer, id, DeleteBody.Version(bytes), "/version"),
            AnyVersion = WriteRequest.AnyVersion(context),
        };
        await planner.ApplyAsync([act], WriteRequest.By(context, options, bytes), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task WriteRecordedAsync(HttpContext context, LayerDef layer, string id, ChangeResult result, EditPlanner planner, int status)
    {
        var row = await planner.RecordedAsync(layer, id, result, context.RequestAborted) ?? throw ItemEndpoints.Missing(layer, id);
        await ItemEndpoints.WriteOneAsync(context, row, Path(layer, id), status);
    }

    /// <summary>Address of a feature below the service's root.</summary>
    public static string Path(LayerDef layer, string id) => $"/collections/{layer.Name}/items/{Uri.EscapeDataString(id)}";

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["featureId"]!;
}
