using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Jining231.Geo.Service;

/// <summary>One form in which a resource is offered.</summary>
/// <param name="Name">Value of <c>f</c>.</param>
/// <param name="Media">Media type.</param>
/// <param name="Title">For people.</param>
internal record Representation(string Name, string Media, string Title)
{
    /// <summary>JSON.</summary>
    public static Representation Json { get; } = new("json", Service.Json.Media, "JSON");

    /// <summary>A page for people.</summary>
    public static Representation Html { get; } = new("html", "text/html", "HTML");

    /// <summary>What most resources offer.</summary>
    public static IReadOnlyList<Representation> JsonAndHtml { get; } = [Json, Html];

    /// <summary>A second name that <c>f</c> takes.</summary>
    public string? Alias { get; init; }

    /// <summary>
    /// The form asked for by <c>f</c>, or else by Accept; the first where the client asks for nothing, anything or JSON; null where Accept names none.
    /// Between forms liked equally a page comes last: browsers name it and no JSON, programs may name both.
    /// </summary>
    /// <exception cref="GeoProblemException">UnknownName naming <c>f</c>.</exception>
    public static T? Choose<T>(HttpContext context, IReadOnlyList<T> offered)
        where T : Representation
    {
        if (QueryReader.Text(context, "f") is { } name)
            return offered.FirstOrDefault(f => f.Name == name || f.Alias == name) ?? throw QueryReader.Problem(ProblemCode.UnknownName, "f",
                $"没有格式“{name}”。", $"There is no format '{name}'.", [.. offered.Select(f => f.Name)]);
        context.Response.Headers.Vary = "Accept, Accept-Language";
        var accept = context.Request.Headers.Accept;
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out var wanted))
            return offered[0];
        foreach (var media in wanted.Where(m => m.Quality is not 0).OrderByDescending(m => m.Quality ?? 1).ThenBy(m => Is(m, Html.Media)))
        {
            if (media.MatchesAllTypes || Is(media, Service.Json.Media))
                return offered[0];
            if (offered.FirstOrDefault(f => Fits(media, f)) is { } format)
                return format;
        }

        return null;
    }

    private static bool Fits(MediaTypeHeaderValue wanted, Representation format) => wanted.MatchesAllSubTypes
        ? format.Media.StartsWith(wanted.Type.Value + "/", StringComparison.OrdinalIgnoreCase)
        : Is(wanted, format.Media);

    private static bool Is(MediaTypeHeaderValue wanted, string media) => string.Equals(wanted.MediaType.Value, media, StringComparison.OrdinalIgnoreCase);
}
