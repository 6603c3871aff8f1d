using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Jining231.Geo.Service.Html;

/// <summary>What stands around the content of every page: head, way back, other formats, map. No request leaves the service.</summary>
internal static class PageShell
{
    private const string CountyTiles = "/collections/counties/tiles/WebMercatorQuad/{z}/{y}/{x}";

    private static readonly string Style = Read("page.css");

    /// <summary>Everything before the content.</summary>
    /// <param name="html">Written at its end.</param>
    /// <param name="context">The request.</param>
    /// <param name="head">What the page is about.</param>
    /// <param name="formats">Addresses of the same in other formats, each with its title.</param>
    public static void Begin(HtmlWriter html, HttpContext context, PageHead head, IEnumerable<(string Href, string Media, string Title)> formats)
    {
        var say = Speech.Of(context);
        var (title, product) = (say[head.Zh, head.En], say["济宁“231”选址与留白", "Jining 231: siting and 留白 reserves"]);
        html.Markup($"<!doctype html>\n<html lang=\"{say.Tag}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n<title>{title} · {product}</title>\n");
        html.Raw("<style>\n").Raw(Style).Raw("</style>\n");
        var known = formats.ToArray();
        foreach (var (href, media, name) in known)
            html.Markup($"<link rel=\"alternate\" type=\"{media}\" href=\"{href}\" title=\"{name}\">\n");
        var assets = context.RequestServices.GetRequiredService<ViewerAssets>();
        if (head.Map is not null)
        {
            foreach (var sheet in assets.Styles)
                html.Markup($"<link rel=\"stylesheet\" href=\"/{sheet}\">\n");
            if (assets.Script is { } script)
                html.Markup($"<script type=\"module\" src=\"/{script}\"></script>\n");
        }

        html.Markup($"</head>\n<body>\n<main>\n<nav aria-label=\"{say["位置", "Path"]}\"><ol class=\"way\"><li><a href=\"/\">{say["首页", "Home"]}</a></li>");
        foreach (var step in head.Way)
            html.Markup($"<li><a href=\"{step.Href}\">{say[step.Zh, step.En]}</a></li>");
        html.Markup($"</ol></nav>\n<h1>{title}</h1>\n");
        if (say[head.IntroductionZh, head.IntroductionEn] is { Length: > 0 } introduction)
            html.Markup($"<p class=\"lead\">{introduction}</p>\n");
        if (known.Length > 0)
        {
            html.Markup($"<p class=\"formats\">{say["其他格式：", "Other formats: "]}");
            foreach (var (i, (href, media, name)) in known.Index())
                html.Raw(i == 0 ? "" : " · ").Markup($"<a type=\"{media}\" href=\"{href}\">{name}</a>");
            html.Raw("</p>\n");
        }

        if (head.Map is { } map)
            Map(html, map, say, assets.Script is not null);
    }

    /// <summary>Everything behind the content.</summary>
    public static void End(HtmlWriter html, HttpContext context)
    {
        var say = Speech.Of(context);
        html.Markup($"<footer><small>{say["坐标为 CGCS2000（EPSG:4490）经纬度，先经后纬；形状为“示意”者不是官方红线。", "Coordinates are CGCS2000 (EPSG:4490) longitude and latitude; shapes marked indicative are not official lines."]} ")
            .Markup($"<a href=\"/map\">{say["地图", "Map"]}</a> · <a href=\"/docs\">{say["接口文档", "API"]}</a></small></footer>\n</main>\n</body>\n</html>\n");
    }

    /// <summary>The headers of a page.</summary>
    public static void Headers(HttpContext context)
    {
        context.Response.Headers.ContentLanguage = Speech.Of(context).Tag;
        context.Response.Headers.Vary = "Accept, Accept-Language";
    }

    private static void Map(HtmlWriter html, PageMap map, Speech say, bool built)
    {
        if (!built)
        {
            html.Markup($"<p class=\"lead\">{say["此构建不含地图界面。", "This build carries no map."]}</p>\n");
            return;
        }

        html.Markup($"<div id=\"page-map\" role=\"application\" aria-label=\"{say["地图", "Map"]}\" data-counties=\"{CountyTiles}\"");
        if (map.Tiles is { } tiles)
            html.Markup($" data-tiles=\"{tiles}\"");
        if (map.Features is { } features)
            html.Markup($" data-features=\"{features}\"");
        if (map.Items is { } items)
            html.Markup($" data-items=\"{items}\"");
        html.Raw("></div>\n");
    }

    private static string Read(string name)
    {
        using var stream = typeof(PageShell).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
