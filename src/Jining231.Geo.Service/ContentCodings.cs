using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Jining231.Geo.Service;

/// <summary>Compression as the client asks for it (RFC 9110 §12.5.3); none unless it asks.</summary>
internal static class ContentCodings
{
    private static readonly string[] Offered = ["br", "gzip"];

    /// <summary>The coding that the client likes best of those offered, or null.</summary>
    public static string? Choose(HttpRequest request)
    {
        if (StringValues.IsNullOrEmpty(request.Headers.AcceptEncoding)
            || !StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var wanted))
            return null;
        var (best, bestQuality) = ((string?)null, 0.0);
        foreach (var coding in Offered)
            if (Quality(wanted, coding) is var quality && quality > bestQuality)
                (best, bestQuality) = (coding, quality);
        return best;
    }

    /// <summary>True if the client takes this coding: named, or meant by <c>*</c>, and not with quality 0.</summary>
    public static bool Accepts(HttpRequest request, string coding) =>
        !StringValues.IsNullOrEmpty(request.Headers.AcceptEncoding)
        && StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var wanted) && Quality(wanted, coding) > 0;

    private static double Quality(IList<StringWithQualityHeaderValue> wanted, string coding)
    {
        var exact = wanted.LastOrDefault(w => w.Value.Equals(coding, StringComparison.OrdinalIgnoreCase));
        return (exact ?? wanted.LastOrDefault(w => w.Value == "*")) is { } named ? named.Quality ?? 1 : 0;
    }

    /// <summary>A stream that compresses what is written into it; the target stays open. Speed before size: the other end is a few metres of cable away.</summary>
    public static Stream Wrap(Stream target, string coding) => coding == "br"
        ? new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true)
        : new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);
}
