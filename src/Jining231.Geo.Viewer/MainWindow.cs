using Avalonia.Controls;
using Avalonia.Input;
using Avalonia.Layout;
using Avalonia.Media;
using Avalonia.Threading;
using Jining231.Geo.Layers;
using Jining231.Geo.Viewer.Map;
using Jining231.Geo.Workspace;
using Jining231.Geo.Workspace.Sources;
using Jining231.Geo.Workspace.Texts;
using NetTopologySuite.Geometries;
using Measurement = Jining231.Geo.Workspace.Measuring.Measure;

namespace Jining231.Geo.Viewer;

/// <summary>The one window: bar, layers, map, panels, status. It binds and draws; every decision is the workspace's.</summary>
internal sealed partial class MainWindow : Window
{
    private readonly Lang _lang;
    private readonly MapPane _map = new();
    private readonly ContentControl _layers = new();
    private readonly TabControl _tabs = new() { Padding = new(4) };
    private readonly InfoPanel _info;
    private readonly StatusBar _status;
    private readonly TextBox _location, _search;
    private readonly ComboBox _unit = new() { VerticalAlignment = VerticalAlignment.Center, Name = "unit" };
    private MapWorkspace? _workspace;
    private SitingPanel? _siting;
    private ReservePanel? _reserving;

    /// <summary>A window on a file or service; one already open is taken over.</summary>
    public MainWindow(Lang lang, string location, MapWorkspace? open = null)
    {
        _lang = lang;
        (_info, _status) = (new InfoPanel(lang), new StatusBar(lang));
        (Width, Height, Title, FontSize) = (1440, 900, T("济宁选址与留白", "Jining siting and land reserves"), 13);
        if (CjkFont.Family.Length > 0)
            FontFamily = new FontFamily(CjkFont.Family);
        _location = new TextBox { Width = 300, PlaceholderText = T("GeoPackage 文件或服务地址", "GeoPackage file or service address"), Text = location, Name = "location" };
        _search = new TextBox { Width = 220, PlaceholderText = T("名称、编号或坐标", "Name, id or coordinates"), Name = "search" };
        Content = Frame.Of(Bar(), _layers, _map, _tabs, _status.View);
        (_unit.ItemsSource, _unit.SelectedIndex) = (new[] { T("亩", "mu (亩)"), T("公顷", "hectare") }, 0);
        _location.KeyDown += (_, e) => OnEnter(e, Open);
        _search.KeyDown += (_, e) => OnEnter(e, Search);
        _unit.SelectionChanged += (_, _) => Rebuild();
        _map.Asked += (at, reach) => Guard(() => Ask(at, reach));
        _map.Hovered += _status.Show;
        _map.Drafted += d => _status.Tell(d.Shape() is { } shape ? Measurement.Text(shape, Unit, _lang).Replace('\n', ' ') : T("继续点击；双击结束，退格撤销一点", "Click on; double click ends, Backspace takes back"));
        _map.Finished += Finished;
        _map.Failed += _status.Tell;
        KeyDown += Keys;
        _info.Show(T("打开一个 GeoPackage 文件，或输入服务地址，例如 http://127.0.0.1:5231", "Open a GeoPackage file, or type the address of a service: http://127.0.0.1:5231"));
        _tabs.Items.Add(Tab(T("信息", "Info"), _info.View));
        Opened += (_, _) =>
        {
            if (open is not null)
                Show(open);
            else if (location.Length > 0)
                Open();
        };
        Closed += (_, _) =>
        {
            _status.Cancel();
            _map.Close();
        };
    }

    private AreaUnit Unit => _unit.SelectedIndex == 1 ? AreaUnit.Hectare : AreaUnit.Mu;

    private string T(string zh, string en) => Say.In(_lang, zh, en);

