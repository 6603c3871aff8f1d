using System.Text.Json;
using Microsoft.Playwright;

namespace Jining231.Geo.Web.Tests;

/// <summary>The siting officer's path, from opening the map to the exported file.</summary>
public sealed class OfficerWalkTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task From_the_map_to_a_reserved_block_and_the_exported_file()
    {
        var (page, faults) = await browser.OpenAsync(1366, 768);
        await Form(page, "investmentYi", "50");
        await Form(page, "areaMu", "1000");
        await Form(page, "minWidthM", "300");
        await page.SelectOptionAsync("[data-field=industry] select", "fluorosilicon");
        await page.SelectOptionAsync("[data-field=hazard] select", "medium");
        await page.ClickAsync("form.form button[type=submit]");
        var first = page.Locator(".card[data-rank='1']");
        await first.WaitForAsync();
        Assert.Matches(@"1,000\.\d+ 亩", await first.InnerTextAsync());
        Assert.True(await page.Locator("details.other").CountAsync() > 0, "the other parks say why not");

        await first.Locator(".ledger-details > summary").ClickAsync();
        Assert.True(await first.Locator(".waterfall .row").CountAsync() >= 4);
        await Browser.ShotAsync(page, "walk-ledger");

        await ReserveAsync(page, first, "招商一科", "济自然资〔2026〕1号");
        await page.Locator(".toast.ok").WaitForAsync();
        await ReserveAsync(page, first, "招商二科", "济自然资〔2026〕2号");
        var refusal = page.Locator("dialog .conflict");
        await refusal.WaitForAsync();
        Assert.Contains("招商一科", await refusal.InnerTextAsync(), StringComparison.Ordinal);
        await Browser.ShotAsync(page, "walk-conflict");
        await page.ClickAsync("dialog .actions .ghost");

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(".results-head button").First.ClickAsync());
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync((await download.PathAsync())!));
        Assert.Equal("FeatureCollection", file.RootElement.GetProperty("type").GetString());
        Assert.True(file.RootElement.GetProperty("features").GetArrayLength() > 0);

        var package = await page.RunAndWaitForDownloadAsync(() => page.GetByText("保存决策包").ClickAsync());
        await using (var zip = File.OpenRead((await package.PathAsync())!))
            Assert.Equal("identical", Jining231.Geo.Siting.Packages.PackageVerifier.Verify(zip).Verdict);

        await page.ClickAsync(".top nav button:nth-child(3)");
        var listed = page.Locator(".results .card");
        await listed.First.WaitForAsync();
        Assert.Equal(1, await listed.CountAsync());
        Assert.Contains("招商一科", await listed.First.InnerTextAsync(), StringComparison.Ordinal);
        await ActAsync(page, listed.First, "转为留白", "济自然资〔2026〕3号");
        await page.Locator(".results .badge.reserved").WaitForAsync();
        await ActAsync(page, listed.First, "启用", "济自然资〔2026〕4号");
        await page.Locator(".results .badge.activated").WaitForAsync();
        await listed.First.GetByText("台账记录").ClickAsync();
        await listed.First.Locator("tr").Nth(2).WaitForAsync();
        var entries = await listed.First.Locator("table").InnerTextAsync();
        foreach (var document in new[] { "1号", "3号", "4号" })
            Assert.Contains(document, entries, StringComparison.Ordinal);
        await Browser.ShotAsync(page, "walk-reserves");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_broken_field_is_named_beside_it()
    {
        var (page, faults) = await browser.OpenAsync(1366, 768);
        await Form(page, "areaMu", "-5");
        await page.ClickAsync("form.form button[type=submit]");
        await page.Locator("[data-field=areaMu].invalid .error").WaitForAsync();
        Assert.Equal(0, await page.Locator(".card[data-rank]").CountAsync());
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Photovoltaics_are_measured_against_three_gigawatts()
    {
        var (page, faults) = await browser.OpenAsync(1366, 768);
        await page.ClickAsync(".top nav button:nth-child(4)");
        await page.ClickAsync(".left button.primary");
        await page.Locator(".gauge").WaitForAsync();
        Assert.Contains("3,000 MW", await page.Locator(".gauge-card").InnerTextAsync(), StringComparison.Ordinal);
        await Browser.ShotAsync(page, "solar");
        Assert.Empty(faults);
    }

    private static Task Form(IPage page, string field, string value) => page.FillAsync($"[data-field={field}] input", value);

    private static async Task ActAsync(IPage page, ILocator card, string act, string document)
    {
        await card.GetByText(act, new() { Exact = true }).Last.ClickAsync();
        await page.FillAsync("dialog [data-field=documentNo] input", document);
        if (await page.Locator("dialog [data-field=projectId] option").CountAsync() is 0 && act == "启用")
            await page.Locator("dialog [data-field=projectId] option").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.ClickAsync("dialog button[type=submit]");
    }

    private static async Task ReserveAsync(IPage page, ILocator card, string holder, string document)
    {
        await card.Locator("button.reserve").ClickAsync();
        await page.FillAsync("dialog [data-field=holder] input", holder);
        await page.FillAsync("dialog [data-field=documentNo] input", document);
        await page.ClickAsync("dialog button[type=submit]");
    }
}
