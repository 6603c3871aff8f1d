using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>Reads a JSON request body under the stated bound and names the place where it breaks.</summary>
internal static class JsonBody
{
    /// <summary>Largest body that is read, bytes.</summary>
    public const int MaxBytes = 1_000_000;

    /// <summary>Beyond this many bytes the connection is cut instead of drained.</summary>
    public const long MaxDrainBytes = 64_000_000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>Media type of a partial change (RFC 7396).</summary>
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>The body's bytes (empty if there is none), up to a bound; a further media type may be taken, in UTF-8 or in whatever charset its bytes tell.</summary>
    public static async Task<byte[]> ReadBytesAsync(HttpContext context, int maxBytes = MaxBytes, string? also = null, bool anyCharset = false)
    {
        var request = context.Request;
        if (request.ContentLength is 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count == 0))
            return [];
        CheckMedia(request.ContentType, also, anyCharset);
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        long total = 0;
        int read;
        while ((read = await request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            total += read;
            if (total <= maxBytes)
                buffer.Write(chunk, 0, read);
        }

        // The rest is read and dropped, so that the client has sent all and reads the answer.
        return total <= maxBytes ? buffer.ToArray() : throw TooLarge(total, maxBytes);
    }

    /// <summary>Parses a body; the caller disposes the document.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        if (body.Length == 0)
            throw Invalid("", "请求体为空，应为 JSON 对象。", "The body is empty; it must be a JSON object.", "object");
        try
        {
            return JsonDocument.Parse(body, Options);
        }
        catch (JsonException e)
        {
            throw Broken(body.Span, e);
        }
    }

    private static void CheckMedia(string? contentType, string? also, bool anyCharset)
    {
        if (MediaTypeHeaderValue.TryParse(contentType, out var media) && (IsJson(media.MediaType) ? IsUtf8(media.CharSet) : also is not null && also.Equals(media.MediaType, StringComparison.OrdinalIgnoreCase) && (anyCharset || IsUtf8(media.CharSet))))
            return;
        throw new GeoProblemException(new GeoProblem(ProblemCode.UnsupportedMedia,
            $"不支持内容类型“{contentType}”，应为 application/json（UTF-8）。",
            $"The content type '{contentType}' is not read here; send application/json in UTF-8.")
        {
            Field = "Content-Type",
            Allowed = also is null ? [Json.Media, Json.GeoMedia] : [also, Json.Media, Json.GeoMedia],
        });
    }

    private static bool IsUtf8(string? charset) => charset is null || charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static bool IsJson(string? media) =>
        media is not null && (media.Equals(Json.Media, StringComparison.OrdinalIgnoreCase)
            || media.Equals(Json.GeoMedia, StringComparison.OrdinalIgnoreCase));

    private static GeoProblemException TooLarge(long bytes, int maxBytes) => new(new GeoProblem(ProblemCode.TooLarge,
        $"请求体 {bytes.ToString("N0", CultureInfo.InvariantCulture)} 字节，上限 {maxBytes.ToString("N0", CultureInfo.InvariantCulture)} 字节。",
        $"The body has {bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes; at most {maxBytes.ToString("N0", CultureInfo.InvariantCulture)} are read.")
    {
        Field = "body",
        Allowed = [$"≤ {maxBytes.ToString(CultureInfo.InvariantCulture)} B"],
    });

    private static GeoProblemException Broken(ReadOnlySpan<byte> body, JsonException e)
    {
        var place = JsonPlace.OfFirstError(body);
        var line = (e.LineNumber ?? 0) + 1;
        var column = (e.BytePositionInLine ?? 0) + 1;
        return Invalid(place,
            $"JSON 有误：第 {line} 行第 {column} 字节（{(place.Length == 0 ? "开头" : place)}）。数值不得为 NaN 或 Infinity，键不得重复。",
            $"Broken JSON at line {line}, byte {column} ({(place.Length == 0 ? "start" : place)}). NaN, Infinity and repeated keys are not JSON.",
            "JSON (RFC 8259), UTF-8");
    }

    private static GeoProblemException Invalid(string field, string zh, string en, string allowed) =>
        new(new GeoProblem(ProblemCode.InvalidValue, zh, en) { Field = field, Allowed = [allowed] });
}
