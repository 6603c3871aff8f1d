using Avalonia;
using Avalonia.Controls;
using Avalonia.Input;
using Jining231.Geo.Viewer.Map;
using Jining231.Geo.Workspace;
using Jining231.Geo.Workspace.Drafting;
using Mapsui.UI.Avalonia;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Viewer;

/// <summary>What a click on the map means.</summary>
internal enum Tool
{
    /// <summary>Ask what is there.</summary>
    Ask,

    /// <summary>Measure a line.</summary>
    Length,

    /// <summary>Measure an area.</summary>
    Area,

    /// <summary>Draw a plot to reserve.</summary>
    Plot,
}

/// <summary>The map control with our own tools: asking by the spatial index, drawing by our own draft.</summary>
internal sealed class MapPane : Panel
{
    private const double SnapPixels = 10, TapPixels = 4;
    private readonly MapControl _control = new();
    private Avalonia.Point _pressed;

    public MapPane()
    {
        Attach();
        _control.SizeChanged += (_, _) => Attach();
        Children.Add(_control);
        ClipToBounds = true;
        Focusable = true;
        Background = Avalonia.Media.Brushes.White;
        _control.AddHandler(PointerPressedEvent, (_, e) => _pressed = e.GetPosition(_control), Avalonia.Interactivity.RoutingStrategies.Tunnel | Avalonia.Interactivity.RoutingStrategies.Bubble, true);
        _control.AddHandler(PointerReleasedEvent, Released, Avalonia.Interactivity.RoutingStrategies.Bubble, true);
        _control.AddHandler(PointerMovedEvent, Moved, Avalonia.Interactivity.RoutingStrategies.Bubble, true);
        _control.AddHandler(DoubleTappedEvent, (_, _) => Finish(), Avalonia.Interactivity.RoutingStrategies.Bubble, true);
    }

    public MapFace Face { get; } = new();

    public MapWorkspace? Workspace { get; set; }

    public Tool Tool { get; private set; }

    public Draft? Draft { get; private set; }

    /// <summary>Asked at a point with a reach in m.</summary>
    public event Action<Coordinate, double>? Asked;

    /// <summary>The pointer is over a point.</summary>
    public event Action<Coordinate>? Hovered;

    /// <summary>The draft has changed.</summary>
    public event Action<Draft>? Drafted;

    /// <summary>A shape is finished.</summary>
    public event Action<Tool, Geometry>? Finished;

    /// <summary>Something could not be done.</summary>
    public event Action<Exception>? Failed;

    /// <summary>Stops drawing for good.</summary>
    public void Close() => _control.Dispose();

    /// <summary>Lays the layers of the workspace anew.</summary>
    public void Show()
    {
        if (Workspace is null)
            return;
        Attach();
        Face.Show(Workspace);
    }

    public void Use(Tool tool)
    {
        Tool = tool;
        Draft = tool == Tool.Ask ? null : new Draft(tool == Tool.Length ? DraftKind.Line : DraftKind.Polygon);
        Face.ShowDraft(Draft, null);
        // Enter and Backspace must reach the draft, not the button that was pressed.
        Focus();
    }

    /// <summary>Ends the draft; a broken one stays and can be corrected.</summary>
    public void Finish()
    {
        if (Draft is not { IsFinished: false } draft)
            return;
        try
        {
            var shape = draft.Finish();
            Face.ShowDraft(draft, null);
            Finished?.Invoke(Tool, shape);
        }
        catch (Layers.GeoProblemException e)
        {
            Failed?.Invoke(e);
        }
    }

    /// <summary>Takes the last vertex back, or sets it again; false where there is no draft to change.</summary>
    public bool Step(bool back)
    {
        if (Draft is not { } draft || !(back ? draft.Undo() : draft.Redo()))
            return false;
        Face.ShowDraft(draft, null);
        Drafted?.Invoke(draft);
        return true;
    }

    /// <summary>
    /// Gives the control our map and the map the control's size. The control's timer makes a map of its own on another thread and can put it in
    /// place of ours, which then stays blank: so it is looked at again once there is a size, and whenever layers are shown.
    /// </summary>
    private void Attach()
    {
        if (!ReferenceEquals(_control.Map, Face.Map))
            _control.Map = Face.Map;
        var size = _control.Bounds.Size;
        if (size.Width > 0 && size.Height > 0)
            Face.Map.Navigator.SetSize(size.Width, size.Height);
        Face.Map.Refresh();
    }

    private void Released(object? sender, PointerReleasedEventArgs e)
    {
        var at = e.GetPosition(_control);
        if (Workspace is null || Math.Abs(at.X - _pressed.X) > TapPixels || Math.Abs(at.Y - _pressed.Y) > TapPixels)
            return;
        Focus();
        var plane = Face.ToPlane(at.X, at.Y);
        if (e.InitialPressMouseButton == MouseButton.Right)
        {
            Step(back: true);
        }
        else if (Draft is { IsFinished: false } draft)
        {
            draft.Add(Snapped(plane));
            Face.ShowDraft(draft, null);
            Drafted?.Invoke(draft);
        }
        else if (Tool == Tool.Ask)
        {
            Asked?.Invoke(plane, 6 * Resolution);
        }
    }

    private void Moved(object? sender, PointerEventArgs e)
    {
        var plane = Face.ToPlane(e.GetPosition(_control).X, e.GetPosition(_control).Y);
        Hovered?.Invoke(plane);
        if (Draft is { IsFinished: false, Vertices.Count: > 0 } draft)
            Face.ShowDraft(draft, Snapped(plane));
    }

    private double Resolution => Face.Map.Navigator.Viewport.Resolution;

    private Coordinate Snapped(Coordinate at) => Workspace?.Snap(at, SnapPixels * Resolution) ?? at;
}
