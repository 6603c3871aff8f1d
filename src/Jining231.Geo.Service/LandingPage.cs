using System.Globalization;
using System.Net;
using System.Text;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>The home page for people: what there is, each with its JSON twin, and how to open it in QGIS and GDAL.</summary>
internal static class LandingPage
{
    private static readonly CompositeFormat Template = CompositeFormat.Parse(Read("home.html"));

    public static Task WriteAsync(HttpContext context, StoreDescription store)
    {
        var rows = new StringBuilder();
        foreach (var layer in store.Layers)
            rows.Append(CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\"><a href=\"/collections/{layer.Name}\">{Text(layer.TitleZh)}</a></th><td lang=\"en\">{Text(layer.TitleEn)}</td><td>{Text(layer.DescriptionZh)}</td><td><a href=\"/collections/{layer.Name}/items?limit=100\">GeoJSON</a></td></tr>\n");
        var html = string.Format(CultureInfo.InvariantCulture, Template, Text(Links.Base(context)), rows, Text(store.Location));
        return Json.WriteAsync(context, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html));
    }

    /// <summary>A text file shipped inside the program.</summary>
    private static string Read(string name)
    {
        using var stream = typeof(LandingPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
