using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>How this service writes JSON: compact, UTF-8, 汉字 as they are.</summary>
public static class Json
{
    /// <summary>Media type of plain JSON answers.</summary>
    public const string Media = "application/json";

    /// <summary>Media type of features.</summary>
    public const string GeoMedia = "application/geo+json";

    /// <summary>Options of every writer.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Answers with a document that fits in memory. Without an ETag the answer must not be cached; with one it must be
    /// revalidated each time.
    /// </summary>
    public static async Task WriteAsync(HttpContext context, string media, Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(write);
        using var buffer = new MemoryStream();
        await using (var json = new Utf8JsonWriter(buffer, WriterOptions))
            write(json);
        await WriteAsync(context, media, buffer.GetBuffer().AsMemory(0, (int)buffer.Length), status);
    }

    /// <summary>As above, for bytes already made.</summary>
    public static async Task WriteAsync(HttpContext context, string media, ReadOnlyMemory<byte> bytes, int status = StatusCodes.Status200OK)
    {
        ArgumentNullException.ThrowIfNull(context);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = media;
        response.ContentLength = bytes.Length;
        response.Headers.CacheControl = CachePolicy(response);
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>The Cache-Control value of an API answer.</summary>
    public static string CachePolicy(HttpResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.Headers.ETag.Count == 0 ? "no-store" : "private, no-cache";
    }
}
