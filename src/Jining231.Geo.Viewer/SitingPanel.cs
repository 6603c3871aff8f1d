using System.Globalization;
using Avalonia.Controls;
using Jining231.Geo.Layers;
using Jining231.Geo.Workspace.Siting;
using Jining231.Geo.Workspace.Sources;
using Jining231.Geo.Workspace.Texts;

namespace Jining231.Geo.Viewer;

/// <summary>Request form, ranked cards with contributions and ledger, reasons of the other parks.</summary>
internal sealed class SitingPanel
{
    private readonly StackPanel _results = new() { Spacing = 4 };
    private readonly RuleTitles _rules;
    private readonly Lang _lang;
    private readonly ComboBox _industry = new() { HorizontalAlignment = Avalonia.Layout.HorizontalAlignment.Stretch, Name = "industry" };
    private readonly ComboBox _hazard = new() { HorizontalAlignment = Avalonia.Layout.HorizontalAlignment.Stretch };
    private readonly ComboBox _need = new() { HorizontalAlignment = Avalonia.Layout.HorizontalAlignment.Stretch };
    private readonly TextBox _investment = new() { Text = "50" };
    private readonly TextBox _area = new() { Text = "300", Name = "areaMu" };
    private readonly TextBox _width = new() { Text = "200" };
    private readonly TextBox _km = new() { Text = "15" };
    private readonly CheckBox _network = new();
    private readonly TextBox _aspect = new() { Text = "3" };
    private readonly TextBox _ratio = new() { Text = "1.3" };
    private readonly CheckBox[] _kinds;

    public SitingPanel(RuleTitles rules, Lang lang, Action site)
    {
        (_rules, _lang) = (rules, lang);
        _industry.ItemsSource = rules.Industries.Select(i => i.Title.In(lang)).ToArray();
        _industry.SelectedIndex = Math.Max(0, rules.Industries.ToList().FindIndex(i => i.Key == "fluorosilicon"));
        _hazard.ItemsSource = Codelists.Hazard.Codes.Select(c => Say.In(lang, c.Zh, c.En)).Prepend(Say.In(lang, "按产业", "by industry")).ToArray();
        _hazard.SelectedIndex = 0;
        _need.ItemsSource = rules.Needs.Select(n => n.Title.In(lang)).Prepend(Say.In(lang, "（不要求）", "(none)")).ToArray();
        _need.SelectedIndex = 0;
        _network.Content = Say.In(lang, "沿路网量算", "along the network");
        _kinds = [.. PlotKindTitles.Asked.Select(k => new CheckBox { Content = k.Title.In(lang), Name = "kind-" + k.Key })];
        var kinds = new WrapPanel();
        foreach (var kind in _kinds)
            kinds.Children.Add(kind);
        View = new ScrollViewer
        {
            Content = new StackPanel
            {
                Margin = new(10),
                Children =
                {
                    Say.Field(Say.In(lang, "产业", "Industry"), _industry),
                    Pair(Say.Field(Say.In(lang, "投资额（亿元）", "Investment (亿元)"), _investment), Say.Field(Say.In(lang, "面积（亩）", "Area (亩)"), _area)),
                    Pair(Say.Field(Say.In(lang, "最小宽度（m）", "Smallest width (m)"), _width), Say.Field(Say.In(lang, "危险等级", "Hazard class"), _hazard)),
                    Pair(Say.Field(Say.In(lang, "须邻近", "Must be near"), _need), Say.Field(Say.In(lang, "不超过（km）", "Within (km)"), _km)),
                    _network,
                    Say.Text(Say.In(lang, "地块类型（不选：先矩形，放不下时取整块或切块）", "Kinds of plot (none: rectangles, blocks where none fits)"), 12, brush: Say.Quiet),
                    kinds,
                    Pair(Say.Field(Say.In(lang, "最大长宽比", "Largest aspect"), _aspect), Say.Field(Say.In(lang, "组合面积至多为所需的（倍）", "Assembly at most × the area"), _ratio)),
                    Say.Button(Say.In(lang, "开始选址", "Find sites"), site, "site"),
                    _results,
                },
            },
        };
    }

    public Control View { get; }

    public SitingForm Form()
    {
        var form = new SitingForm
        {
            Industry = _rules.Industries[_industry.SelectedIndex].Key, InvestmentYi = _investment.Text ?? "", AreaMu = _area.Text ?? "", MinWidthM = _width.Text ?? "",
            Hazard = _hazard.SelectedIndex > 0 ? Codelists.Hazard.Codes[_hazard.SelectedIndex - 1].Value : "",
        };
        form.MaxAspect = _aspect.Text ?? "";
        form.AssemblyMaxRatio = _ratio.Text ?? "";
        for (var i = 0; i < _kinds.Length; i++)
            if (_kinds[i].IsChecked == true)
                form.PlotKinds.Add(PlotKindTitles.Asked[i].Key);
        if (_need.SelectedIndex > 0)
        {
            var need = _rules.Needs[_need.SelectedIndex - 1].Key;
            form.Needs[need] = _km.Text ?? "";
            if (_network.IsChecked == true)
                form.ByNetwork.Add(need);
        }

        return form;
    }

