using System.Globalization;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>
/// The embedded service has no login, so only this machine may use it: it binds to loopback, answers only to a loopback
/// Host (a rebound DNS name gets nothing), and lets pages of other origins change or compute nothing.
/// </summary>
internal static class LocalOnly
{
    private static readonly string[] Hosts = ["localhost", "127.0.0.1", "[::1]"];

    public static bool IsLoopback(string host) => Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    public static void UseLocalOnly(this WebApplication app) => app.Use(next => context =>
    {
        SecurityHeaders(context);
        Check(context);
        return next(context);
    });

    /// <summary>Headers that every answer carries. OpenLayers sets inline styles and draws from data: and blob: images.</summary>
    public static void SecurityHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; " +
            "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
    }

    private static void Check(HttpContext context)
    {
        var request = context.Request;
        var port = context.Connection.LocalPort;
        if (!IsLoopback(request.Host.Host) || (request.Host.Port ?? 80) != port)
            throw Refused("Host", $"Host “{request.Host}”不是本机地址。", $"Host '{request.Host}' is not this machine.", port);
        if (IsSafe(request.Method) || request.Headers.Origin.Count == 0)
            return;
        var own = $"{request.Scheme}://{request.Host}";
        if (request.Headers.Origin.Count != 1 || !string.Equals(request.Headers.Origin[0], own, StringComparison.OrdinalIgnoreCase))
            throw Refused("Origin", $"来源“{request.Headers.Origin}”的页面不能调用本服务。",
                $"A page of origin '{request.Headers.Origin}' may not call this service.", port);
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static GeoProblemException Refused(string field, string zh, string en, int port)
    {
        var suffix = port.ToString(CultureInfo.InvariantCulture);
        return new(new GeoProblem(ProblemCode.Forbidden, zh, en)
        {
            Field = field,
            Allowed = [.. Hosts.Select(h => (field == "Origin" ? "http://" : "") + h + ":" + suffix)],
        });
    }
}
