using Jining231.Geo.Exchange;

namespace Jining231.Geo.Service.Items;

/// <summary>One representation of a page of items.</summary>
/// <param name="Name">Value of <c>f</c>.</param>
/// <param name="Media">Media type.</param>
/// <param name="Title">For people.</param>
/// <param name="Writer">Makes the writer of a page: its target, the shape of features, decimals of a degree.</param>
internal sealed record ItemFormat(string Name, string Media, string Title, Func<ByteBuffer, FeatureShape, int, IPageWriter> Writer) : Representation(Name, Media, Title)
{
    /// <summary>Content-Type of the answer.</summary>
    public string ContentType { get; init; } = Media;

    /// <summary>True if links and counts stand in the answer itself, so that it can begin before they are known.</summary>
    public bool HasLinks { get; init; }

    /// <summary>Extension of a file that is offered for download; null: shown in place.</summary>
    public string? Extension { get; init; }
}

/// <summary>The representations of items.</summary>
internal static class ItemFormats
{
    /// <summary>What clients get that ask for nothing or anything.</summary>
    public static ItemFormat GeoJson { get; } =
        new("json", Json.GeoMedia, "GeoJSON", (b, s, d) => new GeoJsonPage(b, s, d)) { HasLinks = true, Alias = "geojson" };

    /// <summary>Pages.</summary>
    public static IReadOnlyList<ItemFormat> Pages { get; } =
    [
        GeoJson,
        new("jsonfg", JsonFgPage.Media, "JSON-FG", (b, s, _) => new JsonFgPage(b, s)) { HasLinks = true },
        new("geojsonseq", GeoJsonSequence.Media, "GeoJSON-Seq", (b, s, d) => new GeoJsonSequence(b, s, d)),
        new("csv", CsvPage.Media, "CSV", (b, s, _) => new CsvPage(b, s)) { ContentType = "text/csv; charset=utf-8; header=present", Extension = "csv" },
    ];

    /// <summary>Pages, for programs and for people, and files.</summary>
    public static IReadOnlyList<Representation> All { get; } = [.. Pages, Representation.Html, .. ItemDownloads.All];
}
