using Avalonia.Controls;
using Avalonia.Layout;
using Jining231.Geo.Layers;
using Jining231.Geo.Workspace;
using Jining231.Geo.Workspace.Reserving;
using Jining231.Geo.Workspace.Siting;
using Jining231.Geo.Workspace.Texts;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Viewer;

/// <summary>Holds or reserves a found or drawn plot; the balance of its park beside it.</summary>
internal sealed class ReservePanel
{
    private readonly Lang _lang;
    private readonly TextBlock _what = Say.Text("");
    private readonly StackPanel _balance = new() { Spacing = 2 };
    private readonly ComboBox _state = new() { HorizontalAlignment = HorizontalAlignment.Stretch };
    private readonly ComboBox _tier = new() { HorizontalAlignment = HorizontalAlignment.Stretch };
    private readonly TextBox _holder = new() { Name = "holder" };
    private readonly TextBox _purpose = new();
    private readonly TextBox _document = new() { Name = "documentNo" };
    private readonly TextBox _days = new() { Text = "90" };
    private readonly TextBox _exception = new();

    public ReservePanel(Lang lang, Action reserve)
    {
        _lang = lang;
        _state.ItemsSource = new[] { Say.In(lang, "留白", "reserve"), Say.In(lang, "暂留", "hold") };
        _state.SelectedIndex = 0;
        _tier.ItemsSource = Codelists.ReserveTier.Codes.Select(c => Say.In(lang, c.Zh, c.En)).ToArray();
        _tier.SelectedIndex = Math.Max(0, Codelists.ReserveTier.Codes.ToList().FindIndex(c => c.Value == "general"));
        _what.Text = Say.In(lang, "先在“选址”中选一处地块，或用“画地块”在图上绘制。", "Choose a found site first, or draw a plot on the map.");
        View = new ScrollViewer
        {
            Content = new StackPanel
            {
                Margin = new(10),
                Children =
                {
                    Say.Card(_what),
                    Say.Field(Say.In(lang, "方式", "Act"), _state),
                    Say.Field(Say.In(lang, "级别", "Tier"), _tier),
                    Say.Field(Say.In(lang, "持有人", "Holder"), _holder),
                    Say.Field(Say.In(lang, "文号", "Document number"), _document),
                    Say.Field(Say.In(lang, "用途", "Purpose"), _purpose),
                    Say.Field(Say.In(lang, "暂留天数", "Days of a hold"), _days),
                    Say.Field(Say.In(lang, "例外批准文号（用地不符合规则时）", "Document that permits an exception"), _exception),
                    Say.Button(Say.In(lang, "写入台账", "Record"), reserve, "record"),
                    _balance,
                },
            },
        };
    }

    public Control View { get; }

    public SiteCard? Site { get; private set; }

    public Geometry? Drawn { get; private set; }

    private string _parkId = "";

    public void Take(SiteCard? site, Geometry? drawn, string parkId, string parkName, AreaUnit unit)
    {
        (Site, Drawn, _parkId) = (site, drawn, parkId);
        _what.Text = $"{parkName}{(site is null ? "" : " · " + Say.In(_lang, $"第 {site.Rank} 处", $"site {site.Rank}"))}\n{AreaText.Both((site?.Plane ?? drawn)!, unit, _lang)}";
    }

    public ReserveForm Form(SitingUse? use) => new()
    {
        ParkId = _parkId, Reserve = _state.SelectedIndex == 0, Tier = Codelists.ReserveTier.Codes[_tier.SelectedIndex].Value, Holder = _holder.Text ?? "",
        Purpose = _purpose.Text ?? "", DocumentNo = _document.Text ?? "", OverrideDocumentNo = _exception.Text ?? "", Use = Site is null ? null : use,
        HeldUntil = int.TryParse(_days.Text, out var days) ? DateTimeOffset.UtcNow.AddDays(days) : null,
    };

    public void ShowBalance(MapWorkspace workspace, AreaUnit unit)
    {
        _balance.Children.Clear();
        if (_parkId.Length == 0 || workspace.Balance(_parkId) is not { } balance)
            return;
        _balance.Children.Add(Say.Text(Say.In(_lang, "园区收支（平面面积，EPSG:4548）", "Balance of the park (planar, EPSG:4548)"), 14, true));
        foreach (var line in balance.Lines)
            _balance.Children.Add(Say.Text($"{line.Title.In(_lang)}  {AreaText.Number(line.M2, unit, _lang)}"
                + (line.WholeM2 - line.M2 > 0.01 ? Say.In(_lang, $"，另有 {AreaText.Number(line.WholeM2 - line.M2, unit, _lang)} 在上列用地内", $", and {AreaText.Number(line.WholeM2 - line.M2, unit, _lang)} on land counted above") : ""), 12, brush: Say.Quiet));
        _balance.Children.Add(Say.Text(Say.In(_lang, "合计 ", "total ") + AreaText.Number(balance.GrossM2, unit, _lang), 12, true));
    }
}
