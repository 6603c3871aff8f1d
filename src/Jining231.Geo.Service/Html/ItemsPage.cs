using System.Globalization;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.Items;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Html;

/// <summary>A page of features as a table with a map.</summary>
internal sealed class ItemsPage(HttpContext context, ByteBuffer target, FeatureShape shape) : IPageWriter
{
    /// <summary>Features of a page where the request names no number.</summary>
    public const int DefaultLimit = 100;

    private readonly HtmlWriter _html = new(target);
    private readonly Speech _say = Speech.Of(context);

    private string Path => $"/collections/{shape.Layer.Name}/items";

    /// <summary>The format of this request.</summary>
    public static ItemFormat Format(HttpContext context) =>
        new("html", Representation.Html.Media, "HTML", (b, s, _) => new ItemsPage(context, b, s)) { HasLinks = true, ContentType = Pages.ContentType };

    public void Begin()
    {
        var layer = shape.Layer;
        PageShell.Headers(context);
        var spatial = layer.Geometry != GeometryKind.None && shape.Geometry;
        var limit = QueryReader.Text(context, "limit") ?? DefaultLimit.ToString(CultureInfo.InvariantCulture);
        var head = LayerPages.PartHead(layer, "要素", "features") with
        {
            Map = spatial ? new PageMap { Features = ItemPages.Address(context, ("f", "json"), ("limit", limit), ("crs", null), ("count", "none")), Items = Path } : null,
        };
        PageShell.Begin(_html, context, head, [
            .. ItemFormats.Pages.Select(f => (ItemPages.Address(context, ("f", f.Name), ("limit", limit)), f.Media, f.Title)),
            .. ItemDownloads.Of(layer).Select(f => (ItemPages.Whole(context, f), f.Media, f.Title + _say["（全部）", " (all)"])),
        ]);
        _html.Markup($"<div class=\"box\"><table class=\"features\"><thead><tr><th scope=\"col\">{_say["编号", "id"]}</th>");
        foreach (var field in shape.Fields.Select(i => layer.Fields[i]))
            _html.Markup($"<th scope=\"col\" title=\"{field.Name}\">{_say[field.TitleZh, field.TitleEn]}</th>");
        if (shape.Version)
            _html.Markup($"<th scope=\"col\">{_say["行版本", "row version"]}</th>");
        _html.Raw("</tr></thead><tbody>\n");
    }

    public void Add(RawRow row)
    {
        var feature = row.ToFeatureRow();
        _html.Markup($"<tr><th scope=\"row\"><a href=\"{Path}/{Uri.EscapeDataString(feature.Id)}\">{feature.Id}</a></th>");
        foreach (var field in shape.Fields)
            FeatureValues.Cell(_html, _say, shape.Layer.Fields[field], feature.Values[field]);
        if (shape.Version)
            _html.Markup($"<td class=\"n\">{feature.Version}</td>");
        _html.Raw("</tr>\n");
    }

    public void End(PageFacts page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var matched = page.Matched is { } number
            ? (page.Estimated ? _say["约 ", "about "] : "") + number.ToString(CultureInfo.InvariantCulture) + _say[" 个", " in all"]
            : _say["未计数", "not counted"];
        _html.Markup($"</tbody></table></div>\n<p>{_say["本页", "On this page"]} {page.Returned}{_say[" 个要素；符合条件的", " features; matching: "]}{matched}</p>\n");
        _html.Markup($"<nav class=\"pages\" aria-label=\"{_say["翻页", "Pages"]}\">");
        foreach (var (relation, zh, en) in ((string, string, string)[])[("prev", "← 上一页", "← Previous"), ("next", "下一页 →", "Next →")])
            if (page.Links.FirstOrDefault(l => l.Rel == relation) is { } link)
                _html.Markup($"<a rel=\"{relation}\" href=\"{link.Href}\">{_say[zh, en]}</a>");
        _html.Raw("</nav>\n");
        PageShell.End(_html, context);
    }

    public void Dispose()
    {
    }
}
