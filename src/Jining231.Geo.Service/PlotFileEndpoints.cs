using Jining231.Geo.Exchange.BoundaryPoints;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting.Batch;
using Jining231.Geo.Siting.Given;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>
/// <c>POST /plots</c>: a file of outlines (界址点 TXT in GB18030 or UTF-8, or GeoJSON) as GeoJSON in CRS84 with areas, or what is wrong with
/// it by line and field. Nothing is kept.
/// </summary>
internal static class PlotFileEndpoints
{
    /// <summary>Media types of a 界址点 TXT; the charset says nothing, the bytes do.</summary>
    public const string TxtMedia = "text/plain";

    public static void MapPlotFiles(this WebApplication app) => app.MapPost("/plots", async context =>
    {
        QueryReader.Allow(context);
        var bytes = await JsonBody.ReadBytesAsync(context, BoundaryReader.MaxBytes, TxtMedia, anyCharset: true);
        if (bytes.Length == 0)
            throw QueryReader.Problem(ProblemCode.InvalidValue, "body", "请求体为空，应为界址点 TXT 或 GeoJSON。", "The body is empty; it must be a 界址点 TXT or GeoJSON.", TxtMedia, Json.GeoMedia);
        var plots = Read(context, bytes);
        await Json.WriteAsync(context, Json.GeoMedia, json => GivenPlotJson.Write(json, plots));
    });

    private static IReadOnlyList<GivenPlot> Read(HttpContext context, byte[] bytes)
    {
        if (context.Request.ContentType?.StartsWith(TxtMedia, StringComparison.OrdinalIgnoreCase) == true)
            return [.. GivenPlotReader.Of(BoundaryReader.Read(bytes, ""))];
        using var body = JsonBody.Parse(bytes);
        return GivenPlotReader.Read(body.RootElement, "", BatchRequest.MostPlots);
    }
}