    private WrapPanel Bar() => new()
    {
        Margin = new(8, 6),
        ItemSpacing = 6,
        LineSpacing = 4,
        Children =
        {
            _location, Say.Button(T("打开", "Open"), Open), Say.Button(T("浏览…", "Browse…"), Browse), _search, Say.Button(T("查找", "Find"), Search),
            Say.Button(T("查询", "Ask"), () => Use(Tool.Ask)), Say.Button(T("测距", "Length"), () => Use(Tool.Length)), Say.Button(T("测面", "Area"), () => Use(Tool.Area)),
            Say.Button(T("画地块", "Draw plot"), () => Use(Tool.Plot)), Say.Button(T("撤销", "Undo"), () => Undo(back: true)), Say.Button(T("重做", "Redo"), () => Undo(back: false)),
            Say.Button(T("导出留白", "Export reserves"), () => Export("reserves")), _unit, Say.Button(T("English", "中文"), SwitchLanguage, "language"),
        },
    };

    private static TabItem Tab(string title, Control content) => new() { Header = title, Content = content, FontSize = 15 };

    private static void OnEnter(KeyEventArgs e, Action act)
    {
        if (e.Key == Key.Enter)
            act();
    }

    private void Keys(object? sender, KeyEventArgs e)
    {
        if (e.Source is TextBox)
            return;
        var control = e.KeyModifiers.HasFlag(KeyModifiers.Control);
        if ((e.Key == Key.Z && control) || e.Key == Key.Back)
            Undo(back: true);
        else if (e.Key == Key.Y && control)
            Undo(back: false);
        else if (e.Key == Key.Enter)
            _map.Finish();
        else if (e.Key == Key.Escape)
            Use(Tool.Ask);
    }

    private void Open() => _status.Run(T("正在打开…", "Opening…"), async (progress, cancel) =>
    {
        var workspace = await MapWorkspace.OpenAsync(
            await SourceOpener.OpenAsync(_location.Text ?? "", Program.Rules, Environment.UserName, cancel), progress, TimeProvider.System, cancel);
        if (_workspace is { } old)
            await old.DisposeAsync();
        Show(workspace);
    });

    private void Show(MapWorkspace workspace)
    {
        _map.Workspace = _workspace = workspace;
        workspace.LayerChanged += (_, _) => Dispatcher.UIThread.Post(Refresh);
        _siting = new SitingPanel(workspace.Source.Rules, _lang, Site);
        _reserving = new ReservePanel(_lang, Reserve);
        while (_tabs.Items.Count > 1)
            _tabs.Items.RemoveAt(1);
        _tabs.Items.Add(Tab(T("选址", "Siting"), _siting.View));
        _tabs.Items.Add(Tab(T("留白", "Reserves"), _reserving.View));
        _map.Face.ShowSites([], null);
        _tabs.SelectedIndex = 1;
        _info.Show(T("点击地图查询；右键撤销一点。", "Click the map to ask."));
        Refresh();
        var box = new Envelope();
        foreach (var park in workspace.Layer("counties").Features)
            if (park.Plane is { } plane)
                box.ExpandToInclude(plane.EnvelopeInternal);
        _map.Face.ZoomTo(box);
        _status.Tell(T($"已打开 {workspace.Source.Location}", $"Opened {workspace.Source.Location}"));
    }

    /// <summary>The same workspace in a window of the other language; what can be undone stays.</summary>
    private void SwitchLanguage()
    {
        var next = new MainWindow(_lang == Lang.En ? Lang.Zh : Lang.En, _location.Text ?? "", _workspace) { Width = Width, Height = Height };
        (_workspace, _map.Workspace) = (null, null);
        next.Show();
        Close();
    }

    private async void Browse()
    {
        var files = await StorageProvider.OpenFilePickerAsync(new() { FileTypeFilter = [new("GeoPackage") { Patterns = ["*.gpkg"] }] });
        if (files.Count == 0)
            return;
        _location.Text = files[0].Path.LocalPath;
        Open();
    }

    private void Rebuild()
    {
        ShowAnswer();
        if (_workspace is not null)
            _reserving?.ShowBalance(_workspace, Unit);
    }

    private void Refresh()
    {
        if (_workspace is null)
            return;
        _layers.Content = LayerPanel.Of(_workspace, _lang, _map.Show);
        _map.Show();
    }

    private void Guard(Action act)
    {
        try
        {
            if (_workspace is not null)
                act();
        }
        catch (GeoProblemException e)
        {
            _status.Tell(e);
        }
    }
}
