using Jining231.Geo.Exchange.BoundaryPoints;
using Microsoft.Playwright;

namespace Jining231.Geo.Web.Tests;

/// <summary>红线核查: a file is dropped, each plot gets its verdict; a broken file is told by line; a plot goes on into the search.</summary>
public sealed class RedlineTests(Browser browser) : IClassFixture<Browser>
{
    private const string Redlines = ".redline-block";

    [Fact]
    public async Task A_boundary_txt_is_chosen_checked_and_locked()
    {
        var (page, faults) = await browser.OpenAsync(1366, 900);
        await page.Locator($"{Redlines} > summary").ClickAsync();
        // The parcels that the product itself writes: some are built, so that a rule takes them.
        var txt = await browser.Service.Http.GetByteArrayAsync(new Uri("collections/parcels/items?f=txt&limit=all", UriKind.Relative));
        var lines = BoundaryTxt.Encoding.GetString(txt).Split("\r\n");
        var heads = lines.Select((l, i) => (l, i)).Where(l => l.l.EndsWith('@')).Take(7).ToList();
        await ChooseAsync(page, "redlines.txt", BoundaryTxt.Encoding.GetBytes(string.Join("\r\n", lines[..heads[6].i]) + "\r\n"));
        var cards = page.Locator(".card.redline");
        await cards.First.WaitForAsync();
        Assert.Equal(6, await cards.CountAsync());
        var first = await cards.First.InnerTextAsync();
        Assert.Matches(@"\d+(\.\d+)? 公顷 · [\d,]+(\.\d+)? 亩\s*椭球面积", first);
        Assert.Contains("第 13 行", first, StringComparison.Ordinal);
        Assert.Matches("有冲突|部分未调查|须办手续|无冲突", first);
        var broken = page.Locator(".card.redline.breaks");
        Assert.NotEqual(0, await broken.CountAsync());
        var rule = broken.First.Locator(".breach-table tbody tr").First;
        Assert.Matches(@"m² / ", await rule.InnerTextAsync());
        Assert.Matches(" · ", await rule.Locator("td").First.InnerTextAsync());
        await Browser.ShotAsync(page, "redline");

        var name = await broken.First.GetAttributeAsync("data-plot");
        await broken.First.GetByText("锁定").ClickAsync();
        await page.Locator(".toast").WaitForAsync();
        await page.FillAsync("[data-field=areaMu] input", "300");
        await page.SelectOptionAsync("[data-field=scope] select", "370828");
        await page.ClickAsync("form.form > .actions button[type=submit]");
        var refused = page.Locator(".card.refused");
        await refused.WaitForAsync();
        Assert.Contains(name!, await refused.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_geojson_is_dropped_and_a_broken_txt_is_told_by_line_and_field()
    {
        var (page, faults) = await browser.OpenAsync(1366, 900);
        await page.Locator($"{Redlines} > summary").ClickAsync();
        const string Plot = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"甲地"},"geometry":{"type":"Polygon","coordinates":[[[116.31,35.05],[116.312,35.05],[116.312,35.052],[116.31,35.05]]]}}]}""";
        await page.EvaluateAsync("""
            text => {
              const data = new DataTransfer();
              data.items.add(new File([text], 'plot.geojson', { type: 'application/geo+json' }));
              const zone = document.querySelector('.drop');
              zone.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true }));
              zone.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
            }
            """, Plot);
        await page.Locator(".card.redline[data-plot='甲地']").WaitForAsync();

        const string Broken = "[属性描述]\r\n坐标系=2000国家大地坐标系\r\n几度分带=3\r\n带号=39\r\n[地块坐标]\r\n4,1.0,1,甲,面,,,,@\r\nJ1,1,39437048.980,3880357.646\r\nJ2,1,3880690.479,39437051.282\r\nJ3,1,3880687.962,39437416.208\r\nJ1,1,3880357.646,39437048.980\r\n";
        await ChooseAsync(page, "bad.txt", BoundaryTxt.Encoding.GetBytes(Broken));
        var problem = page.Locator($"{Redlines} .problem");
        await problem.WaitForAsync();
        Assert.Contains("第 7 行“X”：X、Y 写反了", await problem.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator(".card.redline").CountAsync());
        await Browser.ShotAsync(page, "redline-broken");
        Assert.Empty(faults);
    }

    private static Task ChooseAsync(IPage page, string name, byte[] bytes) =>
        page.SetInputFilesAsync($"{Redlines} input[type=file]", new FilePayload { Name = name, MimeType = "text/plain", Buffer = bytes });
}
