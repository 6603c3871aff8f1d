using System.Globalization;
using System.Net;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Jining231.Geo.Service;

/// <summary>The address the service binds; only loopback is accepted, because the embedded service has no login.</summary>
public sealed record LoopbackUrl(string Host, int Port)
{
    /// <summary>
    /// Reads an address such as <c>http://127.0.0.1:5231</c>. Another scheme, a path, or a host that other machines can reach
    /// raises <see cref="GeoProblemException"/> in one sentence.
    /// </summary>
    public static LoopbackUrl Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp
            || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            throw Bad(ProblemCode.InvalidValue, $"地址“{url}”应形如 {ServiceOptions.DefaultUrl}。",
                $"The address '{url}' must look like {ServiceOptions.DefaultUrl}.");
        return LocalOnly.IsLoopback(uri.Host)
            ? new LoopbackUrl(uri.Host.ToLowerInvariant(), uri.Port)
            : throw Bad(ProblemCode.Forbidden, $"“{uri.Host}”可被其他机器访问，而本服务尚无登录，拒绝启动；请用 127.0.0.1、localhost 或 [::1]。",
                $"'{uri.Host}' can be reached by other machines and this service has no login yet: it does not start. Use 127.0.0.1, localhost or [::1].");
    }

    /// <inheritdoc/>
    public override string ToString() => $"http://{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    internal void Listen(KestrelServerOptions kestrel)
    {
        if (Host == "localhost" && Port != 0)
            kestrel.ListenLocalhost(Port);
        else
            kestrel.Listen(Host == "[::1]" ? IPAddress.IPv6Loopback : IPAddress.Loopback, Port);
    }

    private static GeoProblemException Bad(ProblemCode code, string zh, string en) => new(new GeoProblem(code, zh, en)
    {
        Field = "--url",
        Allowed = ["http://127.0.0.1:<port>", "http://localhost:<port>", "http://[::1]:<port>"],
    });
}
