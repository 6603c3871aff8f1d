using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>The browser viewer: one page at <c>/map</c>, its files below; names with a hash in them never change.</summary>
internal static class ViewerEndpoints
{
    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".json"] = "application/json",
        [".map"] = "application/json",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".webp"] = "image/webp",
        [".woff2"] = "font/woff2",
        [".txt"] = "text/plain; charset=utf-8",
    };

    public static void MapViewer(this WebApplication app, ServiceOptions options)
    {
        var root = Path.GetFullPath(options.WebRoot);
        app.MapGet("/map", context => SendAsync(context, root, "index.html"));
        app.MapGet("/map/{**path}", context => SendAsync(context, root, context.Request.RouteValues["path"] as string ?? "index.html"));
        app.MapGet("/assets/{**path}", context => SendAsync(context, root, "assets/" + context.Request.RouteValues["path"]));
    }

    private static async Task SendAsync(HttpContext context, string root, string path)
    {
        var file = new FileInfo(Path.GetFullPath(Path.Combine(root, path)));
        if (!file.FullName.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !file.Exists
            || !MediaTypes.TryGetValue(file.Extension, out var media))
            throw path == "index.html"
                ? QueryReader.Problem(ProblemCode.NotFound, "path", "此构建不含地图界面；请用 npm 构建后重试。", "This build carries no viewer; build it with npm installed.")
                : QueryReader.Problem(ProblemCode.NotFound, "path", $"没有文件 {path}。", $"There is no file {path}.");
        context.Response.ContentType = media;
        context.Response.ContentLength = file.Length;
        var hashed = path.StartsWith("assets/", StringComparison.Ordinal);
        context.Response.Headers.CacheControl = hashed ? "public, max-age=31536000, immutable" : "no-cache";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.SendFileAsync(file.FullName, context.RequestAborted);
    }
}
