using System.Globalization;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Html;

/// <summary>One feature: its values, what its shape measures and by which method, and a map.</summary>
internal static class ItemPage
{
    public static Task WriteAsync(HttpContext context, FeatureRow row)
    {
        var (layer, items) = (row.Layer, $"/collections/{row.Layer.Name}/items");
        var name = layer.IndexOf("name") is >= 0 and var at && row.Values[at] is string { Length: > 0 } text ? text : row.Id;
        var head = new PageHead(name, name, PageHead.Collections, PageHead.Layer(layer), new Crumb(items, "要素", "Features"))
        {
            Map = row.Wkb is null ? null : new PageMap { Features = $"{items}/{Uri.EscapeDataString(row.Id)}?f=json" },
        };
        return Pages.WriteAsync(context, head, html => Content(html, Speech.Of(context), row), [(Pages.Other(context, "json"), Json.GeoMedia, "GeoJSON")]);
    }

    private static void Content(HtmlWriter html, Speech say, FeatureRow row)
    {
        html.Markup($"<div class=\"box\"><table><tbody>\n<tr><th scope=\"row\">{say["编号", "id"]}</th><td>{row.Id}</td></tr>\n");
        foreach (var (i, field) in row.Layer.Fields.Index())
        {
            html.Markup($"<tr><th scope=\"row\">{say[field.TitleZh, field.TitleEn]} <small><code>{field.Name}</code></small></th>");
            FeatureValues.Cell(html, say, field, row.Values[i]);
            html.Raw("</tr>\n");
        }

        if (row.Wkb is { } wkb)
            Measures(html, say, row.Layer.Geometry, Reproject.ToPlane(Wkb.Read(wkb)));
        html.Markup($"<tr><th scope=\"row\">{say["行版本", "row version"]}</th><td class=\"n\">{row.Version}</td></tr>\n</tbody></table></div>\n");
    }

    private static void Measures(HtmlWriter html, Speech say, GeometryKind kind, NetTopologySuite.Geometries.Geometry plane)
    {
        if (kind == GeometryKind.MultiPolygon)
        {
            foreach (var (area, en) in ((AreaMeasure, string)[])[(AreaMeasure.Ellipsoidal(plane), "area on the ellipsoid (CGCS2000)"), (AreaMeasure.Planar(plane), "planar area (EPSG:4548)")])
                html.Markup($"<tr><th scope=\"row\">{say[area.MethodZh, en]}</th><td class=\"n\">{Number(area.Ha, "0.0000")} {say["公顷", "ha"]}（{Number(area.Mu, "0.00")} {say["亩", "mu"]}）</td></tr>\n");
        }
        else if (kind == GeometryKind.MultiLineString)
        {
            html.Markup($"<tr><th scope=\"row\">{say["平面长度（EPSG:4548）", "planar length (EPSG:4548)"]}</th><td class=\"n\">{Number(plane.Length, "0.0")} m</td></tr>\n");
        }

        html.Markup($"<tr><th scope=\"row\">{say["顶点", "vertices"]}</th><td class=\"n\">{plane.NumPoints} {say["个", ""]}</td></tr>\n");
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
