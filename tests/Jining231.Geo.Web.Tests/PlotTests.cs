using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Jining231.Geo.Exchange;
using Jining231.Geo.Spatial;
using Microsoft.Playwright;
using NetTopologySuite.Algorithm.Distance;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Web.Tests;

/// <summary>Kinds of plot are chosen, a plot is locked, dragged, turned, scored where it rests, taken back and kept.</summary>
public sealed partial class PlotTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_plot_is_dragged_scored_undone_and_locked_where_it_lies()
    {
        var (page, faults) = await browser.OpenAsync(1366, 900);
        await SearchAsync(page, "rectangle");
        var first = page.Locator(".card[data-rank='1']");
        var found = Score(await first.Locator("header .score").InnerTextAsync());
        await first.Locator("button.move-plot").ClickAsync();
        var move = page.Locator(".move");
        await SettledAsync(page);
        Assert.Equal("stands", await move.GetAttributeAsync("data-state"));
        Assert.Equal(found, Score(await move.Locator(".score").InnerTextAsync()), 1);
        var start = await move.Locator(".score").InnerTextAsync();

        await DragAsync(page, 0, 0, 190, -150);
        Assert.Equal("breaks", await move.GetAttributeAsync("data-state"));
        Assert.Matches("m²|公顷|亩|园区", await move.Locator(".breaches").InnerTextAsync());
        await Browser.ShotAsync(page, "plot-breaks");
        await move.GetByText("撤销移动").ClickAsync();
        await SettledAsync(page);
        Assert.Equal(start, await move.Locator(".score").InnerTextAsync());
        Assert.True(await move.GetByText("撤销移动").IsDisabledAsync());

        await DragAsync(page, 0, 0, 10, -6);
        await Browser.ShotAsync(page, "plot-moved");
        await move.GetByText("撤销移动").ClickAsync();
        await SettledAsync(page);
        await move.GetByText("锁定在此").ClickAsync();
        var locked = page.Locator(".card[data-rank]", new() { HasText = "锁定" }).Filter(new() { Has = page.Locator(".badge.ok", new() { HasText = "锁定" }) });
        await locked.First.WaitForAsync();
        Assert.Equal(1, await locked.CountAsync());
        Assert.Equal(found, Score(await locked.Locator("header .score").InnerTextAsync()), 1);
        Assert.Equal("true", await locked.Locator("button.lock").GetAttributeAsync("aria-pressed"));
        Assert.Contains("1", await page.Locator(".locked-count").InnerTextAsync(), StringComparison.Ordinal);
        await Browser.ShotAsync(page, "plot-locked");
        await locked.Locator("button.lock").ClickAsync();
        Assert.Equal("", await page.Locator(".locked-count").TextContentAsync());
        Assert.Empty(faults);
    }

    [Fact]
    public async Task The_handle_of_a_locked_plot_turns_it_and_it_is_scored_anew_and_turned_back()
    {
        var (page, faults) = await browser.OpenAsync(1366, 900);
        await page.SelectOptionAsync("[data-field=scope] select", "370828");
        await SearchAsync(page, "rectangle");
        await page.Locator(".card[data-rank='1'] button.lock").ClickAsync();
        await page.ClickAsync("form.form button[type=submit]");
        var locked = page.Locator(".card[data-rank]").Filter(new() { Has = page.Locator(".badge.ok", new() { HasText = "锁定" }) });
        await locked.WaitForAsync();
        var asked = new List<Polygon>();
        page.Request += (_, request) => { if (Moved(request) is { } plot) asked.Add(plot); };
        await locked.Locator("button.move-plot").ClickAsync();
        await SettledAsync(page);
        var move = page.Locator(".move");
        var start = Assert.Single(asked);
        var words = await move.InnerTextAsync();
        Assert.Equal("stands", await move.GetAttributeAsync("data-state"));

        // The handle stands above the plot by 35 % of its half height; the plot fills 35 % of the map without its margin of 60 pixels.
        var (box, extent) = ((await page.Locator("#map").BoundingBoxAsync())!, start.EnvelopeInternal);
        var metresPerPixel = Math.Max(1.5, Math.Max(extent.Width / (box.Width * 0.35 - 120), extent.Height / (box.Height * 0.35 - 120)));
        var up = (float)(extent.Height / 2 * 1.35 / metresPerPixel);
        await DragAsync(page, 0, -up, up * 0.7f, up * 0.3f);
        var turned = asked[^1];
        Assert.InRange(Angle(turned, start), 40, 50);
        Assert.InRange(turned.Area, start.Area * 0.9999, start.Area * 1.0001);
        Assert.InRange(turned.Centroid.Distance(start.Centroid), 0, 1);
        Assert.NotEqual(words, await move.InnerTextAsync());
        await Browser.ShotAsync(page, "plot-turned");
        await move.GetByText("撤销移动").ClickAsync();
        await SettledAsync(page);
        Assert.Equal("stands", await move.GetAttributeAsync("data-state"));
        Assert.Equal(words, await move.InnerTextAsync());
        Assert.InRange(DiscreteHausdorffDistance.Distance(asked[^1], start), 0, 0.001);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_plot_that_is_taken_up_while_the_map_still_flies_lies_in_its_middle()
    {
        var (page, faults) = await browser.OpenAsync(1366, 900);
        await page.EvaluateAsync("""
            new MutationObserver((_, observer) => {
              const move = document.querySelector('.card[data-rank="1"] button.move-plot');
              if (move) { observer.disconnect(); move.click(); }
            }).observe(document.body, { childList: true, subtree: true });
            """);
        var asked = new List<Polygon>();
        page.Request += (_, request) => { if (Moved(request) is { } plot) asked.Add(plot); };
        await SearchAsync(page, "rectangle");
        await SettledAsync(page);
        await page.WaitForTimeoutAsync(500); // longer than the flight to the answers
        var start = Assert.Single(asked);
        await DragAsync(page, 0, 0, 60, 0);
        Assert.True(asked[^1].Centroid.Distance(start.Centroid) > 1, "the pointer did not find the plot");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task A_plot_that_is_locked_where_a_rule_forbids_it_is_told_with_the_rule()
    {
        var (page, faults) = await browser.OpenAsync(1366, 900);
        await SearchAsync(page, "rectangle", "cut");
        await page.Locator(".card[data-rank='1'] button.move-plot").ClickAsync();
        await SettledAsync(page);
        await DragAsync(page, 0, 0, 900, 0);
        await page.Locator(".move").GetByText("锁定在此").ClickAsync();
        var refused = page.Locator(".card.refused");
        await refused.WaitForAsync();
        Assert.NotEqual(0, await refused.Locator(".breaches li").CountAsync());
        await page.Locator(".card[data-rank='1']").WaitForAsync();
        await Browser.ShotAsync(page, "plot-refused");
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Assemblies_name_their_parcels()
    {
        var (page, faults) = await browser.OpenAsync(1366, 900);
        await page.FillAsync("[data-field=areaMu] input", "150");
        await page.FillAsync("[data-field=minWidthM] input", "100");
        await page.CheckAsync("[data-field=plotKinds] input[value=assembly]");
        await page.FillAsync("[data-field=plotKinds] input.short", "3");
        await page.ClickAsync("form.form button[type=submit]");
        var parcels = page.Locator(".card[data-rank='1'] .parcels");
        await parcels.WaitForAsync();
        Assert.Contains("1 宗地块，权利人 1 个", await parcels.InnerTextAsync(), StringComparison.Ordinal);
        await parcels.Locator("summary").ClickAsync();
        Assert.Contains("号地块", await parcels.InnerTextAsync(), StringComparison.Ordinal);
        await Browser.ShotAsync(page, "plot-assembly");
        await page.Locator(".card[data-rank='1'] button.lock").ClickAsync();
        await page.ClickAsync("form.form button[type=submit]");
        var locked = page.Locator(".card[data-rank]").Filter(new() { Has = page.Locator(".badge.ok", new() { HasText = "锁定" }) });
        await locked.WaitForAsync();
        Assert.Equal("1 宗地块，权利人 1 个", (await locked.Locator(".parcels summary").InnerTextAsync()).Trim());
        Assert.Empty(faults);
    }

    private static async Task SearchAsync(IPage page, params string[] kinds)
    {
        await page.FillAsync("[data-field=areaMu] input", "300");
        await page.FillAsync("[data-field=minWidthM] input", "300");
        foreach (var kind in kinds)
            await page.CheckAsync($"[data-field=plotKinds] input[value={kind}]");
        await page.ClickAsync("form.form button[type=submit]");
        await page.Locator(".card[data-rank='1']").WaitForAsync();
    }

    /// <summary>The plot (EPSG:4548) that a request asks to score where it lies, or null.</summary>
    private static Polygon? Moved(IRequest request)
    {
        if (request.Method != "POST" || !request.Url.EndsWith("processes/siting/execution", StringComparison.Ordinal))
            return null;
        using var body = JsonDocument.Parse(request.PostData!);
        var inputs = body.RootElement.GetProperty("inputs");
        return inputs.GetProperty("count").GetInt32() == 0 ? (Polygon)Reproject.ToPlane(FeatureJsonReader.ReadGeometry(inputs.GetProperty("locked")[0].GetProperty("geometry"), "")) : null;
    }

    /// <summary>How far a plot is turned against another, by their first edges, degrees, 0 to 90.</summary>
    private static double Angle(Polygon a, Polygon b)
    {
        var degrees = Math.Abs(Heading(a) - Heading(b)) * 180 / Math.PI % 180;
        return Math.Min(degrees, 180 - degrees);

        static double Heading(Polygon plot) => Math.Atan2(plot.Coordinates[1].Y - plot.Coordinates[0].Y, plot.Coordinates[1].X - plot.Coordinates[0].X);
    }

    /// <summary>Drags from a place relative to the middle of the map, where the plot lies when its move begins, in CSS pixels.</summary>
    private static async Task DragAsync(IPage page, float fromX, float fromY, float x, float y)
    {
        var box = (await page.Locator("#map").BoundingBoxAsync())!;
        var (left, top) = (box.X + box.Width / 2 + fromX, box.Y + box.Height / 2 + fromY);
        await page.Mouse.MoveAsync(left, top);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(left + x / 2, top + y / 2, new() { Steps = 4 });
        await page.Mouse.MoveAsync(left + x, top + y, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await SettledAsync(page);
    }

    private static Task SettledAsync(IPage page) => page.Locator(".move[data-state=stands], .move[data-state=breaks]").WaitForAsync();

    private static double Score(string text) => double.Parse(Number().Match(text).Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();
}
