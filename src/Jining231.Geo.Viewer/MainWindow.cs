using Avalonia.Controls;
using Avalonia.Input;
using Avalonia.Layout;
using Avalonia.Media;
using Avalonia.Threading;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Viewer.Map;
using Jining231.Geo.Workspace;
using Jining231.Geo.Workspace.Identify;
using Jining231.Geo.Workspace.Mapping;
using Jining231.Geo.Workspace.Search;
using Jining231.Geo.Workspace.Siting;
using Jining231.Geo.Workspace.Sources;
using Jining231.Geo.Workspace.Texts;
using NetTopologySuite.Geometries;
using Geometry = NetTopologySuite.Geometries.Geometry;
using Measurement = Jining231.Geo.Workspace.Measuring.Measure;

namespace Jining231.Geo.Viewer;

/// <summary>The one window: bar, layers, map, panels, status. It binds and draws; every decision is the workspace's.</summary>
internal sealed class MainWindow : Window
{
    private readonly Lang _lang;
    private readonly MapPane _map = new();
    private readonly ContentControl _layers = new();
    private readonly TabControl _tabs = new() { Padding = new(4) };
    private readonly InfoPanel _info;
    private readonly StatusBar _status;
    private readonly TextBox _location, _search;
    private readonly ComboBox _unit = new() { ItemsSource = new[] { "亩", "公顷" }, SelectedIndex = 0, VerticalAlignment = VerticalAlignment.Center };
    private MapWorkspace? _workspace;
    private SitingPanel? _siting;
    private ReservePanel? _reserving;

