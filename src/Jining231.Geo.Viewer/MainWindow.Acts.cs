using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Workspace;
using Jining231.Geo.Workspace.Identify;
using Jining231.Geo.Workspace.Mapping;
using Jining231.Geo.Workspace.Search;
using Jining231.Geo.Workspace.Siting;
using Jining231.Geo.Workspace.Texts;
using NetTopologySuite.Geometries;
using Geometry = NetTopologySuite.Geometries.Geometry;
using Measurement = Jining231.Geo.Workspace.Measuring.Measure;

namespace Jining231.Geo.Viewer;

/// <summary>What the officer does: siting, reserving, undo, export, search, asking, measuring.</summary>
internal sealed partial class MainWindow
{
    private void Site() => _status.Run(T("正在选址…", "Finding sites…"), async (progress, cancel) =>
    {
        if (_workspace is null || _siting is null)
            return;
        var answer = await _workspace.SiteAsync(_siting.Form(), Share(progress), cancel);
        ShowAnswer();
        if (answer.Sites.Count > 0)
            Choose(answer.Sites[0]);
        _status.Tell(T($"选址完成，{answer.Sites.Count} 处。摘要 {answer.Digest[..12]}", $"{answer.Sites.Count} sites. Digest {answer.Digest[..12]}"));
    });

    private static Progress<double> Share(IProgress<WorkProgress> progress) => new(d => progress.Report(new(new("", ""), d)));

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
        await _workspace.ExportAsync(layer, path, Share(progress), cancel);
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
}
