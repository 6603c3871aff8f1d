namespace Jining231.Geo.Web.Tests;

/// <summary>Nothing is cut, nothing overlaps, every control has a name, at both sizes and in both languages.</summary>
public sealed class LayoutTests(Browser browser) : IClassFixture<Browser>
{
    private const string FindFaults = """
        () => {
          const faults = [];
          const shown = e => e.checkVisibility && e.checkVisibility() && e.getBoundingClientRect().width > 0;
          const controls = [...document.querySelectorAll('#app button, #app input, #app select, #app a[href], dialog button, dialog input, dialog select')].filter(shown);
          const name = e => (e.getAttribute('aria-label') || e.innerText || e.title || e.placeholder || [...(e.labels || [])].map(l => l.innerText).join('')).trim();
          for (const e of controls) if (!name(e)) faults.push('no name: ' + e.outerHTML.slice(0, 90));
          for (const e of document.querySelectorAll('.top button, .top h1, .card h3, .card button, .badge, label, th, .value'))
            if (shown(e) && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline') faults.push('cut: ' + e.innerText.slice(0, 40));
          const frame = [...document.querySelectorAll('.top, .left, .right, main, .foot')].map(e => [e.className || 'main', e.getBoundingClientRect()]);
          for (const [n, r] of frame) if (r.right > innerWidth + 1 || r.bottom > innerHeight + 1) faults.push('outside the window: ' + n);
          const boxes = controls.filter(e => !e.closest('.skip') && !e.classList.contains('skip') && !e.closest('.ol-control')).map(e => [e, e.getBoundingClientRect()]);
          for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
            const [a, p] = boxes[i], [b, q] = boxes[j];
            if (a.contains(b) || b.contains(a) || a.closest('.left,.right,.top,dialog') !== b.closest('.left,.right,.top,dialog')) continue;
            if (Math.min(p.right, q.right) - Math.max(p.left, q.left) > 2 && Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top) > 2) faults.push('overlap: ' + name(a) + ' / ' + name(b));
          }
          for (const e of document.querySelectorAll('.card .figures, .waterfall .value, td.n, .score'))
            if (shown(e) && /\d/.test(e.innerText) && !/(亩|公顷|mu|ha|m|km|MW|%|分|points|\d{4}[/.-])/.test(e.innerText)) faults.push('no unit: ' + e.innerText);
          return faults;
        }
        """;

    public static TheoryData<int, int, string> Sizes => new()
    {
        { 1366, 768, "zh" }, { 1366, 768, "en" }, { 1920, 1080, "zh" }, { 1920, 1080, "en" },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Every_state_is_drawn_whole(int width, int height, string lang)
    {
        var (page, faults) = await browser.OpenAsync(width, height);
        if (lang == "en")
            await page.ClickAsync(".top button[lang=en]");
        var found = new List<string>();
        await Look("start");
        await page.ClickAsync("form.form button[type=submit]");
        await page.Locator(".card[data-rank='1']").WaitForAsync();
        await page.EvaluateAsync("document.querySelectorAll('.left details').forEach((d, i) => { if (i < 12) d.open = true; })");
        await Look("results");
        await page.ClickAsync(".card[data-rank='1'] button.reserve");
        await Look("dialog");
        await page.ClickAsync("dialog .actions .ghost");
        await page.ClickAsync(".top nav button:nth-child(2)");
        await page.Locator("table.balance").WaitForAsync();
        await page.Locator(".distance").First.WaitForAsync();
        await Look("park");
        await page.ClickAsync(".top nav button:nth-child(3)");
        await page.Locator(".left .empty").WaitForAsync();
        await Look("reserves-empty");
        await page.ClickAsync(".top nav button:nth-child(4)");
        await page.ClickAsync(".left button.primary");
        await page.Locator(".gauge").WaitForAsync();
        await Look("solar");
        await page.ClickAsync(".top nav button:nth-child(5)");
        await Look("export");
        Assert.Empty(found);
        Assert.Empty(faults);

        async Task Look(string state)
        {
            await page.WaitForTimeoutAsync(400);
            await Browser.ShotAsync(page, $"{state}-{width}-{lang}");
            found.AddRange((await page.EvaluateAsync<string[]>(FindFaults)).Select(f => $"{state}: {f}"));
        }
    }

    [Fact]
    public async Task A_service_that_is_gone_is_said_in_words()
    {
        var (page, _) = await browser.OpenAsync(1366, 768);
        await page.RouteAsync("**/processes/**", route => route.AbortAsync());
        await page.ClickAsync("form.form button[type=submit]");
        var problem = page.Locator(".problem");
        await problem.WaitForAsync();
        Assert.Contains("服务没有响应", await problem.InnerTextAsync(), StringComparison.Ordinal);
        await Browser.ShotAsync(page, "service-down");
    }
}
