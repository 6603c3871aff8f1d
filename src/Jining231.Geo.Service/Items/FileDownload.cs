using System.Globalization;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Files;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Items;

/// <summary>
/// <c>items?f=gpkg</c>, <c>f=shp</c> and <c>f=txt</c>: every feature that matches, in one file. It is made on disk before the answer begins, so that
/// whatever stands in the way is a problem document, Content-Length is known, and a download that broke off is seen to be short. Without
/// <c>crs</c> it is in the CRS of storage, EPSG:4490 (a 界址点 TXT in EPSG:4527, its only one); coordinates run x = longitude or easting in every CRS, as these files ask for.
/// </summary>
internal static class FileDownload
{
    /// <summary>Files made at a time; more requests wait.</summary>
    private const int AtOnce = 2;

    private static readonly SemaphoreSlim Room = new(AtOnce);

    public static async Task AnswerAsync(HttpContext context, ServiceOptions options, LayerDef layer, ItemDownload format)
    {
        if (QueryReader.Text(context, "limit") is { } limit and not "all")
            throw QueryReader.Problem(ProblemCode.InvalidValue, "limit", $"文件含全部要素，limit 不能为“{limit}”。", $"A file holds every feature; limit cannot be '{limit}'.", "all");
        QueryReader.Allow(context, ["limit", "f", "crs", "properties", "skipGeometry", .. ItemParameters.Selection, .. layer.Fields.Select(f => f.Name)]);
        var query = ItemQuery.Selection(context, layer);
        var shape = ItemParameters.Shape(context, layer);
        if (QueryReader.Text(context, "crs") is null)
            shape = shape with { Crs = format.Crs };
        query = ItemQuery.Complete(query, shape);
        await using var snapshot = await options.Store.OpenSnapshotAsync(QueryReader.AsOf(context, options.Clock.GetUtcNow()), context.RequestAborted);
        if (Etags.NotModified(context, Etags.Of(layer.Name, snapshot.Revisions[layer.Name], format.Name)))
            return;
        var name = $"{layer.Name}.{format.Extension}";
        using var spool = new SpoolFile(name);
        await Room.WaitAsync(context.RequestAborted);
        long count;
        try
        {
            count = await LayerFile.WriteAsync(format.Kind, spool.Path, snapshot, query, shape, null, context.RequestAborted);
        }
        finally
        {
            Room.Release();
        }

        await using var file = spool.Open();
        var response = context.Response;
        response.ContentType = format.ContentType;
        response.ContentLength = file.Length;
        response.Headers.CacheControl = Json.CachePolicy(response);
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        response.Headers["OGC-NumberReturned"] = count.ToString(CultureInfo.InvariantCulture);
        ItemEndpoints.ContentCrs(context, shape.Crs);
        await file.CopyToAsync(response.Body, context.RequestAborted);
    }
}
