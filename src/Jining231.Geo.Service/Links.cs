using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>Absolute links, made from the request's own scheme and host.</summary>
internal static class Links
{
    /// <summary>Media type of the service description.</summary>
    public const string OpenApiMedia = "application/vnd.oai.openapi+json;version=3.0";

    /// <summary>Scheme and host with port, no trailing slash.</summary>
    public static string Base(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    /// <summary>The request's own address with its query.</summary>
    public static string Self(HttpContext context) =>
        Base(context) + context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();

    /// <summary>Writes one link object.</summary>
    public static void Write(Utf8JsonWriter json, string href, string rel, string type, string title)
    {
        json.WriteStartObject();
        json.WriteString("href", href);
        json.WriteString("rel", rel);
        json.WriteString("type", type);
        json.WriteString("title", title);
        json.WriteEndObject();
    }
}
