using Jining231.Geo.Spatial;
using Microsoft.AspNetCore.Http;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Service;

/// <summary>Reads <c>bbox</c> and <c>bbox-crs</c>.</summary>
internal static class BboxReader
{
    /// <summary>Envelope in EPSG:4490 (x = longitude), or null without the parameter.</summary>
    public static Envelope? Read(HttpContext context)
    {
        var crs = QueryReader.Text(context, "bbox-crs") is { } name ? Crs.Parse(name, "bbox-crs") : Crs.Crs84;
        return QueryReader.Text(context, "bbox") is { } text ? BboxText.Parse(text, "bbox", crs) : null;
    }
}
