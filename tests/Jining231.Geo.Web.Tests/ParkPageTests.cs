using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Jining231.Geo.Web.Tests;

/// <summary>The park manager's page: account, land map with distances that can be tried, timeline, and a block drawn on the map.</summary>
public sealed class ParkPageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_distance_that_is_dragged_moves_the_eligible_area_and_the_rules_come_back()
    {
        var (page, faults) = await OpenAsync();
        var eligible = page.Locator(".waterfall .row:last-child .value");
        var before = await eligible.InnerTextAsync();
        Assert.EndsWith("亩", before, StringComparison.Ordinal);
        var slider = page.GetByLabel("村庄").First;
        await slider.FillAsync("400");
        await page.WaitForFunctionAsync("old => document.querySelector('.waterfall .row:last-child .value').textContent !== old", before);
        Assert.True(Mu(await eligible.InnerTextAsync()) < Mu(before));
        Assert.Contains("试算", await page.Locator(".left").InnerTextAsync(), StringComparison.Ordinal);
        await Browser.ShotAsync(page, "park-trial");
        await page.GetByText("恢复规则距离").ClickAsync();
        await page.WaitForFunctionAsync("old => document.querySelector('.waterfall .row:last-child .value').textContent === old", before);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_drawn_block_is_judged_while_it_is_drawn_and_then_reserved()
    {
        var (page, faults) = await OpenAsync();
        var free = await page.Locator("table.balance tr:has(.part.free) td.n").First.InnerTextAsync();
        await page.GetByText("开始绘制").ClickAsync();
        await page.FillAsync(".top input[type=search]", await FreePlaceAsync());
        await page.PressAsync(".top input[type=search]", "Enter");
        await page.WaitForTimeoutAsync(800);
        var map = (await page.Locator("#map").BoundingBoxAsync())!;
        var (x, y) = (map.X + map.Width / 2, map.Y + map.Height / 2);
        await DrawAsync(page, x, y, 30);
        var verdict = page.Locator(".draw .allowed, .draw .problem");
        await verdict.WaitForAsync();
        Assert.Matches(@"[\d,.]+ 亩", await verdict.InnerTextAsync());
        await Browser.ShotAsync(page, "park-draw");
        Assert.True(await page.Locator(".draw .allowed").CountAsync() == 1, await verdict.InnerTextAsync());
        await page.GetByText("登记此地块").ClickAsync();
        await page.FillAsync("dialog [data-field=holder] input", "园区管委会");
        await page.FillAsync("dialog [data-field=documentNo] input", "园〔2026〕9号");
        await page.ClickAsync("dialog button[type=submit]");
        await page.Locator(".toast.ok").WaitForAsync();
        await page.WaitForFunctionAsync(
            "old => { const e = document.querySelector('table.balance tr:has(.part.free) td.n'); return e && e.textContent !== old; }", free);

        await page.GetByText("开始绘制").ClickAsync();
        await DrawAsync(page, x + 15, y + 5, 30);
        var refusal = page.Locator(".draw .problem");
        await refusal.WaitForAsync();
        Assert.Contains("重叠", await refusal.InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await refusal.Locator(".instead button").CountAsync() > 0, "free land nearby is named");
        await Browser.ShotAsync(page, "park-conflict");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Gauges_tell_what_the_park_can_still_take_and_a_plan_is_reserved_block_by_block()
    {
        var (page, faults) = await OpenAsync();
        await page.Locator(".readiness").First.WaitForAsync();
        Assert.Equal(2, await page.Locator(".readiness").CountAsync());
        Assert.Equal(3, await page.Locator(".slots span").CountAsync());
        await page.GetByText("编制留白方案").ClickAsync();
        var alternative = page.Locator(".block .card").First;
        await alternative.WaitForAsync();
        Assert.Matches(@"[\d,.]+ 亩", await alternative.InnerTextAsync());
        await page.WaitForTimeoutAsync(600);
        await Browser.ShotAsync(page, "park-plan");
        await alternative.GetByText("留白").First.ClickAsync();
        await page.FillAsync("dialog [data-field=holder] input", "园区管委会");
        await page.FillAsync("dialog [data-field=documentNo] input", "园〔2026〕10号");
        await page.ClickAsync("dialog button[type=submit]");
        await page.Locator(".toast.ok").WaitForAsync();
        await page.Locator(".slots .secured").First.WaitForAsync();
        Assert.Empty(faults);
    }

    [Fact]
    public async Task The_timeline_goes_back_to_the_first_record_and_says_what_changed()
    {
        var (page, faults) = await OpenAsync();
        var line = page.GetByLabel("时间轴");
        await line.WaitForAsync();
        Assert.Contains("现在", await page.Locator(".timeline").InnerTextAsync(), StringComparison.Ordinal);
        await line.FillAsync("0");
        Assert.Contains("数据装载", await page.Locator(".timeline").InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("table.balance").WaitForAsync();
        Assert.Empty(faults);
    }

    private async Task<(IPage Page, List<string> Faults)> OpenAsync()
    {
        var (page, faults) = await browser.OpenAsync(1366, 900);
        await page.ClickAsync(".top nav button:nth-child(2)");
        await page.Locator("table.balance").WaitForAsync();
        await page.Locator(".waterfall .row").First.WaitForAsync();
        await page.WaitForTimeoutAsync(400);
        return (page, faults);
    }

    private static async Task DrawAsync(IPage page, double x, double y, int half)
    {
        foreach (var (dx, dy) in new[] { (-half, -half), (half, -half), (half, half), (-half, half) })
        {
            await page.Mouse.MoveAsync((float)(x + dx), (float)(y + dy), new() { Steps = 4 });
            await page.Mouse.ClickAsync((float)(x + dx), (float)(y + dy));
            await page.WaitForTimeoutAsync(350);
        }

        await page.Mouse.ClickAsync((float)(x - half), (float)(y - half));
    }

    /// <summary>The middle of a plot that siting found in the first park of the list, "longitude,latitude".</summary>
    private async Task<string> FreePlaceAsync()
    {
        using var body = new StringContent("""{"inputs":{"industry":"fluorosilicon","areaMu":600,"hazard":"medium","count":1,"scope":{"parks":["park-c1-jinxiang"]}}}""",
            System.Text.Encoding.UTF8, "application/json");
        using var answer = await browser.Service.Http.PostAsync(new Uri("processes/siting/execution", UriKind.Relative), body);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var ring = json.RootElement.GetProperty("sites").GetProperty("features")[0].GetProperty("geometry").GetProperty("coordinates")[0];
        var points = ring.EnumerateArray().Select(p => (X: p[0].GetDouble(), Y: p[1].GetDouble())).ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{(points.Min(p => p.X) + points.Max(p => p.X)) / 2:0.000000},{(points.Min(p => p.Y) + points.Max(p => p.Y)) / 2:0.000000}");
    }

    private static double Mu(string text) => double.Parse(text.Replace("亩", "", StringComparison.Ordinal), NumberStyles.Number, CultureInfo.InvariantCulture);
}