    public void Show(SitingAnswer answer, AreaUnit unit, Action<SiteCard> choose, Action<SiteCard> reserve)
    {
        _results.Children.Clear();
        _results.Children.Add(Say.Text(
            answer.Sites.Count == 0 ? Say.In(_lang, "没有合适的地块，原因见下。", "No plot fits; the reasons are below.")
            : Say.In(_lang, $"找到 {answer.Sites.Count} 处地块", $"{answer.Sites.Count} sites"), 14, true));
        foreach (var site in answer.Sites)
            _results.Children.Add(SiteCard(site, answer, unit, choose, reserve));
        var others = new StackPanel { Spacing = 4 };
        foreach (var park in answer.Parks.Where(p => p.Verdict is not ("sited" or "out-of-scope")))
        {
            others.Children.Add(Say.Text(park.Name, 12, true));
            others.Children.Add(Say.Text(string.Join('\n', park.Reasons.Select(r => "· " + r.In(_lang))), 12, brush: Say.Quiet));
        }

        _results.Children.Add(new Expander
        {
            Header = Say.In(_lang, "其他园区未入选的原因", "Why not the other parks"), Content = others, HorizontalAlignment = Avalonia.Layout.HorizontalAlignment.Stretch, IsExpanded = answer.Sites.Count == 0,
        });
    }

    private Border SiteCard(SiteCard site, SitingAnswer answer, AreaUnit unit, Action<SiteCard> choose, Action<SiteCard> reserve)
    {
        var ledger = answer.Parks.FirstOrDefault(p => p.ParkId == site.ParkId)?.Ledger;
        var details = new StackPanel { Spacing = 2 };
        details.Children.Add(Say.Text(Say.In(_lang, "得分构成", "Contributions"), 12, true));
        foreach (var c in site.Contributions)
            details.Children.Add(Say.Text($"{_rules.Criterion(c.Criterion, _lang)}  +{N(c.Points)}" + (c.Raw is { } raw ? Say.In(_lang, $"（{Value(raw, c.Unit)}）", $" ({Value(raw, c.Unit)})") : ""), 12, brush: Say.Quiet));
        foreach (var c in site.Clearances.Take(4))
            details.Children.Add(Say.Text($"{_rules.Rule(c.Rule, _lang)} · {c.Name}: {N(c.ActualM)} m ≥ {N(c.RequiredM)} m", 12, brush: Say.Quiet));
        foreach (var parcel in site.Parcels)
            details.Children.Add(Say.Text($"▪ {parcel.Name ?? parcel.Id}" + (parcel.Enterprise is { Length: > 0 } holder ? $" · {holder}" : ""), 12, brush: Say.Quiet));
        if (site.Crossing is { } crossing)
        {
            details.Children.Add(Say.Text(Say.In(_lang, $"跨越廊道，可建设 {N(crossing.BuildableMu)} 亩（椭球面积）", $"Across corridors, {N(crossing.BuildableMu)} 亩 can be built on (ellipsoidal)"), 12, true));
            foreach (var strip in crossing.Strips)
                details.Children.Add(Say.Text(
                    $"{_rules.Rule(strip.Rule, _lang)} · {strip.Name}: {N(strip.RequiredM)} m, {N(strip.PlanarM2)} m² " + Say.In(_lang, strip.Counts ? "（平面面积，计入）" : "（平面面积，不计入）", strip.Counts ? "(planar, counted)" : "(planar, not counted)"),
                    12, brush: Say.Quiet));
        }

        foreach (var condition in site.Conditions)
            details.Children.Add(Say.Text("⚠ " + condition.In(_lang), 12, brush: Say.Quiet));
        if (ledger is not null)
        {
            details.Children.Add(Say.Text(Say.In(_lang, "园区台账（平面面积，EPSG:4548）", "Park ledger (planar, EPSG:4548)"), 12, true));
            details.Children.Add(Say.Text(Say.In(_lang, "园区 ", "gross ") + AreaText.Number(ledger.GrossM2, unit, _lang), 12, brush: Say.Quiet));
            foreach (var rule in ledger.Rules.OrderByDescending(r => r.SplitM2))
                details.Children.Add(Say.Text($"− {_rules.Rule(rule.Rule, _lang)}  {AreaText.Number(rule.SplitM2, unit, _lang)}", 12, brush: Say.Quiet));
            details.Children.Add(Say.Text(Say.In(_lang, "− 未调查 ", "− unknown ") + AreaText.Number(ledger.UnknownM2, unit, _lang), 12, brush: Say.Quiet));
            details.Children.Add(Say.Text(Say.In(_lang, "＝ 可用 ", "= eligible ") + AreaText.Number(ledger.EligibleM2, unit, _lang), 12, brush: Say.Quiet));
        }

        var quality = Codelists.Quality.Find(site.Quality);
        return Say.Card(
            Say.Text($"{site.Rank}  {site.ParkName}", 14, true),
            Say.Text($"{N(site.Score)} {Say.In(_lang, "分", "points")} · {PlotKindTitles.Of(site.Shape).In(_lang)} {N(site.WidthM)} × {N(site.LengthM)} m · {Say.In(_lang, quality?.Zh ?? "", quality?.En ?? "")}", 12, brush: Say.Quiet),
            Say.Text(AreaText.Both(site.Plane, unit, _lang), 12),
            new Expander { Header = Say.In(_lang, "得分与台账", "Score and ledger"), Content = details, HorizontalAlignment = Avalonia.Layout.HorizontalAlignment.Stretch },
            new StackPanel
            {
                Orientation = Avalonia.Layout.Orientation.Horizontal, Spacing = 6,
                Children = { Say.Button(Say.In(_lang, "在图上看", "Show"), () => choose(site)), Say.Button(Say.In(_lang, "留白此地块…", "Reserve…"), () => reserve(site), $"reserve{site.Rank}") },
            });
    }

    private static Grid Pair(Control left, Control right)
    {
        var grid = new Grid { ColumnDefinitions = new("*,8,*"), Children = { left, right } };
        Grid.SetColumn(right, 2);
        return grid;
    }

    private static string Value(double raw, string unit) => unit == "1" ? $"{raw.ToString("P0", CultureInfo.InvariantCulture)}" : $"{N(raw)} {unit}";

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
