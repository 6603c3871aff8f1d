using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace Jining231.Geo.Web.Tests;

/// <summary>Named branches in the siting panel: made from a file, from the map and from distances; compared, called off, deleted and brought back.</summary>
public sealed class BranchTests(Browser browser) : IClassFixture<Browser>
{
    private const string Branches = ".branches-block";

    [Fact]
    public async Task A_branch_is_made_compared_beside_the_record_deleted_and_brought_back()
    {
        var (page, faults) = await browser.OpenAsync(1366, 900);
        await ProjectAsync(page);
        await page.Locator($"{Branches} > summary").ClickAsync();
        await page.Locator($"{Branches} .empty").GetByText("还没有情景分支").WaitForAsync();
        Assert.True(await Compare(page).IsDisabledAsync());

        await page.GetByText("+ 新建分支").ClickAsync();
        await page.FillAsync(".branch-form [data-field=name] input", "新农田与 3 km");
        await page.SetInputFilesAsync(".branch-form input[type=file]", new FilePayload { Name = "line.geojson", MimeType = "application/geo+json", Buffer = await FirstSiteAsync() });
        await page.Locator(".branch-form .supposed").First.WaitForAsync();
        Assert.Equal("controls:permanent_farmland", await page.Locator(".branch-form .supposed select").First.InputValueAsync());
        await DrawAsync(page);
        Assert.Equal(2, await page.Locator(".branch-form [data-field=edits] .supposed").CountAsync());
        await page.Locator(".branch-form [data-field=edits] .supposed").Nth(1).Locator("select").SelectOptionAsync("sensitive:village");
        await page.GetByText("+ 添加距离").ClickAsync();
        await page.FillAsync(".branch-form [data-field=setbacks] .metres input[type=text]", "-4");
        await page.ClickAsync(".branch-form button[type=submit]");
        await page.Locator(".branch-form .problem").WaitForAsync();
        Assert.NotEqual("", await page.Locator(".branch-form [data-field=setbacks] .error").InnerTextAsync());
        await page.FillAsync(".branch-form [data-field=setbacks] .metres input[type=text]", "3000");
        await Browser.ShotAsync(page, "branch-form");
        await page.ClickAsync(".branch-form button[type=submit]");
        var branch = page.Locator($"{Branches} .branch");
        await branch.WaitForAsync();
        Assert.Contains("图形改动 2，距离 1，不计规则 0", await branch.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("记录未变", await branch.InnerTextAsync(), StringComparison.Ordinal);

        await Compare(page).ClickAsync();
        var rows = page.Locator(".compared tbody tr");
        await rows.First.WaitForAsync();
        Assert.Equal(2, await rows.CountAsync());
        Assert.Equal(["现状", "新农田与 3 km"], await page.Locator(".compared tbody th").AllInnerTextsAsync());
        Assert.Matches(@"3 个\s+60\.\d+ 公顷\s+9\d\d(\.\d+)? 亩", await rows.First.InnerTextAsync());
        Assert.Contains("椭球面积", await page.Locator(".comparison").InnerTextAsync(), StringComparison.Ordinal);
        var changes = page.Locator(".compared-branch");
        Assert.Contains("第 1 名", await changes.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("永久基本农田", await changes.InnerTextAsync(), StringComparison.Ordinal);
        Assert.NotEqual(0, await changes.Locator(".reasons tbody tr").CountAsync());
        Assert.Equal(["现状", "新农田与 3 km"], (await page.Locator(".map-legend li").AllInnerTextsAsync()).Select(t => t.Trim()));
        await Browser.ShotAsync(page, "branch-compared");
        await page.Locator(".map-legend input").First.UncheckAsync();

        await branch.GetByText("删除", new() { Exact = true }).ClickAsync();
        await branch.GetByText("取消").ClickAsync();
        await branch.GetByText("删除", new() { Exact = true }).ClickAsync();
        await branch.GetByText("确认删除").ClickAsync();
        await page.Locator($"{Branches} .empty").WaitForAsync();
        await page.Locator(".toast").GetByText("撤销").ClickAsync();
        await branch.WaitForAsync();
        Assert.Contains("图形改动 2，距离 1", await branch.InnerTextAsync(), StringComparison.Ordinal);
        await SendAsync(HttpMethod.Delete, "branches/" + Uri.EscapeDataString("新农田与 3 km"), """{"version":1}""");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_stale_branch_is_told_beside_the_others_and_compared_on_its_base()
    {
        const string Line = """{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[116.9,35.7],[116.901,35.7],[116.901,35.701],[116.9,35.7]]]},"properties":{"name":"老线","kind":"permanent_farmland","source":"测试","quality":"synthetic"}}""";
        await SendAsync(HttpMethod.Post, "transactions", "{\"acts\":[{\"act\":\"create\",\"collection\":\"controls\",\"id\":\"old-line\",\"feature\":" + Line + "}]}");
        await SendAsync(HttpMethod.Post, "branches", """{"name":"搬线","edits":[{"act":"delete","collection":"controls","id":"old-line"}]}""");
        await SendAsync(HttpMethod.Post, "branches", """{"name":"宽","setbacks":{"sensitive:village":400}}""");
        await SendAsync(HttpMethod.Post, "transactions", """{"acts":[{"act":"delete","collection":"controls","id":"old-line","version":1}]}""");
        var (page, faults) = await browser.OpenAsync(1366, 900);
        await ProjectAsync(page);
        await page.Locator($"{Branches} > summary").ClickAsync();
        var stale = page.Locator("[data-branch='搬线'].branch");
        await stale.WaitForAsync();
        Assert.Contains("已失效", await stale.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("记录已变动", await page.Locator("[data-branch='宽'].branch").InnerTextAsync(), StringComparison.Ordinal);
        await stale.Locator("input").CheckAsync();
        await page.Locator("[data-branch='宽'].branch input").CheckAsync();
        await Compare(page).ClickAsync();
        await page.Locator(".unanswered").WaitForAsync();
        Assert.Contains("“老线”建分支时为版本 1，现已删除", await page.Locator(".unanswered").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(["现状", "宽"], await page.Locator(".compared tbody th").AllInnerTextsAsync());
        await Browser.ShotAsync(page, "branch-stale");
        await page.GetByText("改按基础记录比较").ClickAsync();
        await page.Locator("[data-answer='搬线']").WaitForAsync();
        Assert.Equal(0, await page.Locator(".unanswered").CountAsync());
        foreach (var name in new[] { "搬线", "宽" })
            await SendAsync(HttpMethod.Delete, "branches/" + Uri.EscapeDataString(name), """{"version":1}""");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_comparison_is_started_by_keyboard_and_called_off()
    {
        var (page, faults) = await browser.OpenAsync(1366, 900);
        await ProjectAsync(page);
        await page.Locator($"{Branches} > summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("+ 新建分支").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("键盘");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-branch='键盘'].branch").WaitForAsync();
        // The job runs; what it says of itself arrives only after it was called off.
        var seen = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        string? job = null;
        await page.RouteAsync("**/jobs/*", async route =>
        {
            if (route.Request.Method == "GET")
            {
                job = new Uri(route.Request.Url).AbsolutePath.TrimStart('/');
                seen.TrySetResult();
                await go.Task;
            }

            await route.ContinueAsync();
        });
        await Compare(page).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".comparison progress").WaitForAsync();
        await seen.Task;
        await page.Locator(".comparison .busy button").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".comparison").GetByText("已取消。").WaitForAsync();
        go.SetResult();
        Assert.Equal(0, await page.Locator(".compared").CountAsync());
        Assert.Contains((await GetAsync(job!))["status"]!.GetValue<string>(), new[] { "dismissed", "successful", "running" });
        await SendAsync(HttpMethod.Delete, "branches/" + Uri.EscapeDataString("键盘"), """{"version":1}""");
        Assert.Empty(faults);
    }

    private static ILocator Compare(IPage page) => page.GetByText("比较所选");

    private static async Task ProjectAsync(IPage page)
    {
        await page.FillAsync("[data-field=areaMu] input", "300");
        await page.FillAsync("[data-field=count] input", "3");
        await page.SelectOptionAsync("[data-field=scope] select", "370828");
    }

    /// <summary>The first site of the form's project, as a file that somebody brings.</summary>
    private async Task<byte[]> FirstSiteAsync()
    {
        const string Inputs = """{"inputs":{"industry":"fluorosilicon","hazard":"medium","investmentYi":50,"areaMu":300,"minWidthM":300,"maxAspect":3,"count":3,"needs":[{"kind":"rail","maxKm":10}],"reserveUse":"none","scope":{"counties":["370828"]}}}""";
        var answer = await SendAsync(HttpMethod.Post, "processes/siting/execution", Inputs);
        var site = answer!["sites"]!["features"]![0]!;
        return Encoding.UTF8.GetBytes(new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray(new JsonObject { ["type"] = "Feature", ["properties"] = new JsonObject { ["name"] = "新农田" }, ["geometry"] = site["geometry"]!.DeepClone() }) }.ToJsonString());
    }

    /// <summary>A triangle on the map, closed by a double click.</summary>
    private static async Task DrawAsync(IPage page)
    {
        await page.GetByText("绘制面", new() { Exact = true }).ClickAsync();
        var box = (await page.Locator("#map").BoundingBoxAsync())!;
        var (x, y) = (box.X + 120, box.Y + 160);
        await page.Mouse.ClickAsync(x, y);
        await page.Mouse.MoveAsync(x + 60, y, new() { Steps = 3 });
        await page.Mouse.ClickAsync(x + 60, y);
        await page.Mouse.MoveAsync(x + 30, y + 50, new() { Steps = 3 });
        await page.Mouse.DblClickAsync(x + 30, y + 50);
        await page.Locator(".branch-form .supposed").Nth(1).WaitForAsync();
    }

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await browser.Service.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length > 0 ? JsonNode.Parse(text) : null;
    }

    private async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await browser.Service.Http.GetStringAsync(new Uri(path, UriKind.Relative)))!;
}