    public MainWindow(Lang lang, string location)
    {
        _lang = lang;
        (_info, _status) = (new InfoPanel(lang), new StatusBar(lang));
        (Width, Height, Title, FontSize) = (1440, 900, T("济宁选址与留白", "Jining siting and land reserves"), 13);
        if (CjkFont.Family.Length > 0)
            FontFamily = new FontFamily(CjkFont.Family);
        _location = new TextBox { Width = 300, PlaceholderText = T("GeoPackage 文件或服务地址", "GeoPackage file or service address"), Text = location, Name = "location" };
        _search = new TextBox { Width = 220, PlaceholderText = T("名称、编号或坐标", "Name, id or coordinates"), Name = "search" };
        Content = Frame.Of(Bar(), _layers, _map, _tabs, _status.View);
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
            if (location.Length > 0)
                Open();
        };
        Closed += (_, _) => _status.Cancel();
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
            Say.Button(T("导出留白", "Export reserves"), () => Export("reserves")), _unit,
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
    });

    private async void Browse()
    {
        var files = await StorageProvider.OpenFilePickerAsync(new() { FileTypeFilter = [new("GeoPackage") { Patterns = ["*.gpkg"] }] });
        if (files.Count == 0)
            return;
        _location.Text = files[0].Path.LocalPath;
        Open();
    }

    private void Site() => _status.Run(T("正在选址…", "Finding sites…"), async (_, cancel) =>
    {
        if (_workspace is null || _siting is null)
            return;
        var answer = await _workspace.SiteAsync(_siting.Form(), cancel);
        ShowAnswer();
        if (answer.Sites.Count > 0)
            Choose(answer.Sites[0]);
        _status.Tell(T($"选址完成，{answer.Sites.Count} 处。摘要 {answer.Digest[..12]}", $"{answer.Sites.Count} sites. Digest {answer.Digest[..12]}"));
    });

    private void ShowAnswer()
    {
        if (_workspace?.Answer is { } answer)
            _siting?.Show(answer, Unit, Choose, TakeSite);
    }

    private void Choose(SiteCard site)
    {
        _map.Face.ShowSites(_workspace!.Answer!.Sites, site.Rank);
        var box = site.Plane.EnvelopeInternal.Copy();
        box.ExpandBy(1500);
        _map.Face.ZoomTo(box);
    }

    private void TakeSite(SiteCard site)
    {
        Choose(site);
        _reserving!.Take(site, null, site.ParkId, site.ParkName, Unit);
        _reserving.ShowBalance(_workspace!, Unit);
        _tabs.SelectedIndex = 2;
    }

    private void Finished(Tool tool, Geometry shape)
    {
        if (tool != Tool.Plot || _workspace is null)
        {
            _info.Show(Measurement.Text(shape, Unit, _lang), T("量测", "Measured"));
            _tabs.SelectedIndex = 0;
            return;
        }

        if (_workspace.ParkOf(shape) is not { } park)
        {
            _status.Tell(T("所画地块不在任何园区内，请在园区内绘制。", "The plot lies in no park: draw it inside one."), true);
            return;
        }

        _reserving!.Take(null, shape, park.Row.Id, park.Name, Unit);
        _reserving.ShowBalance(_workspace, Unit);
        _tabs.SelectedIndex = 2;
    }

    private void Reserve() => _status.Run(T("正在写入台账…", "Recording…"), async (_, cancel) =>
    {
        if (_workspace is null || _reserving is not { } panel || (panel.Site is null && panel.Drawn is null))
        {
            _status.Tell(T("请先选一处地块或在图上画一块。", "Choose a site or draw a plot first."), true);
            return;
        }

        var form = panel.Form(_workspace.Answer?.Inputs);
        var block = panel.Site is { } site ? await _workspace.ReserveAsync(form, site, cancel) : await _workspace.ReserveAsync(form, panel.Drawn!, cancel);
        Use(Tool.Ask);
        _map.Face.ShowSites([], null);
        panel.ShowBalance(_workspace, Unit);
        _status.Tell(T($"已写入台账：{block.Text("name")}（{Codelists.ReserveState.Find(block.Text("state"))?.Zh}）", $"Recorded: {block.Text("name")} ({block.Text("state")})"));
    });

    private void Undo(bool back)
    {
        if (_map.Step(back))
            return;
        if (_workspace is not { } workspace || (back ? workspace.Undo.Next : workspace.Undo.NextRedo) is not { } command)
        {
            _status.Tell(back ? T("没有可撤销的操作。", "There is nothing to undo.") : T("没有可重做的操作。", "There is nothing to redo."));
            return;
        }

        _status.Run(T("正在处理…", "Working…"), async (_, cancel) =>
        {
            await (back ? workspace.Undo.UndoAsync(cancel) : workspace.Undo.RedoAsync(cancel));
            _reserving?.ShowBalance(workspace, Unit);
            _status.Tell((back ? T("已撤销：", "Undone: ") : T("已重做：", "Done again: ")) + command.Title.In(_lang));
        });
    }

    private void Export(string layer) => _status.Run(T("正在导出…", "Exporting…"), async (progress, cancel) =>
    {
        if (_workspace is null)
            return;
        var folder = _workspace.Source.IsService ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) : Path.GetDirectoryName(_workspace.Source.Location)!;
        var path = Path.Combine(folder, $"{layer}-{DateTime.Now:yyyyMMdd-HHmmss}.geojson");
        await _workspace.ExportAsync(layer, path, new Progress<double>(d => progress.Report(new(new("", ""), d))), cancel);
        _status.Tell(T($"已导出 {path}", $"Written to {path}"));
    });

    private void Search() => Guard(() =>
    {
        if (_workspace?.Search(_search.Text ?? "") is not { } result)
            return;
        if (result.Position is { } position)
        {
            _map.Face.Mark(GeoFactory.Plane.CreatePoint(position.Plane));
            var box = new Envelope(position.Plane);
            box.ExpandBy(800);
            _map.Face.ZoomTo(box);
            _status.Tell($"EPSG:{position.Crs.Code} → 4548 {CoordinateText.Write(position.Plane, Crs.Epsg4548)}");
            return;
        }

        _info.Show(result, Go);
        _tabs.SelectedIndex = 0;
        if (result.Features.Count == 1)
            Go(result.Features[0]);
    });

    private void Go(MapFeature feature)
    {
        _info.Show([IdentifyCard.Of(feature, Unit, _lang)]);
        _map.Face.Mark(feature.Plane);
        if (feature.Plane is { } plane)
            _map.Face.ZoomTo(plane.EnvelopeInternal);
    }

    private void Ask(Coordinate at, double reach)
    {
        var cards = _workspace!.Identify(at, reach, Unit, _lang);
        _map.Face.Mark(cards.Count > 0 ? cards[0].Feature.Plane : null);
        _info.Show(cards);
        _tabs.SelectedIndex = 0;
    }

    private void Use(Tool tool)
    {
        _map.Use(tool);
        _status.Tell(tool == Tool.Ask ? T("点击地图查询", "Click the map to ask") : T("逐点点击；双击或回车结束，退格或右键撤销一点", "Click point by point; double click or Enter ends, Backspace or right click takes back"));
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
