using System.Text.Json;

namespace Jining231.Geo.Service.Html;

/// <summary>
/// A JSON document as tables: every member that is shown has its name, every number its unit. Of two members that say the same in two
/// languages (<c>title</c>, <c>titleEn</c>) one is shown; <c>links</c> come as links.
/// </summary>
internal sealed class JsonView(HtmlWriter html, Speech say)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Members that are JSON for programs, shown as such.</summary>
    private static readonly string[] Verbatim = ["schema", "example"];

    private bool _degrees;

    public void Write(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Value("", root);
            return;
        }

        var scalars = Shown(root).Where(m => !IsTable(m.Value)).ToArray();
        if (scalars.Length > 0)
            Members(scalars);
        foreach (var member in Shown(root).Where(m => IsTable(m.Value)))
        {
            html.Markup($"<h2>{Term(member.Name)}</h2>\n");
            Value(member.Name, member.Value);
        }

        if (root.TryGetProperty("links", out var links) && links.ValueKind == JsonValueKind.Array)
        {
            html.Markup($"<h2>{say["链接", "Links"]}</h2>\n");
            Links(links);
        }
    }

    private static bool IsTable(JsonElement value) => value.ValueKind == JsonValueKind.Object || (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().Any(v => v.ValueKind == JsonValueKind.Object));

    private IEnumerable<JsonProperty> Shown(JsonElement element)
    {
        if (element.TryGetProperty("crs", out var crs) && crs.ValueKind == JsonValueKind.String)
            _degrees = crs.GetString()!.EndsWith("4490", StringComparison.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var other = say.English ? element.TryGetProperty(member.Name + "En", out _) : member.Name.EndsWith("En", StringComparison.Ordinal) && element.TryGetProperty(member.Name[..^2], out _);
            if (!other && member.Name != "links")
                yield return member;
        }
    }

    private void Members(IEnumerable<JsonProperty> members)
    {
        html.Raw("<div class=\"box\"><table><tbody>\n");
        foreach (var member in members)
        {
            html.Markup($"<tr><th scope=\"row\">{Term(member.Name)}</th>");
            Cell(member.Name, member.Value);
            html.Raw("</tr>\n");
        }

        html.Raw("</tbody></table></div>\n");
    }

    private void Value(string name, JsonElement value)
    {
        if (Verbatim.Contains(name))
        {
            html.Raw("<div class=\"box\"><pre>").Text(JsonSerializer.Serialize(value, Indented)).Raw("</pre></div>\n");
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Members(Shown(value));
                Links(value);
                break;
            case JsonValueKind.Array when IsTable(value):
                Rows(value);
                break;
            case JsonValueKind.Array:
                foreach (var (i, item) in value.EnumerateArray().Index())
                {
                    html.Raw(i == 0 ? "" : "<br>");
                    Value(name, item);
                }

                break;
            case JsonValueKind.Number:
                html.Text(value.GetRawText() + ViewWords.Unit(name, _degrees));
                break;
            case JsonValueKind.Null:
                html.Raw("<span class=\"none\">–</span>");
                break;
            case JsonValueKind.True or JsonValueKind.False:
                html.Text(value.GetBoolean() ? say["是", "yes"] : say["否", "no"]);
                break;
            default:
                html.Text(value.GetString() ?? "");
                break;
        }
    }

    private void Rows(JsonElement list)
    {
        var rows = list.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object).ToArray();
        var names = rows.SelectMany(Shown).Select(m => m.Name).Distinct().ToArray();
        html.Raw("<div class=\"box\"><table><thead><tr>");
        foreach (var name in names)
            html.Markup($"<th scope=\"col\">{Term(name)}</th>");
        html.Raw("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Raw("<tr>");
            var self = Self(row);
            foreach (var (i, name) in names.Index())
                if (row.TryGetProperty(name, out var value) && i == 0 && self is not null && value.ValueKind == JsonValueKind.String)
                    html.Raw("<td>").Link(self, value.GetString()!).Raw("</td>");
                else
                    Cell(name, row.TryGetProperty(name, out var there) ? there : default);
            html.Raw("</tr>\n");
        }

        html.Raw("</tbody></table></div>\n");
    }

    private void Cell(string name, JsonElement value)
    {
        html.Raw(value.ValueKind == JsonValueKind.Number ? "<td class=\"n\">" : "<td>");
        if (value.ValueKind != JsonValueKind.Undefined)
            Value(name, value);
        html.Raw("</td>");
    }

    private static string? Self(JsonElement row) => row.TryGetProperty("links", out var links) && links.ValueKind == JsonValueKind.Array
        ? links.EnumerateArray().Where(l => l.TryGetProperty("rel", out var rel) && rel.GetString() == "self").Select(l => l.GetProperty("href").GetString()).FirstOrDefault()
        : null;

    private void Links(JsonElement element)
    {
        var links = element.ValueKind == JsonValueKind.Array ? element : element.TryGetProperty("links", out var inner) ? inner : default;
        if (links.ValueKind != JsonValueKind.Array)
            return;
        html.Raw("<ul>\n");
        foreach (var link in links.EnumerateArray())
        {
            var (href, title) = (link.GetProperty("href").GetString()!, link.TryGetProperty("title", out var named) ? named.GetString()! : "");
            var type = link.TryGetProperty("type", out var media) ? media.GetString() : "";
            html.Raw("<li>");
            // An address with holes is none yet, and one that is posted to is nothing to go to.
            if (href.Contains('{', StringComparison.Ordinal) || (link.TryGetProperty("rel", out var rel) && rel.GetString()!.EndsWith("/execute", StringComparison.Ordinal)))
                html.Markup($"<code>{href}</code> {title}");
            else
                html.Link(href, title.Length > 0 ? title : href);
            html.Markup($" <small>{type}</small></li>\n");
        }

        html.Raw("</ul>\n");
    }

    private string Term(string name) => ViewWords.Term(name, say);
}
