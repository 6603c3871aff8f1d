using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Service.Tests;

/// <summary>Pages as a browser asks for them.</summary>
public sealed partial class HtmlTests(Client client) : IClassFixture<Client>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

    /// <summary>What programs and files are behind; pages are not looked for there.</summary>
    private static readonly string[] NoPages = ["/map", "/docs", "/api", "/catalog", "/rules", "/reserves", "/balance", "/health/ready"];

    public static TheoryData<string, string, string> Resources => new()
    {
        { "", "选址", "siting" },
        { "conformance", "符合性", "Conformance" },
        { "collections", "图层", "Layers" },
        { "collections/parks", "园区", "Parks" },
        { "collections/parks/items", "园区：要素", "Parks: features" },
        { "collections/parks/schema", "园区：字段", "Parks: schema" },
        { "collections/parks/queryables", "可查询属性", "queryables" },
        { "collections/parks/sortables", "可排序属性", "sortables" },
        { "collections/parks/tiles", "矢量瓦片", "vector tiles" },
        { "collections/parks/tiles/WebMercatorQuad", "墨卡托", "Mercator" },
        { "tiles", "矢量瓦片", "Vector tiles" },
        { "tiles/WebMercatorQuad", "墨卡托", "Mercator" },
        { "tileMatrixSets", "瓦片矩阵集", "Tile matrix sets" },
        { "tileMatrixSets/WebMercatorQuad", "墨卡托", "Mercator" },
        { "processes", "过程", "Processes" },
        { "processes/siting", "选址", "iting" },
        { "jobs", "作业", "Jobs" },
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task A_browser_gets_a_page_in_its_language_and_a_program_the_document(string path, string zh, string en)
    {
        foreach (var (language, tag, title) in ((string, string, string)[])[("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN", zh), ("en-GB,en;q=0.9,zh;q=0.5", "en", en), ("de", "zh-CN", zh)])
        {
            var (page, answer) = await PageAsync(path, language);
            Assert.Contains($"<html lang=\"{tag}\">", page, StringComparison.Ordinal);
            Assert.Equal([tag], answer.Content.Headers.ContentLanguage);
            Assert.Contains(title, Heading().Match(page).Value, StringComparison.Ordinal);
            Assert.Contains("Accept-Language", answer.Headers.Vary);
        }

        Assert.Contains(zh, Heading().Match(await client.Http.GetStringAsync(new Uri((path.Length == 0 ? "/" : path) + "?f=html", UriKind.Relative))).Value, StringComparison.Ordinal);
        using var document = await client.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.EndsWith("json", document.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_link_of_every_page_leads_somewhere_and_none_leaves_the_service()
    {
        await JobAsync();
        var root = client.Http.BaseAddress!;
        var queue = new Queue<string>(["/"]);
        var (seen, faults, pages) = (new HashSet<string>(), new List<string>(), 0);
        while (queue.TryDequeue(out var path))
        {
            if (!seen.Add(path))
                continue;
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Accept", Browser);
            using var answer = await client.Http.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.OK)
                faults.Add($"{path}: {(int)answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html" || NoPages.Any(p => path.StartsWith(p, StringComparison.Ordinal)))
                continue;
            pages++;
            foreach (Match link in Reference().Matches(await answer.Content.ReadAsStringAsync()))
            {
                var href = new Uri(root, WebUtility.HtmlDecode(link.Groups[1].Value));
                if (href.Scheme != "data" && href.Authority != root.Authority)
                    faults.Add($"{path} leads to {href}");
                // Features are many and alike: a few of each kind of page are enough.
                else if (href.Scheme != "data" && (!href.AbsolutePath.Contains("/items/", StringComparison.Ordinal) || seen.Count(s => s.StartsWith(href.AbsolutePath[..(href.AbsolutePath.IndexOf("/items/", StringComparison.Ordinal) + 7)], StringComparison.Ordinal)) < 3))
                    queue.Enqueue(href.PathAndQuery);
            }
        }

        Assert.Empty(faults);
        Assert.True(pages > 80, $"{pages} pages only");
    }

    [Fact]
    public async Task Markup_in_data_stays_text()
    {
        const string Evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;";
        var feature = new JsonObject
        {
            ["type"] = "Feature",
            ["id"] = "a\"<b>",
            ["geometry"] = null,
            ["properties"] = new JsonObject { ["name"] = Evil, ["industry"] = Evil, ["status"] = "wanted", ["quality"] = "indicative", ["source"] = Evil },
        };
        var (status, body, _) = await client.SendAsync(HttpMethod.Post, "collections/projects/items", feature.ToJsonString(), "application/geo+json");
        Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
        foreach (var path in (string[])["collections/projects/items", "collections/projects/items/" + Uri.EscapeDataString("a\"<b>"), "collections/projects/items?q=" + Uri.EscapeDataString("<script>")])
        {
            var (page, _) = await PageAsync(path, "zh");
            Assert.DoesNotContain("<script>", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<b>", page, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&gt;&lt;img src=x onerror=alert(2)&gt;&amp;lt;", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_lead_forwards_and_back()
    {
        var expected = (await client.GetAsync("collections/parcels/items?limit=1000&status=vacant"))["features"]!.AsArray().Select(f => f!["id"]!.GetValue<string>()).ToArray();
        var (found, trail) = (new List<string>(), new List<string[]>());
        var last = "";
        for (var path = "collections/parcels/items?status=vacant&limit=70"; path is not null;)
        {
            last = (await PageAsync(path, "zh")).Page;
            trail.Add(Ids(last));
            found.AddRange(trail[^1]);
            path = Turn(last, "next");
        }

        Assert.Equal(expected, found);
        Assert.True(trail.Count > 2);
        for (var i = trail.Count - 2; i >= 0; i--)
        {
            last = (await PageAsync(Turn(last, "prev")!, "zh")).Page;
            Assert.Equal(trail[i], Ids(last));
        }

        Assert.Null(Turn(last, "prev"));
    }

    [Fact]
    public async Task Numbers_carry_their_unit_and_areas_their_method()
    {
        var park = (await client.GetAsync("collections/parks/items?filter=approved_area_ha%20%3E%200%20AND%20geometry%20IS%20NOT%20NULL&limit=1"))["features"]![0]!;
        var (page, _) = await PageAsync("collections/parks/items/" + park["id"], "zh");
        Assert.Contains(park["properties"]!["approved_area_ha"]!.GetValue<double>().ToString(CultureInfo.InvariantCulture) + " 公顷", page, StringComparison.Ordinal);
        var geometry = JsonSerializer.Deserialize<Geometry>(park["geometry"]!, RealClients.DownloadTests.Options)!;
        var area = AreaMeasure.Ellipsoidal(Reproject.ToPlane(geometry));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"椭球面积</th><td class=\"n\">{area.Ha:0.0000} 公顷（{area.Mu:0.00} 亩）"), page, StringComparison.Ordinal);
        Assert.Contains("平面面积（EPSG:4548）", page, StringComparison.Ordinal);
    }

    private async Task JobAsync()
    {
        var (status, _, _) = await client.SendAsync(HttpMethod.Post, "processes/solar/execution", "{\"inputs\":{}}", headers: ("Prefer", "respond-async"));
        Assert.Equal(HttpStatusCode.Created, status);
    }

    private async Task<(string Page, HttpResponseMessage Answer)> PageAsync(string path, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));
        request.Headers.TryAddWithoutValidation("Accept", Browser);
        request.Headers.TryAddWithoutValidation("Accept-Language", language);
        var answer = await client.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        return (await answer.Content.ReadAsStringAsync(), answer);
    }

    private static string[] Ids(string page) => [.. Row().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];

    private static string? Turn(string page, string relation) =>
        Regex.Match(page, $"<a rel=\"{relation}\" href=\"([^\"]+)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("<h1>.*?</h1>")]
    private static partial Regex Heading();

    [GeneratedRegex("(?:href|src|data-features|data-items)=\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("<tr><th scope=\"row\"><a href=\"[^\"]+\">([^<]+)</a>")]
    private static partial Regex Row();
}
