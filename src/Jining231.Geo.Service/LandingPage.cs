using Jining231.Geo.Layers;
using Jining231.Geo.Service.Html;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>The home page for people: what there is, and how to open it in QGIS and GDAL.</summary>
internal static class LandingPage
{
    public static Task WriteAsync(HttpContext context, StoreDescription store)
    {
        var head = new PageHead("济宁“231”选址与留白", "Jining 231: siting and 留白 reserves")
        {
            IntroductionZh = "为项目选址，管理“留白”储备，测算采煤沉陷区光伏。",
            IntroductionEn = "Site projects, keep the 留白 land account, measure photovoltaics on subsided land.",
            Map = new PageMap { Tiles = "/tiles/WebMercatorQuad/{z}/{y}/{x}?collections=parks,subsidence,reserves" },
        };
        return Pages.WriteAsync(context, head, html => Content(html, Speech.Of(context), Links.Base(context), store), [("/?f=json", Json.Media, "JSON")]);
    }

    private static void Content(HtmlWriter html, Speech say, string root, StoreDescription store)
    {
        html.Markup($"<p><a class=\"go\" href=\"/map\">{say["打开地图", "Open the map"]}</a></p>\n<h2>{say["图层", "Layers"]}</h2>\n");
        LayerPages.Table(html, say, store.Layers);
        html.Markup($"<h2>{say["接口", "Service"]}</h2>\n<ul>\n");
        foreach (var (href, zh, en) in ((string, string, string)[])[
            ("/processes", "过程：选址、光伏、核验", "Processes: siting, photovoltaics, checks"), ("/jobs", "作业", "Jobs"), ("/tiles", "矢量瓦片", "Vector tiles"),
            ("/tileMatrixSets", "瓦片矩阵集", "Tile matrix sets"), ("/conformance", "符合性声明", "Conformance"), ("/docs", "接口文档", "API reference"), ("/api", "OpenAPI 3.0", "OpenAPI 3.0"),
            ("/catalog", "字段与图例（JSON）", "Fields and legends (JSON)"), ("/rules", "规则（JSON）", "Rules (JSON)"), ("/reserves", "留白台账（JSON）", "The reserve account (JSON)"),
            ("/balance", "用地平衡（JSON）", "Land balance (JSON)"), ("/health/ready", "运行状态（JSON）", "State (JSON)")])
            html.Raw("<li>").Link(href, say[zh, en]).Raw("</li>\n");
        html.Markup($"</ul>\n<h2>{say["在 QGIS、GDAL 中打开", "Open in QGIS and GDAL"]}</h2>\n<p>{say["QGIS：图层 → 添加 WFS / OGC API - Features 图层，地址填", "QGIS: Layer → Add WFS / OGC API - Features layer, with the address"]} <code>{root}/</code></p>\n");
        html.Markup($"<div class=\"box\"><pre>ogrinfo -so \"OAPIF:{root}/\"\nogr2ogr parks.gpkg \"OAPIF:{root}/\" parks</pre></div>\n");
        html.Markup($"<p><small>{say["数据", "Store"]}: {store.Location}</small></p>\n");
    }
}
