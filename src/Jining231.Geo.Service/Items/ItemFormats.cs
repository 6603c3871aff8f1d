using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Jining231.Geo.Service.Items;

/// <summary>One representation of items.</summary>
/// <param name="Name">Value of <c>f</c>.</param>
/// <param name="Media">Media type.</param>
/// <param name="Title">For people.</param>
/// <param name="Writer">Makes the writer of a page: its target, the shape of features, decimals of a degree.</param>
internal sealed record ItemFormat(string Name, string Media, string Title, Func<ByteBuffer, FeatureShape, int, IPageWriter> Writer)
{
    /// <summary>Content-Type of the answer.</summary>
    public string ContentType { get; init; } = Media;

    /// <summary>True if links and counts stand in the answer itself, so that it can begin before they are known.</summary>
    public bool HasLinks { get; init; }

    /// <summary>Extension of a file that is offered for download; null: shown in place.</summary>
    public string? Extension { get; init; }
}

/// <summary>The representations of items, chosen by <c>f</c> or else by Accept.</summary>
internal static class ItemFormats
{
    /// <summary>What clients get that ask for nothing or anything.</summary>
    public static ItemFormat GeoJson { get; } = new("json", Json.GeoMedia, "GeoJSON", (b, s, d) => new GeoJsonPage(b, s, d)) { HasLinks = true };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ItemFormat> All { get; } =
    [
        GeoJson,
        new("jsonfg", JsonFgPage.Media, "JSON-FG", (b, s, _) => new JsonFgPage(b, s)) { HasLinks = true },
        new("geojsonseq", GeoJsonSequence.Media, "GeoJSON-Seq", (b, s, d) => new GeoJsonSequence(b, s, d)),
        new("csv", CsvPage.Media, "CSV", (b, s, _) => new CsvPage(b, s)) { ContentType = "text/csv; charset=utf-8; header=present", Extension = "csv" },
    ];

    /// <summary>The format asked for; null where Accept names none of them.</summary>
    /// <exception cref="GeoProblemException">UnknownName naming <c>f</c>.</exception>
    public static ItemFormat? Choose(HttpContext context)
    {
        if (QueryReader.Text(context, "f") is { } name)
            return All.FirstOrDefault(f => f.Name == name) ?? (name == "geojson" ? GeoJson : throw QueryReader.Problem(ProblemCode.UnknownName, "f",
                $"没有格式“{name}”。", $"There is no format '{name}'.", [.. All.Select(f => f.Name), .. ItemDownloads.Names]));
        var accept = context.Request.Headers.Accept;
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out var wanted))
            return GeoJson;
        foreach (var media in wanted.Where(m => m.Quality is not 0).OrderByDescending(m => m.Quality ?? 1))
        {
            if (media.MatchesAllTypes || string.Equals(media.MediaType.Value, Json.Media, StringComparison.OrdinalIgnoreCase))
                return GeoJson;
            if (All.FirstOrDefault(f => Fits(media, f)) is { } format)
                return format;
        }

        return null;
    }

    private static bool Fits(MediaTypeHeaderValue wanted, ItemFormat format) => wanted.MatchesAllSubTypes
        ? format.Media.StartsWith(wanted.Type.Value + "/", StringComparison.OrdinalIgnoreCase)
        : string.Equals(wanted.MediaType.Value, format.Media, StringComparison.OrdinalIgnoreCase);
}
