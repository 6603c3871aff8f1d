using Avalonia.Controls;
using Avalonia.Layout;
using Avalonia.Media;
using Jining231.Geo.Spatial;
using Jining231.Geo.Workspace;
using Jining231.Geo.Workspace.Search;
using Jining231.Geo.Workspace.Texts;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Viewer;

/// <summary>The bottom line: message, progress with cancel, and the position of the pointer in three systems. Runs long work, one at a time.</summary>
internal sealed class StatusBar
{
    private readonly Lang _lang;
    private readonly TextBlock _message = Say.Text(""), _coordinates = Say.Text("", 12, brush: Say.Quiet);
    private readonly ProgressBar _progress = new() { Width = 160, IsVisible = false, Minimum = 0, Maximum = 1, VerticalAlignment = VerticalAlignment.Center };
    private readonly Button _cancel;
    private CancellationTokenSource? _running;

    public StatusBar(Lang lang)
    {
        _lang = lang;
        _cancel = Say.Button(Say.In(lang, "取消", "Cancel"), Cancel, "cancel");
        _cancel.IsVisible = false;
        _message.MaxLines = 3;
        foreach (var text in new[] { _message, _coordinates })
            text.VerticalAlignment = VerticalAlignment.Center;
        _coordinates.Margin = new(16, 0, 0, 0);
        foreach (var right in new Control[] { _coordinates, _cancel, _progress })
            DockPanel.SetDock(right, Dock.Right);
        // High enough for the cancel button, so that the map keeps its size while work runs.
        View = new DockPanel { Margin = new(8, 4), MinHeight = 32, LastChildFill = true, Children = { _coordinates, _cancel, _progress, _message } };
    }

    public Control View { get; }

    /// <summary>Cancels the work under way.</summary>
    public void Cancel() => _running?.Cancel();

    public void Tell(string text, bool problem = false)
    {
        _message.Text = text;
        _message.Foreground = problem ? Brush.Parse("#b42318") : Say.Ink;
    }

    /// <summary>Tells a failure in words; a cancel was wanted and is none.</summary>
    public void Tell(Exception failure) => Tell(ProblemText.Of(failure, _lang), failure is not OperationCanceledException);

    /// <summary>Shows a position (EPSG:4548) in all systems.</summary>
    public void Show(Coordinate at) => _coordinates.Text =
        $"4490 {CoordinateText.Write(at, Crs.Epsg4490)}   4548 {CoordinateText.Write(at, Crs.Epsg4548)}   4527 {CoordinateText.Write(at, Crs.Epsg4527)}";

    /// <summary>Long work, one at a time, with progress and cancel; a failure becomes a sentence.</summary>
    public async void Run(string what, Func<IProgress<WorkProgress>, CancellationToken, Task> work)
    {
        if (_running is not null)
        {
            Tell(Say.In(_lang, "请等待当前操作完成，或先取消。", "Wait for the work under way, or cancel it first."), true);
            return;
        }

        using var running = _running = new CancellationTokenSource();
        (_progress.IsVisible, _cancel.IsVisible, _progress.IsIndeterminate) = (true, true, true);
        Tell(what);
        try
        {
            await work(new Progress<WorkProgress>(p =>
            {
                if (_running != running)
                    return;
                (_progress.IsIndeterminate, _progress.Value) = (p.Share is null, p.Share ?? 0);
                if (p.What.Zh.Length > 0)
                    Tell(p.What.In(_lang));
            }), running.Token);
        }
#pragma warning disable CA1031 // Whatever fails is told to the user; the window stays.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Tell(e);
        }
        finally
        {
            _running = null;
            (_progress.IsVisible, _cancel.IsVisible) = (false, false);
        }
    }
}
