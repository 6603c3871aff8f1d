using System.Globalization;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Service.Html;

/// <summary>Attribute values for people: codes by their titles, numbers with their unit, references as links.</summary>
internal static class FeatureValues
{
    /// <summary>One cell of a table.</summary>
    public static void Cell(HtmlWriter html, Speech say, FieldDef field, object? value)
    {
        html.Raw(value is long or int or double ? "<td class=\"n\">" : "<td>");
        switch (value)
        {
            case null:
                html.Raw("<span class=\"none\">–</span>");
                break;
            case string code when field.Codelist?.Find(code) is { } known:
                html.Text(say[known.Zh, known.En]);
                break;
            case string id when field.References is { } layer:
                html.Link($"/collections/{layer}/items/{Uri.EscapeDataString(id)}", id);
                break;
            case bool truth:
                html.Text(truth ? say["是", "yes"] : say["否", "no"]);
                break;
            case IReadOnlyList<string> list:
                html.Text(string.Join(say["、", ", "], list));
                break;
            case double number:
                html.Text(number.ToString("0.############", CultureInfo.InvariantCulture) + Unit(field, say));
                break;
            default:
                html.Text(PlainText.Of(value) + (value is long or int ? Unit(field, say) : ""));
                break;
        }

        html.Raw("</td>");
    }

    /// <summary>The unit behind a number. A share of one has none.</summary>
    private static string Unit(FieldDef field, Speech say) => field.Unit switch
    {
        null or "1" => "",
        "公顷" => say[" 公顷", " ha"],
        "亿元" => say[" 亿元", " ×10⁸ CNY"],
        var unit => " " + unit,
    };
}
