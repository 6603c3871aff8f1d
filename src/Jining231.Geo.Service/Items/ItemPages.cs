using System.Globalization;
using System.Text;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Items;

/// <summary>Streams one page: rows from the store, through the writer of a format, to the response.</summary>
internal static class ItemPages
{
    /// <summary>Parameters that a file does not take, left out.</summary>
    private static readonly (string, string?)[] PageOnly = [("limit", null), ("cursor", null), ("offset", null), ("count", null)];

    private const int BatchBytes = 64 * 1024;

    /// <summary>The answer starts only when the store has given its first rows, so that refusals are still answers; the view is closed as soon as it has given all.</summary>
    public static async Task WriteAsync(HttpContext context, IFeatureSnapshot snapshot, ItemQuery items, ItemFormat format, CursorSigner cursors, int decimals)
    {
        var abort = context.RequestAborted;
        await using var rows = snapshot.ReadRows(items.Query);
        using var batch = new RowBatch(items.Shape.Layer, BatchBytes);
        var some = await rows.ReadAsync(batch, abort);
        (long? Matched, bool Estimated)? count = null;
        if (rows.IsComplete)
        {
            count = await CountAsync(Math.Min(batch.Count, items.Limit), batch.Count > items.Limit);
            // However slowly the caller takes the page, no connection waits for it.
            await snapshot.DisposeAsync();
        }

        var response = context.Response;
        response.ContentType = format.ContentType;
        response.Headers.CacheControl = Json.CachePolicy(response);
        ItemEndpoints.ContentCrs(context, items.Shape.Crs);
        if (format.Extension is { } extension)
            response.Headers.ContentDisposition = $"attachment; filename=\"{items.Query.Layer}.{extension}\"";
        using var buffer = new ByteBuffer(PageRows.RoomBytes);
        using var writer = format.Writer(buffer, items.Shape, decimals);
        // Formats without a place for links have them in the headers, which come first.
        var written = new PageRows(response, buffer, writer, format.HasLinks);
        writer.Begin();
        var (returned, more, last) = (0L, false, default(FeatureRow));
        while (some && !more)
        {
            var take = (int)Math.Min(batch.Count, items.Limit - returned);
            await written.AddAsync(batch, take, abort);
            returned += take;
            if (take > 0 && returned == items.Limit)
                last = batch[take - 1].ToFeatureRow();
            more = take < batch.Count;
            some = !more && await rows.ReadAsync(batch, abort);
        }

        var (matched, estimated) = count ?? await CountAsync(returned, more);
        var next = more && last is not null
            ? await cursors.WriteAsync(new PagePosition(last.Id, FeatureOrder.Values(last, FeatureOrder.Complete(last.Layer, items.Query.SortBy)), Passed(items) + returned, matched, estimated), items.Digest, abort)
            : null;
        var page = new PageFacts(returned, matched, estimated, PageLinks(context, items, format, next));
        if (!format.HasLinks)
            Headers(response, page);
        writer.End(page);
        await written.FlushAsync(abort);
        // The caller need not wait until the snapshot is closed.
        await response.CompleteAsync();

        async ValueTask<(long?, bool)> CountAsync(long given, bool isMore)
        {
            // The connection is free again for counting.
            await rows.DisposeAsync();
            return await ItemCount.OfAsync(snapshot, items, Passed(items) + given, isMore, rows.Matched, abort);
        }
    }

    /// <summary>Features before the page.</summary>
    private static long Passed(ItemQuery items) => items.Position?.Passed ?? items.Query.Offset;

    private static void Headers(HttpResponse response, PageFacts page)
    {
        response.Headers.Link = string.Join(", ", page.Links.Where(l => l.Rel is "self" or "next").Select(l => $"<{l.Href}>; rel=\"{l.Rel}\"; type=\"{l.Type}\""));
        response.Headers["OGC-NumberReturned"] = page.Returned.ToString(CultureInfo.InvariantCulture);
        if (page.Matched is { } matched)
            response.Headers["OGC-NumberMatched"] = matched.ToString(CultureInfo.InvariantCulture);
    }

    private static List<PageLink> PageLinks(HttpContext context, ItemQuery items, ItemFormat format, string? next)
    {
        var links = new List<PageLink> { new(Links.Self(context), "self", format.Media, "This page") };
        links.AddRange(ItemFormats.Pages.Where(f => f != format).Select(f => new PageLink(Address(context, ("f", f.Name)), "alternate", f.Media, $"This page as {f.Title}")));
        if (format.Name != Representation.Html.Name)
            links.Add(new(Address(context, ("f", "html")), "alternate", Representation.Html.Media, "This page for people"));
        links.AddRange(ItemDownloads.Of(items.Shape.Layer).Select(f => new PageLink(Whole(context, f), "enclosure", f.Media, $"All that match as {f.Title}")));
        links.Add(new($"{Links.Base(context)}/collections/{items.Query.Layer}", "collection", Json.Media, "The layer"));
        if (Passed(items) is > 0 and var before)
            links.Add(new(Address(context, ("cursor", null), ("offset", Before(before, items.Limit))), "prev", format.Media, "Page before"));
        if (next is not null)
            links.Add(new(Address(context, ("cursor", next), ("offset", null)), "next", format.Media, "Next page"));
        return links;
    }

    /// <summary>The address of a file with everything that matches.</summary>
    public static string Whole(HttpContext context, ItemDownload format) => Address(context, [("f", format.Name), .. PageOnly]);

    /// <summary>A cursor leads forwards only; the page before is counted from the start.</summary>
    private static string? Before(long passed, int limit) => passed > limit ? (passed - limit).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The request's address with some parameters changed (or left out).</summary>
    public static string Address(HttpContext context, params (string Name, string? Value)[] changes)
    {
        var query = context.Request.Query.Where(p => changes.All(c => c.Name != p.Key)).Select(p => (Name: p.Key, Value: p.Value[0] ?? "")).ToList();
        query.AddRange(changes.Where(c => c.Value is not null).Select(c => (c.Name, c.Value!)));
        var text = new StringBuilder(Links.Base(context)).Append(context.Request.Path.ToUriComponent());
        foreach (var (i, (name, value)) in query.OrderBy(p => p.Name, StringComparer.Ordinal).Index())
            text.Append(i == 0 ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return text.ToString();
    }
}
