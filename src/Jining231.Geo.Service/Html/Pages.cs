using System.Text.Json;
using Jining231.Geo.Exchange;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Html;

/// <summary>Answers with a document or with a page of it, as the client asks.</summary>
internal static class Pages
{
    /// <summary>Content-Type of pages.</summary>
    public const string ContentType = "text/html; charset=utf-8";

    /// <summary>The document, or a page that shows all of it, unless <paramref name="body"/> shows it in a better way.</summary>
    public static Task AnswerAsync(HttpContext context, string media, Action<Utf8JsonWriter> write, PageHead head, Action<HtmlWriter, Speech>? body = null)
    {
        if (!IsAsked(context, media))
            return Json.WriteAsync(context, media, write);
        var speech = Speech.Of(context);
        return WriteAsync(context, head, body is not null ? h => body(h, speech) : h => Show(h, speech, write), [(Other(context, "json"), media, "JSON")]);
    }

    /// <summary>True if the client wants a page; a client that names neither gets the document.</summary>
    public static bool IsAsked(HttpContext context, string media)
    {
        context.Response.Headers.Vary = "Accept, Accept-Language";
        return Representation.Choose(context, [Representation.Json with { Media = media }, Representation.Html]) == Representation.Html;
    }

    /// <summary>A page that fits in memory.</summary>
    public static Task WriteAsync(HttpContext context, PageHead head, Action<HtmlWriter> content, IEnumerable<(string Href, string Media, string Title)> formats)
    {
        var buffer = new ByteBuffer(16 * 1024);
        var html = new HtmlWriter(buffer);
        PageShell.Begin(html, context, head, formats);
        content(html);
        PageShell.End(html, context);
        PageShell.Headers(context);
        return Json.WriteAsync(context, ContentType, buffer.Written);
    }

    /// <summary>This address in another format.</summary>
    public static string Other(HttpContext context, string format) => Items.ItemPages.Address(context, ("f", format));

    private static void Show(HtmlWriter html, Speech say, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Json.WriterOptions))
            write(json);
        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        new JsonView(html, say).Write(document.RootElement);
    }
}
