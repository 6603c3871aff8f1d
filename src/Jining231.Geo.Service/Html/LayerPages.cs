using Jining231.Geo.Layers;
using Jining231.Geo.Service.Items;

namespace Jining231.Geo.Service.Html;

/// <summary>Pages of layers: the list, one layer, its fields.</summary>
internal static class LayerPages
{
    /// <summary>All layers.</summary>
    public static PageHead ListHead { get; } = new("图层", "Layers") { Map = new PageMap { Tiles = "/tiles/WebMercatorQuad/{z}/{y}/{x}" } };

    /// <summary>One layer.</summary>
    public static PageHead Head(LayerDef layer) => new(layer.TitleZh, layer.TitleEn, PageHead.Collections)
    {
        IntroductionZh = layer.DescriptionZh,
        IntroductionEn = layer.DescriptionEn,
        Map = MapOf(layer),
    };

    /// <summary>What hangs on a layer.</summary>
    public static PageHead PartHead(LayerDef layer, string zh, string en) => new($"{layer.TitleZh}：{zh}", $"{layer.TitleEn}: {en}", PageHead.Collections, PageHead.Layer(layer));

    /// <summary>The layer as tiles; null where it has no shapes.</summary>
    public static PageMap? MapOf(LayerDef? layer) => layer is null ? ListHead.Map
        : layer.Geometry == GeometryKind.None ? null : new PageMap { Tiles = $"/collections/{layer.Name}/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}" };

    /// <summary>The layers as a table.</summary>
    public static void Table(HtmlWriter html, Speech say, IEnumerable<LayerDef> layers)
    {
        html.Markup($"<div class=\"box\"><table><thead><tr><th scope=\"col\">{say["名称", "Name"]}</th><th scope=\"col\">{say["内容", "Content"]}</th><th scope=\"col\">{say["图形", "Geometry"]}</th><th scope=\"col\">{say["数据", "Data"]}</th></tr></thead><tbody>\n");
        foreach (var layer in layers)
        {
            var items = $"/collections/{layer.Name}/items";
            html.Markup($"<tr><th scope=\"row\"><a href=\"/collections/{layer.Name}\">{say[layer.TitleZh, layer.TitleEn]}</a></th><td>{say[layer.DescriptionZh, layer.DescriptionEn]}</td><td>{Geometry(layer, say)}</td><td>");
            html.Markup($"<a href=\"{items}\">{say["要素", "Features"]}</a> · ").Link(items + "?f=json", "GeoJSON");
            foreach (var file in ItemDownloads.Of(layer))
                html.Raw(" · ").Link($"{items}?f={file.Name}", file.Title);
            html.Raw("</td></tr>\n");
        }

        html.Raw("</tbody></table></div>\n");
    }

    /// <summary>One layer: its data, what describes it, and its fields.</summary>
    public static void Layer(HtmlWriter html, Speech say, LayerDef layer)
    {
        var path = "/collections/" + layer.Name;
        html.Markup($"<p><a class=\"go\" href=\"{path}/items\">{say["浏览要素", "Browse the features"]}</a></p>\n<h2>{say["下载", "Download"]}</h2>\n<ul>\n");
        html.Markup($"<li><a href=\"{path}/items?limit=all\">GeoJSON</a></li>\n");
        foreach (var file in ItemDownloads.Of(layer))
            html.Raw("<li>").Link($"{path}/items?f={file.Name}", file.Title).Raw("</li>\n");
        html.Markup($"</ul>\n<h2>{say["说明", "Described by"]}</h2>\n<ul>\n<li><a href=\"{path}/schema\">{say["字段", "Schema"]}</a></li>\n<li><a href=\"{path}/queryables\">{say["可查询属性", "Queryables"]}</a></li>\n<li><a href=\"{path}/sortables\">{say["可排序属性", "Sortables"]}</a></li>\n");
        if (layer.Geometry != GeometryKind.None)
            html.Markup($"<li><a href=\"{path}/tiles\">{say["矢量瓦片", "Vector tiles"]}</a></li>\n");
        html.Markup($"</ul>\n<p>{say["图形", "Geometry"]}: {Geometry(layer, say)}</p>\n");
    }

    /// <summary>Fields of a layer.</summary>
    public static void Fields(HtmlWriter html, Speech say, IEnumerable<FieldDef> fields)
    {
        html.Markup($"<div class=\"box\"><table><thead><tr><th scope=\"col\">{say["字段", "Field"]}</th><th scope=\"col\">{say["名称", "Title"]}</th><th scope=\"col\">{say["类型", "Type"]}</th><th scope=\"col\">{say["单位", "Unit"]}</th><th scope=\"col\">{say["必填", "Required"]}</th><th scope=\"col\">{say["代码", "Codes"]}</th></tr></thead><tbody>\n");
        html.Markup($"<tr><th scope=\"row\"><code>id</code></th><td>{say["编号", "id"]}</td><td>Text</td><td></td><td>{say["是", "yes"]}</td><td></td></tr>\n");
        foreach (var field in fields)
        {
            html.Markup($"<tr><th scope=\"row\"><code>{field.Name}</code></th><td>{say[field.TitleZh, field.TitleEn]}</td><td>{field.Type}");
            if (field.References is { } target)
                html.Raw(" → ").Link("/collections/" + target, target);
            html.Markup($"</td><td>{field.Unit}</td><td>{(field.Required ? say["是", "yes"] : "")}</td><td>");
            foreach (var code in field.Codelist?.Codes ?? [])
                html.Markup($"<code>{code.Value}</code> {say[code.Zh, code.En]}<br>");
            html.Raw("</td></tr>\n");
        }

        html.Raw("</tbody></table></div>\n");
    }

    private static string Geometry(LayerDef layer, Speech say) => layer.Geometry switch
    {
        GeometryKind.MultiPoint => say["点", "points"],
        GeometryKind.MultiLineString => say["线", "lines"],
        GeometryKind.MultiPolygon => say["面", "areas"],
        _ => say["无", "none"],
    };
}
