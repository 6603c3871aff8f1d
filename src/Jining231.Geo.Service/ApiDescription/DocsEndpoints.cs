using System.IO.Compression;
using System.Text;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scalar.AspNetCore;

namespace Jining231.Geo.Service.ApiDescription;

/// <summary>
/// <c>/docs</c>: the API for people, drawn by Scalar from <c>/api</c>. Page and start are our own, so that no script stands in the page
/// and nothing is asked of another host.
/// </summary>
internal static class DocsEndpoints
{
    private const string Page = """
        <!doctype html>
        <html lang="zh-CN">
        <head><meta charset="utf-8"><title>Jining231.Geo API</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"></head>
        <body><noscript><a href="/api">OpenAPI 3.0</a></noscript><div id="api"></div><script src="/docs/scalar.js"></script><script src="/docs/start.js"></script></body>
        </html>
        """;

    private const string Start = """
        Scalar.createApiReference('#api', {
          url: '/api', withDefaultFonts: false, telemetry: false, hideClientButton: true, agent: { disabled: true }, mcp: { disabled: true },
          externalUrls: { dashboardUrl: '', registryUrl: '', proxyUrl: '', apiBaseUrl: '' },
        });
        """;

    private static readonly Lazy<byte[]> Scalar = new(ReadScalar);

    public static void MapDocs(this WebApplication app)
    {
        app.MapGet("/docs", context => WriteAsync(context, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Page)));
        app.MapGet("/docs/{file}", context => (string)context.Request.RouteValues["file"]! switch
        {
            "scalar.js" => WriteAsync(context, "text/javascript; charset=utf-8", Scalar.Value),
            "start.js" => WriteAsync(context, "text/javascript; charset=utf-8", Encoding.UTF8.GetBytes(Start)),
            var other => throw QueryReader.Problem(ProblemCode.NotFound, "path", $"没有文件 {other}。", $"There is no file {other}."),
        });
    }

    private static Task WriteAsync(HttpContext context, string media, byte[] bytes)
    {
        QueryReader.Allow(context);
        return Json.WriteAsync(context, media, bytes);
    }

    private static byte[] ReadScalar()
    {
        var assembly = typeof(ScalarOptions).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.EndsWith("ScalarStaticAssets.scalar.js", StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var plain = new GZipStream(stream, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        plain.CopyTo(bytes);
        return bytes.ToArray();
    }
}
